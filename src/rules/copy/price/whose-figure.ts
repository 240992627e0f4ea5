import { bare, isWord, type Token, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { type Clause, clauseAt } from './party.ts';
import type { Money, SentenceTalk } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

const reach = 12;

/** Whose figure is it? A small amount is ours unless its words give it to the company; a large one only if we charge it. */
export function isCompanyFigure(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { rules, sentence } = about;
  const [value = 0] = money.readings;
  if ((value === 0 && !sentence.isOffer) || hasNamedPayee(words, money)) return true;
  const near = [
    ...words.tokens.slice(Math.max(0, money.from - 3), money.from),
    ...words.tokens.slice(money.to + 1, money.to + 5),
  ].map(bare);
  const isNamed = near.some((word) => rules.figure_words.value.includes(word));
  if (isOwnClause(words, money, rules)) return true;
  if (value >= rules.company_figure_from.value) return isNamed || !sentence.isCharged;
  if (sentence.isCharged) return false;
  return isNamed || (!sentence.isOffer && (sentence.isTheirs || isTheirAct(words, money, rules)));
}

/** `Your Enterprise tier starts at $2,500`: the price of a product of theirs, in a clause that names nothing of ours. */
export function isProductOf(
  words: Words,
  money: Money,
  { rules, clauses }: { rules: Rules; clauses: readonly Clause[] },
): boolean {
  const clause = clauseAt(clauses, money.from);
  if (!clause) return false;
  const named = [...clause.parties].filter(([at]) => at < money.from);
  const isAllTheirs = named.length > 0 && named.every(([, party]) => party === 'others');
  const said = words.tokens.slice(clause.from, money.from).map(bare);
  return isAllTheirs && said.some((word) => rules.products.value.includes(word));
}

/** `You pay Crossbeam $40K`: the money goes to somebody named. */
function hasNamedPayee({ text, tokens }: Words, money: Money): boolean {
  const [verb, payee] = tokens.slice(Math.max(0, money.from - 2), money.from);
  return (
    /^(?:pay|pays|paying|owe|owes)$/.test(verb?.text ?? '') && /^\p{Lu}/u.test(text.slice(payee?.start ?? text.length))
  );
}

/** `Your average deal is $85,000, and ...`: a clause of theirs beside one of ours. */
function isOwnClause({ tokens }: Words, money: Money, rules: Rules): boolean {
  const isEdge = (token: Token): boolean =>
    /^[,;:]$/.test(token.text) || token.sentence !== tokens[money.from]?.sentence;
  const before = tokens.slice(Math.max(0, money.from - reach), money.from);
  const after = tokens.slice(money.to + 1, money.to + reach);
  const end = after.findIndex(isEdge);
  const said = before.slice(before.findLastIndex(isEdge) + 1).map(bare);
  const rest = (end < 0 ? after : after.slice(0, end)).map(bare);
  const names = [...rules.offers.value, 'it', 'this', 'that'];
  return (
    end >= 0 &&
    rules.owners.value.includes(said[0] ?? '') &&
    said.some((word) => rules.figure_words.value.includes(word)) &&
    ![...said, ...rest].some((word) => names.includes(word))
  );
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
  if (rules.third_parties.value.includes(subject)) return true;
  const isPossessed = rules.owners.value.includes(said[0] ?? '') && rest.length > 0;
  const sells = [...rules.price_words.value, ...rules.offers.value, ...rules.own_nouns.value].includes(subject);
  return isPossessed && !sells && !rest.slice(-2).some((word) => rules.states.value.includes(word));
}

function isPast(after: readonly string[], rules: Rules): boolean {
  const verb = after.find((word) => !/^(?:have|already|also|just|only|recently|never|all|both|once)$/.test(word)) ?? '';
  return /[^e]ed$/.test(verb) || rules.past_acts.value.includes(verb);
}

function dropWhile(said: readonly string[], skipped: readonly string[]): readonly string[] {
  return said.slice(said.findIndex((word) => !skipped.includes(word)));
}
