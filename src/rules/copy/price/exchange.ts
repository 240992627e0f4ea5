/** A number that is given for what we do: `2500 and you get the map`, `for two large`, `I need 900` (K3). */

import { type Numeral, numeralAt } from '../../language/numbers.ts';
import { smallAbroadValue } from '../../language/numbers-abroad.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isOneOf, isWord, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';
import { type Clause, clauseAt, clausesOf } from './party.ts';

type Rules = CopyPolicy['price'];

/** Tokens before a number that may say what it counts. */
const reach = 30;

/** A number with what it counts, if anything. */
interface Sum extends Numeral {
  /** Index of the last token of what is counted; `to` where nothing is. */
  readonly end: number;
  readonly unit: 'none' | 'money' | 'effort' | 'thing';
}

interface About {
  readonly rules: Rules;
  readonly clauses: readonly Clause[];
  /** Sentences in which the reader comes to have something of ours. */
  readonly had: ReadonlySet<number>;
}

export interface Exchange {
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly readings: readonly number[];
  /** No word of another currency stands by it. */
  readonly isBare: boolean;
}

/** Every number of a text that stands where a price stands. */
export function exchangesIn(words: Words, about: { rules: Rules; context: CopyContext }): readonly Exchange[] {
  const { rules } = about;
  const lists = { wares: rules.wares.value };
  const had = new Set(findPhrases(words, rules.having.value, lists).map((match) => match.sentence));
  const known: About = { rules, clauses: clausesOf(words, about), had };
  const found: Exchange[] = [];
  for (let at = 0; at < words.tokens.length; at += 1) {
    const plain = numeralAt(words, at);
    const numeral = plain ?? smallAbroad(words, at, rules);
    if (!numeral) continue;
    const sum = sumOf(words, numeral, { rules, isAbroad: plain === undefined });
    if (isPaid(words, sum, known))
      found.push({
        words: quote(words, sum.from, sum.end),
        from: sum.from,
        to: sum.to,
        readings: sum.readings,
        isBare: sum.unit === 'none',
      });
    at = numeral.to;
  }
  return found;
}

/** `zwei Riesen`: a small number of another language, which only a word of money tells from a word. */
function smallAbroad({ tokens }: Words, at: number, { slang }: Rules): Numeral | undefined {
  const value = smallAbroadValue(textOf(tokens[at]));
  return value > 0 && slang.value.includes(textOf(tokens[at + 1]))
    ? { from: at, to: at, readings: [value] }
    : undefined;
}

function sumOf({ tokens }: Words, numeral: Numeral, { rules, isAbroad }: { rules: Rules; isAbroad: boolean }): Sum {
  const [next, after] = tokens.slice(numeral.to + 1, numeral.to + 3);
  const isOwn = isWord(next) && next?.sentence === tokens[numeral.to]?.sentence;
  const text = textOf(next);
  if (!isOwn || isPlain(text, rules) || isVerb(tokens, numeral.to + 1, rules))
    return { ...numeral, end: numeral.to, unit: 'none' };
  const end = numeral.to + 1;
  const isSlang =
    rules.slang.value.includes(text) &&
    (isAbroad || !isWord(after) || isPlain(textOf(after), rules) || isVerb(tokens, end + 1, rules));
  if (isSlang) return { ...numeral, end: withHalf(tokens, end), unit: 'money' };
  const head = tokens.slice(end, end + 4).findIndex((token) => rules.effort.value.includes(token.text));
  return head >= 0 ? { ...numeral, end: end + head, unit: 'effort' } : { ...numeral, end, unit: 'thing' };
}

/** `two large and a half`. */
function withHalf(tokens: readonly Token[], at: number): number {
  const ahead = tokens.slice(at + 1, at + 4).map((token) => token.text);
  return ahead.join(' ') === 'and a half' ? at + 3 : at;
}

function isPlain(word: string, rules: Rules): boolean {
  return rules.after_amount.value.includes(word) || rules.totals.value.includes(word);
}

/** `buys the map`, `gets you`: a verb of exchange with what is had for it. */
function isVerb(tokens: readonly Token[], at: number, { exchanging, had_objects: objects }: Rules): boolean {
  const next = tokens[at + 1];
  const isEnd = next === undefined || !next.isWord;
  return exchanging.value.includes(textOf(tokens[at])) && (isEnd || objects.value.includes(next.text));
}

function isPaid(words: Words, sum: Sum, about: About): boolean {
  const { rules, clauses, had } = about;
  const { tokens } = words;
  if (sum.unit === 'effort' || isKnown(sum, rules)) return false;
  const sentence = tokens[sum.from]?.sentence ?? 0;
  const clause = clauseAt(clauses, sum.from);
  const party = [...(clause?.parties ?? [])].findLast(([at]) => at < sum.from)?.[1];
  if (party === 'others') return false;
  if (isShare(tokens, sum, rules)) return true;
  if (isReference(words, sum, rules)) return false;
  const isBought = isVerb(tokens, sum.end + 1, rules);
  const isSwapped = [',', ...rules.parties.value.joints].includes(textOf(tokens[sum.end + 1])) && had.has(sentence);
  const isFor = isGiven(tokens, sum, rules) && had.has(sentence);
  if (sum.unit === 'thing')
    return (isBought || isSwapped) && had.has(sentence) && sum.from === firstOf(tokens, sum.from);
  if (isBought || isSwapped || isFor) return isSizeable(sum) || sum.unit === 'money' || isBought;
  if ((!isSizeable(sum) && sum.unit !== 'money') || isMarked(tokens, sum, rules)) return false;
  const isTotal = findPhrases(
    { text: words.text, tokens: tokens.slice(sum.end + 1, sum.end + 5) },
    rules.total_phrases.value,
  ).some(({ from }) => from <= 1);
  return isTotal || isLed(words, sum, { about, party }) || isUnexplained(words, sum, rules);
}

/** A hundred or more that counts nothing, in a clause about nobody else. */
function isUnexplained(words: Words, sum: Sum, rules: Rules): boolean {
  if (sum.unit !== 'none' || !sum.readings.some((value) => value >= 100)) return false;
  const before = words.tokens
    .slice(Math.max(0, sum.from - reach), sum.from)
    .filter((token) => token.sentence === words.tokens[sum.from]?.sentence);
  const isCounted = before.slice(-3).some((token) => rules.counting.value.includes(bare(token)));
  return !isCounted && !before.some((token) => rules.studying.value.includes(token.text));
}

/** What stands before a number and makes it a price: a verb of ours or of the payer, a word of terms, a ware and `is`. */
function isLed(words: Words, sum: Sum, { about, party }: { about: About; party: string | undefined }): boolean {
  const { rules } = about;
  const { tokens } = words;
  const sentence = tokens[sum.from]?.sentence;
  const before = tokens.slice(Math.max(0, sum.from - 7), sum.from).filter((token) => token.sentence === sentence);
  const near = { text: words.text, tokens: before };
  const leads = findPhrases(near, rules.asking.value, { wares: rules.wares.value });
  if (leads.length > 0) return true;
  const isSaid = before
    .slice(-3)
    .some((token) => rules.states.value.includes(bare(token)) || /^:$|^(?:it|that|this|all)'s$/.test(token.text));
  return isSaid && party === 'us' && !before.some((token) => rules.studying.value.includes(token.text));
}

function isGiven(tokens: readonly Token[], sum: Sum, rules: Rules): boolean {
  return tokens.slice(Math.max(0, sum.from - 3), sum.from).some((token) => rules.against.value.includes(token.text));
}

/** Only a company deals in so much: others judge that. */
function isKnown(sum: Sum, rules: Rules): boolean {
  return (sum.readings[0] ?? 0) >= rules.company_figure_from.value;
}

/** A currency stands by it: whose figure it is, others judge. */
function isMarked(tokens: readonly Token[], sum: Sum, { symbols, currency_words: names }: Rules): boolean {
  const near = [tokens[sum.from - 1], tokens[sum.to], tokens[sum.to + 1]].map((token) => textOf(token));
  return near.some((word) => symbols.value[word] !== undefined || names.value[word] !== undefined);
}

/** `I take 10% of the first deal`. */
function isShare(tokens: readonly Token[], sum: Sum, rules: Rules): boolean {
  if (!/^(?:%|percent)$/.test(textOf(tokens[sum.to + 1]))) return false;
  const before = tokens
    .slice(Math.max(0, sum.from - 4), sum.from)
    .filter((token) => token.sentence === tokens[sum.from]?.sentence);
  const isBack = rules.returns.value.includes(textOf(tokens[sum.to + 2]));
  const { us, gains } = rules.parties.value;
  if (isBack && before.some((token) => gains.includes(token.text))) return true;
  const subject = before.findIndex((token) => us.includes(token.text));
  return subject >= 0 && before.slice(subject).some((token) => rules.shares.value.includes(token.text));
}

function firstOf(tokens: readonly Token[], at: number): number {
  return tokens.findIndex((token) => token.sentence === tokens[at]?.sentence);
}

/** Money of ours is a hundred at least, or a thousand or two told short: `2.5`. */
function isSizeable(sum: Sum): boolean {
  return sum.readings.some((value) => value >= 100 || (value > 1 && value < 10 && !Number.isInteger(value)));
}

/** `from 200 to 900`. */
function isSpan(tokens: readonly Token[], { from, to }: Sum): boolean {
  const isNumber = (at: number): boolean => /^\d/.test(textOf(tokens[at]));
  return (tokens[to + 1]?.text === 'to' && isNumber(to + 2)) || (tokens[from - 1]?.text === 'to' && isNumber(from - 2));
}

/** A year, a date, a version, a share, one of a series: no amount. */
function isReference({ text, tokens }: Words, sum: Sum, rules: Rules): boolean {
  const before = tokens[sum.from - 1];
  const next = tokens[sum.to + 1];
  const [value = 0] = sum.readings;
  const written = text.slice(tokens[sum.from]?.start ?? 0, tokens[sum.to]?.end ?? 0);
  // `which of the two wins`.
  if (value <= 12 && isOneOf(before, 'the these those both other')) return true;
  if (/^(?:19|20)\d\d$/.test(written) && value !== rules.amount.value) return true;
  if (isSpan(tokens, sum)) return true;
  if (/^(?:%|percent|th|st|nd|rd|x|times|\/)$/.test(textOf(next))) return true;
  if (/^[+/#]$/.test(textOf(before)) || (before?.text === '-' && /\d/.test(textOf(tokens[sum.from - 2])))) return true;
  if (next?.text === '-' && next.start === tokens[sum.to]?.end) return true;
  const isLabel =
    before?.sentence === tokens[sum.from]?.sentence &&
    /^\p{Lu}/u.test(text.slice(before?.start ?? 0, before?.end ?? 0)) &&
    before !== tokens[firstOf(tokens, sum.from)];
  return isLabel || rules.numbered.value.includes(textOf(before));
}
