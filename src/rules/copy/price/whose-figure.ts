import { bare, isWord, setOf, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Money, SentenceTalk } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

/** Whose figure is it? A small amount is ours unless its words give it to the company; a large one only if we charge it. */
export function isCompanyFigure(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
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
  return isNamed || (!sentence.isOffer && sentence.isTheirs);
}

/** `your $2,500 bounty`: the amount stands between an owner and what it is of. */
export function isOwned({ tokens }: Words, money: Money, rules: Rules): boolean {
  const [before, next] = [tokens[money.from - 1], tokens[money.to + 1]];
  const isTheirs = setOf(rules.owners.value).has(textOf(before)) || before?.text.endsWith("'s") === true;
  const { own_nouns, price_words, wares, offers, returns, after_amount } = rules;
  const others = [own_nouns, price_words, wares, offers, returns, after_amount];
  return isTheirs && isWord(next) && !others.some((list) => list.value.includes(textOf(next)));
}
