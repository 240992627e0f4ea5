import type { PolicyValues } from '../../rules/policy/policy.ts';
import type { CalendarDate } from '../../rules/time/time.ts';
import { dateIn } from '../../rules/time/written-date.ts';
import { boardFields } from './board-columns.ts';

import { fieldsOf, type ListKind, listFields, optOutField, plainHeader } from './columns.ts';
import { type CsvRow, type CsvSource, type CsvTable, openTable, workbook } from './csv-table.ts';
import type { List } from './import-list.ts';
import { mapColumns } from './map-columns.ts';
import { optOutColumn } from './opt-out.ts';

/** How a caller wants a list to be read. */
export interface Wanted {
  readonly kind?: ListKind | undefined;
  /** Column names by field; `=words` says for every row what no column of the list does. */
  readonly map: ReadonlyMap<string, string>;
  /** The day that the list is of (G-3). */
  readonly as_of?: string | undefined;
  /** The list is a board: accounts, each at a stage, and their people (A12). */
  readonly board?: boolean | undefined;
}

export interface OpenList {
  readonly list: List;
  readonly table: CsvTable;
  /** The same list under another row of headings, where several stand in one file. */
  under(header: CsvRow): List;
}

export interface CannotRead {
  readonly problem: string;
  readonly next: string;
}

export const mappable: ReadonlySet<string> = new Set([...Object.values(fieldsOf).flat(), optOutField]);

interface Named {
  readonly file: string;
  readonly written: CalendarDate;
  readonly today: CalendarDate;
}

/** Reads the header row of a list; `written` is the day that it was written, as far as is known. */
export async function openListFile(
  source: CsvSource,
  { kind, map: wished, as_of, board }: Wanted,
  { file, written, today }: Named,
  adoption: PolicyValues['adoption'],
): Promise<OpenList | CannotRead> {
  const stranger = [...wished.keys()].find((field) => !mappable.has(field) && !(board && boardFields.includes(field)));
  if (stranger !== undefined)
    return { problem: `\`map\` names no field \`${stranger}\``, next: `name one of ${[...mappable].join(', ')}` };
  const { columns: map, constants } = sorted(wished);
  const personal = [...constants].find(([field, words]) => !listFields.has(field) || words === '');
  if (personal)
    return {
      problem: `\`map\` gives \`${personal[0]}\` as \`=${personal[1].slice(0, 40)}\` for every row`,
      next: `after = say what all rows have in common, in one of ${[...listFields].join(', ')}; else name a column`,
    };
  const day = as_of === undefined ? undefined : dateIn(as_of);
  if (as_of !== undefined && (day === undefined || day > today))
    return {
      problem: `\`as_of\` is \`${as_of.slice(0, 40)}\``,
      next: `give a date such as 2026-04-21, not after today (${today})`,
    };
  const table = await openTable(source, [...map.values()]);
  if (!table) return noTable(file, source, map);
  const { header } = table;
  const own = ownTable(header.cells);
  if (own)
    return {
      problem: `${file} is the table \`${own}\` of ladder export: its rows name people and acts by ids of the ledger they come from, and not all that a note needs`,
      next: 'import accounts.csv, then contacts.csv; to move a ledger whole, take its database and its keys folder along',
    };
  const isThere = (column: string) => header.cells.some((cell) => plainHeader(cell) === plainHeader(column));
  const missing = [...map].filter(([, column]) => !isThere(column));
  if (missing.length > 0)
    return {
      problem: `${file} has no column ${wishes(missing)}`,
      next: `row ${header.row} names ${header.cells.join(', ')}`,
    };
  const optOut = (heading: string) => optOutColumn(heading, adoption);
  const told = kind ?? (constants.has('type') ? 'signals' : undefined);
  const under = ({ cells }: CsvRow): List => {
    const mapped = mapColumns(cells, { kind: told, map, optOut, board }, table.sample);
    return { ...mapped, file, header: cells, written, constants, ...(day ? { as_of: day } : {}) };
  };
  return { list: under(header), table, under };
}

/** Columns that `map` names and no row has. */
const wishes = (given: Iterable<readonly [string, string]>): string =>
  [...given].map(([field, column]) => `\`${column}\`, which \`map\` names for ${field}`).join(', ');

function noTable(file: string, { isWorkbook }: CsvSource, map: ReadonlyMap<string, string>): CannotRead {
  if (isWorkbook) return { ...workbook, problem: `${file} ${workbook.problem}` };
  const asked = map.size === 0 ? '' : `, or with ${wishes(map)},`;
  return {
    problem: `${file}: no header row with known column names${asked} stands in its first 30 rows`,
    next: 'name columns with --map field=column, or as `map`',
  };
}

/** A wish that begins with `=` names no column: it is what every row says. */
function sorted(wished: Wanted['map']) {
  const isConstant = ([, column]: readonly [string, string]) => column.trim().startsWith('=');
  const all = [...wished];
  return {
    columns: new Map(all.filter((each) => !isConstant(each))),
    constants: new Map(all.filter(isConstant).map(([field, words]) => [field, words.trim().slice(1).trim()])),
  };
}

/** Tables of our own export that tell of a ledger's inside, by headings that no other list has together. */
const ownTables: Readonly<Record<string, readonly string[]>> = {
  signals: ['counts_from', 'filed_by', 'rests_on'],
  tasks: ['opened_at', 'due_at', 'closed_by'],
  decisions: ['seq', 'policy_version', 'decided'],
};

function ownTable(header: readonly string[]): string | undefined {
  return Object.keys(ownTables).find((name) => ownTables[name]?.every((heading) => header.includes(heading)));
}
