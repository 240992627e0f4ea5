import { oncePerObject, oncePerText, remembering } from '../vocabulary/remembering.ts';
import { bare, isWord, quote, type Token, tokenise, unelided, type Words } from './words.ts';

/** A stretch of text that a phrase of the policy fits, in token indices (`to` included). */
export interface Match {
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
}

/** Words, and beginnings of words; or any word but these. */
interface Choice {
  readonly words: ReadonlySet<string>;
  readonly stems: readonly string[];
  readonly isOther: boolean;
}

type Element = Choice | 'gap';
type Phrase = readonly Element[];
interface Index {
  /** Phrases that may begin with a word, so that a text costs what it holds and not what the policy lists. */
  readonly from: (word: string) => readonly Phrase[];
  /** The matches in a text, kept: several rules ask for the same ones. */
  readonly in: (words: Words) => readonly Match[];
}
type Lists = Readonly<Record<string, readonly string[]>>;

const widestGap = 3;
const none: readonly Phrase[] = [];
const compiled = remembering<readonly string[], Index>();

/** Places of any of the phrases, the longest at each place. Signs between words don't count, the end of a sentence does. */
export function findPhrases(text: string | Words, phrases: readonly string[], lists: Lists = {}): readonly Match[] {
  const words = typeof text === 'string' ? tokenise(text) : text;
  return compiled(phrases, () => compile(phrases, lists), Object.values(lists)).in(words);
}

function findIn(words: Words, starting: Index['from']): readonly Match[] {
  const plain = withoutSigns(words);
  const found: Match[] = [];
  plain.tokens.forEach(({ text, sentence }, at) => {
    const end = longest(starting(text), plain, at);
    const from = plain.places[at];
    const to = plain.places[end];
    if (from !== undefined && to !== undefined) found.push({ words: quote(words, from, to), from, to, sentence });
  });
  return found;
}

interface Plain {
  readonly tokens: readonly Token[];
  /** The places of each among all. */
  readonly places: readonly number[];
}

/** A text is searched for the phrases of many lists, one after the other. */
const withoutSigns = oncePerObject(
  ({ tokens: all }: Words): Plain => ({
    tokens: all.filter(isWord),
    places: all.flatMap((token, index) => (isWord(token) ? [index] : [])),
  }),
);

/** Index of the last word of the longest of the phrases that stands at `at`, where its first word is known to; or -1. */
function longest(phrases: readonly Phrase[], plain: Plain, at: number): number {
  let end = -1;
  for (const phrase of phrases) end = Math.max(end, fit(plain, at + 1, phrase, 1, plain.tokens[at]?.sentence ?? -1));
  return end;
}

function formsOf(token: Pick<Token, 'text'>): readonly string[] {
  return token.text.includes("'") ? [token.text, bare(token), unelided(token)] : [token.text];
}

/** Index of the last word that the phrase, from its element `nth` on, takes when it begins at `at`, or -1. */
function fit(plain: Plain, at: number, phrase: Phrase, nth: number, sentence: number): number {
  const head = phrase[nth];
  if (head === undefined) return at - 1;
  if (head === 'gap') {
    for (let skip = 0; skip <= widestGap; skip += 1) {
      const end = fit(plain, at + skip, phrase, nth + 1, sentence);
      if (end >= 0) return end;
    }
    return -1;
  }
  const token = plain.tokens[at];
  if (token?.sentence !== sentence) return -1;
  if (formsOf(token).some((form) => isAmong(form, head)) === head.isOther) return -1;
  return fit(plain, at + 1, phrase, nth + 1, sentence);
}

function compile(phrases: readonly string[], lists: Lists): Index {
  const ready: Heads = { words: new Map(), stems: new Map() };
  const known = new Map<string, Element>();
  const elementOf = (written: string) => known.get(written) ?? kept(known, written, element(written));
  for (const phrase of phrases.flatMap((written) => expand(written, lists))) {
    const elements = phrase.split(' ').map(elementOf);
    const [head] = elements;
    if (head === undefined || head === 'gap' || head.isOther) continue;
    for (const word of head.words) (ready.words.get(word) ?? kept(ready.words, word, [])).push(elements);
    for (const stem of head.stems) (ready.stems.get(stem) ?? kept(ready.stems, stem, [])).push(elements);
  }
  const from = oncePerText((word) => startingWith(word, ready), { room: 1000, longest: 40 });
  return { from, in: oncePerObject((words: Words) => findIn(words, from)) };
}

/** By the word that they begin with, or its beginning. */
interface Heads {
  readonly words: Map<string, Phrase[]>;
  readonly stems: Map<string, Phrase[]>;
}

function startingWith(word: string, { words, stems }: Heads): readonly Phrase[] {
  const found = formsOf({ text: word }).flatMap((form) => [
    ...(words.get(form) ?? none),
    ...(stems.size === 0 ? none : beginningsOf(form).flatMap((beginning) => stems.get(beginning) ?? none)),
  ]);
  return found.length === 0 ? none : found;
}

function beginningsOf(form: string): readonly string[] {
  return Array.from({ length: Math.max(0, form.length - 1) }, (_, n) => form.slice(0, n + 2));
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value);
  return value;
}

/** `!a|b` is one word that is neither. */
function element(written: string): Element {
  if (written === '*') return 'gap';
  return written.startsWith('!')
    ? { ...choiceOf(written.slice(1).split('|')), isOther: true }
    : choiceOf(written.split('|'));
}

const choiceOf = oncePerObject(
  (list: readonly string[]): Choice => ({
    // `don't` is written `dont` as well.
    words: new Set(list.flatMap((entry) => (entry.endsWith('*') ? [] : [entry, entry.replace(/n't$/, 'nt')]))),
    stems: list.filter((entry) => entry.endsWith('*')).map((entry) => entry.slice(0, -1)),
    isOther: false,
  }),
);

function isAmong(form: string, { words, stems }: Choice): boolean {
  return words.has(form) || stems.some((stem) => form.startsWith(stem));
}

/** Is the word one of the list, or does it begin as an entry like `mail*` does? */
export function isListed(token: Token | undefined, list: readonly string[]): boolean {
  return token !== undefined && formsOf(token).some((form) => isAmong(form, choiceOf(list)));
}

/** Matches by the token that they begin with. */
export const placed = oncePerObject(
  (matches: readonly Match[]): ReadonlyMap<number, Match> => new Map(matches.map((match) => [match.from, match])),
);

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
