/** What the reader is told to expect after the answer (K5). */

import { findPhrases, type Match } from '../../language/phrases.ts';
import { isOneOf, quote, type Token, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { isDenial } from './ends.ts';
import type { Answer } from './offer.ts';

type Rules = CopyPolicy['optout'];

interface About {
  readonly answers: readonly Answer[];
  readonly ends: readonly Match[];
  readonly rules: Rules;
}

/** `"stop" and my colleague writes instead`, `"stop", then click`: what follows the word to answer with must end our mail. */
export function tailsIn(words: Words, { answers, ends, rules }: About): readonly string[] {
  const settled = [...ends, ...findPhrases(words, rules.settles.value)];
  return answers.flatMap((answer) => {
    if (!answer.word || !answer.isOffered) return [];
    const tail = tailOf(words.tokens, answer, rules);
    const first = tail.at(0);
    const last = tail.at(-1);
    if (!first || !last) return [];
    const [from, to] = [words.tokens.indexOf(first, answer.to), words.tokens.indexOf(last, answer.to)];
    // `To end it, reply "stop": I read each reply myself.`
    const isAimed = ends.some(
      ({ sentence, from: at, words: said }) => sentence === answer.sentence && at < answer.from && said.includes(' '),
    );
    const isEnd = isAimed || settled.some((end) => end.from >= from && end.from <= to);
    const isEcho = rules.echoes.value.includes(tail.findLast((token) => token.isWord)?.text ?? '');
    return (isEnd || isEcho) && !isKept(tail, rules) ? [] : [quote(words, from, to)];
  });
}

/** Of a sentence that never ends, so many tokens are read. */
const longest = 80;

/** The clause that a word of sequence opens after the answer, up to the end of its sentence or a link. */
function tailOf(tokens: readonly Token[], { to, sentence }: Answer, rules: Rules): readonly Token[] {
  const rest = tokens.slice(to + 1, to + 1 + longest).filter((token) => token.sentence === sentence);
  const isSign = (token: Token | undefined): boolean => token?.isWord !== true;
  const start = rest.findIndex((token) => !isSign(token));
  const head = rest[start];
  const isParted = start > 0 && rest.slice(0, start).some((token) => /^[,;:-]$/.test(token.text));
  // `reply "stop" to any mail of mine`
  const isWhere = head?.text === 'to' && isOneOf(rest[start + 1], 'any this that my the our one a me us either');
  const opens = head !== undefined && !isWhere && (rules.sequels.value.includes(head.text) || isParted);
  const tail = opens ? rest.slice(start) : [];
  const link = tail.findIndex((token) => /^https?$/.test(token.text));
  const said = link < 0 ? tail : tail.slice(0, link);
  return said.filter((token) => token.isWord).length >= 2 ? said : [];
}

/** `I will not take you off`, `you won't be removed`: what would end is denied. */
function isKept(tail: readonly Token[], rules: Rules): boolean {
  const ends = [...rules.ending.value, ...rules.removals.value];
  return tail.some((token, at) => {
    const isPassive = isOneOf(tail[at - 1], 'be get been');
    return ends.includes(token.text) && isDenial(tail[isPassive ? at - 2 : at - 1]);
  });
}
