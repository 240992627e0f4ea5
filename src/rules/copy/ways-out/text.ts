/** A text with the lists of the policy, asked by their names, and its clauses (K5). */

import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import { isOneOf, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { OptOutRules } from '../../policy/copy.ts';
import { oncePerObject } from '../../vocabulary/remembering.ts';

type Family = keyof OptOutRules['words']['value'];
type Defect = keyof OptOutRules['defects']['value'];
type Listed = {
  [Key in keyof OptOutRules]: OptOutRules[Key] extends { value: string[] } ? Key : never;
}[keyof OptOutRules];
export type Name = Family | Defect | Listed;

export interface Text extends Words {
  readonly rules: OptOutRules;
}

const isKey = <Of extends object>(of: Of, key: PropertyKey): key is keyof Of => key in of;

function listOf(rules: OptOutRules, name: Name): readonly string[] {
  const { words, defects } = rules;
  if (isKey(words.value, name)) return words.value[name];
  return isKey(defects.value, name) ? defects.value[name] : rules[name].value;
}

/** Is the word there, or this word, in one of the lists? */
export function is(text: Text, at: number | Token | undefined, ...names: readonly Name[]): boolean {
  const token = typeof at === 'number' ? text.tokens[at] : at;
  return token !== undefined && names.some((name) => isListed(token, listOf(text.rules, name)));
}

/** Where the phrases of a list stand. */
export const find = (text: Text, name: Name): readonly Match[] =>
  findPhrases(text, listOf(text.rules, name), text.rules.words.value);

export const stretch = (text: Words, from: number, to: number): Match => ({
  words: quote(text, from, to),
  from,
  to,
  sentence: text.tokens[from]?.sentence ?? 0,
});

const none: readonly Match[] = [];

/** The same text, each clause a sentence of its own: signs, words that join and words to answer with part them. */
export const clausesIn = (text: Text, apart: readonly Match[] = none): Text => parted(text, apart);

const parted = oncePerObject((text: Text, apart: readonly Match[]): Text => {
  const { tokens } = text;
  const edges = new Set(apart.flatMap(({ from, to }) => [from, to + 1]));
  let clause = 0;
  const made = tokens.map((token, at) => {
    const isNew =
      tokens[at - 1]?.sentence !== token.sentence ||
      (isSign(tokens, at - 1) && !is(text, at + 1, 'ors')) ||
      edges.has(at);
    const isJoint = is(text, at, 'joints') && !isSign(tokens, at + 1, true);
    // `call, text or mail`
    const isItem = token.text === ',' && is(text, at + 2, 'ors');
    if (isNew || isJoint || (isSign(tokens, at) && !isItem)) clause += 1;
    return { ...token, sentence: clause };
  });
  return { ...text, tokens: made };
});

/** With them a link begins. */
export const schemes: ReadonlySet<string> = new Set(['http', 'https', 'ftp']);

const signs: ReadonlySet<string> = new Set(',;:?()[]"\'|>=-');
const quotes: ReadonlySet<string> = new Set('"\'');

export const isQuote = (token: Token | undefined): boolean => quotes.has(textOf(token));

/** A sign that parts clauses; in `e-mail` and `eco|monetize` it joins (`isJoining`). */
export function isSign(tokens: readonly Token[], at: number, isJoining = false): boolean {
  const token = tokens[at];
  if (!token || !signs.has(token.text)) return false;
  const isJoined = isOneOf(token, '| -') && tokens[at - 1]?.end === token.start && tokens[at + 1]?.start === token.end;
  return isJoined === isJoining;
}

/** `Acme`, as it stands in the text. */
export const isCapital = ({ text }: Words, token: Token | undefined): boolean =>
  token !== undefined && /^\p{Lu}\p{L}/u.test(text.slice(token.start, token.end));

/** The words from a place on, so many at most, up to a sign or the end of the sentence. */
export function wordsFrom({ tokens }: Words, at: number, most: number): readonly Token[] {
  const rest = tokens.slice(at, at + most);
  const end = rest.findIndex((token) => !token.isWord || token.sentence !== tokens[at - 1]?.sentence);
  return end < 0 ? rest : rest.slice(0, end);
}

/** No sign stands within: not `log in: reply`. */
export const isWhole = ({ tokens }: Words, { from, to }: Match): boolean =>
  !tokens.slice(from, to).some((token) => isOneOf(token, ', ; : ( )'));

/** A phrase is no defect as a word to answer with, nor where it begins or ends one. */
export function isQuoted({ tokens }: Words, { from, to }: Match): boolean {
  const isClosed = isQuote(tokens[to + 1]);
  const isOpened = isQuote(tokens[from - 1]) && (isClosed || tokens.slice(from, to).some(isQuote));
  return isOpened || (isClosed && from === to);
}
