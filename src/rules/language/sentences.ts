import type { CopyPolicy } from '../policy/copy.ts';
import { oncePerObject } from '../vocabulary/remembering.ts';
import { letters, linesOf } from './lines.ts';
import { visible } from './normalise.ts';

type SentenceRules = CopyPolicy['sentences'];

interface Lookup {
  readonly neverLast: ReadonlySet<string>;
  readonly mayBeLast: ReadonlySet<string>;
  readonly beforeNumber: ReadonlySet<string>;
  readonly openers: ReadonlySet<string>;
  readonly afterTime: ReadonlySet<string>;
  readonly beforeOrdinal: ReadonlySet<string>;
  readonly afterOrdinal: ReadonlySet<string>;
  readonly labelled: ReadonlySet<string>;
  readonly greetings: ReadonlySet<string>;
}

/** A terminator and what stands around it. */
interface Stop {
  readonly marks: string;
  readonly closers: string;
  /** The unbroken piece of text before the marks, and the word before that. */
  readonly piece: string;
  readonly before: string;
  readonly rest: string;
  readonly atLineStart: boolean;
  readonly isNumbering: boolean;
}

/** The sentences a reader counts (5.3.6, ruling K2), as they stand. Salutation and signature are none; a PS is. */
export function countSentences(text: string, rules: SentenceRules): readonly string[] {
  const lookup = lookupOf(rules);
  return linesOf(visible(text), lookup.greetings)
    .flatMap((line) => splitLine(line, lookup))
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

function splitLine(line: string, lookup: Lookup): readonly string[] {
  const asides = asidesOf(line);
  const parts: string[] = [];
  let start = 0;
  for (const found of line.matchAll(/[.!?]+/g)) {
    const end = found.index + found[0].length;
    const closers = /^["')\]]*/.exec(line.slice(end, end + 4))?.[0] ?? '';
    const next = end + closers.length;
    const glued =
      /^[A-Z][a-z]|^I[\s']/.test(line.slice(end, end + 2)) &&
      (found[0] === '.' ? /(?:^|\s)[a-z]{2,20}$/ : /(?:^|\s)[A-Za-z]{2,20}$/).test(
        line.slice(Math.max(0, found.index - 21), found.index),
      );
    if (next < line.length && line[next] !== ' ' && !glued) continue;
    const first = start + (line[start] === ' ' ? 1 : 0);
    const inside = asides.some(([from, to]) => from > first && from < found.index && found.index < to);
    if (inside || !ends(stopAt(line, { start, at: found.index, marks: found[0], closers, next }), lookup)) continue;
    parts.push(line.slice(start, next).trim());
    start = next;
  }
  return [...parts, line.slice(start).trim()];
}

function stopAt(line: string, stop: { start: number; at: number; marks: string; closers: string; next: number }): Stop {
  const head = line.slice(Math.max(stop.start, stop.at - 80), stop.at);
  const pieces = head.split(' ');
  return {
    marks: stop.marks,
    closers: stop.closers,
    piece: (pieces.at(-1) ?? '').replace(/^["'([]+/, ''),
    before: pieces.at(-2) ?? '',
    rest: line.slice(stop.next, stop.next + 80).trimStart(),
    atLineStart: stop.start === 0 && pieces.length === 1,
    isNumbering: pieces.length <= 2 && line.slice(0, stop.start).includes(`${Number(pieces.at(-1)) - 1}. `),
  };
}

function ends(stop: Stop, lookup: Lookup): boolean {
  const { marks, closers, piece, rest } = stop;
  if (rest === '') return true;
  const lower = /^\p{Ll}/u.test(rest);
  if (lower && closers !== '') return false;
  if (/^-+ \p{Ll}/u.test(rest) && marks !== '.') return false;
  if (lookup.mayBeLast.has(piece + marks)) return opens(rest, lookup);
  if (/^\.{2,}$/.test(marks)) return !lower && (!/^I\b/.test(rest) || stop.before !== '');
  if (marks !== '.') return true;
  if (closers !== '' && !/^'$/.test(closers)) return true;
  return endsAtPoint(stop, lookup, lower);
}

/** The point alone: it may belong to a number, an initial or an abbreviation. */
function endsAtPoint(stop: Stop, lookup: Lookup, lower: boolean): boolean {
  const { piece, rest } = stop;
  if (/^\d{1,2}$/.test(piece) && (stop.atLineStart || stop.isNumbering || lower || isOrdinal(stop, lookup)))
    return false;
  if (isSplit(stop)) return opens(rest, lookup);
  if (lookup.beforeNumber.has(piece) && (/^#?\d/.test(rest) || (lower && piece !== 'no'))) return false;
  if (isListed(lookup.neverLast, piece)) return false;
  if (/^\p{Lu}$/u.test(piece)) return lookup.labelled.has(bareWord(stop.before)) ? !lower : opens(rest, lookup);
  const dotted = /^(?:\p{L}\.)+\p{L}{1,2}$/u.test(piece) || /^(?:\p{L}{1,2}\.)+\p{L}$/u.test(piece);
  const isUnit =
    /^(?:[a-z]\.)+[a-z]$|^[A-Za-z]?[bcdfghjklmnpqrstvwxz]{2,5}$/.test(piece) && piece !== piece.toUpperCase();
  if (!dotted && !isUnit && !isListed(lookup.mayBeLast, piece)) return true;
  if (opens(rest, lookup)) return true;
  return (
    (isUnit || piece === piece.toLowerCase()) &&
    /^["'(]?\p{Lu}\p{Ll}/u.test(rest) &&
    !lookup.afterTime.has(letters(rest))
  );
}

/** `am 3. Mai`. */
function isOrdinal({ before, rest }: Stop, lookup: Lookup): boolean {
  return lookup.beforeOrdinal.has(before.toLowerCase()) || lookup.afterOrdinal.has(letters(rest));
}

/** An abbreviation written apart: `z. B.`, `p. ex.`. */
function isSplit({ piece, before, rest }: Stop): boolean {
  const isFirst = /^\p{Ll}$/u.test(piece) && /^\p{L}{1,3}\.(?!\.)/u.test(rest);
  return isFirst || (/^\p{Ll}\.$/u.test(before) && /^\p{L}{1,3}$/u.test(piece));
}

/** Does what follows begin as sentences do? A figure or a name may as well go on. */
function opens(rest: string, lookup: Lookup): boolean {
  return /^["'(]*[¿¡]/.test(rest) || (/^["'(]*\p{Lu}/u.test(rest) && lookup.openers.has(letters(rest)));
}

function isListed(list: ReadonlySet<string>, piece: string): boolean {
  return list.has(piece) || list.has(piece.toLowerCase());
}

function bareWord(text: string): string {
  return text.replace(/[^\p{L}]/gu, '').toLowerCase();
}

/** Brackets, and quotes after which the sentence goes on in lower case: a stop inside them ends nothing. */
function asidesOf(line: string): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  let bracket = -1;
  let quoted = -1;
  for (let i = 0; i < line.length; i += 1) {
    const char = line[i];
    if (char === '(') bracket = i;
    if (char === ')' && bracket >= 0) {
      spans.push([bracket, i]);
      bracket = -1;
    }
    if (char !== '"') continue;
    if (quoted >= 0 && /^,|^ \p{Ll}/u.test(line.slice(i + 1, i + 3))) spans.push([quoted, i]);
    quoted = quoted >= 0 ? -1 : i;
  }
  return spans;
}

const lookupOf = oncePerObject((rules: SentenceRules): Lookup => {
  const lowered = (list: readonly string[]): ReadonlySet<string> => new Set(list.map((word) => word.toLowerCase()));
  return {
    neverLast: new Set(rules.never_last.value),
    mayBeLast: new Set(rules.may_be_last.value),
    beforeNumber: new Set(rules.before_number.value),
    openers: lowered(rules.openers.value),
    afterTime: lowered(rules.after_time.value),
    beforeOrdinal: lowered(rules.before_ordinal.value),
    afterOrdinal: lowered(rules.after_ordinal.value),
    labelled: lowered(rules.labelled.value),
    greetings: lowered(rules.greetings.value),
  };
});
