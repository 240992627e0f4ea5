import type { MailGateRule } from '../rules/policy/mail-gate.ts';

/** The words of a name, in lower case: `sendEmail`, `send-email` and `SEND_EMAIL` are two words. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}

const joins: ReadonlySet<string> = new Set(['and', 'then', 'or']);

/** Whether the name's first doing is reading. */
export function isReading(name: string, { reading, handling, verbs }: MailGateRule): boolean {
  const first = wordsOf(name).find((word) => [reading, handling, verbs].some(({ value }) => value.includes(word)));
  return first !== undefined && reading.value.includes(first) && !goesOn(name, verbs.value);
}

/** `check_and_send`, `draft_then_send`. */
function goesOn(name: string, verbs: readonly string[]): boolean {
  const words = wordsOf(name);
  return words.some((word, at) => verbs.includes(word) && joins.has(words[at - 1] ?? ''));
}

/** The word by which a name says that mail goes out; null where it reads, drafts or puts away. */
export function sendingWord(name: string, rule: MailGateRule): string | null {
  const { reading, handling, verbs, nouns } = rule;
  const words = wordsOf(name);
  const verb = words.find((word) => verbs.value.includes(word));
  if (verb !== undefined && goesOn(name, verbs.value)) return verb;
  const first = words.find((word) => [reading, handling, verbs].some(({ value }) => value.includes(word)));
  if (first !== undefined && reading.value.includes(first)) return null;
  if (first !== undefined && handling.value.includes(first)) return drafted(words, rule);
  return verb ?? words.find((word) => nouns.value.includes(word)) ?? null;
}

/** `delete_reply` and `draft_reply` send nothing; `drafts_send` does. */
function drafted(words: readonly string[], { verbs }: MailGateRule): string | null {
  const last = words.at(-1) ?? '';
  const strong = last.startsWith('send') && verbs.value.includes(last);
  return strong || words.includes('now') ? last : null;
}
