/** The owner of a sum, by the subject of its clause: ours unless somebody else pays, asks, gets or owns it (K3). */

import { isOneOf, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { isConditional, isOwnAbroad } from './abroad.ts';
import { type About, type Reading, readingOf, subjectOf } from './reading.ts';
import { bareOf, isAny, isIn, type Money } from './sentence-talk.ts';
import { isLarge } from './sum.ts';
import { isAccepted, isAmountOf, isDeed, isLimit, isOfDeal, isOwned, isThing, isWareAt } from './thing.ts';

type Owner = 'us' | 'others' | undefined;

/** `Okta pays $2,500 for a referral`, `I paid $49 for the report`, `a booth next to yours was $12,000`; undefined where the clause doesn't tell. */
export function ownerOf(words: Words, money: Money, about: About): Owner {
  const { rules, sentence } = about;
  const isAsked = isAccepted(words, money, rules) || isDeed(words, money.from) || isOfDeal(words, money, about);
  if (sentence.isMatched || isAsked) return 'us';
  const reading = readingOf(words, money, about);
  if (!reading) return undefined;
  if (isFound(reading.said, rules) || isBorne(reading, rules) || isLimit(reading)) return 'others';
  if (sentence.isOffer && isAny([...reading.said, ...reading.rest], rules.offers)) return undefined;
  if (isOwned(words, money, reading, rules) || isSpent(reading, rules) || isAmountOf(reading, rules)) return 'others';
  const owner = subjectsOwn(reading, about);
  return owner === 'us' && isLarge(money, rules) ? undefined : owner;
}

/** `Our last Assessment found $2,500 in lost bonuses`, `it reads who may spend $10,000`: what ours tells, and not what it costs. */
function isFound(said: readonly string[], { showing, looking, against, states, wares, offers }: Rules): boolean {
  const verb = said.findLastIndex((word) => isIn(word, showing, looking) && !isOneOf(word, 'what which where who'));
  const object = said.slice(verb + 1);
  const isPrice = isAny(object, against, states, ['at', ',', ':', '-']);
  return verb > 0 && isAny(said.slice(0, verb), wares, offers) && !isPrice;
}

/** `My own course cost me $1,200`, `switching costs a customer $30`: who bears it is no reader of ours. */
function isBorne(
  { said, before }: Reading,
  { costing, past_costing: past, exchanging, past_acts, paying }: Rules,
): boolean {
  // `The shop that used to bring you $14k`.
  const [gain, taker] = said.slice(-2);
  const isGained = taker === 'you' && isIn(gain, exchanging, paying, past_acts, ['brought', 'earned']);
  if (isGained && before.every(([, party]) => party !== 'us')) return true;
  const verb = said.findLastIndex((word) => isIn(word, costing, past));
  const [payer, noun = ''] = verb < 0 ? [] : said.slice(verb + 1);
  return (
    isOneOf(payer, 'me us mich uns moi nous') || (isOneOf(payer, 'a an einen een un une') && /^\p{L}{4}/u.test(noun))
  );
}

function subjectsOwn(reading: Reading, about: About): Owner {
  const { rules } = about;
  const [at, party] = subjectOf(reading, rules);
  if (isOwnAbroad(reading.said.map(bareOf), rules)) return isForUs(reading, at, rules) ? 'us' : 'others';
  if (party === undefined) return unnamedOwn(reading, about);
  if (party === 'us' || isForUs(reading, at, rules)) return 'us';
  if (party === 'reader') return isPaidOut(reading, at, rules) ? 'others' : undefined;
  return othersOwn(reading, at, about);
}

/** A clause about somebody else. */
function othersOwn(reading: Reading, at: number, about: About): Owner {
  const { rules } = about;
  // `pays $14 through Slalom`.
  if (isAt(reading.rest, reading.after, about.names) || isThing(reading, rules)) return 'others';
  // `Globex undercuts you by $6`, `Acme froze all over $10k`: a difference, or a limit.
  if (isAny(reading.said.slice(-2), ['by', 'over', 'above', 'beyond'])) return 'others';
  if (isHeadline(reading, rules)) return 'us';
  // `Acme, $900`: nothing is done.
  const isIdle = !reading.said.slice(at + 1).some((word) => /^\p{L}/u.test(word));
  const isPaid = isAny(reading.said.slice(0, at), rules.paying) || isAny(reading.rest.slice(0, 2), rules.acting);
  if (isIdle && !isPaid) return undefined;
  if (!isBuyers(reading, at, about) || isTheirs(reading, at, rules)) return 'others';
  const isFigure = isAny(reading.rest.slice(0, 5), rules.figure_words);
  // `Somebody like you pays`.
  return isAny(reading.said, rules.supposing, ['like']) && !isFigure ? 'us' : undefined;
}

/** `Acme's partner map for $2,500`: what we sell, with its price, and no verb. */
function isHeadline({ said }: Reading, rules: Rules): boolean {
  const { wares, costing, paying, selling_acts, losing, telling, past_acts, acting, parties } = rules;
  const acts = [costing, paying, selling_acts, losing, telling, past_acts, acting, parties.value.auxiliaries];
  return isOneOf(said.at(-1), 'for at') && isIn(said.at(-2), wares) && said.length < 7 && !isAny(said, ...acts);
}

/** `at Globex it's $500`. */
function isAt(said: readonly string[], named: Reading['before'], names: readonly string[]): boolean {
  const isThere = (word?: string): boolean =>
    isOneOf(word, 'at through via with bei uber chez da con tramite bij pela por');
  return named.some(([at, party]) => party === 'others' && isThere(said[at - 1]) && !isIn(said[at], names));
}

/** A clause that names nobody. */
function unnamedOwn(reading: Reading, { rules, names }: About): Owner {
  const { said, before } = reading;
  if (
    isAt(said, before, names) ||
    (isThing(reading, rules) && !isAny(reading.rest.slice(0, 4), rules.returns)) ||
    isSaid(reading, rules)
  )
    return 'others';
  return isPlanned(reading, rules) ? 'us' : undefined;
}

/** `I bought your book for $18`, `I have seen $180 at two peers`, `my train costs $64`: of us it is told only that we pay or look. */
function isSpent({ said, before }: Reading, rules: Rules): boolean {
  const [at = -1] = before.findLast(([, party]) => party !== 'others') ?? [];
  const us = said[Math.max(0, at)];
  const rest = said.slice(Math.max(0, at) + 1);
  if (isOneOf(us, 'my our')) return isAny(rest.slice(0, 4), rules.own_expenses);
  const acts = rest.slice(0, 3);
  // `We could find out why for just $2,500`.
  const isSold = isOneOf(acts[0], 'could can would will') && said.slice(-2).includes('for');
  return (
    isOneOf(us, "i we i've we've") && said[at - 1] !== '"' && !isSold && isAny(acts, rules.spending, rules.looking)
  );
}

/** `pays me $900`, `$900 with us`, `$900 for this`: it is for what we do. */
function isForUs({ said, rest, before, after }: Reading, at: number, rules: Rules): boolean {
  const { anaphors, us } = rules.parties.value;
  const isSold = isAny(said, rules.selling_acts);
  const isFor = !isSold && isIn(rest[0], rules.against) && (isIn(rest[1], anaphors) || isWareAt(rest, rules));
  const isNamed = before.some(([place, party]) => place > at && party === 'us');
  return isNamed || after.some(([place]) => place < 6 && isIn(rest[place], us)) || isFor;
}

/** `Budget $1,900 for June`, `a seat in my benchmark is $900`, `für Acme würde ich 1.900 Euro ansetzen`: what the reader is told to spend, or we would ask. */
function isPlanned({ said, before }: Reading, rules: Rules): boolean {
  const isSeen = (at: number): boolean => isAny(said.slice(at + 1, at + 3), rules.studying, rules.looking);
  // `By our count`.
  const ours = before.filter(([at, party]) => party === 'us' && said[at - 1] !== 'by');
  const isUs = ours.some(([at]) => isOneOf(said[at], 'my our') || !isSeen(at));
  return isUs || isIn(said[0], rules.planning) || isAny(said, rules.own_acts) || isConditional(said, rules);
}

/** `the cart said $340`: somebody tells it, and nothing of ours does. */
function isSaid({ said, before }: Reading, { telling, wares, offers, own_nouns }: Rules): boolean {
  const told = said.findLastIndex((word) => isIn(word, telling) && /(?:s|d|te)$/.test(word));
  return told > 0 && before.length === 0 && !isAny(said, wares, offers, own_nouns);
}

/** The company, or somebody who may buy of us, and not one of their partners. */
function isBuyers({ said }: Reading, at: number, { rules, names }: About): boolean {
  const isBuyer = isIn(said[at], names, rules.parties.value.buyers, ['you', 'your']);
  // `Stillwater's clinics pay`.
  if (said[at]?.endsWith("'s") && /\p{L}{4}s$/u.test(said[at + 1] ?? '') && isIn(said[at + 2], rules.paying))
    return false;
  return isBuyer && !isAny(said.slice(at), rules.third_parties);
}

/** `You pay AWS partners $900`, `you wired $900 to a reseller`. */
function isPaidOut({ said, rest, before, after }: Reading, at: number, { paying }: Rules): boolean {
  const verb = said.findIndex((word, place) => place > at && isIn(word, paying));
  const isTo = isOneOf(rest[0], 'to an aan a') && after.some(([place, party]) => place < 3 && party === 'others');
  return isTo || (verb >= 0 && before.some(([place, party]) => place > verb && party === 'others'));
}

/** An act of sellers alone, an act that is over, or a thing that somebody else gets: `Acme charges $49`, `you pay AWS $900`, `$900 for a badge`. */
function isTheirs(reading: Reading, at: number, rules: Rules): boolean {
  const { said, rest } = reading;
  const acts = said.slice(at + 1);
  const isGeneral = isIn(said[at], rules.parties.value.buyers);
  const isIndeed = !isAny(said, rules.supposing);
  const ours = [rules.wares, rules.offers, rules.parties.value.us, rules.parties.value.anaphors];
  const isOfThing =
    (isIn(rest[0], rules.against) && isIn(rest[1], rules.determiners)) ||
    (rest[0] === 'on' && !isAny(rest.slice(1, 5), ...ours));
  if (isPaidOut(reading, at, rules) || (isOfThing && (isIndeed || isGeneral))) return true;
  return (
    isIndeed &&
    (isAny(said, rules.telling, rules.according) ||
      isAny(acts, rules.selling_acts, rules.losing, rules.products) ||
      (!isGeneral && (isDone(acts, rules) || isOwnAct(said, at, rules))) ||
      (isIn(said[at], rules.owners) && isIn(acts.at(-1), rules.costing, said[0] === 'if' ? [] : ['is', 'was'])))
  );
}

/** `Your rival sends $900`, and not `you wire $900`, `Acme gets it for $900`: an act that buys nothing. */
function isOwnAct(
  said: readonly string[],
  at: number,
  { paying, spending, costing, against, parties }: Rules,
): boolean {
  const { gains } = parties.value;
  const isBuying = (word: string): boolean =>
    isIn(word, paying, spending, costing, ['is', 'are', 'was', 'has']) ||
    isIn(word.replace(/s$/, ''), gains, ['sign', 'approve', 'wire', 'need']);
  const isObject = !isIn(said.at(-1), against, ['at', ':', ',', '-']);
  const isActing = said.slice(at + 1).some((word) => /(?:[^s]s|ed)$/.test(word));
  return said[at] !== 'you' && isObject && isActing && !said.some(isBuying);
}

/** `Acme spent $900`, and not `Acme reported $900`. */
function isDone(acts: readonly string[], { past_acts }: Rules): boolean {
  const isPerfect = (word: string, at: number): boolean =>
    isOneOf(word, 'has have had') && /(?:n|d|t)$/.test(acts[at + 1] ?? '');
  return acts.some(isPerfect) || acts.slice(0, 5).some((word) => /[^e]ed$/.test(word) || isIn(word, past_acts));
}
