import { findPhrases, type Match } from '../../language/phrases.ts';
import { isOneOf, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { isDenial } from './ends.ts';
import { stopsIn } from './way-out.ts';

type Rules = CopyPolicy['optout'];

/** Something that the reader is told to do: `reply`, `reply with "stop"`. `to` is the last token of what to answer with. */
export interface Answer {
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
  /** The word to answer with, where there is one. */
  readonly word: Match | undefined;
  /** Nobody forbids it, it is the reader's to do, and no other answer is asked for. */
  readonly isOffered: boolean;
}

/** The acts by which a reader answers, in order. */
export function answersIn(words: Words, rules: Rules): readonly Answer[] {
  const stops = stopsIn(words, rules.stop_phrases.value, rules);
  const found = findPhrases(words, rules.answers.value);
  const isConsent = (word: Match | undefined, match: Match): boolean =>
    rules.consents.value.includes(word?.words.toLowerCase() ?? textOf(words.tokens[match.to + 1]));
  const apart = found.filter((match) => !found.some((other) => other.from < match.from && match.from <= other.to));
  return apart.map((match) => {
    const said = wordBefore(words, match);
    const word = said ?? wordAfter(words, match, stops);
    const to = word && !said ? closing(words, word) : match.to;
    return {
      from: match.from,
      to,
      sentence: match.sentence,
      word,
      isOffered:
        !isBarred(words, match, rules) &&
        !isConsent(word, match) &&
        (word !== undefined || !isOtherwise(words, match, rules)),
    };
  });
}

/** `reply "stop"`, `reply to this mail with the word stop`: a word to answer with, in quotes or of the policy. */
function wordAfter(words: Words, match: Match, stops: readonly Match[]): Match | undefined {
  const { tokens } = words;
  const ahead = tokens.slice(match.to + 1, match.to + 9);
  const end = ahead.findIndex(
    (token) => token.sentence !== match.sentence || /^(?:[;,]|and|if|when|unless|so|for|from)$/.test(token.text),
  );
  const last = match.to + (end < 0 ? ahead.length : end);
  // `reply to stop` says what for, and not what to answer.
  const known = stops.find(
    (stop) => stop.from > match.from && stop.from <= last && tokens[stop.from - 1]?.text !== 'to',
  );
  if (known) return known;
  const opened = tokens.findIndex((token, at) => at > match.to && at <= last && /^["']$/.test(token.text));
  const closed = tokens.findIndex((token, at) => at > opened + 1 && at <= opened + 5 && /^["']$/.test(token.text));
  if (opened < 0 || closed < 0) return undefined;
  return {
    words: quote(words, opened + 1, closed - 1),
    from: opened + 1,
    to: closed - 1,
    sentence: match.sentence,
  };
}

/** `"stop" in reply`: the word to answer with, in quotes before the act. */
function wordBefore(words: Words, { from, sentence }: Match): Match | undefined {
  const { tokens } = words;
  const isQuote = (token: Token | undefined): boolean => /^["']$/.test(textOf(token)) && token?.sentence === sentence;
  if (!isQuote(tokens[from - 1])) return undefined;
  const start = Math.max(0, from - 7);
  const opened = start + tokens.slice(start, from - 2).findLastIndex(isQuote);
  if (opened < start) return undefined;
  return { words: quote(words, opened + 1, from - 2), from: opened + 1, to: from - 2, sentence };
}

/** The quote or bracket that closes a word belongs to it, and so does what else stands in the quotes: `"stop sign"`. */
function closing({ tokens }: Words, { from, to }: Match): number {
  if (/^["')\]]$/.test(textOf(tokens[to + 1]))) return to + 1;
  if (!/^["']$/.test(textOf(tokens[from - 1]))) return to;
  const closed = tokens.slice(to + 1, to + 6).findIndex((token) => /^["']$/.test(token.text));
  return closed < 0 ? to : to + 1 + closed;
}

/** `never reply`, `other readers reply`. */
function isBarred({ tokens }: Words, { from, sentence }: Match, rules: Rules): boolean {
  const before = tokens.slice(Math.max(0, from - 3), from).filter((token) => token.sentence === sentence);
  const near = before
    .slice(before.findLastIndex((token) => !token.isWord) + 1)
    .filter((token) => !isOneOf(token, 'ever just please simply even'));
  const last = near.at(-1);
  return isDenial(last) || rules.bystanders.value.includes(textOf(last));
}

const isDeterminer = (token: Token | undefined): boolean => isOneOf(token, 'my our the this that your a an');

/** `reply with a time`, `reply for the map`, `reply to win`: an answer to something else than our mail. */
function isOtherwise({ tokens }: Words, match: Match, rules: Rules): boolean {
  const [link, next] = tokens.slice(match.to + 1, match.to + 3).filter((token) => token.sentence === match.sentence);
  if (link?.text === 'with') return !rules.plain_answers.value.includes(textOf(next));
  if (link?.text === 'for') return !rules.aims.value.includes(textOf(next));
  const isAimed = link?.text === 'to';
  if (!isAimed && !isDeterminer(link)) return false;
  const said = tokens.slice(match.to + 1 + Number(isAimed)).filter((token) => token.sentence === match.sentence);
  const known = [rules.whole, rules.ending, rules.removals, rules.mail, rules.plain_answers].flatMap(
    (list) => list.value,
  );
  const noun = said.find((token) => !isDeterminer(token));
  return noun?.isWord === true && !known.includes(noun.text);
}
