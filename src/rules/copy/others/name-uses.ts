import { bare, isOneOf, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { wordsOf } from './words-read.ts';

type CrossAccountRules = CopyPolicy['cross_account'];

/** A name to look for. */
interface Name {
  readonly written: string;
  readonly words: Words;
}

/** Names by their letters, run together: a text costs what it holds, and not how many names are looked for. */
export type Names = ReadonlyMap<string, readonly Name[]>;

/** The words of a text that are a name, and the places of the first and the last of them. */
export interface NameUse {
  readonly name: string;
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

const longestRun = 12;
/** Length of a run of letters that stand apart, one by one. */
const longestSpacedRun = 40;
/** Uses of these names: in any case, with or without accents, apart or together; ordinary words only where they are names. */
export function namesIn(words: Words, names: Names, rules: CrossAccountRules): readonly NameUse[] {
  return words.tokens.flatMap((_, at) => usesAt(words, at, { names, rules }));
}

export function namesOf(names: readonly string[]): Names {
  const known = new Map<string, Name[]>();
  for (const written of new Set(names)) {
    const words = wordsOf(written);
    const compact = compactOf(words);
    known.set(compact, [...(known.get(compact) ?? []), { written, words }]);
  }
  return known;
}

const compactOf = ({ tokens }: Words): string => tokens.map((token) => token.text).join('');

function usesAt(
  words: Words,
  at: number,
  { names, rules }: { names: Names; rules: CrossAccountRules },
): readonly NameUse[] {
  const token = words.tokens[at];
  return [...runsAt(words, at), ...joinedAt(token, at, rules)].flatMap(([spelled, to]) =>
    (names.get(spelled) ?? [])
      .filter((name) => isName(words, { from: at, to, wanted: name.words }, rules))
      .map((name) => ({ name: name.written, words: quote(words, at, to), from: at, to })),
  );
}

/** `GlobexCorp`, `Orvannes Partner`: the legal form or a German genitive joined to the name. */
function joinedAt(token: Token | undefined, at: number, rules: CrossAccountRules): readonly [string, number][] {
  const text = textOf(token);
  const endings = ['s', ...rules.legal_forms.value].filter((form) => text.endsWith(form));
  return endings.map((form): [string, number] => [text.slice(0, -form.length), at]).filter(([name]) => name.length > 4);
}

/** Strings that the tokens from one place on spell together, each with the place of its last token. */
function runsAt({ text, tokens }: Words, at: number): readonly [string, number][] {
  const runs: [string, number][] = [];
  let spelled = '';
  let isSpaced = true;
  let last: Token | undefined;
  for (const [more, token] of tokens.slice(at, at + longestSpacedRun).entries()) {
    isSpaced &&= token.text.length === 1;
    if (!isSpaced && more >= longestRun) break;
    if (last && !joins(text.slice(last.end, token.start), isSpaced)) break;
    runs.push([spelled + token.text, at + more]);
    if (bare(token) !== token.text) runs.push([spelled + bare(token), at + more]);
    spelled += token.text;
    last = token;
  }
  return runs;
}

/** May one name go on across this gap? Between letters that stand apart, any signs. */
function joins(gap: string, isSpaced: boolean): boolean {
  return isSpaced ? gap.length <= 8 : /^[\s,&+.'|_/-]{0,4}$/.test(gap);
}

/** Names that a text spells in pieces: `G l o b e x`, `Ini-tech`. */
export function brokenNamesIn(words: Words): readonly string[] {
  return words.tokens.flatMap((_, at) =>
    runsAt(words, at).flatMap(([spelled, to]) => (isBroken(words, at, to) ? [spelled] : [])),
  );
}

/** Pieces that no sentence has by chance: begun by a capital, or three and more of one or two letters each. */
function isBroken(words: Words, from: number, to: number): boolean {
  const pieces = words.tokens.slice(from, to + 1).map((token) => token.text.length);
  if (pieces.length > 2 && pieces.every((length) => length <= 2)) return true;
  const isPieces = pieces.length > 1 && pieces.slice(0, -1).every((length) => length <= 4);
  return isPieces && isCapital(words, words.tokens[from]);
}

function isCapital({ text }: Words, token: Token | undefined): boolean {
  return token !== undefined && /[\p{Lu}\p{N}]/u.test(text.charAt(token.start));
}

function isName(words: Words, use: { from: number; to: number; wanted: Words }, rules: CrossAccountRules): boolean {
  const { wanted } = use;
  const isUpper = isCapital(words, words.tokens[use.from]);
  const compact = compactOf(wanted);
  const isShort = compact.length <= 3;
  const pieces = words.tokens.slice(use.from, use.to + 1);
  // `I B M`.
  if (pieces.length > Math.max(2, wanted.tokens.length) && pieces.every(({ text }) => text.length === 1))
    return !isShort || pieces.map(({ start }) => words.text[start]).join('') === wanted.text;
  // Written apart or together where the name isn't: `Glob ex`, `on ward`.
  if (pieces.length !== wanted.tokens.length)
    return compact.length > 4 && (isUpper || isBroken(words, use.from, use.to));
  const isOrdinary = wanted.tokens.every(({ text }) => isOrdinaryWord(text, rules));
  // `I will grant you that` is no Will Grant.
  const lead = words.tokens[use.from - 1];
  if (!isUpper && use.to > use.from && isOneOf(lead, 'i you we they he she it to')) return false;
  if (isShort && !isOrdinary)
    return quote(words, use.from, use.to).slice(0, compact.length) === wanted.text.slice(0, compact.length);
  if (!isOrdinary) return true;
  return isUpper && (isDotted(words, use.to) || hasNameSetting(words, use, rules));
}

/** An English word by itself, or by the ending of those made from verbs and adjectives: `initiative`. */
function isOrdinaryWord(word: string, rules: CrossAccountRules): boolean {
  return (
    rules.ordinary_words.value.includes(word) ||
    rules.ordinary_endings.value.some((ending) => word.length > ending.length + 3 && word.endsWith(ending))
  );
}

/** `monday.com`. */
function isDotted({ text, tokens }: Words, at: number): boolean {
  return /^\.(?:com|io|ai|co|net|org|so)(?!\p{L})/iu.test(text.slice(tokens[at]?.end ?? 0));
}

/** An ordinary word with a capital is a name where no sentence begins and no title has capitals all over; else by its setting. */
function hasNameSetting(
  words: Words,
  use: { from: number; to: number; wanted: Words },
  rules: CrossAccountRules,
): boolean {
  const { tokens, text } = words;
  const before = tokens[use.from - 1];
  const after = tokens[use.to + 1];
  const first = tokens[use.from];
  const isStart =
    before === undefined || before.sentence !== first?.sentence || text.slice(before.end, first.start).includes('\n');
  // `May Price` and `Sales and Marketing`, not `In May price lists change`.
  if (use.to > use.from) return isCapital(words, tokens[use.to]);
  const isActing = rules.name_verbs.value.includes(textOf(after)) && after?.sentence === first?.sentence;
  const isLed = !isStart && rules.name_leads.value.includes(textOf(before));
  if (isActing || isLed) return true;
  if (use.wanted.tokens.some((token) => rules.calendar_words.value.includes(token.text))) return false;
  const isPossessive = textOf(tokens[use.to]).endsWith("'s");
  if (isStart) return isPossessive;
  return !isTitle(words, use) || isPossessive;
}

/** Do most longer words around it have capitals too? */
function isTitle(words: Words, use: { from: number; to: number }): boolean {
  const { tokens } = words;
  const sentence = tokens[use.from]?.sentence;
  const isLong = (token: Token, at: number): boolean =>
    token.sentence === sentence && (at < use.from || at > use.to) && /\p{L}{4}/u.test(token.text);
  const long = tokens.filter(isLong);
  const capitals = long.filter((token) => isCapital(words, token));
  return long.length >= 2 && capitals.length > long.length * 0.6;
}
