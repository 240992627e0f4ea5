import type { PolicyValues } from '../policy/policy.ts';
import { fold } from './normalise.ts';
import { findPhrases, type Match } from './phrases.ts';
import { quote, tokenise, type Words } from './words.ts';

type StopWords = PolicyValues['stopping'];

/** Y2, A9: the words of a text by which its author asks not to be written to; null where there are none. */
export function asksToStop(text: string, { words: lists, phrases, alone, courtesy, not }: StopWords): string | null {
  const line = lines(text).find((each) => alone.value.includes(bareLine(each, courtesy.value)));
  if (line !== undefined) return line.trim();
  const words = tokenise(text);
  const denied = findPhrases(words, not.value, lists.value);
  const asked = findPhrases(clauses(words), phrases.value, lists.value);
  const found = asked.find((each) => !denied.some((no) => denies(no, each)));
  return found ? quote(words, found.from, endOfWord(words, found.to)) : null;
}

/** So many words of a sentence are a refusal and a request: `Not interested, please remove.` */
const short = 7;

/** Lines and sentences, and of short ones what stands behind the comma. */
function lines(text: string): readonly string[] {
  return text.split(/\n|(?<=[.!?:;])\s/).flatMap((each) => {
    const last = each.split(/,\s|\s[-\u2013\u2014]\s/).at(-1) ?? '';
    return each.split(/\s+/).length > short ? [each] : [each, last];
  });
}

/** Of "E-Mails" a phrase may end with the first part. */
function endOfWord({ tokens }: Words, at: number): number {
  const [last, hyphen, rest] = tokens.slice(at, at + 3);
  const isJoined = hyphen?.text === '-' && last?.end === hyphen.start && hyphen.end === rest?.start && rest.isWord;
  return isJoined ? at + 2 : at;
}

/** What stands behind a comma is a request of its own. */
function clauses(words: Words): Words {
  let passed = 0;
  const tokens = words.tokens.map((token) => {
    if (/^[,;:()]$/.test(token.text)) passed += 1;
    return { ...token, sentence: token.sentence + passed };
  });
  return { ...words, tokens };
}

/** Words that ask for nothing take the request with them, unless it begins as they do and says more. */
function denies(no: Match, asked: Match): boolean {
  const isApart = no.from > asked.to || asked.from > no.to;
  const isBeginning = no.from === asked.from && no.to < asked.to;
  return !isApart && !isBeginning;
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
