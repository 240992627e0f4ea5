/** Amounts of a text that are a price of ours, with or without a currency (K3). */

import { mended } from '../../language/mended-numbers.ts';
import { fold, inDoubleQuotes } from '../../language/normalise.ts';
import { type Numeral, numeralAt } from '../../language/numbers.ts';
import { bare, isOneOf, quote, textOf, tokenise, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { remembering } from '../../vocabulary/remembering.ts';
import type { CopyContext } from '../message.ts';
import { exchangesIn, type Price } from './exchange.ts';
import { ownerOf } from './owner.ts';
import { type Clause, clauseAt, clausesOf } from './party.ts';
import type { About } from './reading.ts';
import { companyOf, type Given, isIn, type Money, type SentenceTalk, talkAt } from './sentence-talk.ts';
import { countsNothing, isLarge, isPerPeriod } from './sum.ts';

const joints = ', - and or to und oder bis auf et ou a y o e en of tot naar nach nun now';

/** As far as a clause is read for what goes on in it, so that one of amounts alone costs no more than any other. */
const toldReach = 40;

/** Amounts of money in a text that are ours, or can't be told from ours. `bareToo`: also without a currency. */
export function pricesIn(words: Words, about: Given & { readonly bareToo: boolean }): readonly Price[] {
  const { rules, bareToo } = about;
  const clauses = clausesOf(words, about);
  const { shorts: names } = companyOf(about.context);
  const prices: Price[] = [];
  const known = new Set<number>();
  let last: Money | undefined;
  for (let at = 0; at < words.tokens.length; at += 1) {
    const whole = numeralAt(words, at);
    if (!whole) continue;
    const numeral = whole.without?.readings.includes(rules.amount.value) ? whole.without : whole;
    const money = withCurrency(words, numeral, rules);
    const sentence = talkAt(words, at, about);
    const isSame = last !== undefined && isToldOn(words, last, money, clauses, rules);
    const found = isSame ? 'others' : priceAt(words, money, { ...about, names, clauses, sentence });
    last = found === 'others' || (found === undefined && money.currency !== undefined) ? money : undefined;
    if (found) known.add(numeral.from);
    if (found && found !== 'others') prices.push(found);
    at = numeral.to;
  }
  return bareToo ? [...prices, ...exchangesIn(words, known, about)] : prices;
}

/** `from $250 to $3,000`, `AWS keeps $900. That was $700 in May`: it goes on with a sum of somebody else's, and names nothing of ours. */
function isToldOn(words: Words, last: Money, next: Money, clauses: readonly Clause[], rules: Rules): boolean {
  const { tokens } = words;
  const between = tokens.slice(last.to + 1, next.from).map(textOf);
  if (between.length > 0 && between.every((word) => isOneOf(word, joints))) return true;
  const { from, to } = clauseAt(clauses, next.from) ?? { from: 0, to: 0 };
  const first = tokens[from];
  const steps = (first?.sentence ?? 0) - (tokens[last.to]?.sentence ?? 0);
  const isJoined = steps === 0 && from > last.to && isIn(first?.text, rules.parties.value.joints);
  const isNext = steps === 1 && isOneOf(first, "that that's it list le la il el o het de der das die the");
  // `By your hours that comes to $6M`.
  const isSum = steps === 1 && isOneOf(tokens[next.from - 3], 'that') && isOneOf(tokens[next.from - 2], 'comes adds');
  if (!isJoined && !isNext && !isSum) return false;
  const { us } = rules.parties.value;
  const said = tokens.slice(from + 1, isSum ? next.from : Math.min(to + 1, from + toldReach));
  return said.every(({ text }) => !isIn(text, us, rules.wares, rules.offers, rules.supposing, ['you']));
}

/** The price that an amount is, `others` where somebody else owns it. The policy's own amount is a price even as a company's figure. */
function priceAt(
  words: Words,
  money: Money,
  about: About & Given & { readonly bareToo: boolean },
): Price | 'others' | undefined {
  const { rules, sentence, bareToo } = about;
  const isAmount = money.readings.includes(rules.amount.value);
  const off = bareToo ? discountAt(words, money, sentence.isOffer) : -1;
  if (money.currency === undefined && !isAmount && off < 0) return undefined;
  const owner = ownerOf(words, money, about);
  if (owner === 'others') return 'others';
  if (owner === undefined && !sentence.isOffer && isOnRecord(money, about)) return 'others';
  const isPrice =
    money.currency === undefined
      ? bareToo && countsNothing(words, money, { rules, sentence })
      : owner === 'us' || isAmount || !isCompanyFigure(words, money, { rules, sentence });
  if (off < 0 && !isPrice) return undefined;
  const isListed = off < 0 && isAmount && isWhole(words, money, rules);
  return { words: quote(words, money.from, Math.max(off, money.to)), isListed };
}

const recorded = remembering<CopyContext, readonly Money[]>();

/** A fact of the account that is on record tells the same sum. */
function isOnRecord(money: Money, { rules, context }: Given): boolean {
  const known = recorded(context, () => recordedIn(context, rules), [rules]);
  return known.some(
    ({ readings, currency }) =>
      currency !== undefined && currency === money.currency && readings.some((value) => money.readings.includes(value)),
  );
}

function recordedIn({ insight, trigger, hook, conversation }: CopyContext, rules: Rules): readonly Money[] {
  const facts = [...(insight?.evidence ?? []), ...(conversation ?? []), trigger ?? '', hook ?? ''];
  return facts.flatMap((fact) => {
    const words = repaired((typeof fact === 'string' ? fact : fact.text) ?? '');
    return words.tokens.flatMap((_, at) => {
      const numeral = numeralAt(words, at);
      return numeral ? [withCurrency(words, numeral, rules)] : [];
    });
  });
}

/** Whether an amount is the company's: a small one is ours unless its words give it to the company; a large one only if we charge it. */
export function isCompanyFigure(
  words: Words,
  money: Money,
  { rules, sentence }: { rules: Rules; sentence: SentenceTalk },
): boolean {
  const near = words.tokens.slice(Math.max(0, money.from - 3), money.to + 5);
  const { sentence: own } = words.tokens[money.from] ?? {};
  // `$150 a listing`: the unit says of nobody whose it is.
  const unit = isOneOf(words.tokens[money.to + 1], 'a an per each') ? words.tokens[money.to + 2] : undefined;
  const isNamed = near.some(
    (token) => token.sentence === own && token !== unit && isIn(bare(token), rules.figure_words),
  );
  // `a firm at $10M`.
  const [size, at] = words.tokens.slice(Math.max(0, money.from - 2), money.from).map(textOf);
  const isSize = at === 'at' && isIn(size, rules.parties.value.buyers, ['one', 'firm', 'company']);
  if (isLarge(money, rules)) return isNamed || isSize || !sentence.isCharged;
  if (sentence.isCharged) return false;
  return isNamed || (!sentence.isOffer && sentence.isTheirs);
}

/** The place at which `20% off` or `20% discount` ends, or -1: the discount is ours unless it is said of somebody else. */
function discountAt({ tokens }: Words, { from, to }: Money, isOffer: boolean): number {
  if (isOffer && isOneOf(tokens[to + 1], 'back cashback credit')) return to + 1;
  if (!isOneOf(tokens[to + 1], '% percent')) return -1;
  if (isOffer && isOneOf(tokens[from - 1], 'minus less')) return to + 1;
  const off = tokens.slice(to + 2, to + 4).findIndex((token) => isOneOf(token, 'off discount'));
  return off < 0 ? -1 : to + 2 + off;
}

/** A text, as its sums are read. */
export function repaired(text: string): Words {
  return tokenise(mended(inDoubleQuotes(fold(text))));
}

function withCurrency({ tokens }: Words, numeral: Numeral, rules: Rules): Money {
  const { symbols, currency_words: names, currency_origins: origins } = rules;
  const codeOf = (at: number): string | undefined =>
    symbols.value[textOf(tokens[at])] ?? names.value[textOf(tokens[at])];
  const isSign = (at: number): boolean => isOneOf(tokens[at], '- : = ~ (');
  const lead = isSign(numeral.from - 1) ? numeral.from - 2 : numeral.from - 1;
  // `Grand: 22`: a scale follows its number.
  const before = tokens[lead]?.text === 'grand' ? undefined : codeOf(lead);
  // `$2,500 USD`.
  const twice = Number(codeOf(numeral.to + 1) !== undefined);
  if (before !== undefined) return { ...numeral, from: lead, to: numeral.to + twice, currency: before };
  const next = isSign(numeral.to + 1) ? numeral.to + 2 : numeral.to + 1;
  const origin = origins.value[textOf(tokens[next])];
  const tail = origin === undefined ? next : next + 1;
  const after = codeOf(tail);
  if (after !== undefined) return { ...numeral, to: tail, currency: origin ?? after };
  // `grand` is scale and currency in one.
  return { ...numeral, currency: names.value[textOf(tokens[numeral.to])] };
}

/** The price in its own currency, and not by the month or the seat. */
function isWhole(words: Words, money: Money, rules: Rules): boolean {
  return (money.currency ?? rules.currency.value) === rules.currency.value && !isPerPeriod(words, money, rules);
}
