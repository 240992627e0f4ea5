/** Ties between an act of the reader's and the end of our mail (K5). */

import { numeralAt } from '../../language/numbers.ts';
import type { Match } from '../../language/phrases.ts';
import type { Token } from '../../language/words.ts';
import type { Act } from './acts.ts';
import { type End, isOfChannel } from './ends.ts';
import { isPlain, opensTail } from './tail.ts';
import { find, is, type Text } from './text.ts';

export interface Sentence {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly acts: readonly Act[];
  /** Words that end our mail, those to answer with aside. */
  readonly ends: readonly End[];
  /** Words that would, as words to answer with. */
  readonly worded: readonly End[];
}

export function sentencesOf({ tokens }: Text, acts: readonly Act[], ends: readonly End[]): readonly Sentence[] {
  const starts = tokens.flatMap(({ sentence }, at) => (tokens[at - 1]?.sentence === sentence ? [] : [at]));
  const isWord = (end: End): boolean => acts.some(({ word }) => word && word.from <= end.from && end.from <= word.to);
  const worded = ends.filter(isWord);
  return starts.map((start, nth) => {
    const isOwn = ({ sentence }: Act | End): boolean => sentence === tokens[start]?.sentence;
    return {
      tokens: tokens.slice(start, starts[nth + 1]),
      start,
      acts: acts.filter(isOwn),
      ends: ends.filter((end) => isOwn(end) && !worded.includes(end)),
      worded: worded.filter(isOwn),
    };
  });
}

/** A question, or what ends in a colon, says what the next sentence is about. */
export const leadsOn = (sentence: Sentence | undefined): boolean =>
  sentence !== undefined &&
  (sentence.tokens.at(-1)?.text === ':' || sentence.tokens.some((token) => token.text === '?'));

export interface Place {
  readonly text: Text;
  readonly sentences: readonly Sentence[];
  readonly nth: number;
  /** The sentences that follow are about something else. */
  readonly isAside: boolean;
}

/** Words that tie the act to the end of our mail; undefined where none do. */
export function tiedTo(act: Act, { text, sentences, nth, isAside }: Place): readonly string[] | undefined {
  const [lead, own, next] = [sentences[nth - 1], sentences[nth], sentences[nth + 1]];
  if (!own) return undefined;
  const isLink = act.kind === 'link';
  const label = own.tokens.slice(0, (own.acts[0]?.from ?? own.start) - own.start);
  if (isLink && is(text, label[0], 'errands')) return undefined;
  const asked = askedIn(act, { lead, own, text });
  const ends = own.ends.filter((end) => !end.isDenied);
  const before = ends.filter((end) => end.from < act.from);
  const after = ends.filter((end) => end.to > act.to);
  const isAimed = before.length > 0 && opensTail(act, text);
  if (act.word && after.length === 0 && !isAimed && !isPlain(act, text)) return undefined;
  const word =
    act.word && isStop(act, act.word, { ...own, ends: [...asked, ...own.ends] }, text) ? [act.word.words] : [];
  const isFollowed = isLink || (after.length === 0 && (act.word || !isAside));
  const told = isFollowed && next?.acts.length === 0 ? next.ends : [];
  // `No thanks: LINK`
  const isLabel = ({ from, to }: Match): boolean =>
    isLink && own.ends.length === 0 && from === own.start && to === act.from - 2;
  const refused = find(text, 'stop_words').filter(isLabel);
  const shown = [...word, ...[...refused, ...asked, ...before, ...after, ...told].map((end) => end.words)];
  return shown.length > 0 ? shown : undefined;
}

/** Ends of our mail in the sentence before, where the act's own is about them. */
function askedIn(
  act: Act,
  { lead, own, text }: { lead: Sentence | undefined; own: Sentence; text: Text },
): readonly End[] {
  if (!lead) return [];
  const isLink = act.kind === 'link';
  const isBare = own.ends.length === 0;
  if (isLink && isBare && isErrand(own.tokens, text)) return [];
  const isTold = isBare && lead.acts.length === 0 && (isLink ? isShown(own, text) : act.word || isOfLead(act, text));
  return leadsTo(lead, isLink, text) || isTold ? lead.ends.filter((end) => !end.isDenied) : [];
}

/** `only click: https://…`, `Add yourself: https://…` */
const isShown = ({ tokens }: Sentence, text: Text): boolean =>
  tokens.some((token) => is(text, token, 'simple', 'reader'));

/** Is the next sentence about what this one says? `Want no more? The link below does it.` */
const leadsTo = (lead: Sentence | undefined, isLink: boolean, text: Text): boolean =>
  leadsOn(lead) || (isLink && lead?.tokens.some((token) => is(text, token, 'ahead')) === true);

/** `Just reply with it.`, `Send that one word back.`, `A reply is all it takes.` */
function isOfLead({ from, to, sentence }: Act, text: Text): boolean {
  const isWord = (at: number): boolean => is(text, at, 'plain_answers', 'refers');
  const isSettled = find(text, 'settles').some((match) => match.sentence === sentence && match.from > to);
  const isWith = is(text, to + 1, 'withs') && isWord(to + 2) && text.tokens[to + 3]?.isWord !== true;
  return isSettled || isWith || text.tokens.slice(from, to).some((_, n) => isWord(from + n));
}

/** A word that asks for an end by itself, for no other purpose: not `to cancel our meeting, reply "cancel"`. */
function isStop({ from }: Act, word: Match, { start, ends, worded }: Sentence, text: Text): boolean {
  const isForElse = is(text, from - 1, 'means') || is(text, start, 'purposes');
  if (isForElse && !ends.some((end) => end.from < from)) return false;
  // `"stop 2"`
  if (isOfChannel(text, word.from, word.to) || numeralAt(text, word.to)) return false;
  const known = [...worded, ...find(text, 'stop_words'), ...find(text, 'deny')];
  return known.some((match) => match.from <= word.to && word.from <= match.to);
}

/** `Rate this mail: LINK`: what the link is for, and no way out. */
function isErrand(tokens: readonly Token[], text: Text): boolean {
  const [verb, ...rest] = tokens;
  const object = rest.find((token) => !is(text, token, 'readers'));
  const isPlainLink = is(text, verb, 'simple') || tokens.some((token) => is(text, token, 'pages'));
  return !is(text, verb, 'subjects') && is(text, object, 'things') && !isPlainLink;
}
