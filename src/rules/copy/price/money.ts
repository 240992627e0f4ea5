import { numeralAt } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { bare, isOneOf, isWord, setOf, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Money, SentenceTalk } from './sentence-talk.ts';

type Rules = CopyPolicy['price'];

/** `per seat`, `a month`, `/ user`. */
export function isPerPeriod(words: Words, money: Money, rules: Rules): boolean {
  const rest = words.tokens.slice(money.to + 1, money.to + 5);
  if (isOneOf(rest[0], 'per each')) return true;
  const start = rest[0]?.text === '/' ? rest.slice(1) : rest;
  const per = findPhrases({ text: words.text, tokens: start.slice(0, 2) }, rules.per_period.value);
  return per.some((match) => match.from === 0);
}

/** `2500 and you get the map`, `2.5k for this`: a number of the policy's amount without a currency, no noun says of what, and it is no figure of anybody's. */
export function countsNothing(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { rules, sentence } = about;
  const { tokens } = words;
  const next = tokens[money.to + 1];
  const last =
    isOneOf(tokens[money.from - 1], 'between') && next?.text === 'and' ? numeralAt(words, money.to + 2) : undefined;
  // `between 2,500 and 3,000 people`.
  if (last) return countsNothing(words, { ...last, currency: undefined }, about);
  const isOfYou = next?.text === 'of' && isOneOf(tokens[money.to + 2], 'you it me us');
  const isCounted = isWord(next) && next?.sentence === tokens[money.to]?.sentence && !isOfYou;
  // `2,500-seat`: joined by a hyphen without blanks.
  const isJoined =
    next?.text === '-' && next.start === tokens[money.to]?.end && tokens[money.to + 2]?.start === next.end;
  if (isJoined && isWord(tokens[money.to + 2])) return false;
  if (isCounted && !setOf(rules.after_amount.value).has(textOf(next))) return false;
  if (sentence.isHinted || sentence.isCharged) return true;
  if (sentence.isTheirs) return false;
  const before = tokens.slice(Math.max(0, money.from - 3), money.from);
  // `RFC 2500`: an abbreviation that numbers something.
  const label = before.at(-1);
  if (/^\p{Lu}{2,5}$/u.test(words.text.slice(label?.start ?? 0, label?.end ?? 0))) return false;
  return !before.some((token) => setOf(rules.counting.value).has(bare(token)));
}
