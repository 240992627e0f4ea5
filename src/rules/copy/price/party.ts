/** The party that a clause speaks of: us and what we sell, somebody else, or nobody (K3). */

import { isListed } from '../../language/phrases.ts';
import { isOneOf, setOf, type Token, textOf, unelided, type Words } from '../../language/words.ts';
import type { PriceRules as Rules } from '../../policy/price.ts';
import { remembering } from '../../vocabulary/remembering.ts';
import { isHead, isName } from './name.ts';
import { type Company, companyOf, type Given, isAny, isCompany, isIn } from './sentence-talk.ts';

/** Nouns that are no verbs too. */
export const priceNouns = 'price prices fee fees rate rates tariff';

export type Party = 'us' | 'reader' | 'others';

/** A stretch of a sentence with a subject of its own, and the parties that it names, by the place of their word. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  readonly parties: ReadonlyMap<number, Party>;
}

/** The policy, and the company. */
interface Known {
  readonly rules: Rules;
  readonly company: Company;
}

const known = remembering<Words, readonly Clause[]>();

/** The clauses of a text, in order: each reader of a sum asks for them. */
export function clausesOf(words: Words, about: Given): readonly Clause[] {
  return known(words, () => clausesIn(words, about), [about.rules, about.context]);
}

function clausesIn(words: Words, about: Given): readonly Clause[] {
  const all: Known = { rules: about.rules, company: companyOf(about.context) };
  const quoted = quotedIn(words, about.rules);
  const starts = words.tokens.flatMap((_, at) => (isStart(words, at, all) ? [at] : []));
  return starts.map((from, n) => {
    const to = (starts[n + 1] ?? words.tokens.length) - 1;
    const parties = new Map<number, Party>();
    for (let at = from; at <= to; at += 1) {
      const party = quoted.has(at) ? 'others' : partyAt(words, at, all);
      if (party) parties.set(at, party);
    }
    return { from, to, parties };
  });
}

/** Places where somebody else speaks of themselves: `your page says "our plans start at $49"`. */
function quotedIn({ tokens }: Words, { parties, telling, owners }: Rules): ReadonlySet<number> {
  const signs = tokens.flatMap(({ text }, at) => (text === '"' ? [at] : []));
  const said = signs.flatMap((open, n) => {
    const close = signs[n + 1];
    if (n % 2 === 1 || close === undefined) return [];
    // A sign behind a full stop stands in the next sentence.
    const ends = [tokens[open]?.sentence, tokens[close - 1]?.sentence];
    const near = [...tokens.slice(Math.max(0, open - 5), open), ...tokens.slice(close + 1, close + 8)];
    const around = near.filter(({ sentence }) => ends.includes(sentence)).map(textOf);
    const isTold = isAny(around, telling) || textOf(tokens[open - 1]) === ':';
    // A client's words about us are ours.
    const isOurs = isAny(around, parties.value.us) || (isAny(around, parties.value.buyers) && !isAny(around, owners));
    return isTold && !isOurs ? Array.from({ length: close - open }, (_, step) => open + step) : [];
  });
  return new Set(said.filter((at) => setOf(parties.value.us).has(textOf(tokens[at]))));
}

export function clauseAt(clauses: readonly Clause[], at: number): Clause | undefined {
  return clauses.find(({ to }) => at <= to);
}

/** At a new sentence, behind a sign that parts, and where `and` or `but` brings a subject of its own. */
function isStart(words: Words, at: number, { rules: { parties }, company }: Known): boolean {
  const { tokens } = words;
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!before || before.sentence !== token?.sentence) return true;
  if (isOneOf(before, '; ( )') || (before.text === ':' && token.start > before.end)) return true;
  if (before.text === '-' && before.start > (tokens[at - 2]?.end ?? 0) && token.start > before.end) return true;
  const { joints, us, heads } = parties.value;
  const isHead = [us, heads].some((list) => list.includes(textOf(next))) || isCompany(words, at + 1, company);
  return joints.includes(token.text) && isHead;
}

function partyAt(words: Words, at: number, { rules, company }: Known): Party | undefined {
  const { tokens } = words;
  const token = tokens[at];
  const text = textOf(token);
  const { us, reader, others } = rules.parties.value;
  if (isHomonym(words, at, rules) || isObject(words, at, rules) || isMet(tokens, at, rules)) return undefined;
  // `My brother pays`.
  if (isOneOf(text, 'my our') && isAny(tokens.slice(at + 1, at + 3).map(textOf), rules.own_people)) return 'others';
  if (isPayer(tokens, at, rules)) return 'others';
  if (us.includes(text) || (isWare(tokens, at, rules) && !isPlaced(words, at, { rules, company }))) return 'us';
  if (reader.includes(text)) return 'reader';
  if (text === 'you') return readerAt(tokens, at, rules);
  if (isIn(text, rules.owners)) return isOwnNoun(tokens, at, rules) ? 'reader' : 'others';
  // `$900 per partner`: a unit.
  if (isListed(token, others) || isIn(text, rules.third_parties))
    return isOneOf(tokens[at - 1], 'per') ? undefined : 'others';
  // `für Acme` in the middle of a clause; `Invoice for Acme` is headed by what is theirs.
  const isFor = isOneOf(tokens[at - 1], 'fur pour para voor') && isCompany(words, at, company);
  return !isFor && isNamed(words, at, { rules, company }) ? 'others' : undefined;
}

/** `It pays dealers`, `a review site bills`: who pays or asks is none of us. */
function isPayer(tokens: readonly Token[], at: number, { parties, paying, selling_acts, wares }: Rules): boolean {
  const [ware, noun, act] = tokens.slice(at, at + 3).map(textOf);
  const { heads, us, others } = parties.value;
  if (isIn(ware, wares) && isIn(act, paying, selling_acts) && /s$/.test(act ?? '') && noun !== "'s")
    return /^\p{L}+$/u.test(noun ?? '') && !isIn(noun, heads, us, others);
  // `It says 30% off`.
  const isPaying =
    isIn(textOf(tokens[at + 1]), paying, ['says']) && !isOneOf(tokens[at + 2], 'for you off back itself');
  return isIn(textOf(tokens[at]), parties.value.anaphors) && isPaying;
}

function isNamed(words: Words, at: number, { rules, company }: Known): boolean {
  return isCompany(words, at, company) || isName(words, at, rules);
}

/** `49 Euro je Platz`, `i prezzi`, `49 € al mes`, `ils ont eu`: a word of another language, written as one of us. */
function isHomonym({ text, tokens }: Words, at: number, { parties }: Rules): boolean {
  const [before, token, next] = [textOf(tokens[at - 1]), tokens[at], tokens[at + 1]];
  if (token?.text === 'je') return /^(?:\p{L}+e[mr] )?\p{Lu}/u.test(text.slice(next?.start));
  if (token?.text === 'mes') return /^(?:al?|ao|por|un|um|cada|e[lsm]|est[ea]|del?|primer\w*|\/)$/.test(before);
  if (token?.text === 'eu') return /^(?:n')?(?:ai?|as|ont|avons|avez)$/.test(before);
  // `I partner pagano`, and not `I partner with`.
  const isOpening = isHead(tokens, at) && !isOneOf(tokens[at + 2], 'with');
  if (token?.text !== 'i' || (text[token.start] !== 'i' && !isOpening)) return false;
  return /\p{L}{3}[ai]$/u.test(textOf(next)) || isListed(next, parties.value.others);
}

/** `AWS quoted me $900`: an object, and so no party. */
function isObject({ tokens }: Words, at: number, rules: Rules): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!isOneOf(token, 'me us mir uns mij ons mi nous')) return false;
  const near = [before, next, next?.isWord ? tokens[at + 2] : undefined].map(textOf);
  return isIn(near[0], rules.selling_acts) || isAny(near, rules.telling);
}

/** `the partners I talked to`: who met them, and no subject. */
function isMet(tokens: readonly Token[], at: number, { parties, meeting }: Rules): boolean {
  const isRelative = !isHead(tokens, at) && !isIn(textOf(tokens[at - 1]), parties.value.openers);
  return isOneOf(tokens[at], 'i we') && isRelative && isIn(textOf(tokens[at + 1]), meeting);
}

/** `the map`, `the first seat`, and `it` where a sentence opens with it: what we sell, unless somebody else owns it. */
function isWare(tokens: readonly Token[], at: number, rules: Rules): boolean {
  const { determiners, anaphors, verbs } = rules.parties.value;
  const [before, token] = [tokens[at - 1], tokens[at]];
  const text = textOf(token);
  // `This costs`, and not `this quarter`.
  const isPronoun = /^it|'s$/.test(text) || verbs.includes(textOf(tokens[at + 1]));
  // `It has been a year`.
  if (text === 'it' && isAny(tokens.slice(at + 1, at + 3).map(textOf), ['been'])) return false;
  if (anaphors.includes(text)) return isPronoun && (isHead(tokens, at) || before?.text === 'that');
  // `$49 a seat`.
  if (before?.text === 'a' && /\d/.test(textOf(tokens[at - 2]))) return false;
  // `their first month`.
  const owners = tokens.slice(Math.max(0, at - 2), at).map(textOf);
  if (owners.some((owner) => owner !== 'your' && isIn(owner, rules.owners))) return false;
  const noun = unelided({ text });
  return isIn(noun, rules.wares) && (isHead(tokens, at) || noun !== text || isIn(before?.text, determiners));
}

/** `a seat on Acme Cloud`, `a seat at your summit`. */
function isPlaced(words: Words, at: number, known: Known): boolean {
  const { placed, places, owners, third_parties } = known.rules;
  const [noun, place, owner] = words.tokens.slice(at, at + 3).map(textOf);
  const isOfThem = isIn(owner, owners, third_parties) || isNamed(words, at + 2, known);
  return isIn(noun, placed) && isIn(place, places) && isOfThem;
}

/** `You price by usage` is about them, `You get a discount` about us; after a verb or preposition it is about neither. */
function readerAt(tokens: readonly Token[], at: number, rules: Rules): Party | undefined {
  const { openers, auxiliaries, gains } = rules.parties.value;
  const [before, next] = [textOf(tokens[at - 1]), textOf(tokens[at + 1])];
  // `the price you announced`.
  if (isOneOf(before, priceNouns) && !isIn(next, rules.supposing, rules.paying)) return 'others';
  // `In March you paid`.
  if (isIn(next, rules.past_acts) && !gains.includes(next)) return 'others';
  if (before === 'since' && !isHead(tokens, at - 1)) return 'others';
  if (!isHead(tokens, at) && !openers.includes(before)) return undefined;
  const verb = tokens.slice(at + 1).find((token) => !auxiliaries.includes(token.text));
  return gains.includes(textOf(verb)) ? 'reader' : 'others';
}

/** `your outlay`, `your first seat`: what the reader would have of us. */
function isOwnNoun(tokens: readonly Token[], at: number, rules: Rules): boolean {
  const { own_nouns, price_words, wares, parties } = rules;
  const { fillers, verbs } = parties.value;
  const noun = tokens.findIndex((token, place) => place > at && !fillers.includes(token.text));
  const next = tokens[noun + 1];
  const rest = tokens.slice(noun + 2, noun + 6).map(textOf);
  // `your fee for the portal`.
  const isOfThing = next?.text === 'for' && !isAny(rest, wares);
  const isTold = !next?.isWord || (isIn(next.text, verbs) && !isOfThing);
  return tokens[at]?.text === 'your' && isIn(textOf(tokens[noun]), own_nouns, price_words, wares) && isTold;
}
