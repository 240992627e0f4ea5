import type { PolicyValues } from '../policy/policy.ts';
import { fold } from './normalise.ts';
import { findPhrases } from './phrases.ts';
import { tokenise } from './words.ts';

type StopWords = PolicyValues['stopping'];

/** Y2, A9: the words of a text by which its author asks not to be written to; null where there are none. */
export function asksToStop(text: string, { phrases, alone, not: others }: StopWords): string | null {
  const line = text.split(/\n|(?<=[.!])\s/).find((each) => alone.value.includes(bareLine(each)));
  if (line !== undefined) return line.trim();
  const words = tokenise(text);
  const negated = findPhrases(words, others.value);
  const found = findPhrases(words, phrases.value).find(
    ({ from, to }) => !negated.some((each) => each.from <= to && from <= each.to),
  );
  return found?.words ?? null;
}

/** In the spelling of the policy's lists: lower case, no accents, no sign at the end. */
function bareLine(line: string): string {
  return fold(line)
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, ' ')
    .replace(
      /(?:[.!,\s]|\bplease|\bthanks|\bthank you|\bbitte|\bdanke|\bmerci|\bgrazie|\bgracias|\bobrigad[oa])+$/u,
      '',
    );
}
