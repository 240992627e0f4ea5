/** By which act of theirs a text tells its readers to leave: a reply, with or without a word, or a link (K5). */

import { numeralAt } from '../../language/numbers.ts';
import type { Match } from '../../language/phrases.ts';
import { isOneOf } from '../../language/words.ts';
import { clausesIn, find, is, isQuote, isWhole, schemes, stretch, type Text } from './text.ts';

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

/** A mail offers a few; of one that offers more, so many are read. */
const most = 60;

/** In order, the longest at each place, none within another. */
function inOrder<Each extends { readonly from: number; readonly to: number }>(list: readonly Each[]): readonly Each[] {
  let end = -1;
  const sorted = [...list].sort((one, other) => one.from - other.from || other.to - one.to);
  return sorted
    .filter(({ from, to }) => {
      const isApart = from > end;
      if (isApart) end = to;
      return isApart;
    })
    .slice(0, most);
}

/** The acts by which one answers or leaves, in order. */
export function actsIn(text: Text): readonly Act[] {
  const links = text.tokens.flatMap(({ text: said, sentence }, at): readonly Act[] =>
    schemes.has(said) ? [{ from: at, to: at, sentence, kind: 'link', word: undefined, isOffered: true }] : [],
  );
  const written = text.tokens.flatMap((_, at) => (is(text, at, 'writes') ? [stretch(text, at, at)] : []));
  const enough = find(text, 'enough');
  const replies = inOrder([
    ...find(text, 'acts').filter((match) => isWhole(text, match)),
    ...written,
    ...enough,
  ]).flatMap((match) => {
    const isWritten = written.includes(match);
    const before = isWritten ? undefined : wordBefore(text, match);
    const word = before ?? wordAfter(text, match);
    const isNear = word !== undefined && word.from <= match.to + (isQuote(text.tokens[word.from - 1]) ? 3 : 1);
    const isLone = (isWritten && !isNear) || (enough.includes(match) && !before);
    return isLone ? [] : [replyOf(text, match, word)];
  });
  const isWithin = ({ from }: Act): boolean =>
    replies.some((other) => other.isOffered && other.from < from && from <= other.to);
  return [...links, ...replies.filter((act) => !isWithin(act)), ...wordsAlone(text, replies)]
    .sort((one, other) => one.from - other.from)
    .slice(0, most);
}

function replyOf(text: Text, match: Match, word: Match | undefined): Act {
  const isBefore = word !== undefined && word.to < match.from;
  const next = match.to + 1;
  return {
    from: isBefore ? word.from : match.from,
    to: word && !isBefore ? word.to + Number(isQuote(text.tokens[word.to + 1])) : match.to,
    sentence: match.sentence,
    kind: 'reply',
    word,
    isOffered:
      !isBarred(text, isBefore ? word : match) &&
      !isConsent(text, word ?? (is(text, next, 'intos') ? undefined : stretch(text, next, next))) &&
      (word !== undefined || !isForElse(text, match)),
  };
}

/** `A "no" is enough`, `reply "fewer" …, or "none"`: a word to answer with that stands in quotes, and no act beside it. */
function wordsAlone(text: Text, acts: readonly Act[]): readonly Act[] {
  const { tokens } = text;
  const quoted = tokens.flatMap(({ sentence }, open) => {
    const shut = open + 1 + tokens.slice(open + 1, open + 7).findIndex(isQuote);
    if (!isQuote(tokens[open]) || shut <= open + 1) return [];
    const isOr = is(text, open - 1, 'ors') && acts.some((act) => act.word && act.sentence === sentence);
    // `a "boring" from you, and …`
    const isOne = is(text, open - 1, 'single') || tokens[open - 1]?.sentence !== sentence;
    return isOr || isOne ? [stretch(text, open + 1, shut - 1)] : [];
  });
  return inOrder([...find(text, 'stop_words'), ...quoted]).flatMap((word): readonly Act[] => {
    // `"please stop"`
    const open = word.from - 1 - Number(is(text, word.from - 1, 'polite'));
    const isTaken = acts.some(({ from, to }) => from <= word.from && word.from <= to);
    if (isTaken || !isQuote(tokens[open]) || !isQuote(tokens[word.to + 1])) return [];
    const isOffered = is(text, open - 1, 'single') || !isBarred(text, word);
    return [{ from: word.from, to: word.to + 1, sentence: word.sentence, kind: 'reply', word, isOffered }];
  });
}

/** `reply "stop"`, `reply to this mail with the word stop`. */
function wordAfter(text: Text, match: Match): Match | undefined {
  const { tokens } = text;
  const ahead = tokens.slice(match.to + 1, match.to + 10);
  const end = ahead.findIndex(
    (token, step) =>
      token.sentence !== match.sentence ||
      isOneOf(token, ';') ||
      (isOneOf(token, ', :') && !isQuote(ahead[step + 1])) ||
      is(text, token, 'parts'),
  );
  const last = match.to + (end < 0 ? ahead.length : end);
  const from = match.to + 2 + tokens.slice(match.to + 1, last + 1).findIndex(isQuote);
  const to = from + tokens.slice(from + 1, from + 7).findIndex(isQuote);
  if (from > match.to + 1 && to >= from) return stretch(text, from, to);
  return find(text, 'stop_words').find(
    (stop) =>
      stop.from >= match.to && stop.from <= last && (!tokens[stop.to + 1]?.isWord || is(text, stop.to + 1, 'goes_on')),
  );
}

/** `"stop" in reply`, `"stop" is a fine reply`, `STOP by reply`. */
function wordBefore(text: Text, { from, sentence }: Match): Match | undefined {
  const { tokens } = text;
  const isLed = is(text, from - 1, 'intos', 'via');
  const said = find(text, 'stop_words').find(({ to }) => to === from - (isLed ? 2 : 1));
  const isBy = isLed || is(text, from, 'via') || find(text, 'enough').some((match) => match.from === from);
  if (said?.sentence === sentence && isBy && !is(text, said.to, 'unsubscribed')) return said;
  const start = Math.max(0, from - 5);
  const closed = start + tokens.slice(start, from).findLastIndex(isQuote);
  const first = Math.max(0, closed - 7);
  const opened = first + tokens.slice(first, closed - 1).findLastIndex(isQuote);
  const isApart = tokens.slice(closed + 1, from).some((token) => !token.isWord || is(text, token, 'joints'));
  if (closed < start || opened < first || tokens[closed]?.sentence !== sentence || isApart) return undefined;
  return stretch(text, opened + 1, closed - 1);
}

/** `never reply`, `other readers reply`, `schreibe ich`; not `I won't write if you reply`. */
function isBarred(text: Text, { from }: Match): boolean {
  const { tokens } = clausesIn(text);
  // `not with "stop"`
  const isOpened = isQuote(tokens[from - 1]) && text.tokens[from - 2]?.sentence === text.tokens[from]?.sentence;
  const end = isOpened ? from - 1 : from;
  const clause = tokens[isOpened ? from - 2 : from]?.sentence;
  const said = tokens.slice(Math.max(0, end - 8), end).filter(({ sentence }) => sentence === clause);
  // `I promise that "stop" ends it`
  const before = said.slice(said.findLastIndex((token) => is(text, token, 'ifs') || token.text === 'that') + 1);
  const other = before.findLastIndex((token) => is(text, token, 'bystanders', 'members'));
  const isTold = other > before.findLastIndex((token) => is(text, token, 'readers'));
  return isTold || before.slice(-4).some((token) => is(text, token, 'deny'));
}

const isConsent = ({ rules }: Text, match: Match | undefined): boolean =>
  match !== undefined && rules.consents.value.includes(match.words.toLowerCase());

/** `reply with a time`, `a reply from your boss`, `reply to our survey`: an answer to something else than our mail. */
function isForElse(text: Text, { to, sentence }: Match): boolean {
  const rest = text.tokens.slice(to + 1, to + 6).filter((token) => token.sentence === sentence);
  const [link, next] = rest;
  // `with an X`, `with a 👎`
  const sign = is(text, next, 'single') ? rest[2] : next;
  if (is(text, link, 'withs')) return !is(text, next, 'plain_answers') && sign?.isWord === true && sign.text.length > 1;
  if (is(text, link, 'froms') && is(text, next, 'possessives'))
    return !is(text, rest[2], 'thing', 'lists', 'readers', 'plain_answers');
  // `Answer three questions`
  if (is(text, link, 'objects') || numeralAt(text, to + 1)) return true;
  const isTo = is(text, link, 'purposes');
  if (!is(text, isTo ? next : link, 'determiners') || is(text, link, 'relatives')) return false;
  const [noun, after] = rest.slice(Number(isTo)).filter((token) => !is(text, token, 'determiners'));
  // `reply to the mail we sent`
  return (
    noun?.isWord === true && (!is(text, noun, 'contact', 'lists', 'plain_answers') || is(text, after, 'bystanders'))
  );
}
