/** What the reader is told to expect after the answer (K5). */

import { findPhrases, type Match } from '../../language/phrases.ts';
import { quote, type Token, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Answer } from './offer.ts';

type Rules = CopyPolicy['optout'];

/** `"stop" and my colleague writes instead`, `"stop", then click`: what follows the word to answer with must end our mail. */
export function tailsIn(
  words: Words,
  { answers, ends, rules }: { answers: readonly Answer[]; ends: readonly Match[]; rules: Rules },
): readonly string[] {
  return answers.flatMap((answer) => {
    if (!answer.word || !answer.isOffered) return [];
    const tail = tailOf(words.tokens, answer, rules);
    const first = tail.at(0);
    const last = tail.at(-1);
    if (!first || !last) return [];
    const [from, to] = [words.tokens.indexOf(first), words.tokens.indexOf(last)];
    const isEnd = ends.some((end) => end.from >= from && end.from <= to);
    const closed = findPhrases({ text: words.text, tokens: tail }, rules.closers.value);
    const isStep = tail.some((token) => rules.steps.value.includes(token.text));
    const isEcho = rules.echoes.value.includes(tail.findLast((token) => token.isWord)?.text ?? '');
    return (isEnd || isEcho || closed.length > 0) && !isStep ? [] : [quote(words, from, to)];
  });
}

/** The clause that a word of sequence opens after the answer, up to the end of its sentence or another answer. */
function tailOf(tokens: readonly Token[], { to, sentence }: Answer, rules: Rules): readonly Token[] {
  const rest = tokens.slice(to + 1).filter((token) => token.sentence === sentence);
  const isSign = (token: Token | undefined): boolean => token?.isWord !== true;
  const start = rest.findIndex((token) => !isSign(token));
  const head = rest[start];
  const isParted = start > 0 && rest.slice(0, start).some((token) => /^[,;:-]$/.test(token.text));
  const opens = head !== undefined && (rules.sequels.value.includes(head.text) || isParted);
  const tail = opens ? rest.slice(start) : [];
  const link = tail.findIndex((token) => /^https?$/.test(token.text));
  const said = link < 0 ? tail : tail.slice(0, link);
  return said.filter((token) => token.isWord).length >= 2 ? said : [];
}
