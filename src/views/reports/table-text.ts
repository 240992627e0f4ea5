import { hasFields } from '../../fields.ts';
import { figureName } from '../../rules/metrics/figure-name.ts';
import { percentText } from '../../rules/metrics/figure-text.ts';
import { oftenFails, type SignalEvidence } from '../../rules/tasks/evidence-rates.ts';
import type { Calendar } from '../../rules/time/time.ts';
import { spokenTime } from '../spoken.ts';
import { type SpokenRow, spokenRow, tellingFirst } from './spoken-rows.ts';
import type { Block } from './text-blocks.ts';

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A run of values as bars of text, from nothing to the highest. */
function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, 0);
  return values.map((value) => bars[most === 0 ? 0 : Math.round((value / most) * (bars.length - 1))]).join('');
}

/** One line: nothing in it ends a cell. */
const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');

function lineOf(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** A small table of Markdown. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [lineOf(heads), lineOf(heads.map(() => '---')), ...rows.map(lineOf)];
}

/** S-7: how many of those that were looked up were false. */
export function evidenceText(evidence: SignalEvidence): string {
  const { sampled, failed } = evidence;
  if (sampled === 0) return 'not looked up';
  return `${failed} of ${sampled} failed${oftenFails(evidence) ? ', often' : ''}`;
}

function isEvidence(value: SpokenRow): value is SpokenRow & SignalEvidence {
  return typeof value.sampled === 'number' && typeof value.failed === 'number';
}

/** Columns that hold codes of ours. */
const coded: readonly string[] = ['name', 'metric', 'dimension', 'kind', 'verdict'];

/** A value as people say it; times in the policy's zone. */
export function valueText(name: string, value: unknown, calendar: Calendar): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return listText(value, calendar);
  if (hasFields(value) && isEvidence(value)) return evidenceText(value);
  if (hasFields(value))
    return Object.entries(value)
      .map(([key, each]) => `${figureName(key)} ${valueText(key, each, calendar)}`)
      .join(', ');
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return spokenTime(value, calendar);
  if (typeof value === 'number' && (name === 'share' || /_?rate$/.test(name))) return percentText(value);
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  return coded.includes(name) ? figureName(String(value)) : String(value);
}

/** A trend is told by its bars and its values, oldest first. */
function listText(list: readonly unknown[], calendar: Calendar): string {
  const values = list.flatMap((each) => (hasFields(each) && typeof each.value === 'number' ? [each.value] : []));
  if (list.length > 0 && values.length === list.length) return `${sparkline(values)} ${values.join(' ')}`;
  return list.length === 0 ? 'none' : list.map((each) => valueText('', each, calendar)).join('; ');
}

/** Whether a row counts nothing: of no cases, or all of its numbers are 0 or none, and it has some. */
function isEmpty(row: SpokenRow): boolean {
  if (row.n === 0) return true;
  const figures = Object.values(row).filter((each) => typeof each === 'number' || each === null);
  return figures.length > 0 && figures.every((each) => each === 0 || each === null);
}

interface Telling {
  readonly calendar: Calendar;
  /** Whether it is to hold every row and column. */
  readonly isFull: boolean;
}

/** Tables of a report: those of few figures in a line each, then the others; rows that count nothing are named. */
export function reportTables(tables: Readonly<Record<string, unknown>>, telling: Telling): readonly Block[] {
  const told = Object.entries(tables).map(([name, table]) => tableBlock(name, table, telling));
  const items = told.flatMap((each) => (typeof each === 'string' ? [each] : []));
  const list = { lead: [''], rows: items, gives: false };
  return [...(items.length > 0 ? [list] : []), ...told.filter((each) => typeof each !== 'string')];
}

/** A table, or the one line that says all of it. */
function tableBlock(name: string, table: unknown, { calendar, isFull }: Telling): Block | string {
  const rows = tableRows(table) ?? [];
  const title = `**${figureName(name)}**`;
  if (rows.length === 0) return `- ${title}: ${valueText(name, table, calendar)}`;
  if ('week' in (rows[0] ?? {})) return block(title, weeksText(rows));
  const filled = rows.filter((row) => !isEmpty(row));
  const empty = namesOf(rows.filter(isEmpty));
  if (filled.length === 0) return `- ${title}: nothing counted (${empty})`;
  if (!isFull && filled.every(isBrief)) return `- ${title}: ${briefly(filled, calendar)}`;
  const told = (isFull ? filled : tellingFirst(filled)).map((row) => spokenRow(row, isFull));
  const keys = [...new Set(told.flatMap((row) => Object.keys(row)))];
  const cells = told.map((row) => keys.map((key) => (key in row ? valueText(key, row[key], calendar) : '')));
  return block(title, tableOf(keys.map(figureName), cells), empty === '' ? undefined : `Nothing counted: ${empty}.`);
}

function block(title: string, table: readonly string[], end?: string): Block {
  return { lead: ['', title, '', ...table.slice(0, 2)], rows: table.slice(2), end, gives: true };
}

/** Figures that a line tells of each row, and rows that it tells. */
const inLine = { figures: 3, rows: 12 };

function isBrief(row: SpokenRow): boolean {
  const values = Object.values(row);
  const words = values.filter((each) => typeof each === 'string').length;
  return words <= 2 && values.length - words <= inLine.figures + (words === 0 ? 1 : 0) && !values.some(hasFields);
}

/** Rows of few figures in one line; figures of nothing are left out. */
function briefly(rows: readonly SpokenRow[], calendar: Calendar): string {
  const more = rows.length - inLine.rows;
  const each = rows.slice(0, inLine.rows).map((row) => {
    const figures = Object.entries(row).filter(([, value]) => typeof value === 'number' && value !== 0);
    return `${nameOf(row)}: ${figures.map(([key, value]) => `${figureName(key)} ${valueText(key, value, calendar)}`).join(', ')}`;
  });
  return [...each, ...(more > 0 ? [`${more} more with detail full`] : [])].join('; ');
}

/** The name of a row: its first words. */
function nameOf(row: SpokenRow): string {
  return Object.values(row)
    .filter((each) => typeof each === 'string' || Array.isArray(each))
    .slice(0, 2)
    .map((each) => (Array.isArray(each) ? each.join(' and ') : figureName(String(each))))
    .join(' ');
}

/** Names of rows; what several of them share stands once, before them. */
function namesOf(rows: readonly SpokenRow[]): string {
  if (!rows.every(({ dimension }) => typeof dimension === 'string')) return rows.map(nameOf).join(', ');
  const dimensions = [...new Set(rows.map(({ dimension }) => String(dimension)))];
  const signals = (of: string) => rows.filter(({ dimension }) => dimension === of).map(({ signal }) => String(signal));
  return dimensions.map((each) => `${figureName(each)} ${signals(each).join(', ')}`).join('; ');
}

/** Weeks as columns, the oldest first, each figure behind its bars. */
function weeksText(rows: readonly SpokenRow[]): readonly string[] {
  const oldest = [...rows].sort((a, b) => (String(a.week) < String(b.week) ? -1 : 1));
  const keys = Object.keys(oldest[0] ?? {}).filter((key) => key !== 'week');
  const lines = keys.map((key) => {
    const values = oldest.map((row) => Number(row[key] ?? 0));
    return [figureName(key), sparkline(values), ...values.map(String)];
  });
  return tableOf(['figure', '', ...oldest.map(({ week }) => String(week))], lines);
}

/** The rows of a table of a report; null where it is none. */
export function tableRows(table: unknown): readonly SpokenRow[] | null {
  const rows = Array.isArray(table) ? table.filter(hasFields) : [];
  return Array.isArray(table) && rows.length === table.length ? rows : null;
}
