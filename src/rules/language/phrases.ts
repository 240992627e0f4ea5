import { bare, isWord, quote, type Token, tokenise, type Words } from './words.ts';

/** A stretch of text that a phrase of the policy fits, in token indices (`to` included). */
export interface Match {
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
}

type Element = ReadonlySet<string> | 'gap';
type Phrase = readonly Element[];
/** By their first word, so that a text costs what it holds and not what the policy lists. */
type Index = ReadonlyMap<string, readonly Phrase[]>;
type Lists = Readonly<Record<string, readonly string[]>>;

const widestGap = 3;
const none: readonly Phrase[] = [];
const compiled = new WeakMap<readonly string[], { readonly lists: Lists; readonly ready: Index }>();

/** Where any of the phrases stands, the longest at each place. Signs between words don't count, the end of a sentence does. */
export function findPhrases(text: string | Words, phrases: readonly string[], lists: Lists = {}): readonly Match[] {
  const words = typeof text === 'string' ? tokenise(text) : text;
  const places = words.tokens.flatMap((token, index) => (isWord(token) ? [index] : []));
  const tokens = places.flatMap((index) => words.tokens[index] ?? []);
  const ready = compile(phrases, lists);
  return tokens.flatMap((token, at) => {
    const stem = bare(token);
    const whole = ready.get(token.text) ?? none;
    const candidates = stem === token.text ? whole : [...whole, ...(ready.get(stem) ?? none)];
    let end = -1;
    for (const phrase of candidates) end = Math.max(end, fit(tokens, at, phrase, token.sentence));
    const from = places[at];
    const to = places[end];
    return from === undefined || to === undefined
      ? []
      : [{ words: quote(words, from, to), from, to, sentence: token.sentence }];
  });
}

/** Index of the last word that the phrase takes when it begins at `at`, or -1. */
function fit(tokens: readonly Token[], at: number, phrase: Phrase, sentence: number): number {
  const [head, ...rest] = phrase;
  if (head === undefined) return at - 1;
  if (head === 'gap') {
    for (let skip = 0; skip <= widestGap; skip += 1) {
      const end = fit(tokens, at + skip, rest, sentence);
      if (end >= 0) return end;
    }
    return -1;
  }
  const token = tokens[at];
  if (token?.sentence !== sentence || !(head.has(token.text) || head.has(bare(token)))) return -1;
  return fit(tokens, at + 1, rest, sentence);
}

/** Kept per list, as long as the lists it refers to are the same ones: a policy's lists live as long as the policy does. */
function compile(phrases: readonly string[], lists: Lists): Index {
  const known = compiled.get(phrases);
  if (known && Object.keys(lists).every((name) => known.lists[name] === lists[name])) return known.ready;
  const ready = new Map<string, Phrase[]>();
  for (const phrase of phrases.flatMap((written) => expand(written, lists))) {
    const elements = phrase.split(' ').map(element);
    const [head] = elements;
    for (const word of head instanceof Set ? head : []) ready.set(word, [...(ready.get(word) ?? []), elements]);
  }
  compiled.set(phrases, { lists, ready });
  return ready;
}

function element(written: string): Element {
  return written === '*' ? 'gap' : new Set(written.split('|'));
}

/** Entries of one word become alternatives, each longer one a phrase of its own. */
function expand(phrase: string, lists: Lists): readonly string[] {
  const slot = /\{(\w+)\}/.exec(phrase);
  if (!slot) return [phrase];
  const [written, name = ''] = slot;
  const entries = lists[name] ?? [];
  const single = entries.filter((entry) => !entry.includes(' ')).join('|');
  const spoken = [...(single === '' ? [] : [single]), ...entries.filter((entry) => entry.includes(' '))];
  return spoken.flatMap((entry) => expand(phrase.replace(written, entry), lists));
}
