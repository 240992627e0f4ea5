/** By which act of theirs a text tells its readers to leave (K5). */

import { findPhrases, isListed, type Match, placed } from '../../language/phrases.ts';
import { quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { isBarred, isConsent, isForElse } from './barred.ts';
import { isQuote, schemes } from './clauses.ts';
import { isElsewhere } from './ends.ts';

type Rules = CopyPolicy['optout'];

/** `reply`, `reply with "stop"`, a link. `to` is the last token of what to answer with. */
export interface Act {
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
  readonly kind: 'reply' | 'link';
  /** The word to answer with, where there is one. */
  readonly word: Match | undefined;
  /** Nobody forbids it, it is the reader's to do, and it asks for no more mail. */
  readonly isOffered: boolean;
}

const parting: ReadonlySet<string> = new Set(',;:');
const opening: ReadonlySet<string> = new Set('"\'([');
const shutting: ReadonlySet<string> = new Set('"\')]');

/** A mail offers a few; of one that offers more, so many are read. */
const most = 60;

/** The acts by which one answers or leaves, in order. */
export function actsIn(words: Words, rules: Rules): readonly Act[] {
  const links = words.tokens.flatMap(({ text, sentence }, at): readonly Act[] =>
    schemes.has(text) ? [{ from: at, to: at, sentence, kind: 'link', word: undefined, isOffered: true }] : [],
  );
  const written = words.tokens.flatMap((token, from): readonly Match[] =>
    isListed(token, rules.writes.value) ? [{ words: token.text, from, to: from, sentence: token.sentence }] : [],
  );
  const enough = findPhrases(words, rules.enough.value);
  const found = findPhrases(words, rules.acts.value).filter(({ from, to }) => !isParted(words, from, to));
  const replies = [...found, ...written, ...enough]
    .sort((one, other) => one.from - other.from || other.to - one.to)
    .filter(apart(() => true))
    .slice(0, most)
    .flatMap((match): readonly Act[] => {
      const isWritten = written.some(({ from, to }) => from === match.from && to === match.to);
      const before = isWritten ? undefined : wordBefore(words, match, rules);
      const word = before ?? wordAfter(words, match, rules);
      const isNear = word !== undefined && word.from <= match.to + (isQuote(words.tokens[word.from - 1]) ? 3 : 1);
      const isLone = (isWritten && !isNear) || (enough.includes(match) && !before);
      return isLone ? [] : [replyOf(words, match, { word, isBefore: before !== undefined, rules })];
    })
    .filter(apart((act) => act.isOffered));
  return [...links, ...replies, ...wordsAlone(words, replies, rules)]
    .sort((one, other) => one.from - other.from)
    .slice(0, most);
}

function replyOf(
  words: Words,
  match: Match,
  { word, isBefore, rules }: { word: Match | undefined; isBefore: boolean; rules: Rules },
): Act {
  const next = { from: match.to + 1, to: match.to + 1 };
  const head = word && isBefore ? word : match;
  return {
    from: Math.min(match.from, head.from),
    to: word && !isBefore ? closing(words, word) : match.to,
    sentence: match.sentence,
    kind: 'reply',
    word,
    isOffered:
      !isBarred(words, head, rules) &&
      !isConsent(words, word ?? next, rules) &&
      (word !== undefined || !isForElse(words, match, rules)),
  };
}

/** Lets through what begins after the end of what came before it and counts. */
function apart<Each extends { readonly from: number; readonly to: number }>(
  counts: (each: Each) => boolean,
): (each: Each) => boolean {
  let end = -1;
  return (each) => {
    const isApart = each.from > end;
    if (counts(each)) end = Math.max(end, each.to);
    return isApart;
  };
}

/** A sign between its words: `log in: reply`. */
function isParted({ tokens }: Words, from: number, to: number): boolean {
  return tokens.slice(from, to).some(({ text }) => parting.has(text));
}

/** `A "no" is enough`, `reply "fewer" …, or "none"`: a word to answer with that stands in quotes, and no act beside it. */
function wordsAlone(words: Words, acts: readonly Act[], rules: Rules): readonly Act[] {
  const { tokens } = words;
  const taken = new Set(
    acts.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, step) => from + step)),
  );
  const others = tokens.flatMap(({ sentence }, open): readonly Match[] => {
    const shut = open + 1 + tokens.slice(open + 1, open + 7).findIndex(isQuote);
    const [lead, next] = [tokens[open - 1], tokens[shut + 1]];
    const isQuoted = isQuote(tokens[open]) && shut > open + 1;
    const isAfter = acts.some((act) => act.word && act.sentence === sentence && act.to < open);
    const isOr = isListed(lead, rules.ors.value) || (parting.has(textOf(lead)) && isListed(next, rules.joints.value));
    // `a "boring" from you, and …`
    const isOne = isListed(lead, rules.single.value) || lead?.sentence !== sentence;
    const isWord = isQuoted && (isOne || (isOr && isAfter));
    return isWord ? [{ words: quote(words, open + 1, shut - 1), from: open + 1, to: shut - 1, sentence }] : [];
  });
  return [...findPhrases(words, rules.stop_words.value), ...others]
    .sort((one, other) => one.from - other.from || other.to - one.to)
    .filter(apart(() => true))
    .slice(0, most)
    .flatMap((word): readonly Act[] => {
      // `"please stop"`
      const isPolite = isListed(tokens[word.from - 1], rules.polite.value);
      const isQuoted = [word.from - 1 - Number(isPolite), word.to + 1].every((at) => isQuote(tokens[at]));
      if (!isQuoted || taken.has(word.from)) return [];
      const isOffered = !isBarred(words, word, rules) && !isConsent(words, word, rules);
      return [{ from: word.from, to: word.to + 1, sentence: word.sentence, kind: 'reply', word, isOffered }];
    });
}

/** `reply "stop"`, `reply to this mail with the word stop`. */
function wordAfter(words: Words, match: Match, rules: Rules): Match | undefined {
  const { tokens } = words;
  const ahead = tokens.slice(match.to + 1, match.to + 10);
  const end = ahead.findIndex(
    (token, step) =>
      token.sentence !== match.sentence ||
      (parting.has(token.text) && !isQuote(ahead[step + 1])) ||
      isListed(token, rules.parts.value),
  );
  const last = match.to + (end < 0 ? ahead.length : end);
  const from = match.to + 2 + tokens.slice(match.to + 1, last + 1).findIndex(isQuote);
  const to = from + tokens.slice(from + 1, from + 7).findIndex(isQuote);
  if (from > match.to + 1 && to >= from) return { words: quote(words, from, to), from, to, sentence: match.sentence };
  const stops = placed(findPhrases(words, rules.stop_words.value));
  for (let at = match.to; at <= last; at += 1) {
    const stop = stops.get(at);
    if (stop && isMeant(words, stop, rules)) return stop;
  }
  return undefined;
}

/** Not in quotes: at the end of a clause, or before a word that goes on. `reply to stop` says what for. */
function isMeant(words: Words, { from, to, sentence }: Match, rules: Rules): boolean {
  const { tokens } = words;
  const next = tokens[to + 1];
  const isJoined = next?.text === '-' && next.start === tokens[to]?.end && tokens[to + 2]?.start === next.end;
  if (isListed(tokens[from - 1], rules.purposes.value) || tokens[from - 1]?.text === '-' || isJoined) return false;
  if (next === undefined || next.sentence !== sentence || !next.isWord) return true;
  return isListed(next, rules.goes_on.value) && !isElsewhere(words, to, rules);
}

/** `"stop" in reply`, `"stop" is a fine reply`. */
function wordBefore(words: Words, { from, to, sentence }: Match, rules: Rules): Match | undefined {
  const { tokens } = words;
  const isOwn = (token: Token | undefined): boolean => isQuote(token) && token?.sentence === sentence;
  const start = Math.max(0, from - 5);
  const closed = start + tokens.slice(start, from).findLastIndex(isOwn);
  const { words: lists, joints } = rules;
  const isElse = (token: Token): boolean =>
    !token.isWord || [joints.value, lists.value.deny, lists.value.ending].some((list) => isListed(token, list));
  // `STOP by reply`, `a quick no thanks in reply`
  const isIn = isListed(tokens[from - 1], rules.intos.value) && !isListed(tokens[to], rules.simple.value);
  const isAs = isIn || isListed(tokens[from - 1], rules.via.value);
  const isBy = isAs || isListed(tokens[from], rules.via.value) || isListed(tokens[from], rules.intos.value);
  const said = findPhrases(words, rules.stop_words.value).find((stop) => stop.to === from - (isAs ? 2 : 1));
  const isSaid = said?.sentence === sentence && textOf(tokens[to + 1]) !== '?' && !said.words.includes('-');
  const isVerb = isListed(tokens[from - (isAs ? 2 : 1)], rules.words.value.unsubscribed);
  if (isSaid && ((isBy && !isVerb) || /^\p{Lu}{2,}$/u.test(said.words))) return said;
  if (closed < start || tokens.slice(closed + 1, from).some(isElse)) return undefined;
  const first = Math.max(0, closed - 7);
  const opened = first + tokens.slice(first, closed - 1).findLastIndex(isOwn);
  if (opened < first) return undefined;
  return { words: quote(words, opened + 1, closed - 1), from: opened + 1, to: closed - 1, sentence };
}

/** The quote or bracket that closes a word belongs to it. */
function closing({ tokens }: Words, { from, to }: Match): number {
  return shutting.has(textOf(tokens[to + 1])) && opening.has(textOf(tokens[from - 1])) ? to + 1 : to;
}
