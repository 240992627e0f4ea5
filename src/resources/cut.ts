import { room as rooms } from '../rules/vocabulary/limits.ts';

const room = rooms.answer - rooms.afterPage;

/** Characters that a text takes in either half of an answer: signs that JSON escapes count twice. */
const sizeOf = (text: string) => JSON.stringify(text).length;

export interface Cut<Part> {
  readonly part: Part;
  /** The place at which the text goes on. */
  readonly next?: number;
}

export function fits(data: object, markdown: string): boolean {
  return JSON.stringify(data).length <= room && sizeOf(markdown) <= room;
}

/** A page from one of its lines on, cut at a whole one. It begins with what the cut took from it: title, heading, head of the table. */
export function cutLines(markdown: string, from: number): Cut<string> | null {
  const lines = markdown.split('\n');
  if (from < 0 || from >= lines.length) return null;
  const head = from === 0 ? [] : headBefore(lines, from);
  let end = from;
  for (let used = sizeOf(head.join('\n')); end < lines.length; end += 1) {
    used += sizeOf(lines[end] ?? '');
    if (used > room && end > from) break;
  }
  const shown = [...head, ...lines.slice(from, end)];
  const isOpen = isInFence(lines, end);
  const part = [...shown, ...(isOpen ? ['```'] : [])].join('\n').trimEnd();
  return end < lines.length ? { part, next: end } : { part };
}

const isFence = (line: string) => line.startsWith('```');

function isInFence(lines: readonly string[], end: number): boolean {
  return lines.slice(0, end).filter(isFence).length % 2 === 1;
}

function headBefore(lines: readonly string[], from: number): readonly string[] {
  const before = lines.slice(0, from);
  const [title = ''] = before;
  const heading = before.filter((line) => /^##+ /.test(line)).at(-1);
  const top = [title, '', ...(heading === undefined ? [] : [heading, ''])];
  if (isInFence(lines, from)) return [...top, before.filter(isFence).at(-1) ?? ''];
  const isRow = (line: string | undefined) => line?.startsWith('|') === true;
  if (!isRow(lines[from]) || !isRow(before.at(-1))) return top;
  const start = before.findLastIndex((line) => !isRow(line)) + 1;
  return [...top, ...before.slice(start, start + 2)];
}

type Path = readonly (string | number)[];

interface PathValue {
  readonly path: Path;
  readonly value: unknown;
}

/** Larger values are taken apart into their fields or items. */
const whole = 6000;

function rowsOf(value: unknown, path: Path): readonly PathValue[] {
  const isLarge = typeof value === 'object' && value !== null && JSON.stringify(value).length > whole;
  if (!isLarge) return [{ path, value }];
  const parts: readonly [string | number, unknown][] = Array.isArray(value)
    ? value.map((each, n) => [n, each])
    : Object.entries(value);
  return parts.flatMap(([name, each]) => rowsOf(each, [...path, name]));
}

/** Data from one of its rows on: what names the whole stands on each page, each other row on one of them. */
export function cutRows(data: Readonly<Record<string, unknown>>, from: number): Cut<Record<string, unknown>> | null {
  const isName = (value: unknown) => typeof value !== 'object' || value === null;
  const names = Object.fromEntries(Object.entries(data).filter(([, value]) => isName(value)));
  const rows = Object.entries(data)
    .filter(([, value]) => !isName(value))
    .flatMap(([name, value]) => rowsOf(value, [name]));
  if (from < 0 || from >= rows.length) return null;
  let end = from;
  for (let used = JSON.stringify(names).length; end < rows.length; end += 1) {
    used += costOf(rows[end], rows[end - 1]);
    if (used > room && end > from) break;
  }
  const part = { ...names, ...assembled(rows.slice(from, end)) };
  return end < rows.length ? { part, next: end } : { part };
}

/** Characters that a row adds behind the one before it: its value under its name, and the names of what is begun with it. */
function costOf(row: PathValue | undefined, before: PathValue | undefined): number {
  if (!row) return 0;
  const begun = row.path.filter((name, n) => name !== before?.path[n]);
  return JSON.stringify(row.value).length + begun.reduce<number>((sum, name) => sum + String(name).length + 6, 0);
}

/** The rows at their places; lists hold those of their items that are among them. */
function assembled(rows: readonly PathValue[]): Record<string, unknown> {
  const top: Record<string, unknown> = {};
  const places = new Map<string, object>([['', top]]);
  for (const { path, value } of rows) put(path, value, places);
  return top;
}

function put(path: Path, value: unknown, places: Map<string, object>): void {
  const name = path.at(-1);
  const parent = path.slice(0, -1);
  if (name === undefined) return;
  const key = JSON.stringify(parent);
  const place = parent.length === 0 ? places.get('') : places.get(key);
  if (place) {
    if (Array.isArray(place)) place.push(value);
    else Reflect.set(place, name, value);
    return;
  }
  const made: object = typeof name === 'number' ? [] : {};
  places.set(key, made);
  put(parent, made, places);
  put(path, value, places);
}
