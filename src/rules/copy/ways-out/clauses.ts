import { isListed, type Match } from '../../language/phrases.ts';
import { type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { oncePerObject } from '../../vocabulary/remembering.ts';

type Rules = CopyPolicy['optout'];

const none: readonly Match[] = [];

/** The same words, each clause a sentence of its own: signs, words that join and words to answer with part them. */
export const clausesIn = (words: Words, rules: Rules, apart: readonly Match[] = none): Words =>
  parted(words, rules.joints.value, apart);

const parted = oncePerObject(({ text, tokens }: Words, joints: readonly string[], apart: readonly Match[]): Words => {
  const edges = new Set(apart.flatMap(({ from, to }) => [from, to + 1]));
  let clause = 0;
  const made = tokens.map((token, at) => {
    const isNew = tokens[at - 1]?.sentence !== token.sentence || isSign(tokens, at - 1) || edges.has(at);
    const isJoint = isListed(token, joints) && !isSign(tokens, at + 1, true);
    if (isNew || isJoint || isSign(tokens, at)) clause += 1;
    return { ...token, sentence: clause };
  });
  return { text, tokens: made };
});

/** With them a link begins. */
export const schemes: ReadonlySet<string> = new Set(['http', 'https', 'ftp']);

const signs: ReadonlySet<string> = new Set(',;:()[]"\'|>=-');
const joining: ReadonlySet<string> = new Set('|-');
const quotes: ReadonlySet<string> = new Set('"\'');

export const isQuote = (token: Token | undefined): boolean => quotes.has(textOf(token));

/** A sign that parts clauses; in `e-mail` and `eco|monetize` it joins (`isJoining`). */
export function isSign(tokens: readonly Token[], at: number, isJoining = false): boolean {
  const token = tokens[at];
  if (!token || !signs.has(token.text)) return false;
  const isJoined =
    joining.has(token.text) && tokens[at - 1]?.end === token.start && tokens[at + 1]?.start === token.end;
  return isJoined === isJoining;
}
