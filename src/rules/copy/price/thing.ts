/** The thing that a sum is paid for, as its clause names it: one that we don't sell makes the sum somebody else's (K3). */

import { isOneOf, isWord, textOf, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { counts } from './name.ts';
import type { About, Reading } from './reading.ts';
import { isAny, isIn, type Money } from './sentence-talk.ts';

/** `your $2,500 bounty`, `a $1,500 sponsorship that you bought`: the amount says which thing of theirs it is, and we don't sell it. */
export function isOwned({ tokens }: Words, money: Money, reading: Reading, rules: Rules): boolean {
  const [before, next, after] = [tokens[money.from - 1], tokens[money.to + 1], tokens[money.to + 2]];
  const isTheirs = isIn(textOf(before), rules.owners) || before?.text.endsWith("'s") === true;
  const { own_nouns, price_words, wares, offers, returns, after_amount, totals, had_objects } = rules;
  const ours = [own_nouns, price_words, wares, offers, returns];
  if (!isWord(next) || isIn(textOf(next), ...ours, after_amount, totals)) return false;
  const isTold = textOf(after) === 'that' || !isIn(textOf(after), had_objects, ...ours);
  const isOne = isOneOf(before, 'a an the that each every another');
  const named = [...reading.before, ...reading.after].map(([, party]) => party);
  const isUs = textOf(before) === 'the' ? reading.before.at(-1)?.[1] === 'us' : named.includes('us');
  return isTheirs || (isOne && isTold && named.includes('others') && !isUs);
}

/** `The ticket was $800`, `a booth at that summit runs $18k`: its subject is no ware of ours. */
export function isThing({ said, before, after }: Reading, rules: Rules): boolean {
  const isOurs = [...before, ...after].some(([, party]) => party === 'us');
  // `The price of your Enterprise tier`, `every week of your roadshow`.
  const { genitives, hints, effort, owners, owners_abroad: abroad, wares, own_nouns, offers } = rules;
  const owner = said.findIndex((word, at) => isIn(word, owners, abroad) && isIn(said[at - 1], genitives, hints));
  const isTheirs =
    isAny(said.slice(0, Math.max(0, owner)), effort, hints) &&
    !isAny(said.slice(owner + 1, owner + 4), wares, own_nouns, offers);
  // `The ticket is $900` may be said of ours.
  const isBare = said.length < 3 || (said.length < 4 && said.at(-1) === 'is' && said[0] !== 'a');
  return (
    !isOurs &&
    !isBare &&
    !isIn(said[0], rules.against) &&
    (isTheirs ||
      // `Your list price went from $49 to $59`.
      (isIn(said[0], owners, abroad) && isAny(said, rules.moving)) ||
      isPriceOfThing(said, rules) ||
      isAny(said.slice(0, 6), rules.yardsticks) ||
      isNamedThing(said, rules))
  );
}

/** `The price of a missed deal`. */
function isPriceOfThing(said: readonly string[], { hints, genitives, wares, offers, parties }: Rules): boolean {
  const at = said.findIndex((word, place) => isIn(word, genitives) && isIn(said[place - 1], hints));
  const noun = said.slice(at + 1, at + 4);
  return at > 0 && !isAny(noun, wares, offers, parties.value.anaphors) && noun.some((word) => /\p{L}{4}/u.test(word));
}

/** `Your gaps, mapped and explained for $900`: a deed that nobody is said to do is what we would do. */
export function isDeed({ tokens }: Words, from: number): boolean {
  const [verb, preposition] = [textOf(tokens[from - 2]), textOf(tokens[from - 1])];
  const sign = isOneOf(tokens[from - 3], 'and') ? from - 5 : from - 3;
  return preposition === 'for' && /(?:ed|done|drawn|written|built|found)$/.test(verb) && isOneOf(tokens[sign], ', :');
}

/** `Three CROs bought my review. Each of them paid $900`: who they are, and for what, is told one sentence before. */
export function isOfDeal({ tokens }: Words, { from, to }: Money, { rules, clauses }: About): boolean {
  if (!isAny(tokens.slice(Math.max(0, from - 5), from).map(textOf), rules.spending)) return false;
  const { sentence = 0 } = tokens[from] ?? {};
  const first = tokens.find((token) => token.sentence === sentence);
  const told = clauses.filter((clause) => tokens[clause.from]?.sentence === sentence - 1);
  const parties = told.flatMap((clause) => [...clause.parties]);
  const others = parties.findIndex(([, party]) => party === 'others');
  const isOurs = parties.slice(others + 1).some(([at]) => isOneOf(tokens[at], 'my our me us mine ours'));
  const isOfThem = isOneOf(first, 'they each both all most some none two three');
  return isOfThem && isOurs && !isOneOf(tokens[to + 1], 'to for per a');
}

/** `$900 was fine`, `yes to $900`: a sum that somebody agrees to is one that we asked. */
export function isAccepted({ tokens }: Words, money: Money, { agreeing, praising }: Rules): boolean {
  const next = tokens.slice(money.to + 1, money.to + 4).map(textOf);
  const before = tokens.slice(Math.max(0, money.from - 2), money.from).map(textOf);
  return isAny(next, agreeing) || isIn(before[1], praising) || ['yes to', 'agreed to'].includes(before.join(' '));
}

/** `The toll on the bridge is $8`, `il mercato chiede 900 euro`: a sentence whose subject says which thing it is, none of what we might sell. */
export function isNamedThing(said: readonly string[], rules: Rules): boolean {
  const { costing, past_costing: past, moving, selling_acts, acting, paying, parties, against, genitives } = rules;
  const clause = said.slice(Number(isIn(said[0], parties.value.joints)));
  const acts = [costing, past, moving, selling_acts, acting, paying, ['is', 'are', 'was', 'were']];
  const verb = clause.findIndex((word, at) => at > 1 && isIn(word, ...acts));
  const subject = verb < 0 ? clause : clause.slice(0, verb);
  const { wares, price_words, own_nouns, offers, hints, effort, supposing } = rules;
  const { buyers, anaphors, determiners } = parties.value;
  if (isAny(subject, wares, price_words, own_nouns, offers, hints, effort, supposing, buyers, anaphors)) return false;
  if (isAny(clause, ['yours', 'time', 'further', 'additional', 'extra', 'flat', 'fixed', 'only', 'just', 'faut']))
    return false;
  // `A signature of $900`, `the names for $900`.
  if (verb < 0 && isIn(clause.at(-1), against, genitives, ['of'])) return false;
  const isMany = /\p{L}{4}s$/u.test(clause[0] ?? '') && !isIn(clause[0], ...acts, rules.states, rules.exchanging);
  const isNoun = isMany || isIn(clause[0], determiners, rules.articles_abroad);
  return isNoun && subject.length > (verb < 0 ? 2 : 1) && subject.every((word) => /^[\p{L}\p{N}$]/u.test(word));
}

/** `$4.30 of services`, `ten dollars of every hundred`: so much of a thing that is none of ours. */
export function isAmountOf({ rest, before }: Reading, rules: Rules): boolean {
  const { determiners, us, anaphors } = rules.parties.value;
  const [of, noun = ''] = rest;
  const isOurs = isIn(noun, rules.wares, determiners, us, anaphors, ['you', 'your']);
  const isOther = isOneOf(noun, 'every each') || (/\p{L}/u.test(noun) && !isOurs);
  // `One dollar in five`.
  if (isOneOf(of, 'in') && isOneOf(noun, counts) && rest[2] === undefined) return true;
  return of === 'of' && isOther && before.every(([, party]) => party === 'others');
}

/** `publish any fee above $1,000`. */
export function isLimit({ said, before }: Reading): boolean {
  const isOurs = before.some(([, party]) => party === 'us');
  return !isOurs && isOneOf(said.at(-1), 'above over beyond') && isOneOf(said.at(-3), 'any every each');
}

/** `for the map`, and not `for 10 seats`, `for each seat`. */
export function isWareAt([, determiner, ...nouns]: readonly string[], { wares, parties }: Rules): boolean {
  const { determiners, fillers } = parties.value;
  const noun = nouns.find((word) => !isIn(word, determiners, fillers));
  return isIn(determiner, determiners) && !isOneOf(determiner, 'each every') && isIn(noun, wares);
}
