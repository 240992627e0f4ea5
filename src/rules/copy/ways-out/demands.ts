/** What is asked of the reader besides an answer (K5). */

import { type Match, placed } from '../../language/phrases.ts';
import { isOneOf, textOf } from '../../language/words.ts';
import type { Act } from './acts.ts';
import type { End } from './ends.ts';
import { clausesIn, find, is, stretch, type Text } from './text.ts';

/** The sentences near a way out, and what they hold. */
export interface Around {
  readonly text: Text;
  readonly acts: readonly Act[];
  readonly ends: readonly End[];
}

/** Between an answer and what goes on from it. */
const nearby = 4;

/** `"stop" and rate this mail`: a clause after the answer that begins with a verb and its object is one thing more to do. */
export function demandsIn({ text, acts, ends }: Around): readonly Match[] {
  const { tokens } = clausesIn(text);
  return tokens.flatMap(({ text: said }, at) => {
    // `j'en` is no `en`
    const isJoint = text.rules.joints.value.includes(said);
    if (!isJoint || !acts.some(({ to, isOffered }) => isOffered && to < at && at - to <= nearby)) return [];
    const clause = tokens.flatMap(({ sentence, isWord }, nth) =>
      nth > at && isWord && sentence === tokens[at]?.sentence ? [nth] : [],
    );
    const head = clause.findIndex((nth) => !is(text, nth, 'polite'));
    const [verb = -1, object = -1] = clause.slice(Math.max(0, head));
    const isAct = acts.some(({ from }) => from === verb);
    const isEnd = ends.some(({ from }) => clause.includes(from));
    const isAsked = is(text, object, 'things', 'objects') && !is(text, verb, 'subjects', 'deny');
    return isAsked && !isAct && !isEnd ? [stretch(text, at, object)] : [];
  });
}

/** What hangs on the word to answer with: `"stop" before Friday`, `"stop" with your ID`, `"stop" indicando …`. */
export function boundTo({ from, to, sentence, word }: Act, { text, ends }: Around): readonly Match[] {
  const { tokens } = text;
  const at = to + 1 + Number(isOneOf(tokens[to + 1], ', -'));
  const next = tokens[at + 1];
  if (tokens[at]?.sentence !== sentence) return [];
  const isFor =
    (is(text, at, 'withs') && !is(text, at + 1, 'plain_answers')) ||
    (is(text, at, 'fors') && !is(text, at + 1, 'aims'));
  const isBy = /.[aei]ndo$/.test(textOf(tokens[at])) && !is(text, at, 'simple');
  // `after which`
  const isBound = placed(find(text, 'bound')).has(at) && !is(text, at + 1, 'relatives');
  // `"stop" to get no more mail`
  const isEnd = is(text, at, 'purposes', 'fors') && ends.some((end) => end.from >= at && end.from <= at + 3);
  return isBy || (word && ((isFor && next?.isWord) || isBound) && !isEnd) ? [stretch(text, from, at + 1)] : [];
}
