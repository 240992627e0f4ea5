import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { boardField } from './board-columns.ts';
import { fieldNamed, optOutField, plainHeader } from './columns.ts';
import { BrokenTable, type CsvRow, namesSomebody } from './csv-table.ts';
import type { List } from './import-list.ts';
import type { OpenList } from './open-list.ts';

/** A board in a file, from its headings on: boards that were put together each name columns of their own. */
export interface BoardPart {
  readonly header: CsvRow;
  readonly list: List;
}

/** A row of a board, under the headings of its own part. */
export interface BoardRow {
  readonly row: CsvRow;
  readonly list: List;
  /** The row stands beneath that of an account, and is no account. */
  readonly isSubitem: boolean;
}

/** The parts of a file, read to its end before anything is written: what one of them lacks keeps the file out. */
export async function boardParts({ list, table, under }: OpenList): Promise<readonly BoardPart[] | Refusal> {
  const parts: BoardPart[] = [{ header: table.header, list }];
  const lacking = whatLacks({ header: table.header, list });
  if (lacking) return lacking;
  let header: readonly string[] = list.header;
  try {
    for await (const row of table.rows()) {
      if (isHeader(row, header) || isOfSubitems(row) || !namesColumns(row, list)) continue;
      const trimmed = { row: row.row, cells: withoutEnd(row.cells) };
      const part = { header: trimmed, list: under(trimmed) };
      const refusal = whatLacks(part);
      if (refusal) return refusal;
      parts.push(part);
      header = trimmed.cells;
    }
  } catch (error) {
    if (!(error instanceof BrokenTable)) throw error;
    return refuse('INVALID_INPUT', {
      clause: '3',
      ruling: 'A12',
      found: `row ${error.row} of ${list.file}: ${error.message}`,
      next: 'close it, and adopt the file again; nothing was taken',
    });
  }
  return parts;
}

/** Rows of accounts alone: Monday repeats title and headings for each group of a board. */
export async function* boardRows({ table }: OpenList, parts: readonly BoardPart[]): AsyncGenerator<BoardRow> {
  let part: BoardPart | undefined;
  let waiting: BoardRow | null = null;
  let isBeneath = false;
  let next = 0;
  for await (const row of table.rows()) {
    const isNext: boolean = parts[next + 1]?.header.row === row.row;
    if (isNext) next += 1;
    part = parts[next];
    if (!part) return;
    const opensSubitems = isOfSubitems(row);
    const isHeading = isNext || opensSubitems || isHeader(row, part.list.header);
    isBeneath = opensSubitems || (isBeneath && isIndented(row));
    if (waiting && !(isHeading && !opensSubitems && isTitle(waiting.row))) yield waiting;
    waiting = isHeading ? null : { row, list: part.list, isSubitem: isBeneath };
  }
  if (waiting) yield waiting;
}

function isHeader({ cells }: CsvRow, header: readonly string[]): boolean {
  return header.every((heading, n) => plainHeader(cells[n] ?? '') === plainHeader(heading));
}

/** Monday puts the subitems of an item beneath it, under headings of their own, each with nothing in its first cell. */
function isOfSubitems({ cells: [first = '', second = ''] }: CsvRow): boolean {
  return plainHeader(first) === 'subitems' && plainHeader(second) === 'name';
}

const isIndented = ({ cells: [first = ''] }: CsvRow) => first.trim() === '';

function isTitle({ cells }: CsvRow): boolean {
  return cells.filter((cell) => cell.trim() !== '').length === 1;
}

/** How many headings that are known make a row one of headings, where they are half of it or more. */
const knownAtLeast = 3;

function namesColumns({ cells }: CsvRow, { header, vendor }: List): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.some(namesSomebody)) return false;
  const own = new Set(header.map(plainHeader));
  const all = new Set(filled.map(plainHeader));
  const known = [...all].filter((plain) => own.has(plain) || (boardField(plain, vendor, all) ?? fieldNamed(plain)));
  return known.length >= knownAtLeast && known.length * 2 >= filled.length;
}

function withoutEnd(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1).map((cell) => cell.trim());
}

/** Reasons to refuse the whole list: no column of stages, opt-outs that nobody named. */
function whatLacks({ header, list }: BoardPart): Refusal | null {
  const of = { clause: '3', ruling: 'A12' };
  const names = `row ${header.row} names ${list.header.join(', ')}`;
  if (!list.columns.has('stage'))
    return refuse('INVALID_INPUT', {
      ...of,
      found: `${list.file} has no column of stages; ${names}`,
      next: 'name it with --map stage=COLUMN; a table that is no board is left out of the file',
    });
  if (list.isOptOutNamed) return null;
  return refuse('INVALID_INPUT', {
    ...of,
    clause: '3.5',
    found: `${list.file} has no column that says who opted out; ${names}`,
    next: `name it with --map ${optOutField}=COLUMN${amongStates(list)}, after adding one if the list has none: who opted out comes first`,
  });
}

/** The columns whose states may be all that a list tells of opt-outs. */
function amongStates({ header, optOuts }: List): string {
  const states = [...optOuts.keys()].map((n) => `\`${header[n] ?? ''}\``);
  return states.length === 0 ? '' : ` (${states.join(', ')} if its states are where the list tells it)`;
}
