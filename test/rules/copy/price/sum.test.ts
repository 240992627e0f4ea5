import { expect, test } from 'vitest';
import { isCompanyFigure, repaired } from '../../../../src/rules/copy/price/prices.ts';
import {
  isLarge,
  isMarked,
  isPerPeriod,
  isReference,
  isSizeable,
  isVerb,
  smallAbroad,
  sumOf,
} from '../../../../src/rules/copy/price/sum.ts';
import { type Numeral, numeralAt } from '../../../../src/rules/language/numbers.ts';
import { quote, tokenise, type Words } from '../../../../src/rules/language/words.ts';
import { policy } from '../example.ts';

const rules = policy.price;

/** The last number of a text. */
function lastOf(words: Words): Numeral {
  for (let at = words.tokens.length - 1; at >= 0; at -= 1) {
    const before = at > 0 ? numeralAt(words, at - 1) : undefined;
    const numeral = numeralAt(words, at);
    if (numeral && (before === undefined || before.to < at)) return numeral;
  }
  throw new Error('no number');
}

function read(text: string) {
  const words = tokenise(text);
  const numeral = lastOf(words);
  return { words, numeral, sum: sumOf(words, numeral, { rules, isAbroad: false }) };
}

test.each([
  ['it is 900', '900', 'none'],
  ['it is 900. Hours pass', '900', 'none'],
  ['it is 900 hours', '900 hours', 'effort'],
  ['it is 900 very long hours', '900 very long hours', 'effort'],
  ['it is 900 very long and dull hours', '900 very', 'thing'],
  ['it is 900 partners', '900 partners', 'thing'],
  ['it is 900 flat', '900', 'none'],
  ['it is 900 like that', '900', 'none'],
  ['it is 900 buys it', '900', 'none'],
  ['it is 900 buys', '900', 'none'],
  ['it is 900 buys partners', '900', 'none'],
  ['it is 2 large', '2 large', 'money'],
  ['it is 2 large flat', '2 large', 'money'],
  ['it is 2 large buys it', '2 large', 'money'],
  ['it is 2 large partners', '2 large', 'thing'],
])('K3 a number counts money, time, a thing or nothing: %s', (text, words, unit) => {
  const { words: all, sum } = read(text);
  expect([quote(all, sum.from, sum.end), sum.unit]).toEqual([words, unit]);
});

test.each([
  ['it is 900', false],
  ['a 404', true],
  ['an 800', true],
  ['a 999', true],
  ['a 1000', false],
  ['a 2.5', false],
  ['the 12', true],
  ['these 5', true],
  ['both 5', true],
  ['the 13', false],
  ['in 1999', true],
  ['in 2019', true],
  ['in 2100', false],
  ['in 1899', false],
  ['in 12019', false],
  ['in 20190', false],
  ['the 10-K', true],
  ['it is 900%', true],
  ['it is 900 percent', true],
  ['it is 900 times', true],
  ['it is 900/', true],
  ['it is +900', true],
  ['it is #900', true],
  ['it is /900', true],
  ['it is 5-900', true],
  ['it is - 900', false],
  ['it is 900-fold', true],
  ['it is 900 -fold', false],
  ['the Boeing 900', true],
  ['Boeing 900', false],
  ['It is Ok. 900', false],
  ['see page 900', true],
  ['from 200 to 900', true],
  ['from few to 900', false],
  ['between 200 or 900', false],
  ['it is 900 to many', false],
])('K3 a number that is no amount: %s', (text, expected) => {
  const { words, sum } = read(text);
  expect(isReference(words, sum, rules)).toBe(expected);
});

test('K3 the price of the policy is no year', () => {
  const { words, sum } = read('it is 2025');
  expect(isReference(words, sum, rules)).toBe(true);
  expect(isReference(words, sum, { ...rules, amount: { ...rules.amount, value: 2025 } })).toBe(false);
});

test.each([
  ['between 200 and 900', true],
  ['zwischen 200 und 900', true],
  ['from 200 to 900', true],
  ['from 200 to many', false],
  ['among 200 and 900', false],
  ['between 200 or 900', false],
  ['between 200 and many', false],
])('K3 the first number of a span is no amount: %s', (text, expected) => {
  const words = tokenise(text);
  const sum = sumOf(words, { from: 1, to: 1, readings: [200] }, { rules, isAbroad: false });
  expect(isReference(words, sum, rules)).toBe(expected);
});

test.each([
  ['it is 100', true],
  ['it is 99', false],
  ['it is 2.5', true],
  ['it is 2', false],
  ['it is 1.5', true],
  ['it is 0.5', false],
  ['it is 10.5', false],
  ['it is 12.500', true],
])('K3 a number is large enough for a price of ours, or not: %s', (text, expected) => {
  expect(isSizeable(read(text).sum)).toBe(expected);
});

test.each([
  ['it is $900', true],
  ['it is 900 eur', true],
  ['it is 900 $', true],
  ['it is eur 900', true],
  ['$ is 900', false],
  ['it is 900 so $', false],
])('K3 a currency stands by a number, or not: %s', (text, expected) => {
  const { words, sum } = read(text);
  expect(isMarked(words.tokens, sum, rules)).toBe(expected);
});

test.each([
  ['it is 900 per seat', true],
  ['it is 900 each', true],
  ['it is 900 / user', true],
  ['it is 900 a month', true],
  ['it is 900 monthly', true],
  ['it is 900 in a month', false],
  ['it is 900 so monthly', false],
  ['it is 900 / a month', true],
  ['it is 900', false],
])('K3 an amount is by the month or the seat, or not: %s', (text, expected) => {
  const { words, numeral } = read(text);
  expect(isPerPeriod(words, { ...numeral, currency: 'USD' }, rules)).toBe(expected);
});

const silent = { isCharged: false, isHinted: false, isTheirs: false, isOffer: false, isMatched: false };
const charged = { ...silent, isCharged: true };
const theirs = { ...silent, isTheirs: true };
test.each([
  ['it is 900', silent, false],
  ['the deal is now so 900', silent, false],
  ['the deal is 900', silent, true],
  ['the deal is it. 900', silent, false],
  ['900 so much as a deal', silent, false],
  ['900 so much of deal', silent, true],
  ['the deal is 900', charged, false],
  ['it is 29999', silent, false],
  ['it is 29999', charged, false],
  ['it is 30000', silent, true],
  ['it is 30000', charged, false],
  ['the deal is 30000', charged, true],
  ['it is 900', theirs, true],
  ['it is 900', { ...theirs, isOffer: true }, false],
])('K3 whose figure an amount is by its sentence: %s', (text, sentence, expected) => {
  const { words, numeral } = read(text);
  const about = { rules, sentence };
  expect(isCompanyFigure(words, { ...numeral, currency: 'USD' }, about)).toBe(expected);
});

test.each([
  ['It is 2k5, not 2k55.', 'It is 2.5k, not 2k55.'],
  ['a C-note, two c-notes', 'a benjamins, two benjamins'],
  ['5 tsd. Euro, 5mio. Euro', '5 tsd Euro, 5mio Euro'],
  ['5 US-dollar', '5 us dollar'],
  ['2,5OO or 2oo', '2,500 or 200'],
  ['2,5OOm', '2,5OOm'],
  ['2·500 and 2·50', '2,500 and 2·50'],
  ['2kdollars, 2kg', '2k dollars, 2kg'],
  ['=24900 and %24900', '$900 and $900'],
  ['=41900 and %FF900', '=41900 and %FF900'],
  ['=E2=82=AC900', '€900'],
])('K3 what stands for digits and separators is read as such: %s', (text, expected) => {
  expect(repaired(text).text).toBe(expected);
});

test('K3 from thirty thousand on a sum is of a company, and in small units from ten times as much', () => {
  const large = (value: number, currency?: string) => isLarge({ readings: [value], currency }, rules);
  expect([29_999, 30_000].map((value) => large(value))).toEqual([false, true]);
  expect([40_000, 299_999, 300_000].map((value) => large(value, 'MXN'))).toEqual([false, false, true]);
  expect(isLarge({ readings: [], currency: 'USD' }, rules)).toBe(false);
});

test('K3 a verb of exchange stands with what is had for it, or last', () => {
  const verbs = ['covers it', 'covers', 'covers.', 'covers partners', 'is it'];
  expect(verbs.map((text) => isVerb(tokenise(text).tokens, 0, rules))).toEqual([true, true, true, false, false]);
});

test('K3 a small number of another language counts before a word of money alone', () => {
  const two = { from: 0, to: 0, readings: [2] };
  const texts = ['zwei Riesen', 'zwei Karten', 'Riesen Riesen'];
  expect(texts.map((text) => smallAbroad(tokenise(text), 0, rules))).toEqual([two, undefined, undefined]);
});
