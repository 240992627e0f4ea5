import { oncePerObject, remembering } from '../vocabulary/remembering.ts';
import { bare, isWord, quote, type Token, tokenise, unelided, type Words } from './words.ts';

/** A stretch of text that a phrase of the policy fits, in token indices (`to` included). */
export interface Match {
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
}

/** Words, and beginnings of words. */
interface Choice {
  readonly words: ReadonlySet<string>;
  readonly stems: readonly string[];
}

type Element = Choice | 'gap';
type Phrase = readonly Element[];
/** By the word that they begin with, or its beginning, so that a text costs what it holds and not what the policy lists. */
interface Index {
  readonly words: ReadonlyMap<string, readonly Phrase[]>;
  readonly stems: ReadonlyMap<string, readonly Phrase[]>;
  /** What a text holds of them: several rules ask the same of it. */
  readonly in: (words: Words) => readonly Match[];
}
type Lists = Readonly<Record<string, readonly string[]>>;

const widestGap = 3;
const none: readonly Phrase[] = [];
const compiled = remembering<readonly string[], Index>();

/** Where any of the phrases stands, the longest at each place. Signs between words don't count, the end of a sentence does. */
export function findPhrases(text: string | Words, phrases: readonly string[], lists: Lists = {}): readonly Match[] {
  const words = typeof text === 'string' ? tokenise(text) : text;
  return compiled(phrases, () => compile(phrases, lists), Object.values(lists)).in(words);
}

function findIn(words: Words, ready: Omit<Index, 'in'>): readonly Match[] {
  const { tokens, places } = withoutSigns(words);
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
function longestAt(tokens: readonly Token[], at: number, ready: Omit<Index, 'in'>): number {
  const token = tokens[at];
  if (token === undefined) return -1;
  const sentence = token.sentence;
  let end = -1;
  for (const phrase of headed(token, ready)) end = Math.max(end, fit(tokens, at, phrase, 0, sentence));
  return end;
}

/** The phrases that may begin with this word. */
function* headed(token: Token, { words, stems }: Omit<Index, 'in'>): Iterable<Phrase> {
  for (const form of formsOf(token)) {
    yield* words.get(form) ?? none;
    if (stems.size > 0)
      for (let length = 2; length <= form.length; length += 1) yield* stems.get(form.slice(0, length)) ?? none;
  }
}

function formsOf(token: Token): readonly string[] {
  return token.text.includes("'") ? [token.text, bare(token), unelided(token)] : [token.text];
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
  if (!formsOf(token).some((form) => isAmong(form, head))) return -1;
  return fit(tokens, at + 1, phrase, nth + 1, sentence);
}

function compile(phrases: readonly string[], lists: Lists): Index {
  const ready = { words: new Map<string, Phrase[]>(), stems: new Map<string, Phrase[]>() };
  for (const phrase of phrases.flatMap((written) => expand(written, lists))) {
    const elements = phrase.split(' ').map(element);
    const [head] = elements;
    if (head === undefined || head === 'gap') continue;
    for (const word of head.words) ready.words.set(word, [...(ready.words.get(word) ?? []), elements]);
    for (const stem of head.stems) ready.stems.set(stem, [...(ready.stems.get(stem) ?? []), elements]);
  }
  return { ...ready, in: oncePerObject((words: Words) => findIn(words, ready)) };
}

function element(written: string): Element {
  return written === '*' ? 'gap' : choiceOf(written.split('|'));
}

const choiceOf = oncePerObject(
  (list: readonly string[]): Choice => ({
    words: new Set(list.filter((entry) => !entry.endsWith('*'))),
    stems: list.filter((entry) => entry.endsWith('*')).map((entry) => entry.slice(0, -1)),
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
