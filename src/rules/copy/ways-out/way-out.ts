import { numeralAt } from '../../language/numbers.ts';
import { findPhrases, type Match } from '../../language/phrases.ts';
import { isOneOf, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';

type Rules = CopyPolicy['optout'];

/** Words that opt out, where they do: `stop` of our mail or as the word to answer, and not `stop losing deals`. */
export function stopsIn(words: Words, phrases: readonly string[], rules: Rules): readonly Match[] {
  return findPhrases(words, phrases).filter((match) => {
    const verb = textOf(words.tokens[match.from]);
    return match.from !== match.to || !rules.ambiguous.value.includes(verb) || isMeant(words, match, rules);
  });
}

/** A word to answer with stands in quotes, at the end or before a word that goes on. */
function isMeant({ tokens }: Words, { from, to, sentence }: Match, rules: Rules): boolean {
  const before = tokens[from - 1];
  const next = tokens[to + 1];
  if (next === undefined || next.sentence !== sentence) return true;
  // `stop at our booth`, and not `stop at once`.
  const isVisit = tokens[from]?.text === 'stop' && next.text === 'at' && tokens[to + 2]?.text !== 'once';
  // `stop-loss` is another word.
  const isJoined = next.text === '-' && next.start === tokens[to]?.end && tokens[to + 2]?.start === next.end;
  if (before?.text === '-' || isVisit || isJoined) return false;
  if (/^["'([]$/.test(textOf(before)) || !next.isWord) return true;
  return rules.after_word.value.includes(next.text);
}

/** What makes the way out lead out of a part of our mail only, or only for a time. */
export function narrowIn(words: Words, stops: readonly Match[], rules: Rules): readonly string[] {
  const sentences = new Set(stops.map((match) => match.sentence));
  const answers = new Set(findPhrases(words, rules.answers.value).map((match) => match.sentence));
  const isOffer = (sentence: number): boolean => sentences.has(sentence) || answers.has(sentence);
  const whole = new Set(findPhrases(words, rules.made_whole.value).map((match) => match.sentence));
  // `neither I nor my team will write`.
  const isDenied = ({ from }: Match): boolean =>
    words.tokens.slice(Math.max(0, from - 3), from).some((token) => isOneOf(token, 'neither nor nobody'));
  const rare = findPhrases(words, rules.still_sent.value).filter(
    (match) => isOffer(match.sentence) && !isDenied(match),
  );
  return [
    ...findPhrases(words, rules.too_narrow.value)
      .filter((match) => !whole.has(match.sentence))
      .map((match) => match.words),
    ...rare.map((match) => match.words),
    ...words.tokens.flatMap((_, at) => [...spanAt(words, at, rules)]),
  ];
}

/** `for 30 days`, `after 90 days`: the stop ends again, or comes later than it may. */
function spanAt(words: Words, at: number, rules: Rules): readonly string[] {
  const { tokens } = words;
  const numeral = numeralAt(words, at);
  if (!numeral || numeralAt(words, at - 1)?.to === numeral.to) return [];
  const ahead = tokens.slice(numeral.to + 1, numeral.to + 4).map((token) => token.text);
  const step = ahead.findIndex((word) => rules.unit_days.value[word] !== undefined);
  const isNext = step >= 0 && ahead.slice(0, step).every((word) => /^(?:-|business|working|full|more)$/.test(word));
  if (!isNext) return [];
  const days = (numeral.readings[0] ?? 0) * (rules.unit_days.value[ahead[step] ?? ''] ?? 0);
  const isPause = isOneOf(tokens[at - 1], 'for next');
  return isPause || days > rules.most_days.value ? [quote(words, numeral.from, numeral.to + 1 + step)] : [];
}

/** What the reader would have to do or to pay, and what says that nothing comes of it. */
export function barriersIn(words: Words, rules: Rules): readonly string[] {
  const asked = findPhrases(words, rules.barriers.value).filter((match) => !isWaived(words, match, rules));
  const fees = words.text.match(/[$€£]\s?\d[\d.,]*/g) ?? [];
  return [...asked, ...findPhrases(words, rules.dead_ends.value)].map((match) => match.words).concat(fees);
}

/** `no login`, `without a form`, `you don't need to log in`, `login not required`. */
function isWaived(words: Words, { from, to, sentence }: Match, rules: Rules): boolean {
  const { tokens } = words;
  const said = tokens.filter((token) => token.sentence === sentence);
  const isWaiver = (token: Token | undefined): boolean => rules.waivers.value.includes(textOf(token));
  if (isWaiver(tokens[to + 1]) && rules.waived.value.includes(textOf(tokens[to + 2]))) return true;
  for (let at = from; at >= Math.max(0, from - 8); at -= 1) {
    const token = tokens[at];
    if (token?.sentence !== sentence) return false;
    // `you can't stop without a login` asks for one.
    if (isWaiver(token)) return !said.some((other) => rules.doubled.value.includes(other.text));
    if (at < from && !rules.waived.value.includes(token.text) && token.text !== ',') return false;
  }
  return false;
}
