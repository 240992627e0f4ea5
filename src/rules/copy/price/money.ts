import { findPhrases } from '../../language/phrases.ts';
import { bare, isWord, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Money, SentenceTalk } from './sentence-talk.ts';
import { isTheirAct } from './whose-figure.ts';

type Rules = CopyPolicy['price'];

/** `under three thousand`, `199 a month`: an amount that has no currency and isn't the policy's, said of what we sell. */
export function isOursBare(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { rules, sentence } = about;
  const { tokens } = words;
  const isRound = tokens.slice(money.from, money.to + 1).some(({ text }) => /^(?:k|hundred|thousand)$/.test(text));
  if (sentence.isTheirs || (!isRound && !isPerPeriod(words, money, rules))) return false;
  if ((sentence.isOffer && sentence.isCharged) || sentence.isAsked) return true;
  const first = tokens.findIndex((token) => token.sentence === tokens[money.from]?.sentence);
  const own = tokens.filter((token) => token.sentence === tokens[money.from]?.sentence).map((token) => token.text);
  const [head = '', second] = own;
  const isSold = rules.price_words.value.includes(head);
  if (isPerPeriod(words, money, rules) && (isSold || (isRound && money.from === first))) return true;
  if (!isRound) return false;
  const isOfIt = /^(?:it|it's|that's|this)$/.test(head) && money.from - first <= 4;
  const isLabelled = isSold && second === ':';
  const isGoods = own.some((word) => rules.goods.value.includes(word));
  return isOfIt || isLabelled || isGoods || isForIt(words, money) || isLed(words, money, rules);
}

/** `a flat twenty-six hundred.`, `for eighteen hundred.`: the amount ends what a word of price began. */
function isLed({ tokens }: Words, money: Money, rules: Rules): boolean {
  const next = tokens[money.to + 1];
  const isLast = next === undefined || next.text === '.' || next.sentence !== tokens[money.to]?.sentence;
  return isLast && rules.leads.value.includes(tokens[money.from - 1]?.text ?? '');
}

/** `2,000 for it`. */
function isForIt({ tokens }: Words, money: Money): boolean {
  const [link, what] = tokens.slice(money.to + 1, money.to + 3).map((token) => token.text);
  return link === 'for' && /^(?:it|this|that|all|everything)$/.test(what ?? '');
}

/** `per seat`, `a month`, `/ user`. */
export function isPerPeriod(words: Words, money: Money, rules: Rules): boolean {
  const rest = words.tokens.slice(money.to + 1, money.to + 5);
  if (/^(?:per|each)$/.test(rest[0]?.text ?? '')) return true;
  const start = rest[0]?.text === '/' ? rest.slice(1) : rest;
  const per = findPhrases({ text: words.text, tokens: start.slice(0, 2) }, rules.per_period.value);
  return per.some((match) => match.from === 0);
}

/** A number without currency is a price where its sentence speaks of one and no noun says what is counted. */
export function readsAsPrice(words: Words, money: Money, about: { rules: Rules; sentence: SentenceTalk }): boolean {
  const { tokens } = words;
  const next = tokens[money.to + 1];
  if (next?.text === '%' || next?.text === '+') return false;
  const isOfYou = next?.text === 'of' && /^(?:you|it|me|us)$/.test(tokens[money.to + 2]?.text ?? '');
  const isCounted = isWord(next) && next?.sentence === tokens[money.to]?.sentence && !isOfYou;
  // `2,500-seat`: joined by a hyphen without blanks.
  const isJoined =
    next?.text === '-' && next.start === tokens[money.to]?.end && tokens[money.to + 2]?.start === next.end;
  if (isJoined && isWord(tokens[money.to + 2])) return false;
  if (isCounted && !about.rules.after_amount.value.includes(next?.text ?? '')) return false;
  if (isForIt(words, money)) return true;
  const near = tokens.slice(Math.max(0, money.from - 3), money.from).map((token) => token.text);
  if (near.some((word) => /^(?:it|it's|that's|this)$/.test(word))) return true;
  return about.sentence.isHinted || about.sentence.isCharged || isNobodys(words, money, about);
}

/** `2500 and you get the map`: nothing is counted by it, and it is no figure of anybody's. */
function isNobodys(words: Words, money: Money, { rules, sentence }: { rules: Rules; sentence: SentenceTalk }): boolean {
  if (sentence.isTheirs || isTheirAct(words, money, rules)) return false;
  const before = words.tokens.slice(Math.max(0, money.from - 3), money.from);
  // `RFC 2500`: an abbreviation that numbers something.
  const label = before.at(-1);
  if (/^\p{Lu}{2,5}$/u.test(words.text.slice(label?.start ?? 0, label?.end ?? 0))) return false;
  // `south of 3k` counts nothing.
  const isBound = /^(?:south|north|upwards|excess)$/.test(before.at(-2)?.text ?? '');
  return isBound || !before.some((token) => rules.counting.value.includes(bare(token)));
}
