import type { Calendar } from '../rules/time/time.ts';
import { inWords } from '../views/spoken.ts';

/** A name in backticks, as our own sentences give them; any other backtick is somebody's and is undone. */
const codeName = /(?<![`\\])`[\w.:@/-]+`(?!`)/g;

/** Signs that would start markup where they stand. An underscore inside a word is none, so that ids stay as they are. */
const markup = /[\\|`*[~]|<(?=[A-Za-z/!?])|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])|#+(?=\s|$)/gu;

function undone(text: string): string {
  return text.replace(markup, (signs) => signs.replace(/./g, '\\$&'));
}

function oneLine(text: unknown): string {
  return String(text ?? '')
    .replace(/[\p{C}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** A cell of a table: one line, nothing in it can end the cell or start markup. */
export function cell(text: unknown): string {
  const line = oneLine(text);
  let safe = '';
  let from = 0;
  for (const name of line.matchAll(codeName)) {
    safe += undone(line.slice(from, name.index)) + name[0];
    from = name.index + name[0].length;
  }
  return safe + undone(line.slice(from));
}

/** A text with some of it in Markdown already. */
export interface Marked {
  readonly marked: string;
}

/** An address, an id or a link, to be copied as it stands: code where a sign of it would read as markup. */
export function asIs(text: string | undefined): Marked {
  const line = oneLine(text);
  if (cell(line) === line) return { marked: line };
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return { marked: `${fence}${pad}${line.replaceAll('|', '\\|')}${pad}${fence}` };
}

type Cell = string | number | boolean | undefined | null | Marked;

function cellOf(value: Cell): string {
  return typeof value === 'object' && value !== null ? value.marked : cell(value);
}

/** A sentence of ours, its times as people say them (T7). */
export function sentence(text: string, calendar: Calendar): string {
  return cell(inWords(text, calendar));
}

export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return '_nothing_';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map((row) => line(row.map(cellOf)))].join('\n');
}

/** Words of an outsider: quoted line by line, so that nothing in them reads as ours. */
export function quote(text: string): string {
  return text
    .split('\n')
    .map(
      (line) =>
        `> ${cell(line).replace(/^(?:[-+=>]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))}`,
    )
    .join('\n');
}

/** A part of a page; left out where there is nothing to say. */
export function section(title: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return rows.length === 0 ? '' : `## ${title}\n\n${table(heads, rows)}`;
}

export function page(title: string, ...parts: readonly string[]): string {
  return [`# ${title}`, ...parts.filter((part) => part !== '')].join('\n\n');
}

/** The last line of a page that goes on. */
export function goesOn(address: string, cursor: string | undefined): string {
  return cursor === undefined ? '' : `Goes on: \`${address}${address.includes('?') ? '&' : '?'}cursor=${cursor}\``;
}
