import { at, difference } from './answer-paths.ts';
import type { Called } from './orders.ts';
import type { Shown } from './story.ts';

type Expected = { readonly shows?: Shown | undefined } & (
  | { readonly expect: string }
  | { readonly refused: string }
  | { readonly answers: true }
);

/** The difference between an answer and the one that the story expects; null where there is none. */
export function mismatch(expected: Expected, played: Called): string | null {
  if ('refused' in expected) {
    if ('answer' in played)
      return `it was answered (${String(at(played.answer, 'outcome'))}), the story has it refused as ${expected.refused}`;
    if (played.refusal.code !== expected.refused)
      return `it was refused as ${played.refusal.code}, the story has ${expected.refused}: ${played.refusal.message}`;
    return difference(played.refusal, expected.shows ?? {});
  }
  if ('refusal' in played) return `it was refused: ${played.refusal.code}: ${played.refusal.message}`;
  return difference(played.answer, {
    ...('expect' in expected ? { outcome: expected.expect } : {}),
    ...expected.shows,
  });
}
