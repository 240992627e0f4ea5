/** The clause around a sum, read: its words, the parties that it names, its subject (K3). */

import { isOneOf, textOf, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { type Clause, clauseAt, type Party, priceNouns } from './party.ts';
import { isAny, isIn, type Money, type SentenceTalk } from './sentence-talk.ts';

/** As far as a clause is read on either side of an amount, so that a text of amounts costs no more than any other. */
const reach = 24;
/** So many clauses may stand between a sum and the clause that it goes with. */
const most = 8;

export interface About {
  readonly rules: Rules;
  /** First words of the company's names. */
  readonly names: readonly string[];
  readonly clauses: readonly Clause[];
  readonly sentence: SentenceTalk;
}

/** Words of a clause before and after its sum, and the parties that they name, by the place of the word. */
export interface Reading {
  readonly said: readonly string[];
  readonly rest: readonly string[];
  readonly before: readonly Named[];
  readonly after: readonly Named[];
}
type Named = readonly [at: number, party: Party];

/** The clause around a sum, read; undefined where amounts alone stand around. */
export function readingOf(words: Words, money: Money, about: About): Reading | undefined {
  const clause = headOf(words, money, about);
  const reading = clause && read(words, money, clause);
  const isSaid = reading && [...reading.said, ...reading.rest].some((word) => /\p{L}/u.test(word));
  return isSaid ? turned(reading) : undefined;
}

function read({ tokens }: Words, money: Money, clause: Clause): Reading {
  const from = Math.max(clause.from, money.from - reach);
  const to = Math.min(clause.to + 1, money.to + reach);
  const rest = tokens.slice(money.to + 1, to).map(textOf);
  const comma = rest.findIndex(
    (word, place) => word === ',' && rest.slice(place + 1, place + 3).join(' ') !== "that's what",
  );
  const end = comma < 0 ? to : money.to + 1 + comma;

  const told = rest.slice(0, comma < 0 ? rest.length : comma);
  const said = (start: number, stop: number): readonly string[] => tokens.slice(start, stop).map(textOf);
  const named = (start: number, stop: number): readonly Named[] =>
    [...clause.parties].filter(([at]) => at >= start && at < stop).map(([at, party]) => [at - start, party]);
  // `At $49 a seat, Acme sells`: the subject follows.
  if (comma >= 0 && money.from - from === 1 && isOneOf(tokens[from], 'at for with from against'))
    return { said: said(end + 1, to), rest: told, before: named(end + 1, to), after: [] };
  const [before, after] = [named(from, money.from), named(money.to + 1, end)];
  return { said: said(from, money.from), rest: told, before, after };
}

/** `Two lines of your partner page: Gold: $2,500`: what stands behind a sign and names nobody goes with what stands before it. */
function headOf({ tokens }: Words, money: Money, { rules, clauses }: About): Clause | undefined {
  const clause = clauseAt(clauses, money.from);
  const [first = money.from] = clause?.parties.keys() ?? [];
  if (!clause || first < money.from) return clause;
  const place = clauses.indexOf(clause);
  const head = clauses.slice(Math.max(0, place - most), place).findLast(({ parties }) => parties.size > 0);
  if (!head || !isOneOf(tokens[clause.from - 1], ': -')) return clause;
  const said = tokens.slice(head.from, clause.from);
  if (said.some(({ sentence }) => sentence !== tokens[clause.from]?.sentence)) return clause;
  const isTold = isAny(said.map(textOf), rules.telling, rules.sources, rules.hosts_abroad);
  if (!isTold && ![...head.parties.values()].includes('us')) return clause;
  return { from: head.from, to: clause.to, parties: new Map([...head.parties, ...clause.parties]) };
}

/** `$900 is what Datadog hands its partners`: the subject comes after the amount. */
function turned(reading: Reading): Reading {
  const { rest, after } = reading;
  const what = rest.findIndex((word, place) => word === 'what' && isOneOf(rest[place - 1], "is was are were that's"));
  // `For $99 anyone gets the list`.
  const isNext = reading.said.length === 1 && after[0]?.[0] === 0 && after[0][1] === 'others';
  const isThat =
    isNext || isOneOf(rest[0], 'that which you they') || (reading.said.at(-1) === 'the' && after[0]?.[0] === 0);
  if (what < 0 && !isThat) return reading;
  const skip = what >= 0 ? what + 1 : Number(isOneOf(rest[0], 'that which'));
  return {
    said: rest.slice(skip),
    rest: [],
    before: after.filter(([at]) => at >= skip).map(([at, party]) => [at - skip, party]),
    after: [],
  };
}

/** The first that is named, unless behind a preposition, or telling what somebody else does. */
export function subjectOf({ said, before }: Reading, rules: Rules): readonly [number, Party | undefined] {
  const { telling, studying, looking, sources } = rules;
  const named = before.filter(([at]) => !isAside(said, at, rules) && !isPart(said, at, rules));
  // `I count them for a flat $900`, `I say it up front: $900`.
  const isAsked = said.at(-1) === ':' ? isAny(said, telling) : isAny(said.slice(-3), rules.against);
  const source = before.find(
    ([at, party]) => party === 'others' && isAny(said.slice(Math.max(0, at - 2), at), rules.according),
  );
  if (source) return source;
  // `I looked at what Acme charges: $900`.
  const asked = before.findLast(([at]) => isOneOf(said[at - 1], `what ${priceNouns}`));
  if (asked) return asked;
  const [head] = named;
  if (head?.[1] === 'us' && isAsked && !isAny(said, looking, sources)) return head;
  for (const [n, [at, party]] of named.entries()) {
    const next = named[n + 1]?.[0] ?? said.length;
    const isTold = isAny(said.slice(at + 1, next), telling, studying, looking, ['know']);
    if (!isTold || party === 'others') return [at, party];
  }
  // `In your webinar you said that …`.
  const isTeller = ([at, party]: Named): boolean => party === 'others' && isAny(said.slice(at + 1), telling, sources);
  return before.find(isTeller) ?? [-1, undefined];
}

/** `the partner census runs`, `Partner-Check`: part of another noun. */
function isPart(said: readonly string[], at: number, rules: Rules): boolean {
  const next = said[at + 1] ?? '';
  const { aside, paying, selling_acts, telling, costing, states, past_acts, supposing, losing } = rules;
  const { auxiliaries, gains, topics } = rules.parties.value;
  const isPast = /ed$/.test(next) || isIn(next, past_acts, auxiliaries, ['does', 'did', 'has', 'had']);
  const isAct = isPast || isIn(next, aside, paying, selling_acts, telling, costing, states, supposing, losing, gains);
  // `i partner rinunciano`.
  if (said[at - 1] !== 'a' && isIn(said[at - 1], rules.articles_abroad)) return false;
  return next === '-' || (isIn(said[at], topics) && /\p{L}/u.test(next) && !isAct);
}

/** `the names of the 11 partners`, and not `three of the partners`. */
export function isAside(
  said: readonly string[],
  at: number,
  { aside, owners, owners_abroad, parties }: Rules,
): boolean {
  const { determiners, buyers } = parties.value;
  const isCount = (word = ''): boolean =>
    !isIn(word, aside) &&
    (isIn(word, determiners, buyers, owners, owners_abroad) || /^(?:\d|half$|all$|some$|none$)/.test(word));
  const head = said.findLastIndex((word, place) => place < at && !isCount(word));
  return isIn(said[head], aside) && !(said[head] === 'of' && isCount(said[head - 1]));
}
