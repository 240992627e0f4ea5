/** A number that is given for what we do: `2500 and you get the map`, `for two large`, `I need 900` (K3). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isOneOf, isWord, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { type Clause, clauseAt, clausesOf, type Party } from './party.ts';
import { type Given, isAny, isIn } from './sentence-talk.ts';
import {
  isLarge,
  isMarked,
  isPerPeriod,
  isReference,
  isSizeable,
  isVerb,
  type Sum,
  smallAbroad,
  sumOf,
} from './sum.ts';
import { isDeed } from './thing.ts';

/** Tokens before a number that may say what it counts. */
const reach = 30;

/** An amount that is or may be a price of ours. */
export interface Price {
  readonly words: string;
  /** The policy's amount in the policy's currency, once and for all. */
  readonly isListed: boolean;
}

interface About {
  readonly rules: Rules;
  readonly clauses: readonly Clause[];
  /** Sentences in which the reader comes to have something of ours. */
  readonly had: ReadonlySet<number>;
}

/** Every number of a text that stands where a price stands, but those whose first token is known. */
export function exchangesIn(words: Words, known: ReadonlySet<number>, about: Given): readonly Price[] {
  const { rules } = about;
  const lists = { wares: rules.wares.value };
  const had = new Set(findPhrases(words, rules.having.value, lists).map((match) => match.sentence));
  const all: About = { rules, clauses: clausesOf(words, about), had };
  const found: Price[] = [];
  for (let at = 0; at < words.tokens.length; at += 1) {
    const plain = numeralAt(words, at);
    const numeral = plain ?? smallAbroad(words, at, rules);
    if (!numeral) continue;
    at = numeral.to;
    if (known.has(numeral.from)) continue;
    const sum = sumOf(words, numeral, { rules, isAbroad: plain === undefined });
    if (sum.unit !== 'effort' && !isLarge({ ...sum, currency: undefined }, rules) && isPaid(words, sum, all))
      found.push({ words: quote(words, sum.from, sum.end), isListed: sum.readings.includes(rules.amount.value) });
  }
  return found;
}

function isPaid(words: Words, sum: Sum, about: About): boolean {
  const { rules, clauses, had } = about;
  const { tokens } = words;
  const sentence = tokens[sum.from]?.sentence ?? 0;
  const clause = clauseAt(clauses, sum.from);
  const leads = leadsTo(words, sum, rules);
  // `That would set Dana back 1,900`: who stands in what leads to a sum is no subject.
  const isSubject = (at: number): boolean => at < sum.from && !leads.some(([from, to]) => from <= at && at <= to);
  const party = [...(clause?.parties ?? [])].findLast(([at]) => isSubject(at))?.[1];
  if (isOffered(words, sum, rules) || isRate(words, sum, clause, rules)) return true;
  const [next, after] = tokens.slice(sum.end + 1, sum.end + 3).map(textOf);
  // `paid two thousand for it`.
  const isForIt = isIn(next, rules.against) && isIn(after, rules.parties.value.anaphors);
  if (party === 'others' && !isForIt) return false;
  if (isShare(words, sum, rules)) return true;
  if (isReference(words, sum, rules)) return false;
  // `seen three do it`.
  const isBought = isVerb(tokens, sum.end + 1, rules) && !isIn(textOf(tokens[sum.from - 1]), rules.looking);
  // `2500 and you get the map`, and not `Fourteen listings and three partners`.
  const isJoined = isOneOf(next, ',') || isIn(next, rules.parties.value.joints);
  const isSwapped = had.has(sentence) && isJoined && numeralAt(words, sum.end + 2) === undefined;
  if (sum.unit === 'thing') return false;
  const isMoney = isSizeable(sum) || sum.unit === 'money';
  if (isBought || isSwapped) return isMoney || (isBought && isWord(tokens[sum.end + 2]));
  return isMoney && !isMarked(tokens, sum, rules) && (leads.length > 0 || isStated(words, sum, { about, party }));
}

/** A sum that nothing is given for in so many words: one of ours, a hundred or more that counts nothing, or a total. */
function isStated(
  { text, tokens }: Words,
  sum: Sum,
  { about, party }: { about: About; party: Party | undefined },
): boolean {
  const { states, counting, studying, total_phrases } = about.rules;
  const before = sentenceOf(tokens, sum.from, reach).map(bare);
  const near = before.slice(-3);
  // `The map is 900`.
  if (party === 'us' && isAny(near, states, [':', 'it', 'that', 'all'])) return true;
  if (sum.readings.some((value) => value >= 100) && !isAny(near, counting) && !isAny(before, studying)) return true;
  const after = { text, tokens: tokens.slice(sum.end + 1, sum.end + 5) };
  return findPhrases(after, total_phrases.value).some(({ from }) => from <= 1);
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
  const isFor = isIn(textOf(tokens[sum.from - 1]), rules.against, ['at']);
  if (sum.unit === 'thing' || !isSizeable(sum) || !isFor) return false;
  if (isDeed(words, sum.from)) return true;
  const before = sentenceOf(tokens, sum.from, 8);
  const isSaid = findPhrases({ text: words.text, tokens: before }, rules.offering.value).length > 0;
  return isSaid && !isReference(words, sum, rules);
}

/** Phrases before a number that make it a price: a verb of ours or of the payer, a word of terms. */
function leadsTo({ text, tokens }: Words, sum: Sum, { asking, wares }: Rules): readonly (readonly [number, number])[] {
  const before = sentenceOf(tokens, sum.from, 7);
  const start = sum.from - before.length;
  const leads = findPhrases({ text, tokens: before }, asking.value, { wares: wares.value });
  return leads.map(({ from, to }) => [start + from, start + to]);
}

/** `I take 10% of the first deal`, `you get 20% back`. */
function isShare({ text, tokens }: Words, sum: Sum, rules: Rules): boolean {
  const { own_acts, parties, returns, shares } = rules;
  if (!isOneOf(tokens[sum.to + 1], '% percent')) return false;
  // `Ten percent of what I find is mine`.
  const rest = tokens.slice(sum.to + 2, sum.to + 12).filter(({ sentence }) => sentence === tokens[sum.to]?.sentence);
  if (rest.some((token) => isOneOf(token, 'mine ours'))) return true;
  const before = sentenceOf(tokens, sum.from, 4);
  const isBack = isIn(textOf(tokens[sum.to + 2]), returns);
  const acts = [...own_acts.value, ...(isBack ? parties.value.gains : [])];
  const isReader = (at: number): boolean => isIn(before[at]?.text, rules.readers_abroad);
  if (before.some((token, at) => acts.includes(token.text) && !isReader(at - 1))) return true;
  // `I hear some get 40%`.
  if (before.some((token) => isOneOf(token, 'some others they who'))) return false;
  const subject = before.findIndex((token) => parties.value.us.includes(token.text));
  return subject >= 0 && findPhrases({ text, tokens: before.slice(subject) }, shares.value).length > 0;
}

/** So many tokens before a place, of its sentence. */
function sentenceOf(tokens: readonly Token[], at: number, reach: number): readonly Token[] {
  return tokens.slice(Math.max(0, at - reach), at).filter(({ sentence }) => sentence === tokens[at]?.sentence);
}
