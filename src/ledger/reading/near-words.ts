import { domainToASCII } from 'node:url';
import { isLegalForm, nameKey } from '../../rules/identity/company-name.ts';
import { registrableDomain } from '../../rules/identity/domain-name.ts';
import { search } from '../../rules/vocabulary/limits.ts';
import type { Rows } from '../engine/rows.ts';

/** Sorts after every continuation of a text. */
export const afterWord = (text: string) => `${text}\u{10ffff}`;

const isWord = (word: string) => word !== '';

/** `acme.c` or `https://www.acme.com` looks for a domain, `Acme Corp` for words of a name; each is the start of one. */
export function wordsOf(query: string | undefined): readonly string[] {
  const text = query?.trim().toLowerCase() ?? '';
  if (text === '') return [];
  const address = registrableDomain(text);
  if ('domain' in address) return [address.domain];
  if (/^[a-z0-9-]+(\.[a-z0-9-]*)+$/.test(text)) return [text];
  return nameKey(text).split(' ').filter(isWord);
}

/**
 * Other readings of a query that finds nothing: its words without legal forms, run together, as an international domain,
 * and each with one letter amiss.
 */
export function spellings(query: string, kind: 'word' | 'person', q: Rows): readonly (readonly string[])[] {
  const words = wordsOf(query);
  const plain = words.filter((word) => !isLegalForm(word));
  const kept = plain.length > 0 ? plain : words;
  const whole = kept.join('');
  const ascii = domainToASCII(query.trim().toLowerCase().replace(/\s+/g, ''));
  const others = [
    ...(kept.length < words.length ? [kept] : []),
    ...(kept.length > 1 ? [whole, ...nearly(whole, kind, q)].map((word) => [word]) : []),
    ...(ascii.startsWith('xn--') ? [[ascii]] : []),
  ];
  const known = kept.map((word) => begins(word, kind, q));
  const isSure = known.every((each) => each);
  const alternatives = kept.map((word, n) => (known[n] && !isSure ? [word] : [word, ...nearly(word, kind, q)]));
  return [...others, ...product(alternatives).slice(0, search.readings)].filter(
    (each) => each.join(' ') !== words.join(' '),
  );
}

/** Words on file that differ from one by a letter too many, too few, wrong or exchanged with its neighbour. */
function nearly(word: string, kind: string, q: Rows): readonly string[] {
  const [label = ''] = word.split('.');
  if (label.length < search.shortest) return [];
  const words = JSON.stringify([...variants(label, knownStart(label, kind, q))]);
  const found = q.wordsAmong.all({ words, kind, limit: search.corrections });
  return found.map(({ key }) => key).filter((key) => key !== word);
}

/** Whether a word on file begins so. */
function begins(start: string, kind: string, q: Rows): boolean {
  return (q.keyCount.get({ kind, start, end: afterWord(start), limit: 1 })?.n ?? 0) > 0;
}

/** How many first letters of a word some word on file begins with: a letter amiss beyond them is on no file. */
function knownStart(word: string, kind: string, q: Rows): number {
  let known = 0;
  while (known < word.length && begins(word.slice(0, known + 1), kind, q)) known += 1;
  return known;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Spellings with one letter amiss, after so many right ones at most. */
function variants(word: string, right: number): ReadonlySet<string> {
  const signs = [...new Set(letters + word)];
  const unfolded = word.replace(/([aou])e/g, '$1');
  const found = new Set<string>([word, unfolded]);
  for (let n = 0; n <= right; n++) {
    const [before, after] = [word.slice(0, n), word.slice(n)];
    found.add(before + after.slice(1));
    if (after.length > 1) found.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
    for (const sign of signs) {
      found.add(before + sign + after);
      // A first letter is not mistaken, and another one begins another name.
      if (n > 0 && after !== '') found.add(before + sign + after.slice(1));
    }
  }
  found.delete('');
  return found;
}

function product(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let all: readonly (readonly string[])[] = [[]];
  for (const list of lists)
    all = all.flatMap((words) => list.map((word) => [...words, word])).slice(0, search.readings * 4);
  return all;
}
