/** Terms without an amount: what is given for nothing or for less, and what is to be paid (K3). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import { bare, isOneOf, quote, setOf, textOf, unelided, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { isOwnAbroad } from './elsewhere.ts';
import { type Clause, clauseAt, clausesOf } from './party.ts';
import { isAny, isAside, isIn } from './reading.ts';
import { type Given, listsOf } from './sentence-talk.ts';

/** As far as a clause is read for whose it is, so that a long one costs no more than any other. */
const headReach = 40;
/** An invoice, or a calculation. */
const reckoned = ['rechnung'];

export interface Terms {
  /** Another price than the listed one, and so none of ours. */
  readonly given: readonly string[];
  /** Talk of a price, which may be the listed one. */
  readonly taken: readonly string[];
}

export function termsIn(words: Words, about: Given): Terms {
  const { rules } = about;
  const lists = {
    ...listsOf(rules),
    ...rules.comparing.value,
    yardsticks: rules.yardsticks.value,
    wares: rules.wares.value,
    selling_acts: rules.selling_acts.value,
  };
  const clauses = clausesOf(words, about);
  const isReckoned = words.tokens.some((token) => isListed(token, rules.reckoning.value));
  const plain = [
    ...findPhrases(words, rules.plain_terms.value, listsOf(rules)),
    ...(isReckoned ? findPhrases(words, reckoned) : []),
  ];
  const find = (phrases: readonly string[], isGift: boolean): readonly string[] =>
    findPhrases(words, phrases, lists)
      .filter((match) => !plain.some((other) => other.from <= match.to && match.from <= other.to))
      .filter((match) => isOurs(words, match, { rules, clause: clauseAt(clauses, match.from), isGift }))
      .map((match) => match.words);
  return {
    given: [...find(rules.giving.value, true), ...besideOffers(words, rules.free.value, { rules, plain })],
    taken: [...find(rules.taking.value, false), ...besideOffers(words, rules.selling_words.value, { rules, plain })],
  };
}

/** `it is free`, `on us`, and not where somebody else is quoted. */
function namesUs({ tokens }: Words, { from, to }: Match, rules: Rules, clause: Clause): boolean {
  const { us, anaphors } = rules.parties.value;
  return tokens
    .slice(from, to + 1)
    .some(
      ({ text }, step) =>
        anaphors.includes(text) || (us.includes(text) && clause.parties.get(from + step) !== 'others'),
    );
}

/** `Su tarifa bajó`: a price with its owner before it, and nothing that tells how much it is. */
function isOwnedAbroad({ tokens }: Words, { from, to }: Match, rules: Rules): boolean {
  const next = tokens.slice(to + 1, to + 3);
  if (isListed(next[0], rules.parties.value.others)) return true;
  return (
    [1, 2].some((back) => rules.owners_abroad.value.includes(textOf(tokens[from - back]))) &&
    !next.some((token) => isOneOf(token, 'es sera seria ist ware wird est serait e is wordt fica : -'))
  );
}

/** `Le prix d'une croissance rapide`, `der Preis für fehlende Zuordnung`: a price of something that we don't sell. */
function isOfThing(words: Words, { to }: Match, { rules, clause }: { rules: Rules; clause: Clause }): boolean {
  const [of, ...said] = words.tokens.slice(to + 1, to + 5);
  const { wares, offers, yardsticks, parties, genitives, against, effort } = rules;
  const ours = [wares, offers, yardsticks, parties.value.us];
  const isNoun = said
    .slice(0, 2)
    .some(({ text }) => /^\p{L}{3}/u.test(text) && !isIn(text, parties.value.anaphors, parties.value.determiners));
  const isFor =
    textOf(of) !== 'for' &&
    isIn(textOf(of), against) &&
    ![2, 3, 4].some((step) => clause.parties.has(to + step) || numeralAt(words, to + step));
  const isOf =
    isIn(textOf(of), genitives) ||
    textOf(of).startsWith("d'") ||
    (isFor && !said.some(({ text }) => isIn(text, effort)));
  return isOf && isNoun && !said.some((token) => isIn(unelided(token), ...ours));
}

/** Whose terms: of the party named last before them, else after them; of ours, where nobody is. */
function isOurs(
  words: Words,
  match: Match,
  { rules, clause, isGift }: { rules: Rules; clause: Clause | undefined; isGift: boolean },
): boolean {
  const { tokens } = words;
  if (!clause || isOwnedAbroad(words, match, rules) || isEmptyIt(words, match, clause)) return false;
  const head = words.tokens.slice(clause.from, Math.min(match.from, clause.from + headReach)).map(bare);
  if (isOwnAbroad(head, rules)) return false;
  if (namesUs(words, match, rules, clause)) return true;
  const parties = [...clause.parties];
  const named = parties.filter(([place]) => place < match.from && !isIn(textOf(tokens[place - 1]), rules.against));
  const [at, party] = named.findLast(([place]) => !isAside(head, place - clause.from, rules)) ?? named.at(-1) ?? [];
  const said = tokens.slice(at === undefined ? clause.from : at + 1, match.from).map(bare);
  const studied = [...rules.showing.value, ...rules.studying.value].filter(
    (word) => !isIn(word, rules.wares, rules.own_nouns),
  );
  const isOfWhat = said.some((word) => studied.includes(word));
  if (party === 'others' || isOfWhat) return false;
  if (party !== undefined) return true;
  if (isOfThing(words, match, { rules, clause })) return false;
  // `Ein Stand auf der Messe kostet`.
  const after = parties.filter(([place]) => place > match.to);
  if (isAny(head, rules.yardsticks) && after.every(([, other]) => other !== 'us')) return false;
  const isBeside = (place: number): boolean =>
    [1, 2].some((step) => isOneOf(tokens[place - step], 'with mit avec con com met'));
  const [, next] = after.find(([place]) => !isBeside(place)) ?? [];
  return !isPlaced(words, match, clause, rules) && (isGift || next !== 'others');
}

/** `It costs nothing to list a partner on AWS`: what it is to somebody else to do something. */
function isEmptyIt({ tokens }: Words, { to }: Match, clause: Clause): boolean {
  const subject = tokens[clause.from]?.isWord ? clause.from : clause.from + 1;
  const parties = [...clause.parties].filter(([at]) => at > to).map(([, party]) => party);
  const isEmpty = tokens[subject]?.text === 'it' && textOf(tokens[to + 1]) === 'to';
  return isEmpty && parties.includes('others') && !parties.includes('us');
}

/** `free seats at your summit`, `no charge for a case on AWS`: somebody else's place follows. */
function isPlaced({ tokens }: Words, { to }: Match, clause: Clause, rules: Rules): boolean {
  const next = tokens.slice(to + 1, to + placeReach).map(({ text }) => text);
  const place = next.findIndex((word) => isIn(word, rules.places));
  const isNext =
    place === 0 || (place > 0 && isIn(next[0], rules.against) && !isAny(next.slice(0, place), rules.wares));
  return isNext && [2, 3, 4].some((step) => clause.parties.get(to + place + step) === 'others');
}

/** How far behind words of terms the place may stand. */
const placeReach = 7;
/** How far a word of price may stand from what we sell. */
const offerReach = 40;

/** `I will not charge you for the Assessment`: what we sell and a word of the list, unless ours is said to show what something else costs. */
function besideOffers(
  words: Words,
  list: readonly string[],
  { rules, plain }: { rules: Rules; plain: readonly Match[] },
): readonly string[] {
  const { tokens } = words;
  const isMeant = (at: number): boolean => {
    if (!setOf(list).has(textOf(tokens[at])) || plain.some(({ from, to }) => from <= at && at <= to)) return false;
    const owner = tokens.slice(Math.max(0, at - 2), at).map(bare);
    return !owner.some((word) => setOf(rules.owners.value).has(word)) && tokens[at - 1]?.text.endsWith("'s") !== true;
  };
  return findPhrases(words, rules.offers.value).flatMap((offer) => {
    const from = Math.max(0, offer.from - offerReach);
    return tokens.slice(from, offer.to + offerReach).flatMap((token, step) => {
      const at = from + step;
      if (token.sentence !== offer.sentence || !isMeant(at)) return [];
      const between = tokens.slice(Math.min(at, offer.to) + 1, Math.max(at, offer.from)).map((other) => other.text);
      const isShown = at > offer.to && between.some((word) => setOf(rules.showing.value).has(word));
      return isShown || between.includes(';') ? [] : [quote(words, Math.min(at, offer.from), Math.max(at, offer.to))];
    });
  });
}
