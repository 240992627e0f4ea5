import { oncePerObject } from '../vocabulary/remembering.ts';
import { fold } from './normalise.ts';

/** A word, number or sign of folded text, in lower case. `sentence` rises where a sentence may end. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  /** A word or a number, no sign. */
  readonly isWord: boolean;
}

export interface Words {
  /** The folded text in its own case, which the offsets of the tokens count in. */
  readonly text: string;
  readonly tokens: readonly Token[];
}

const wordy = /^[\p{L}\p{N}]/u;
/** The text after a sign that ends a sentence: an end of line or text, no small letter, or a name like `eco|monetize`. */
const boundary = /^["')\]]*(?:[^\S\n]*\n|\s+(?:(?!\p{Ll})|\p{L}+\|)|$)/u;
const piece = /\d+(?:[.,']\d+)*|\p{L}+(?:'\p{L}+)*|\S/gu;

/** Tags that a mail program doesn't show where it takes the text for HTML. */
const tags = /<\/?(?:a|b|i|u|s|em|strong|span|font|small|big|sub|sup|mark|code|del|ins)(?:\s[^<>]{0,200})?>/gi;

export function tokenise(text: string): Words {
  const folded = fold(text).replace(tags, '');
  const tokens: Token[] = [];
  let sentence = 0;
  let last = 0;
  for (const found of folded.matchAll(piece)) {
    const start = found.index;
    if (/\n\s*\n/.test(folded.slice(last, start))) sentence += 1;
    last = start + found[0].length;
    tokens.push({ text: found[0].toLowerCase(), start, end: last, sentence, isWord: wordy.test(found[0]) });
    if (/^[.!?]$/.test(found[0]) && boundary.test(folded.slice(last, last + 12))) sentence += 1;
  }
  return { text: folded, tokens };
}

/** The words as they stand in the text, from one token to another. */
export function quote(words: Words, from: number, to: number): string {
  return words.text
    .slice(words.tokens[from]?.start ?? 0, words.tokens[to]?.end ?? words.text.length)
    .replace(/\s+/g, ' ');
}

export function isWord(token: Token | undefined): boolean {
  return token?.isWord === true;
}

/** Without the possessive ending, for comparison with a list. */
export function bare(token: Pick<Token, 'text'> | undefined): string {
  const text = token?.text ?? '';
  return text.endsWith("'s") ? text.slice(0, -2) : text;
}

const elision = /^(?:[ldjnsmtc]|qu|un|(?:d|n|s)?[aeu]ll)'(?=\p{L})/u;

/** Without the article or pronoun that lost its vowel: `l'evoluzione`, `n'entendrez`. */
export function unelided(token: Pick<Token, 'text'>): string {
  return token.text.includes("'") ? token.text.replace(elision, '') : token.text;
}

/** The text of a token; empty where there is none. */
export function textOf(token: Token | undefined): string {
  return token?.text ?? '';
}

/** A list of the policy as a set: long lists are asked for every word of a mail. */
export const setOf = oncePerObject((list: readonly string[]): ReadonlySet<string> => new Set(list));

/** `isOneOf(token, 'be get are')`: is it one of these words? */
export function isOneOf(token: Token | string | undefined, words: string): boolean {
  return words.split(' ').includes(typeof token === 'string' ? token : textOf(token));
}
