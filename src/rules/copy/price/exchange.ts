/** A number that is given for what we do: `2500 and you get the map`, `for two large`, `I need 900` (K3). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isOneOf, isWord, quote, setOf, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';
import { isPerPeriod } from './money.ts';
import { type Clause, clauseAt, clausesOf } from './party.ts';
import { firstOf, isKnown, isMarked, isReference, isSizeable, isVerb, type Sum, smallAbroad, sumOf } from './sum.ts';

type Rules = CopyPolicy['price'];

/** Tokens before a number that may say what it counts. */
const reach = 30;

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

/** Every number of a text that stands where a price stands, but those whose first token is known. */
export function exchangesIn(
  words: Words,
  known: ReadonlySet<number>,
  about: { rules: Rules; context: CopyContext },
): readonly Exchange[] {
  const { rules } = about;
  const lists = { wares: rules.wares.value };
  const had = new Set(findPhrases(words, rules.having.value, lists).map((match) => match.sentence));
  const all: About = { rules, clauses: clausesOf(words, about), had };
  const found: Exchange[] = [];
  for (let at = 0; at < words.tokens.length; at += 1) {
    const plain = numeralAt(words, at);
    const numeral = plain ?? smallAbroad(words, at, rules);
    if (!numeral) continue;
    at = numeral.to;
    if (known.has(numeral.from)) continue;
    const sum = sumOf(words, numeral, { rules, isAbroad: plain === undefined });
    if (sum.unit !== 'effort' && !isKnown(sum, rules) && isPaid(words, sum, all))
      found.push({
        words: quote(words, sum.from, sum.end),
        from: sum.from,
        to: sum.to,
        readings: sum.readings,
        isBare: sum.unit === 'none',
      });
  }
  return found;
}

function isPaid(words: Words, sum: Sum, about: About): boolean {
  const { rules, clauses, had } = about;
  const { tokens } = words;
  const sentence = tokens[sum.from]?.sentence ?? 0;
  const clause = clauseAt(clauses, sum.from);
  const party = [...(clause?.parties ?? [])].findLast(([at]) => at < sum.from)?.[1];
  if (isOffered(words, sum, rules) || isRate(words, sum, clause, rules)) return true;
  if (party === 'others' && !isForIt(tokens, sum, rules)) return false;
  if (isShare(tokens, sum, rules)) return true;
  if (isReference(words, sum, rules)) return false;
  const isBought = isVerb(tokens, sum.end + 1, rules);
  const isSwapped = isSwap(words, sum, rules) && had.has(sentence);
  const isFor = isGiven(tokens, sum, rules) && had.has(sentence);
  if (sum.unit === 'thing')
    return (isBought || isSwapped) && had.has(sentence) && sum.from === firstOf(tokens, sum.from);
  const isMoney = isSizeable(sum) || sum.unit === 'money';
  if (isBought || isSwapped || isFor) return isMoney || (isBought && isWord(tokens[sum.end + 2]));
  return isMoney && !isMarked(tokens, sum, rules) && isStated(words, sum, { about, party });
}

/** `2500 and you get the map`, and not `Fourteen listings and three partners`. */
function isSwap(words: Words, { end }: Sum, { parties }: Rules): boolean {
  const isJoined = [',', ...parties.value.joints].includes(textOf(words.tokens[end + 1]));
  return isJoined && numeralAt(words, end + 2) === undefined;
}

/** A sum that nothing is given for in so many words: a total, led to by a word of price, or explained by nothing. */
function isStated(words: Words, sum: Sum, { about, party }: { about: About; party: string | undefined }): boolean {
  const after = { text: words.text, tokens: words.tokens.slice(sum.end + 1, sum.end + 5) };
  const isTotal = findPhrases(after, about.rules.total_phrases.value).some(({ from }) => from <= 1);
  return isTotal || isLed(words, sum, { about, party }) || isUnexplained(words, sum, about.rules);
}

/** `At forty-five a head, our tracker would be in place`. */
function isRate(words: Words, sum: Sum, clause: Clause | undefined, rules: Rules): boolean {
  const isAt = isOneOf(words.tokens[sum.from - 1], 'at for');
  const isOurs = [...(clause?.parties ?? [])].some(([, party]) => party === 'us');
  return isAt && isOurs && isPerPeriod(words, { ...sum, currency: undefined }, rules);
}

/** `Happy to do Acme for 2.5k`: what we offer to do, for an amount that counts nothing. */
function isOffered(words: Words, sum: Sum, rules: Rules): boolean {
  const { tokens } = words;
  if (
    sum.unit === 'thing' ||
    !isSizeable(sum) ||
    ![...rules.against.value, 'at'].includes(textOf(tokens[sum.from - 1]))
  )
    return false;
  const before = tokens
    .slice(Math.max(0, sum.from - 8), sum.from)
    .filter(({ sentence }) => sentence === tokens[sum.from]?.sentence);
  const isSaid = findPhrases({ text: words.text, tokens: before }, rules.offering.value).length > 0;
  return isSaid && !isReference(words, sum, rules);
}

/** A hundred or more that counts nothing, in a clause about nobody else. */
function isUnexplained(words: Words, sum: Sum, rules: Rules): boolean {
  if (sum.unit !== 'none' || !sum.readings.some((value) => value >= 100)) return false;
  const before = words.tokens
    .slice(Math.max(0, sum.from - reach), sum.from)
    .filter((token) => token.sentence === words.tokens[sum.from]?.sentence);
  const isCounted = before.slice(-3).some((token) => setOf(rules.counting.value).has(bare(token)));
  return !isCounted && !before.some((token) => setOf(rules.studying.value).has(token.text));
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
    .some((token) => setOf(rules.states.value).has(bare(token)) || /^:$|^(?:it|that|this|all)'s$/.test(token.text));
  return isSaid && party === 'us' && !before.some((token) => setOf(rules.studying.value).has(token.text));
}

function isGiven(tokens: readonly Token[], sum: Sum, rules: Rules): boolean {
  return tokens.slice(Math.max(0, sum.from - 3), sum.from).some((token) => setOf(rules.against.value).has(token.text));
}

/** `paid two thousand for it`. */
function isForIt(tokens: readonly Token[], { end }: Sum, { against, parties }: Rules): boolean {
  return against.value.includes(textOf(tokens[end + 1])) && parties.value.anaphors.includes(textOf(tokens[end + 2]));
}

/** `I take 10% of the first deal`. */
function isShare(tokens: readonly Token[], sum: Sum, rules: Rules): boolean {
  if (!isOneOf(tokens[sum.to + 1], '% percent')) return false;
  const before = tokens
    .slice(Math.max(0, sum.from - 4), sum.from)
    .filter((token) => token.sentence === tokens[sum.from]?.sentence);
  const isBack = setOf(rules.returns.value).has(textOf(tokens[sum.to + 2]));
  const { us, gains } = rules.parties.value;
  if (isBack && before.some((token) => gains.includes(token.text))) return true;
  if (before.some((token) => setOf(rules.own_acts.value).has(token.text))) return true;
  // `I work for 5 percent`.
  if (
    /^(?:i|we)(?:'d|'ll)? works? (?:for|on|at)$/.test(
      before
        .slice(-3)
        .map((token) => token.text)
        .join(' '),
    )
  )
    return true;
  const subject = before.findIndex((token) => us.includes(token.text));
  return subject >= 0 && before.slice(subject).some((token) => setOf(rules.shares.value).has(token.text));
}
