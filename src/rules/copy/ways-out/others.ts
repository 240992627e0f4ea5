/** What goes on beside the end of our mail, and who else may leave (K5). */

import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import { quote, type Token, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { clausesIn } from './clauses.ts';
import type { End } from './ends.ts';

type Rules = CopyPolicy['optout'];

/** `the residents of Ohio can unsubscribe`: whoever else the text says it of. */
export function toldOf(words: Words, ends: readonly End[], rules: Rules): readonly Match[] {
  const { tokens } = clausesIn(words, rules);
  const { contact, lists, thing } = rules.words.value;
  const known = [
    rules.readers.value,
    rules.authors.value,
    rules.subjects.value,
    rules.pages.value,
    rules.simple.value,
    rules.goes_on.value,
    contact,
    lists,
    thing,
  ];
  const isKnown = (token: Token | undefined): boolean => known.some((list) => isListed(token, list));
  return ends.flatMap((end) => {
    const clause = tokens[end.from]?.sentence;
    const start = Math.max(0, end.from - 5);
    const modal =
      start +
      tokens
        .slice(start, end.from)
        .findLastIndex((token) => [rules.modals, rules.futures].some(({ value }) => isListed(token, value)));
    const [subject, next] = [tokens[modal - 1], tokens[modal + 1]];
    const isNamed =
      isListed(tokens[modal], rules.futures.value) &&
      /^\p{Lu}\p{Ll}+$/u.test(words.text.slice(subject?.start, subject?.end)) &&
      words.tokens[modal - 2]?.sentence === end.sentence &&
      ![modal - 2, modal - 3].some((at) => [rules.intos, rules.froms].some(({ value }) => isListed(tokens[at], value)));
    if (isListed(tokens[modal], rules.futures.value) && !isNamed) return [];
    const isSaid =
      modal >= start && tokens[modal]?.sentence === clause && subject?.sentence === clause && subject?.isWord;
    // `can be switched off`, `können Sie`
    const isOfReader = isListed(next, rules.readers.value) || next?.text === 'be';
    if (!isSaid || isKnown(subject) || isOfReader) return [];
    return [{ words: quote(words, modal - 1, end.to), from: modal - 1, to: end.to, sentence: end.sentence }];
  });
}

/** `the case studies go on`, and not `it stays that way`. */
export function goingOnIn(words: Words, rules: Rules): readonly Match[] {
  return findPhrases(words, rules.going.value).filter(({ from, to }) => {
    const [before, next] = [words.tokens[from - 1], words.tokens[to + 1]];
    const rest = words.tokens.slice(to + 1, to + 5);
    const isOut = rest.some((token) => isListed(token, rules.words.value.removed));
    return !isOut && !isListed(next, rules.away.value) && !isListed(before, rules.authors.value);
  });
}
