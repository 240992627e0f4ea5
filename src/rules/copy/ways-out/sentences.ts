/** The sentences of a text as they bear on ways out (K5). */

import type { Token } from '../../language/words.ts';
import type { Act } from './acts.ts';
import type { End } from './ends.ts';
import type { Text } from './text.ts';

export interface Sentence {
  readonly tokens: readonly Token[];
  /** Its first token among all. */
  readonly start: number;
  readonly acts: readonly Act[];
  /** What ends our mail, words to answer with aside. */
  readonly ends: readonly End[];
  /** What would, as a word to answer with. */
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
