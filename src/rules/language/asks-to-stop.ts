import type { PolicyValues } from '../policy/policy.ts';
import { findPhrases } from './phrases.ts';
import { tokenise } from './words.ts';

type StopWords = PolicyValues['stopping'];

/** Y2, A9: the words of a text by which its author asks not to be written to; null where there are none. */
export function asksToStop(text: string, { phrases, alone, not: others }: StopWords): string | null {
  const whole = text
    .trim()
    .toLowerCase()
    .replace(/[.!\s]+$/u, '');
  if (alone.value.includes(whole)) return text.trim();
  const words = tokenise(text);
  const negated = findPhrases(words, others.value);
  const found = findPhrases(words, phrases.value).find(
    ({ from, to }) => !negated.some((each) => each.from <= to && from <= each.to),
  );
  return found?.words ?? null;
}
