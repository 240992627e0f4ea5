import { bare, isWord, setOf, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Clause } from './party.ts';
import { isAny, isIn, type Reading } from './reading.ts';
import type { Money, SentenceTalk } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

/** Whose figure is it? A small amount is ours unless its words give it to the company; a large one only if we charge it. */
export function isCompanyFigure(
  words: Words,
  money: Money,
  about: { rules: Rules; sentence: SentenceTalk; clause: Clause | undefined },
): boolean {
  const { rules, sentence } = about;
  const [value = 0] = money.readings;
  if (value === 0 && !sentence.isOffer) return true;
  const near = [
    ...words.tokens.slice(Math.max(0, money.from - 3), money.from),
    ...words.tokens.slice(money.to + 1, money.to + 5),
  ]
    .filter((token) => token.sentence === words.tokens[money.from]?.sentence)
    .map(bare);
  const isNamed = near.some((word) => setOf(rules.figure_words.value).has(word));
  if (value >= rules.company_figure_from.value) return isNamed || !sentence.isCharged;
  if (sentence.isCharged) return false;
  return isNamed || (!sentence.isOffer && sentence.isTheirs && isOfClause(words, about));
}

/** `Access is $49 and Acme needs three`: a clause with a verb tells itself whose a figure is. */
function isOfClause({ tokens }: Words, { rules, clause }: { rules: Rules; clause: Clause | undefined }): boolean {
  if (clause === undefined || clause.parties.size > 0) return true;
  const said = tokens.slice(clause.from, clause.to + 1).map(bare);
  return isAny(said, rules.figure_hints) || !isAny(said, rules.states, rules.costing);
}

/** `your $2,500 bounty`, `a $1,500 sponsorship that you bought`: the amount says which thing of theirs it is, and we don't sell it. */
export function isOwned(
  { tokens }: Words,
  money: Money,
  { reading, rules }: { reading: Reading; rules: Rules },
): boolean {
  const [before, next, after] = [tokens[money.from - 1], tokens[money.to + 1], tokens[money.to + 2]];
  const isTheirs = setOf(rules.owners.value).has(textOf(before)) || before?.text.endsWith("'s") === true;
  const { own_nouns, price_words, wares, offers, returns, after_amount, totals } = rules;
  const ours = [own_nouns, price_words, wares, offers, returns];
  if (!isWord(next) || isIn(textOf(next), ...ours, after_amount, totals)) return false;
  const isTold =
    !isIn(textOf(next), rules.exchanging) &&
    (textOf(after) === 'that' || !isIn(textOf(after), rules.had_objects, ...ours));
  const isOne = /^(?:a|an|the|that|each|every|another)$/.test(textOf(before));
  const named = [...reading.before, ...reading.after].map(([, party]) => party);
  const isUs = textOf(before) === 'the' ? reading.before.at(-1)?.[1] === 'us' : named.includes('us');
  return isTheirs || (isOne && isTold && named.includes('others') && !isUs);
}
