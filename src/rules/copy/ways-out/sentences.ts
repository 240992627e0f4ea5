/** The sentences of a text as they bear on ways out (K5). */

import { isListed } from '../../language/phrases.ts';
import type { Token, Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Act } from './acts.ts';
import type { End } from './ends.ts';

type Rules = CopyPolicy['optout'];

/** A sentence as it bears on ways out. */
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

export function sentencesOf({ tokens }: Words, acts: readonly Act[], ends: readonly End[]): readonly Sentence[] {
  const starts = tokens.flatMap(({ sentence }, at) => (tokens[at - 1]?.sentence === sentence ? [] : [at]));
  const said = wordTokens(acts);
  return starts.map((start, nth) => {
    const sentence = tokens[start]?.sentence;
    return {
      tokens: tokens.slice(start, starts[nth + 1]),
      start,
      acts: acts.filter((act) => act.sentence === sentence),
      ends: ends.filter((end) => end.sentence === sentence && !said.has(end.from) && !said.has(end.to)),
      worded: ends.filter((end) => end.sentence === sentence && said.has(end.from)),
    };
  });
}

function wordTokens(acts: readonly Act[]): ReadonlySet<number> {
  return new Set(
    acts.flatMap(({ word }) => (word ? Array.from({ length: word.to - word.from + 1 }, (_, n) => word.from + n) : [])),
  );
}

/** A question, or what ends in a colon, says what the next sentence is about. */
export const leadsOn = (sentence: Sentence | undefined): boolean =>
  sentence !== undefined &&
  (sentence.tokens.at(-1)?.text === ':' || sentence.tokens.some((token) => token.text === '?'));

/** What stands before the first act of a sentence. */
export const labelOf = ({ tokens, start, acts }: Sentence): readonly Token[] =>
  tokens.slice(0, (acts[0]?.from ?? start) - start);

/** Where the thought of the act begins: what stands before a `but` is left. */
export function leftBefore(act: Act, { tokens, start }: Sentence, rules: Rules): number {
  // `all but the offers` leaves nothing.
  const isBut = (at: number): boolean =>
    isListed(tokens[at], rules.buts.value) && !isListed(tokens[at - 1], rules.of_us.value);
  const but = tokens.slice(0, Math.max(0, act.from - start)).findLastIndex((_, at) => isBut(at));
  return start + Math.max(0, but);
}

/** A word to answer with, and whether the sentence says what comes of it before the next. */
export interface Answer {
  readonly act: Act;
  readonly hasTail: boolean;
}

export function answersOf({ acts, tokens, start }: Sentence): readonly Answer[] {
  const worded = acts.filter(({ word }) => word);
  return worded.map((act, nth) => {
    const next = worded[nth + 1]?.from ?? start + tokens.length;
    return { act, hasTail: tokens.slice(act.to + 1 - start, next - start).filter(({ isWord }) => isWord).length > 2 };
  });
}

/** `"later" for a pause, or "stop"`: said of another answer, which asks for something else or has a promise of its own. */
export function isOfAnother(other: Answer | undefined, own: Answer | undefined): boolean {
  if (!other || other.act.word?.from === own?.act.word?.from) return false;
  return !other.act.isOffered || (own !== undefined && other.hasTail && own.hasTail);
}
