import { oncePerObject } from '../vocabulary/remembering.ts';
import type { Words } from './words.ts';

/** Least lengths of words with a slip: in a shorter one it is too often another word. */
const fewest = { exchanged: 6, missing: 7 } as const;

/** The words as they are spelt in the list, where one writes `oe` for `ö`, has two letters exchanged or lacks one, its ends apart. */
export function withoutTypos(words: Words, known: readonly string[]): Words {
  const { spelt, alike } = readied(known);
  const meant = (text: string): string => {
    if (spelt.has(text)) return text;
    const umlaut = text.replace(/([aou])e/g, '$1');
    if (spelt.has(umlaut)) return umlaut;
    const near = [...(alike.get(bucket(text, 0)) ?? []), ...(alike.get(bucket(text, 1)) ?? [])];
    return near.find((word) => isSlip(text, word)) ?? text;
  };
  return { ...words, tokens: words.tokens.map((token) => ({ ...token, text: meant(token.text) })) };
}

/** The first letter is seldom the wrong one. */
const bucket = (word: string, more: number): string => `${word.charAt(0)}${word.length + more}`;

const readied = oncePerObject((known: readonly string[]) => {
  const spelt = new Set(known);
  const alike = new Map<string, string[]>();
  for (const word of spelt) {
    if (word.length < fewest.exchanged) continue;
    const key = bucket(word, 0);
    alike.set(key, [...(alike.get(key) ?? []), word]);
  }
  return { spelt, alike };
});

function isSlip(text: string, word: string): boolean {
  const at = [...word].findIndex((letter, n) => letter !== text.charAt(n));
  if (text.length === word.length)
    return text === `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
  return word.length >= fewest.missing && at < word.length - 1 && text === `${word.slice(0, at)}${word.slice(at + 1)}`;
}
