/** Conditions and limits of a way out in other languages than English (K5). */

import { findPhrases } from '../../language/phrases.ts';
import { quote, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';

type Rules = CopyPolicy['optout'];

/** A list, a time, a fee, a step more: `nur den Newsletter`, `pendant trois mois`. */
export function limitsAbroad(words: Words, { abroad, made_whole: wholes }: Rules): readonly string[] {
  const { limits, waivers } = abroad.value;
  const whole = new Set(findPhrases(words, wholes.value).map((match) => match.sentence));
  return findPhrases(words, limits)
    .filter(({ sentence }) => !whole.has(sentence))
    .filter(({ from }) => !words.tokens.slice(Math.max(0, from - 2), from).some(({ text }) => waivers.includes(text)))
    .filter(({ from, to }) => !isQuoted(words, from, to))
    .map((match) => match.words);
}

/** `antworten Sie "später"`: a word to answer with is no limit. */
function isQuoted({ tokens }: Words, from: number, to: number): boolean {
  return [tokens[from - 1], tokens[to + 1]].every((token) => /^["']$/.test(textOf(token)));
}

/** `als u klant bent`: a clause that doesn't say that the reader wants no mail. */
export function conditionsAbroad(words: Words, { abroad, standing: { value: standing } }: Rules): readonly string[] {
  const { ifs, unwilling, answers, firsts, readers } = abroad.value;
  return words.tokens.flatMap((head, at) => {
    if (!ifs.includes(head.text)) return [];
    const rest = words.tokens.slice(at + 1).filter((token) => token.sentence === head.sentence);
    const end = rest.findIndex((token) => /^[,;:]$/.test(token.text) || answers.includes(token.text));
    const clause = end < 0 ? rest : rest.slice(0, end);
    const isAbout = (list: readonly string[]): boolean => clause.some((token) => list.includes(token.text));
    const isUnwilling = isAbout(unwilling) || clause.some((token) => /^n'/.test(token.text));
    const isCondition =
      isAbout(standing) ||
      (!isUnwilling &&
        (firsts.includes(head.text) || clause.slice(0, 2).some((token) => readers.includes(token.text))));
    return isCondition && clause.length > 2 ? [quote(words, at, at + clause.length)] : [];
  });
}
