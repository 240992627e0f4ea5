import type { PolicyValues } from '../policy/policy.ts';
import { languages } from '../policy/replies.ts';
import { oncePerObject } from '../vocabulary/remembering.ts';
import { fold } from './normalise.ts';
import { findPhrases, type Match } from './phrases.ts';
import { withoutTypos } from './typos.ts';
import { quote, type Token, tokenise, type Words } from './words.ts';

type StopWords = PolicyValues['stopping'];

/** Y2, A9: the words of a text by which its author asks not to be written to; null where there are none. */
export const asksToStop = (written: string, policy: StopWords): string | null =>
  requestIn(withoutQuotes(written, policy), policy);

/** The words of a text that ask not to be written to, whoever says them. */
export function requestIn(spelt: string, { words: lists, phrases, alone, courtesy, not }: StopWords): string | null {
  const text = joined(spelt);
  const line = lines(text).find((each) => isAll(bareLine(each, courtesy.value), alone.value));
  if (line !== undefined) return line.trim();
  const words = withoutTypos(mailParts(tokenise(text)), vocabulary(lists));
  const parts = clauses(words);
  const read = grammars(phrases, not, lists);
  const no = read.flatMap(({ denied, families }) => findPhrases(words, denied, families));
  const [found] = read
    .flatMap(({ asked, families }) => findPhrases(parts, asked, families))
    .filter((each) => !no.some((one) => denies(one, each)))
    .sort((a, b) => a.from - b.from);
  return found ? quote(words, found.from, endOfWord(words, found.to)) : null;
}

/** Is the line one of the phrases and nothing else? */
function isAll(line: string, phrases: readonly string[]): boolean {
  const words = tokenise(line);
  return findPhrases(words, phrases).some(({ from, to }) => from === 0 && to === words.tokens.length - 1);
}

/** A word that is written letter by letter: `S T O P`, `u-n-s-u-b`. */
const letters = /(?<![\p{L}\p{N}])\p{L}(?:(?<sign>[ .\-_*])\p{L})(?:\k<sign>\p{L}){2,30}(?![\p{L}\p{N}])/gu;

const joined = (text: string): string => text.replace(letters, (word) => word.replace(/[^\p{L}]/gu, ''));

const quoted = /(?<before>[^".!?\n]{3,200})"[^"\n]{1,300}"/g;

/** A text without the words of somebody else that it quotes: they are no request of the author. */
function withoutQuotes(text: string, { quoting, quoting_oneself }: StopWords): string {
  const plain = fold(text);
  if (!plain.includes('"')) return text;
  return plain.replace(quoted, (all, before: string) => {
    const isOthers = findPhrases(before, quoting.value).length > findPhrases(before, quoting_oneself.value).length;
    return isOthers ? `${before}.` : all;
  });
}

interface Grammar {
  readonly asked: readonly string[];
  readonly denied: readonly string[];
  readonly families: Readonly<Record<string, readonly string[]>>;
}

/** The grammar of each language: phrases that all have in common, with the words of the language, and phrases of its own. */
const grammars = oncePerObject(
  (phrases: StopWords['phrases'], not: StopWords['not'], words: StopWords['words']): readonly Grammar[] =>
    languages.map((language) => ({
      asked: [...phrases.value.all, ...phrases.value[language]],
      denied: [...not.value.all, ...not.value[language]],
      families: words.value[language],
    })),
);

/** All words of all families that are no beginnings. */
const vocabulary = oncePerObject(({ value }: StopWords['words']): readonly string[] =>
  Object.values(value)
    .flatMap((families) => Object.values(families).flat())
    .filter((word) => !/[* ]/.test(word)),
);

/** So many words of a sentence are a refusal and a request: `Not interested, please remove.` */
const short = 7;

/** Lines and sentences, and of short ones what stands behind the comma. */
function lines(text: string): readonly string[] {
  return text.split(/\n|(?<=[.!?:;])\s/).flatMap((each) => {
    const last = each.split(/,\s|\s[-\u2013\u2014]\s/).at(-1) ?? '';
    return each.split(/\s+/).length > short ? [each] : [each, last];
  });
}

/** The end of a word: of "E-Mails" a phrase may end with the first part. */
function endOfWord({ tokens }: Words, at: number): number {
  const [last, hyphen, rest] = tokens.slice(at, at + 3);
  const isJoined = hyphen?.text === '-' && last?.end === hyphen.start && hyphen.end === rest?.start && rest.isWord;
  return isJoined ? at + 2 : at;
}

/** The words without the `e` of "e-mail" as a word of the lists: alone it is an "and" in Portuguese and Italian. */
function mailParts(words: Words): Words {
  const isMail = (token: Token | undefined): boolean => token?.text === '-' || token?.text.startsWith('mail') === true;
  const tokens = words.tokens.map((token, at) =>
    token.text === 'e' && !isMail(words.tokens[at + 1]) ? { ...token, text: '' } : token,
  );
  return { ...words, tokens };
}

/** The same words with each clause as a sentence: a clause behind a comma is a request of its own. */
function clauses(words: Words): Words {
  let passed = 0;
  const tokens = words.tokens.map((token) => {
    if (/^[,;:()]$/.test(token.text)) passed += 1;
    return { ...token, sentence: token.sentence + passed };
  });
  return { ...words, tokens };
}

/** Words that ask for nothing take the request with them, unless it says more than they do. */
function denies(no: Match, asked: Match): boolean {
  const isApart = no.from > asked.to || asked.from > no.to;
  const isPart = asked.from <= no.from && no.to <= asked.to && no.to - no.from < asked.to - asked.from;
  return !isApart && !isPart;
}

/** In the spelling of the policy's lists: lower case, no accents, no sign at the end, no courtesy around it. */
function bareLine(line: string, courtesy: readonly string[]): string {
  let bare = fold(line)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
  for (;;) {
    const kind = courtesy.find((each) => bare.startsWith(`${each} `) || bare.endsWith(` ${each}`));
    if (kind === undefined) return bare;
    bare = (bare.startsWith(`${kind} `) ? bare.slice(kind.length) : bare.slice(0, -kind.length)).trim();
  }
}
