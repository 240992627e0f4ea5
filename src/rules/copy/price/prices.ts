/** Amounts of a text that are a price of ours, with or without a currency (K3). */

import { fold } from '../../language/normalise.ts';
import { type Numeral, numeralAt } from '../../language/numbers.ts';
import { isOneOf, quote, textOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';
import { ownerOf } from './elsewhere.ts';
import { exchangesIn } from './exchange.ts';
import { countsNothing, isPerPeriod } from './money.ts';
import { clauseAt, clausesOf } from './party.ts';
import type { About } from './reading.ts';
import { companyNames, type Money, type SentenceTalk, sentencesOf, silent } from './sentence-talk.ts';
import { isCompanyFigure } from './whose-figure.ts';

type Rules = CopyPolicy['price'];

/** An amount that is or may be a price of ours. */
export interface Price {
  readonly words: string;
  /** The policy's amount in the policy's currency, once and for all. */
  readonly isListed: boolean;
}

/** Amounts of money in a text that are ours, or can't be told from ours. `bareToo`: also without a currency. */
export function pricesIn(
  words: Words,
  about: { rules: Rules; context: CopyContext; bareToo: boolean },
): readonly Price[] {
  const { rules, bareToo } = about;
  const sentences = sentencesOf(words, about);
  const clauses = clausesOf(words, about);
  const names = companyNames(about.context).map(([first = '']) => first);
  const prices: Price[] = [];
  const known = new Set<number>();
  for (let at = 0; at < words.tokens.length; at += 1) {
    const whole = numeralAt(words, at);
    if (!whole) continue;
    const numeral = whole.without?.readings.includes(rules.amount.value) ? whole.without : whole;
    const money = withCurrency(words, numeral, rules);
    const sentence = sentences.get(words.tokens[at]?.sentence ?? 0) ?? silent;
    const found = priceAt(words, money, { rules, names, clauses, sentence, bareToo });
    if (found) known.add(numeral.from);
    if (found && found !== 'others') prices.push(found);
    at = numeral.to;
  }
  return bareToo ? [...prices, ...exchangedIn(words, known, about)] : prices;
}

function priceAt(
  words: Words,
  money: Money,
  about: About & { readonly bareToo: boolean },
): Price | 'others' | undefined {
  const { rules, sentence, bareToo } = about;
  const isAmount = money.readings.includes(rules.amount.value);
  const off = bareToo ? discountAt(words, money, { rules, sentence }) : -1;
  if (money.currency === undefined && !isAmount && off < 0) return undefined;
  const owner = ownerOf(words, money, about);
  if (owner === 'others') return 'others';
  if (off < 0 && !isPrice(words, money, { ...about, isAsked: owner === 'us' })) return undefined;
  const isListed = off < 0 && isAmount && isWhole(words, money, rules);
  return { words: quote(words, money.from, Math.max(off, money.to)), isListed };
}

/** What nobody else is said to own: the very amount of the policy is a price, whosever figure the words make it. */
function isPrice(
  words: Words,
  money: Money,
  { rules, bareToo, sentence, clauses, isAsked }: About & { readonly bareToo: boolean; readonly isAsked: boolean },
): boolean {
  const isAmount = money.readings.includes(rules.amount.value);
  const clause = clauseAt(clauses, money.from);
  if (money.currency === undefined) return isAmount && bareToo && countsNothing(words, money, { rules, sentence });
  return isAsked || isAmount || !isCompanyFigure(words, money, { rules, sentence, clause });
}

/** Numbers that are given for what we do, beside those of which it is known whose they are. */
function exchangedIn(
  words: Words,
  known: ReadonlySet<number>,
  about: { rules: Rules; context: CopyContext },
): readonly Price[] {
  return exchangesIn(words, known, about).map((each) => ({
    words: each.words,
    isListed: each.isBare && each.readings.includes(about.rules.amount.value),
  }));
}

/** Where `20% off` or `20% discount` of ours ends, or -1: it is ours unless it is said of somebody else. */
function discountAt(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): number {
  if (about.sentence.isOffer && isOneOf(words.tokens[money.to + 1], 'back cashback credit')) return money.to + 1;
  const [sign, ...next] = words.tokens.slice(money.to + 1, money.to + 4);
  const isShare = isOneOf(sign, '% percent');
  if (isShare && about.sentence.isOffer && isOneOf(words.tokens[money.from - 1], 'minus less')) return money.to + 1;
  const off = isShare ? next.findIndex((token) => isOneOf(token, 'off discount')) : -1;
  if (off < 0) return -1;
  const { isOffer, isTheirs: hasOwner, isAddressed } = about.sentence;
  const isTheirs = hasOwner || isAddressed;
  return isOffer || !isTheirs ? money.to + 2 + off : -1;
}

/** A text, with what letters and points stand for where digits and separators should. */
export function repaired(text: string): Words {
  return tokenise(repair(fold(text)));
}

function repair(text: string): string {
  return text
    .replace(/(?:[=%][0-9A-F]{2})+/g, octets)
    .replace(/(?<=\d)k(\d)(?!\d)/gi, '.$1k')
    .replace(/\bc-notes?\b/gi, 'benjamins')
    .replace(/(?<=\d ?)(tsd|mio|mrd|mln)\./gi, '$1')
    .replace(/\bus-(?=dollar)/gi, 'us ')
    .replace(/(?<=\d)[oO]+(?!\p{L})/gu, (zeros) => '0'.repeat(zeros.length))
    .replace(/(?<=\d)[·˙٬_ˌ](?=\d{3})/g, ',')
    .replace(/(?<=\d)k(?=\p{L}{3})/giu, 'k ');
}

/** `=24` and `%24` are a dollar sign to whoever decodes the mail. */
function octets(written: string): string {
  try {
    const shown = decodeURIComponent(written.replaceAll('=', '%'));
    return /^\p{Sc}$/u.test(shown) ? shown : written;
  } catch {
    return written;
  }
}

function withCurrency(words: Words, numeral: Numeral, rules: Rules): Money {
  const { tokens } = words;
  const codeOf = (at: number): string | undefined =>
    rules.symbols.value[textOf(tokens[at])] ?? rules.currency_words.value[textOf(tokens[at])];
  const isSign = (at: number): boolean => isOneOf(tokens[at], '- : = ~ (');
  const lead = isSign(numeral.from - 1) ? numeral.from - 2 : numeral.from - 1;
  const next = isSign(numeral.to + 1) ? numeral.to + 2 : numeral.to + 1;
  const origin = rules.currency_origins.value[textOf(tokens[next])];
  const tail = origin === undefined ? next : next + 1;
  // `grand` is scale and currency in one.
  const inside = rules.currency_words.value[textOf(tokens[numeral.to])];
  const before = codeOf(lead);
  const unit = codeOf(tail);
  const after = unit === undefined ? undefined : (origin ?? unit);
  const currency = before ?? after ?? inside;
  return {
    ...numeral,
    from: before === undefined ? numeral.from : lead,
    to: before === undefined && after !== undefined ? tail : numeral.to,
    currency,
  };
}

/** The price in its own currency, and not by the month or the seat. */
function isWhole(words: Words, money: Money, rules: Rules): boolean {
  return (money.currency ?? rules.currency.value) === rules.currency.value && !isPerPeriod(words, money, rules);
}
