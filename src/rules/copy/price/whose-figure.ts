import { bare, setOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Clause } from './party.ts';
import { isAny } from './reading.ts';
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
