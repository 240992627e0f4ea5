/** Words that look like a defect and are none: denied, or before the way out (K5). */

import type { Match } from '../../language/phrases.ts';
import { isOneOf, textOf } from '../../language/words.ts';
import type { Around } from './demands.ts';
import { is, isQuote, isSign, type Name, schemes, type Text, wordsFrom } from './text.ts';

/** The clause that a match stands in, up to the signs around it: its first and last token. */
function clauseOf({ from, to, sentence }: Match, { tokens }: Text): readonly [number, number] {
  const isEdge = (at: number): boolean => tokens[at]?.sentence !== sentence || isOneOf(tokens[at], ', ; :');
  let [start, end] = [from, to];
  while (!isEdge(start - 1)) start -= 1;
  while (!isEdge(end + 1)) end += 1;
  return [start, end];
}

/** In a clause before the act that says nothing of leaving, but after one of these words: `I'm no sequence robot: reply …`. */
export function isBeforeAll(match: Match, { text, acts, ends }: Around, ...only: readonly Name[]): boolean {
  const { tokens } = text;
  const [start, end] = clauseOf(match, text);
  const isAbout =
    [...ends, ...acts].some((each) => each.from <= end && each.to >= start) ||
    tokens.slice(start, end + 1).some((token) => is(text, token, 'unsubscribed'));
  const isSaid = only.length === 0 || tokens.slice(start, match.from + 1).some((token) => is(text, token, ...only));
  return isSaid && !isAbout && acts.some((act) => act.from > end);
}

/** `Email settings: …` says what a line is about, and `Event mails: …` which mail it ends. */
export function isLabel(match: Match, { text, ends }: Around): boolean {
  const { tokens } = text;
  const [start, end] = clauseOf(match, text);
  if (ends.some((each) => each.from <= end && each.to >= start)) return false;
  const isFirst = tokens[start - 1]?.sentence !== match.sentence && textOf(tokens[end + 1]) === ':';
  return isFirst && end - start < 3 && is(text, start, 'contact') && !is(text, end, 'contact', 'lists');
}

/** `I'll write next month; reply …`: of what we do before the reader answers. */
export function isOfUsBefore(match: Match, around: Around): boolean {
  const { text } = around;
  const [start] = clauseOf(match, text);
  const isOfUs = is(text, start, 'authors', 'determiners') && !is(text, start, 'readers', 'refers');
  return isOfUs && isBeforeAll(match, around);
}

const reach = 14;

/** `no login, no form`, `give no reason`, `password not required`, `you needn't call, sign in or fill in a form`. */
export function isWaived({ from, to, sentence }: Match, { text, ends }: Around): boolean {
  const { tokens } = text;
  const isDenied = tokens.slice(from + 1, to).some((token) => is(text, token, 'deny'));
  const isLater = is(text, to + 1, 'deny') || wordsFrom(text, to + 1, 5).some((token) => is(text, token, 'deny_after'));
  if (isDenied || isLater) return true;
  const isNew = (at: number): boolean =>
    is(text, at, 'authors') && (isSign(tokens, at - 1) || is(text, at - 1, 'sequels'));
  if (isNew(from)) return false;
  for (let at = from - 1; at >= Math.max(0, from - reach); at -= 1) {
    const token = tokens[at];
    // A word to answer with, a link or a semicolon: what was said before it goes no further.
    const isEdge = isQuote(token) || schemes.has(textOf(token)) || textOf(token) === ';';
    if (token?.sentence !== sentence || isEdge || is(text, token, 'waiver_ends') || isNew(at)) return false;
    // `if you want no mail, fill in the form`
    const isOfEnd = ends.some(
      (end) =>
        end.from === at &&
        is(text, end.to, 'contact') &&
        tokens.slice(end.to, from).some((_, n) => isSign(tokens, end.to + n)),
    );
    if (is(text, token, 'waivers', 'deny') && !isOfEnd) return true;
  }
  return false;
}

/** `no digest`, `this is not a newsletter`, and not `if you want no digest`. */
export function isNone(text: Text, { from, to, sentence }: Match): boolean {
  const before = text.tokens.slice(Math.max(0, from - 6), from);
  const isWish = before.some((token) => token.sentence === sentence && is(text, token, 'ifs'));
  const isDenied = is(text, from - 2, 'deny') && !is(text, from - 1, 'wants', 'contact', 'read_by', 'possessives');
  return is(text, to + 1, 'deny') || (!isWish && (isDenied || [1, 2].some((step) => is(text, from - step, 'waivers'))));
}
