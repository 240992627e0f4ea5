import { oncePerObject, remembering } from '../vocabulary/remembering.ts';
import { bare, isWord, quote, type Token, tokenise, unelided, type Words } from './words.ts';

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
const compiled = remembering<readonly string[], Index>();

/** Where any of the phrases stands, the longest at each place. Signs between words don't count, the end of a sentence does. */
export function findPhrases(text: string | Words, phrases: readonly string[], lists: Lists = {}): readonly Match[] {
  const words = typeof text === 'string' ? tokenise(text) : text;
  const { tokens, places } = withoutSigns(words);
  const ready = compiled(phrases, () => compile(phrases, lists), Object.values(lists));
  const found: Match[] = [];
  for (const [at, token] of tokens.entries()) {
    const end = longestAt(tokens, at, ready);
    const from = places[at];
    const to = places[end];
    if (from !== undefined && to !== undefined)
      found.push({ words: quote(words, from, to), from, to, sentence: token.sentence });
  }
  return found;
}

interface Plain {
  readonly tokens: readonly Token[];
  /** Where each of them stands among all. */
  readonly places: readonly number[];
}

/** A text is searched for the phrases of many lists, one after the other. */
const withoutSigns = oncePerObject(
  ({ tokens }: Words): Plain => ({
    tokens: tokens.filter(isWord),
    places: tokens.flatMap((token, index) => (isWord(token) ? [index] : [])),
  }),
);

/** Index of the last word of the longest phrase that begins at `at`, or -1. */
function longestAt(tokens: readonly Token[], at: number, ready: Index): number {
  const token = tokens[at];
  if (token === undefined) return -1;
  const sentence = token.sentence;
  let end = -1;
  for (const phrase of ready.get(token.text) ?? none) end = Math.max(end, fit(tokens, at, phrase, 0, sentence));
  if (!token.text.includes("'")) return end;
  for (const form of [bare(token), unelided(token)])
    for (const phrase of ready.get(form) ?? none) end = Math.max(end, fit(tokens, at, phrase, 0, sentence));
  return end;
}

/** Index of the last word that the phrase, from its element `nth` on, takes when it begins at `at`, or -1. */
function fit(tokens: readonly Token[], at: number, phrase: Phrase, nth: number, sentence: number): number {
  const head = phrase[nth];
  if (head === undefined) return at - 1;
  if (head === 'gap') {
    for (let skip = 0; skip <= widestGap; skip += 1) {
      const end = fit(tokens, at + skip, phrase, nth + 1, sentence);
      if (end >= 0) return end;
    }
    return -1;
  }
  const token = tokens[at];
  if (token?.sentence !== sentence) return -1;
  if (!(head.has(token.text) || head.has(bare(token)) || head.has(unelided(token)))) return -1;
  return fit(tokens, at + 1, phrase, nth + 1, sentence);
}

function compile(phrases: readonly string[], lists: Lists): Index {
  const ready = new Map<string, Phrase[]>();
  for (const phrase of phrases.flatMap((written) => expand(written, lists))) {
    const elements = phrase.split(' ').map(element);
    const [head] = elements;
    for (const word of head instanceof Set ? head : []) ready.set(word, [...(ready.get(word) ?? []), elements]);
  }
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
