import { bare, isOneOf, isWord, setOf, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { type Clause, clauseAt, type Party } from './party.ts';
import type { Money, SentenceTalk } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

const reach = 12;
/** As far as a clause is read on either side of an amount, so that a text of amounts costs no more than any other. */
const clauseReach = 40;

/** Whose figure is it? A small amount is ours unless its words give it to the company; a large one only if we charge it. */
export function isCompanyFigure(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { rules, sentence } = about;
  const [value = 0] = money.readings;
  if (value === 0 && !sentence.isOffer) return true;
  const near = [
    ...words.tokens.slice(Math.max(0, money.from - 3), money.from),
    ...words.tokens.slice(money.to + 1, money.to + 5),
  ].map(bare);
  const isNamed = near.some((word) => setOf(rules.figure_words.value).has(word));
  if (value >= rules.company_figure_from.value) return isNamed || !sentence.isCharged;
  if (sentence.isCharged) return false;
  return isNamed || (!sentence.isOffer && (sentence.isTheirs || isTheirAct(words, money, rules)));
}

interface Read {
  readonly rules: Rules;
  readonly clauses: readonly Clause[];
}

/** `Your Enterprise tier starts at $2,500`, `Acme charges $2,500`: the price of a product of theirs, in a clause that names nothing of ours. */
export function isProductOf(
  words: Words,
  money: Money,
  { rules, clauses, sentence }: Read & { readonly sentence: SentenceTalk },
): boolean {
  const clause = clauseAt(clauses, money.from);
  if (!clause) return false;
  const from = Math.max(clause.from, money.from - clauseReach);
  const named = partiesIn(clause, from, money.from);
  const said = words.tokens.slice(from, money.from).map(bare);
  const isOfThem =
    isReported(said, named, { from, rules }) || isPaidOut(said, named, { from, rules }) || isOwned(words, money, rules);
  if (!sentence.isOffer && isOfThem) return true;
  if (named.some(([, party]) => party !== 'others')) return false;
  const isNamed = said.some((word) => setOf(rules.products.value).has(word));
  if (named.length > 0 && isNamed) return true;
  // `you are charged` is no act of theirs.
  const isAct = said.some(
    (word, at) => setOf(rules.selling_acts.value).has(word) && !/^(?:be|is|are|was|were|get)$/.test(said[at - 1] ?? ''),
  );
  if (named.length > 0 && !sentence.isOffer && isAct) return true;
  // `vostro piano`, `billet pour votre conférence`: a product with its owner beside it.
  return said.some(
    (word, at) =>
      setOf(rules.products.value).has(word) &&
      said.slice(Math.max(0, at - 3), at + 3).some((owner) => setOf(rules.owners_abroad.value).has(owner)),
  );
}

/** Who is named between two places, in order. */
function partiesIn(clause: Clause, from: number, to: number): readonly (readonly [number, Party])[] {
  const named: [number, Party][] = [];
  for (let at = from; at < to; at += 1) {
    const party = clause.parties.get(at);
    if (party) named.push([at, party]);
  }
  return named;
}

/** `I read that Acme pays $2,500`: somebody else is named behind a verb of ours that only tells. */
function isReported(
  said: readonly string[],
  named: readonly (readonly [number, Party])[],
  { from, rules }: { from: number; rules: Rules },
): boolean {
  const isOurs = (word: string | undefined): boolean => setOf(rules.parties.value.us).has(word ?? '');
  const told = said.findIndex((word, at) => setOf(rules.studying.value).has(word) && isOurs(said[at - 1]));
  return told >= 0 && named.some(([at, party]) => party === 'others' && at - from > told) && lastOf(named) === 'others';
}

/** `You pay AWS partners a $2,500 fee`: the reader pays somebody else. */
function isPaidOut(
  said: readonly string[],
  named: readonly (readonly [number, Party])[],
  { from, rules }: { from: number; rules: Rules },
): boolean {
  const paid = said.findIndex((word) => setOf(rules.paying.value).has(word));
  const [payee, party] = named.at(-1) ?? [];
  return (
    paid >= 0 &&
    payee !== undefined &&
    payee - from > paid &&
    party === 'others' &&
    named.every(([, each]) => each !== 'us')
  );
}

const lastOf = (named: readonly (readonly [number, Party])[]): Party | undefined => named.at(-1)?.[1];

/** `your $2,500 bounty`: the amount stands between an owner and what it is of. */
function isOwned({ tokens }: Words, money: Money, rules: Rules): boolean {
  const [before, next] = [tokens[money.from - 1], tokens[money.to + 1]];
  const isTheirs = setOf(rules.owners.value).has(textOf(before)) || before?.text.endsWith("'s") === true;
  const { own_nouns, price_words, wares, offers, returns, after_amount } = rules;
  const others = [own_nouns, price_words, wares, offers, returns, after_amount];
  return isTheirs && isWord(next) && !others.some((list) => list.value.includes(textOf(next)));
}

/** `We sign a $30,000 contract`, `our plan is $199`: the party named last before the amount is we, and it is nothing that we read. */
export function isAskedByUs(words: Words, money: Money, { rules, clauses }: Read): boolean {
  const clause = clauseAt(clauses, money.from);
  if (!clause || (money.readings[0] ?? 0) >= rules.company_figure_from.value) return false;
  const rest = words.tokens.slice(money.to + 1, Math.min(clause.to + 1, money.to + clauseReach));
  // `$199 a seat with us`.
  if (rest.some(({ text }, step) => text === 'with' && isOneOf(rest[step + 1], 'us me'))) return true;
  const [at, party] = partiesIn(clause, money.from - clauseReach, money.from).at(-1) ?? [];
  if (at === undefined || party !== 'us') return false;
  const said = words.tokens.slice(at, money.from).map(bare);
  const isOfOthers = rest.some(({ text }) => setOf(rules.owners.value).has(text));
  const studied = [...rules.studying.value, ...rules.showing.value];
  // `my benchmark is $199`: a noun, of which the amount is told.
  const isNoun = (next: string | undefined): boolean => setOf(rules.states.value).has(next ?? '');
  return !said.some((word, step) => studied.includes(word) && !isNoun(said[step + 1])) && !isOfOthers;
}

/** `You committed $500K`, `AWS funds $25,000`, `Your deal desk approves $10,000`: somebody else does something with the amount. */
export function isTheirAct(words: Words, money: Money, rules: Rules): boolean {
  const sentence = words.tokens[money.from]?.sentence;
  const before = words.tokens
    .slice(Math.max(0, money.from - reach), money.from)
    .filter((token) => token.sentence === sentence);
  const clause = before.slice(before.findLastIndex((token) => /^[;:]$/.test(token.text)) + 1);
  const said = clause.filter(isWord).map(bare);
  if (said.some((word) => /^(?:i|we|me|us|my|our)(?:'\w+)?$/.test(word))) return false;
  if (said.slice(-3).some((word) => /^(?:it|this)$/.test(word))) return false;
  if (said.some((word, at) => /^(?:you|they)(?:'ve)?$/.test(word) && isPast(said.slice(at + 1), rules))) return true;
  const [subject = '', ...rest] = dropWhile(said, rules.determiners.value);
  if (setOf(rules.third_parties.value).has(subject)) return true;
  const isPossessed = setOf(rules.owners.value).has(said[0] ?? '') && rest.length > 0;
  const sells = [...rules.price_words.value, ...rules.offers.value, ...rules.own_nouns.value].includes(subject);
  return isPossessed && !sells && !rest.slice(-2).some((word) => setOf(rules.states.value).has(word));
}

function isPast(after: readonly string[], rules: Rules): boolean {
  const verb = after.find((word) => !/^(?:have|already|also|just|only|recently|never|all|both|once)$/.test(word)) ?? '';
  return /[^e]ed$/.test(verb) || setOf(rules.past_acts.value).has(verb);
}

function dropWhile(said: readonly string[], skipped: readonly string[]): readonly string[] {
  return said.slice(said.findIndex((word) => !skipped.includes(word)));
}
