/** A number of a text with what it counts, and whether it may be an amount at all (K3). */

import { type Numeral, numeralAt } from '../../language/numbers.ts';
import { smallAbroadValue } from '../../language/numbers-abroad.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isOneOf, isWord, setOf, type Token, textOf, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { isIn, type Money, type SentenceTalk } from './sentence-talk.ts';

/** A number with what it counts, if anything. */
export interface Sum extends Numeral {
  /** Index of the last token of what is counted; `to` where nothing is. */
  readonly end: number;
  readonly unit: 'none' | 'money' | 'effort' | 'thing';
}

/** `zwei Riesen`: a small number of another language, which only a word of money tells from a word. */
export function smallAbroad({ tokens }: Words, at: number, { slang }: Rules): Numeral | undefined {
  const value = smallAbroadValue(textOf(tokens[at]));
  const isMoney = value > 0 && slang.value.includes(textOf(tokens[at + 1]));
  return isMoney ? { from: at, to: at, readings: [value] } : undefined;
}

export function sumOf(
  { tokens }: Words,
  numeral: Numeral,
  { rules, isAbroad }: { rules: Rules; isAbroad: boolean },
): Sum {
  const [next, after] = tokens.slice(numeral.to + 1, numeral.to + 3);
  const isOwn = isWord(next) && next?.sentence === tokens[numeral.to]?.sentence;
  const text = textOf(next);
  // `2,500 paid installs`.
  if (isOneOf(next, 'paid billed') && /\p{L}{3}s$/u.test(textOf(after)))
    return { ...numeral, end: numeral.to + 2, unit: 'thing' };
  if (!isOwn || isPlain(text, rules) || isVerb(tokens, numeral.to + 1, rules))
    return { ...numeral, end: numeral.to, unit: 'none' };
  const end = numeral.to + 1;
  const isSlang =
    setOf(rules.slang.value).has(text) &&
    (isAbroad || !isWord(after) || isPlain(textOf(after), rules) || isVerb(tokens, end + 1, rules));
  if (isSlang) return { ...numeral, end, unit: 'money' };
  const head = tokens.slice(end, end + 4).findIndex((token) => setOf(rules.effort.value).has(token.text));
  return head >= 0 ? { ...numeral, end: end + head, unit: 'effort' } : { ...numeral, end, unit: 'thing' };
}

function isPlain(word: string, rules: Rules): boolean {
  return setOf(rules.after_amount.value).has(word) || setOf(rules.totals.value).has(word);
}

/** `buys the map`, `gets you`: a verb of exchange with what is had for it. */
export function isVerb(tokens: readonly Token[], at: number, { exchanging, had_objects: objects }: Rules): boolean {
  const next = tokens[at + 1];
  const isEnd = next === undefined || !next.isWord;
  return exchanging.value.includes(textOf(tokens[at])) && (isEnd || objects.value.includes(next.text));
}

/** Money of ours is a hundred at least, or a thousand or two told short: `2.5`. */
export function isSizeable(sum: Sum): boolean {
  return sum.readings.some((value) => value >= 100 || (value > 1 && value < 10 && !Number.isInteger(value)));
}

/** `from 200 to 900`. */
function isSpan(tokens: readonly Token[], { from, to }: Sum): boolean {
  const isNumber = (at: number): boolean => /\d/.test(textOf(tokens[at]));
  const isPaired =
    isOneOf(tokens[from - 1], 'between zwischen entre tra fra tussen') && isOneOf(tokens[to + 1], 'and und et y e en');
  if (isPaired && isNumber(to + 2)) return true;
  const isJoint = (at: number): boolean => isOneOf(tokens[at], 'to a bis auf tot naar');
  return (isJoint(to + 1) && isNumber(to + 2)) || (isJoint(from - 1) && isNumber(from - 2));
}

/** A year, a date, a version, a share, one of a series: no amount. */
export function isReference({ text, tokens }: Words, sum: Sum, rules: Rules): boolean {
  const before = tokens[sum.from - 1];
  const next = tokens[sum.to + 1];
  const [value = 0] = sum.readings;
  const written = text.slice(tokens[sum.from]?.start ?? 0, tokens[sum.to]?.end ?? 0);
  // A filing: `the 10-K`.
  if (isOneOf(written, '8-K 10-K')) return true;
  // `a 404`.
  if (isOneOf(before, 'a an') && value < 1000 && Number.isInteger(value)) return true;
  // `which of the two wins`.
  if (value <= 12 && isOneOf(before, 'the these those both other')) return true;
  if (/^(?:19|20)\d\d$/.test(written) && value !== rules.amount.value) return true;
  if (isSpan(tokens, sum)) return true;
  if (isOneOf(next, '% percent th st nd rd x times /')) return true;
  if (isOneOf(before, '+ / #') || (before?.text === '-' && /\d/.test(textOf(tokens[sum.from - 2])))) return true;
  if (next?.text === '-' && next.start === tokens[sum.to]?.end) return true;
  return isLabelled({ text, tokens }, sum) || setOf(rules.numbered.value).has(textOf(before));
}

/** `Level 2500`, `SKU 2500`: a capital before it says which one it is; a sentence opens with any word. */
function isLabelled({ text, tokens }: Words, { from }: Pick<Sum, 'from'>): boolean {
  const [first, before, number] = [tokens[from - 2], tokens[from - 1], tokens[from]];
  const isInside = first?.sentence === number?.sentence;
  const label = isInside ? /^\p{Lu}/u : /^\p{Lu}{2,}$/u;
  return before?.sentence === number?.sentence && label.test(text.slice(before?.start, before?.end));
}

/** A currency stands by it: whose figure it is, others judge. */
export function isMarked(tokens: readonly Token[], sum: Sum, { symbols, currency_words: names }: Rules): boolean {
  const near = [tokens[sum.from - 1], tokens[sum.to], tokens[sum.to + 1]].map(textOf);
  return near.some((word) => symbols.value[word] !== undefined || names.value[word] !== undefined);
}

/** Only a company deals in so much. */
export function isLarge({ readings, currency }: Pick<Money, 'readings' | 'currency'>, rules: Rules): boolean {
  const times = isIn(currency, rules.small_units) ? 10 : 1;
  return (readings[0] ?? 0) >= times * rules.company_figure_from.value;
}

/** `per seat`, `a month`, `/ user`. */
export function isPerPeriod(words: Words, money: Money, rules: Rules): boolean {
  const rest = words.tokens.slice(money.to + 1, money.to + 5);
  if (isOneOf(rest[0], 'per each apiece')) return true;
  const start = rest[0]?.text === '/' ? rest.slice(1) : rest;
  const per = findPhrases({ text: words.text, tokens: start }, rules.per_period.value);
  return per.some((match) => match.from === 0);
}

/** `2500 and you get the map`, `2.5k for this`: a number of the policy's amount without a currency, no noun says of what, and it is no figure of anybody's. */
export function countsNothing(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { rules, sentence } = about;
  const { tokens } = words;
  const next = tokens[money.to + 1];
  // `between 2,500 and 3,000 people`.
  const last = isOneOf(tokens[money.from - 1], 'between') ? numeralAt(words, money.to + 2) : undefined;
  if (last) return countsNothing(words, { ...last, currency: undefined }, about);
  // `2,500-seat`.
  const isJoined = next?.text === '-' && next.start === tokens[money.to]?.end;
  if (isJoined || isLabelled(words, money)) return false;
  if (isWord(next) && !isIn(textOf(next), rules.after_amount)) return false;
  if (sentence.isHinted) return true;
  if (sentence.isTheirs) return false;
  const before = tokens.slice(Math.max(0, money.from - 3), money.from);
  return !before.some((token) => setOf(rules.counting.value).has(bare(token)));
}
