import { oncePerObject, remembering } from '../vocabulary/remembering.ts';
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
  const plain = withoutSigns(words);
  const found: Match[] = [];
  plain.tokens.forEach(({ sentence }, at) => {
    const from = plain.places[at];
    const to = plain.places[longestAt(plain, at, ready)];
    if (from !== undefined && to !== undefined) found.push({ words: quote(words, from, to), from, to, sentence });
  });
  return found;
}

interface Plain {
  readonly tokens: readonly Token[];
  /** Where each of them stands among all. */
  readonly places: readonly number[];
  readonly forms: readonly (readonly string[])[];
  /** With what each of them begins. */
  readonly beginnings: readonly (readonly string[])[];
}

/** A text is searched for the phrases of many lists, one after the other. */
const withoutSigns = oncePerObject(({ tokens: all }: Words): Plain => {
  const tokens = all.filter(isWord);
  const known = new Map<string, Shapes>();
  const shapes = tokens.map((token) => known.get(token.text) ?? keep(known, token));
  return {
    tokens,
    places: all.flatMap((token, index) => (isWord(token) ? [index] : [])),
    forms: shapes.map(({ forms }) => forms),
    beginnings: shapes.map(({ beginnings }) => beginnings),
  };
});

interface Shapes {
  readonly forms: readonly string[];
  readonly beginnings: readonly string[];
}

/** A word that comes again is taken apart once. */
function keep(known: Map<string, Shapes>, token: Token): Shapes {
  const forms = formsOf(token);
  const shapes = { forms, beginnings: forms.flatMap(beginningsOf) };
  known.set(token.text, shapes);
  return shapes;
}

function beginningsOf(form: string): readonly string[] {
  return Array.from({ length: Math.max(0, form.length - 1) }, (_, n) => form.slice(0, n + 2));
}

/** Index of the last word of the longest phrase that begins at `at`, or -1. */
function longestAt(plain: Plain, at: number, ready: Omit<Index, 'in'>): number {
  const { tokens, forms, beginnings } = plain;
  const sentence = tokens[at]?.sentence ?? -1;
  let end = -1;
  const look = (phrases: readonly Phrase[] | undefined) => {
    for (const phrase of phrases ?? none) end = Math.max(end, fit(plain, at, phrase, 0, sentence));
  };
  for (const form of forms[at] ?? []) look(ready.words.get(form));
  if (ready.stems.size > 0) for (const beginning of beginnings[at] ?? []) look(ready.stems.get(beginning));
  return end;
}

function formsOf(token: Token): readonly string[] {
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
  if (plain.tokens[at]?.sentence !== sentence) return -1;
  if (plain.forms[at]?.some((form) => isAmong(form, head)) === head.isOther) return -1;
  return fit(plain, at + 1, phrase, nth + 1, sentence);
}

function compile(phrases: readonly string[], lists: Lists): Index {
  const ready = { words: new Map<string, Phrase[]>(), stems: new Map<string, Phrase[]>() };
  const known = new Map<string, Element>();
  const elementOf = (written: string) => known.get(written) ?? kept(known, written, element(written));
  for (const phrase of phrases.flatMap((written) => expand(written, lists))) {
    const elements = phrase.split(' ').map(elementOf);
    const [head] = elements;
    if (head === undefined || head === 'gap' || head.isOther) continue;
    for (const word of head.words) (ready.words.get(word) ?? kept(ready.words, word, [])).push(elements);
    for (const stem of head.stems) (ready.stems.get(stem) ?? kept(ready.stems, stem, [])).push(elements);
  }
  return { ...ready, in: oncePerObject((words: Words) => findIn(words, ready)) };
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
    words: new Set(list.filter((entry) => !entry.endsWith('*'))),
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
