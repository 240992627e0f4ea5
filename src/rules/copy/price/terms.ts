/** Terms without an amount: words for things given for nothing or for less, and for things to be paid (K3). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import { bare, isOneOf, quote, setOf, textOf, unelided, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { isHosted, isOwnAbroad } from './abroad.ts';
import { type Clause, clauseAt, clausesOf, priceNouns } from './party.ts';
import { isAside } from './reading.ts';
import { type Given, isAny, isIn, listsOf, offersIn } from './sentence-talk.ts';
import { isNamedThing } from './thing.ts';

/** As far as a text is read for whose a word of price is, so that a long one costs no more than any other. */
const reach = 40;
/** How far behind words of terms the place may stand. */
const placeReach = 7;
/** An invoice, or a calculation. */
const calculations = ['rechnung'];

interface Where {
  readonly rules: Rules;
  readonly clauses: readonly Clause[];
  readonly clause: Clause;
  readonly isGift: boolean;
}

export interface Terms {
  /** Another price than the listed one, and so none of ours. */
  readonly given: readonly string[];
  /** Talk of a price, which may be the listed one. */
  readonly taken: readonly string[];
}

export function termsIn(words: Words, about: Given): Terms {
  const { rules } = about;
  const { yardsticks, wares, selling_acts } = rules;
  const own = { yardsticks: yardsticks.value, wares: wares.value, selling_acts: selling_acts.value };
  const lists = { ...listsOf(rules), ...rules.comparing.value, ...own };
  const clauses = clausesOf(words, about);
  const isReckoned = words.tokens.some((token) => isListed(token, rules.reckoning.value));
  const reckoned = isReckoned ? findPhrases(words, calculations) : [];
  const plain = [...findPhrases(words, rules.plain_terms.value, listsOf(rules)), ...reckoned];
  // Longer terms that hold plain ones count: `with us for the cost of a lunch`.
  const isPlain = ({ from, to }: Match): boolean =>
    plain.some((other) => other.from <= to && from <= other.to && (other.from <= from || to < other.to));
  const find = (phrases: readonly string[], isGift: boolean): readonly string[] =>
    findPhrases(words, phrases, lists)
      .filter((match) => !isPlain(match))
      .filter((match) => {
        const clause = clauseAt(clauses, match.from);
        return clause && isOurs(words, match, { rules, clauses, clause, isGift });
      })
      .map((match) => match.words);
  return {
    given: [...find(rules.giving.value, true), ...besideOffers(words, rules.free.value, { rules, plain })],
    taken: [...find(rules.taking.value, false), ...besideOffers(words, rules.selling_words.value, { rules, plain })],
  };
}

/** `price lists`, and not `our price list`: a word of price that only says which thing. */
function isCompound({ tokens }: Words, { from, to }: Match, rules: Rules): boolean {
  const [last, next, object] = tokens.slice(to, to + 3);
  const { price_words: nouns, parties, after_amount, totals, exchanging, moving, states, aside, wares, hints } = rules;
  const acts = [after_amount, totals, exchanging, moving, states, aside, wares, hints, parties.value.determiners];
  if (isAny(tokens.slice(Math.max(0, from - 1), to + 1).map(textOf), parties.value.us)) return false;
  return (
    // `Cheap turbines`.
    (isIn(textOf(last), nouns) ||
      (isOneOf(last, 'cheap') && /[^s]s$/.test(textOf(next)) && !isIn(textOf(next).slice(0, -1), wares))) &&
    textOf(last) !== 'priced' &&
    !(isIn(textOf(object), parties.value.determiners) || numeralAt({ text: '', tokens }, to + 2)) &&
    /^[a-z]{4,}$/.test(textOf(next)) &&
    next?.sentence === last?.sentence &&
    !isIn(textOf(next), ...acts, parties.value.verbs, parties.value.auxiliaries, parties.value.openers)
  );
}

/** `it is free`, `on us`, and not where somebody else is quoted. */
function namesUs({ tokens }: Words, { from, to }: Match, rules: Rules, clause: Clause): boolean {
  const { us, anaphors } = rules.parties.value;
  return tokens.slice(from, to + 1).some(({ text }, step) => {
    // `left in this year's budget`.
    const isAnaphor = isIn(text, anaphors) && !tokens[from + step + 1]?.text.endsWith("'s");
    return isAnaphor || (isIn(text, us) && clause.parties.get(from + step) !== 'others');
  });
}

/** `Su tarifa bajó`: a price with its owner before it, and nothing that tells how much it is. */
function isOwnedAbroad({ tokens }: Words, { from, to }: Match, rules: Rules): boolean {
  const next = tokens.slice(to + 1, to + 3);
  const isOwned = isAny(tokens.slice(Math.max(0, from - 2), from).map(textOf), rules.owners_abroad);
  const isTold = next.some((token) => isOneOf(token, 'es sera seria ist ware wird est serait e is wordt fica : -'));
  // `Der Preis Ihres Tarifs`.
  const isOfYours = isIn(textOf(next[0]), rules.owners_abroad) && !isIn(textOf(next[1]), rules.wares);
  return isListed(next[0], rules.parties.value.others) || isOfYours || (isOwned && !isTold);
}

/** `Le prix d'une croissance rapide`, `der Preis für fehlende Zuordnung`: a price of something that we don't sell. */
function isOfThing(words: Words, { to }: Match, rules: Rules): boolean {
  const [of, ...said] = words.tokens.slice(to + 1, to + 5);
  const { wares, offers, yardsticks, parties, genitives, against } = rules;
  const ours = [wares, offers, yardsticks, parties.value.us];
  const { anaphors, determiners } = parties.value;
  const isNoun = said.slice(0, 2).some(({ text }) => /^\p{L}{3}/u.test(text) && !isIn(text, anaphors, determiners));
  const isFor = textOf(of) !== 'for' && isIn(textOf(of), against);
  const isOf = isIn(textOf(of), genitives) || textOf(of).startsWith("d'") || isFor;
  return isOf && isNoun && !said.some((token) => isIn(unelided(token), ...ours));
}

/** `Globex sells it for $500. Yours is free`: what the reader gives, beside what somebody else does. */
function isReadersOwn({ tokens }: Words, match: Match, { rules, clause, clauses }: Where): boolean {
  const before = clauses.filter(({ from }) => tokens[from]?.sentence === match.sentence - 1);
  const told = before.flatMap(({ parties }) => [...parties.values()]);
  const said = tokens.slice(Math.max(clause.from, match.from - reach), match.from).map(textOf);
  const { readers_abroad: readers, owners_abroad: owners, paying, supposing, parties } = rules;
  const isReader = isAny(said.slice(0, 4), ['you', 'yours', 'sie', 'suyo', 'suya', 'voces'], readers, owners);
  const isPayer = isAny(said, paying, supposing, parties.value.gains, parties.value.us, parties.value.anaphors);
  return isReader && !isPayer && told[0] === 'others' && !told.includes('us');
}

/** Whether terms are ours: they are of the party named last before them, else after them; ours, where nobody is named. */
function isOurs(words: Words, match: Match, where: Where): boolean {
  const { tokens } = words;
  const { rules, clause, isGift } = where;
  if (isCompound(words, match, rules) || isOwnedAbroad(words, match, rules) || isEmptyIt(words, match, clause))
    return false;
  const head = tokens.slice(clause.from, Math.min(match.from, clause.from + reach)).map(bare);
  const next = tokens.slice(match.to + 1, match.to + 6).map(bare);
  if (isOwnAbroad(head, rules) || isHosted(next, rules)) return false;
  // `the fees AWS takes`.
  const isTaken = clause.parties.get(match.to + 1) === 'others' && !isIn(next[1], rules.supposing, rules.paying);
  if (isTaken && isOneOf(tokens[match.to], priceNouns)) return false;
  if (isReadersOwn(words, match, where)) return false;
  if (namesUs(words, match, rules, clause)) return true;
  const parties = [...clause.parties];
  const named = parties.filter(([place]) => place < match.from);
  const [at, party] = named.findLast(([place]) => !isAside(head, place - clause.from, rules)) ?? named.at(-1) ?? [];
  const start = Math.max(at === undefined ? clause.from : at + 1, match.from - reach);
  const said = tokens.slice(start, match.from).map(bare);
  if (party === 'others' || isOfWhat(said, textOf(tokens[match.from]), rules)) return false;
  if (party !== undefined) return true;
  if (isOfThing(words, match, rules)) return false;
  const after = parties.filter(([place]) => place > match.to);
  if (isThingsCost(words, match, head, rules) && after.every(([, other]) => other !== 'us')) return false;
  const [, other] = after.find(([place]) => !isOneOf(tokens[place - 2], 'with mit avec con com met')) ?? [];
  return !isPlaced(words, match, clause, rules) && (isGift || other !== 'others');
}

/** `Una cialda costa poco`, and not `das Ganze kostet Sie wenig`. */
function isThingsCost({ tokens }: Words, { from, to }: Match, head: readonly string[], rules: Rules): boolean {
  const [cost, next] = [textOf(tokens[from]), textOf(tokens[to + 1])];
  const isReaders = isIn(next, rules.readers_abroad, ['you', 'sie', 'u', 'le']);
  return isIn(cost, rules.costing) && !isReaders && isNamedThing([...head, cost], rules);
}

/** `I'll show what AWS charges`, and not `we'd name them for a small fee`. */
function isOfWhat(said: readonly string[], first: string, rules: Rules): boolean {
  const { showing, studying, wares, own_nouns, against } = rules;
  return !isIn(first, against) && said.some((word) => isIn(word, showing, studying) && !isIn(word, wares, own_nouns));
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
  const isFor = place > 0 && isIn(next[0], rules.against) && !isAny(next.slice(0, place), rules.wares);
  return (place === 0 || isFor) && [2, 3, 4].some((step) => clause.parties.get(to + place + step) === 'others');
}

/** `I will not charge you for the Assessment`: what we sell and a word of the list, unless ours is said to show what something else costs. */
function besideOffers(
  words: Words,
  list: readonly string[],
  { rules, plain }: { rules: Rules; plain: readonly Match[] },
): readonly string[] {
  const { tokens } = words;
  const isMeant = (at: number): boolean => {
    if (!setOf(list).has(textOf(tokens[at])) || plain.some(({ from, to }) => from <= at && at <= to)) return false;
    const before = tokens.slice(Math.max(0, at - 2), at).map(textOf);
    return !isAny(before, rules.owners) && before.at(-1)?.endsWith("'s") !== true;
  };
  return offersIn(words, rules).flatMap((offer) => {
    const from = Math.max(0, offer.from - reach);
    return tokens.slice(from, offer.to + reach).flatMap((token, step) => {
      const at = from + step;
      if (token.sentence !== offer.sentence || !isMeant(at)) return [];
      const between = tokens.slice(Math.min(at, offer.to) + 1, Math.max(at, offer.from)).map((other) => other.text);
      const isShown = at > offer.to && isAny(between.slice(between.lastIndexOf(',') + 1), rules.showing);
      return isShown || between.includes(';') ? [] : [quote(words, Math.min(at, offer.from), Math.max(at, offer.to))];
    });
  });
}
