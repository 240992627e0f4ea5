/** What the reader is told to expect after the answer (K5). */

import { findPhrases, type Match } from '../../language/phrases.ts';
import { isOneOf, quote, type Token, unelided, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { type Answer, isDenial } from './offer.ts';

type Rules = CopyPolicy['optout'];

interface About {
  readonly answers: readonly Answer[];
  readonly ends: readonly Match[];
  readonly rules: Rules;
}

/** `"stop" and my colleague writes instead`, `"stop", then click`: what follows the word to answer with must end our mail. */
export function tailsIn(words: Words, { answers, ends, rules }: About): readonly string[] {
  return answers.flatMap((answer) => {
    if (!answer.word || !answer.isOffered) return [];
    const tail = tailOf(words.tokens, answer, rules);
    const first = tail.at(0);
    const last = tail.at(-1);
    if (!first || !last) return [];
    const [from, to] = [words.tokens.indexOf(first), words.tokens.indexOf(last)];
    const isEnd = ends.some((end) => end.from >= from && end.from <= to);
    const closed = findPhrases({ text: words.text, tokens: tail }, rules.closers.value);
    const isEcho = rules.echoes.value.includes(tail.findLast((token) => token.isWord)?.text ?? '');
    const isPromise = tail.every((token) => isPromising(token, rules)) && !isKept(tail, rules);
    return (isEnd || isEcho || closed.length > 0) && isPromise ? [] : [quote(words, from, to)];
  });
}

/** `"no" and this is over`: a refusal to answer with, and what then comes ends our mail in other words. */
export function closedIn(words: Words, { answers, rules }: Omit<About, 'ends'>): readonly string[] {
  return answers.flatMap((answer) => {
    const isRefusal = rules.refusals.value.includes(answer.word?.words.toLowerCase() ?? '');
    if (!isRefusal || !answer.isOffered) return [];
    const tail = tailOf(words.tokens, answer, rules);
    return findPhrases({ text: words.text, tokens: tail }, rules.closers.value).map((match) => match.words);
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

/** A word that promises of an end are made of, or a number: whatever else is said limits the promise or is none. */
function isPromising(token: Token, rules: Rules): boolean {
  const isKnown = (word: string): boolean => rules.promise.value.includes(word);
  // `n'entendrez`, `d'autres`.
  return !token.isWord || /^\d/.test(token.text) || isKnown(token.text) || isKnown(unelided(token));
}

/** `I will not take you off`, `you won't be removed`: what would end is denied. */
function isKept(tail: readonly Token[], rules: Rules): boolean {
  const ends = [...rules.ending.value, ...rules.removals.value];
  return tail.some((token, at) => {
    const isPassive = isOneOf(tail[at - 1], 'be get been');
    return ends.includes(token.text) && isDenial(tail[isPassive ? at - 2 : at - 1]);
  });
}
