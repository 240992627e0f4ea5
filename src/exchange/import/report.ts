import type { CsvTable } from './csv-table.ts';
import type { List } from './import-list.ts';
import { differsText } from './on-file-differences.ts';
import type { RowReport } from './row-report.ts';

export interface Counts {
  rows: number;
  taken: number;
  duplicate: number;
  refused: number;
  unmatched: number;
  left_out: number;
  /** Rows that say otherwise than what is on file. */
  differing: number;
  /** Companies taken whose name another account nearly has. */
  near_duplicates: number;
  /** Rows whose person is never written to from now on. */
  suppressed: number;
}

export const noCounts = (): Counts => ({
  rows: 0,
  taken: 0,
  duplicate: 0,
  refused: 0,
  unmatched: 0,
  left_out: 0,
  differing: 0,
  near_duplicates: 0,
  suppressed: 0,
});

export function count(counts: Counts, reports: readonly RowReport[]): void {
  for (const { outcome, left_out, suppressed, differs, near } of reports) {
    counts.rows += 1;
    counts[outcome] += 1;
    counts.left_out += left_out?.length ?? 0;
    counts.differing += differs ? 1 : 0;
    counts.near_duplicates += near ? 1 : 0;
    counts.suppressed += suppressed === undefined ? 0 : 1;
  }
}

const delimiters: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' };

/** How the file was read, before any row. */
export function readingOf(list: List, { encoding, delimiter, header }: CsvTable) {
  const columns = [...list.columns].map(([field, at]) => [field, at.map((n) => header.cells[n] ?? '')] as const);
  return {
    file: list.file,
    from: list.vendor,
    kind: list.kind,
    encoding,
    delimiter: delimiters[delimiter] ?? delimiter,
    header_row: header.row,
    columns: Object.fromEntries(columns),
    ...(list.constants.size > 0 ? { for_every_row: Object.fromEntries(list.constants) } : {}),
    ...(list.optOuts.size > 0 ? { opt_out_columns: [...list.optOuts.keys()].map((n) => header.cells[n] ?? '') } : {}),
    left_out_columns: list.unknown,
  };
}

export function readingText(list: List, table: CsvTable): string {
  const {
    from,
    kind,
    encoding,
    delimiter,
    header_row,
    columns,
    for_every_row = {},
    opt_out_columns,
  } = readingOf(list, table);
  const used = Object.entries(columns).map(([field, headers]) => `${field} = ${headers.join(' or ')}`);
  return [
    `${list.file}: ${kind}, read as ${from === 'list' ? 'a plain list' : `${from} export`} (${encoding}, ${delimiter}), header in row ${header_row}`,
    `columns: ${used.join('; ')}`,
    ...Object.entries(for_every_row).map(([field, words]) => `for every row: ${field} = ${JSON.stringify(words)}`),
    ...(opt_out_columns ? [`opt-outs: ${opt_out_columns.join(', ')}`] : []),
    ...(list.unknown.length > 0 ? [`left out: ${list.unknown.join(', ')}`] : []),
  ].join('\n');
}

/** Rows as a person reads them: those that need nobody's eye as spans, each other one with its reason. */
export class Spans {
  #outcome: RowReport['outcome'] | null = null;
  #from = 0;
  #to = 0;

  /** The lines that are complete now. */
  add(reports: readonly RowReport[]): string {
    return reports.map((report) => this.#line(report)).join('');
  }

  end(): string {
    const { from, to, outcome } = { from: this.#from, to: this.#to, outcome: this.#outcome };
    this.#outcome = null;
    if (outcome === null) return '';
    return `${from === to ? `row ${from}` : `rows ${from}-${to}`}: ${outcome}\n`;
  }

  #line(report: RowReport): string {
    const { row, outcome } = report;
    const isPlain = isSettled(report);
    if (isPlain && outcome === this.#outcome) {
      this.#to = row;
      return '';
    }
    const before = this.end();
    if (!isPlain) return `${before}${rowText(report)}\n`;
    this.#outcome = outcome;
    this.#from = row;
    this.#to = row;
    return before;
  }
}

/** Whether a row was taken, or stood on file, and nothing is to be said of it. */
function isSettled({ outcome, left_out, suppressed, differs, near }: RowReport): boolean {
  const isIn = outcome === 'taken' || outcome === 'duplicate';
  return isIn && !left_out && !differs && !near && suppressed === undefined;
}

/** Whether a row was taken whole, as it came. */
export function isSimplyTaken(report: RowReport): boolean {
  return report.outcome === 'taken' && isSettled(report);
}

/** A row with its outcome and the reason. */
export function rowText(report: RowReport): string {
  const { row, outcome, because, wanted, left_out, suppressed, differs, near } = report;
  const field = report.field && !because?.startsWith('`') ? ` \`${report.field}\`` : '';
  const without = (left_out ?? []).map(
    (each) => `without ${each.field}: it is \`${each.given}\`, wanted ${each.wanted}`,
  );
  const stopped = suppressed === undefined ? undefined : `suppressed: ${suppressed}`;
  const otherwise = differs && outcome !== 'refused' ? differsText(differs) : undefined;
  const twins = near ? `nearly the same name: ${near.join(', ')}` : undefined;
  const why = [
    because,
    wanted === undefined ? undefined : `wanted: ${wanted}`,
    ...without,
    otherwise,
    twins,
    stopped,
  ].filter((each) => each);
  return `row ${row}: ${outcome}${why.length > 0 ? `:${field} ${why.join('; ')}` : ''}`;
}

export function summaryText(
  { rows, taken, duplicate, refused, unmatched, suppressed, differing, near_duplicates }: Counts,
  isApplied: boolean,
): string {
  const head = `${rows} row${rows === 1 ? '' : 's'}: ${taken} ${isApplied ? 'taken' : 'would be taken'}, ${duplicate} on file already, ${refused} refused, ${unmatched} without an account`;
  const queue = unmatched > 0 ? " People without an account wait in sales.ops's sweep." : '';
  const stopped = suppressed > 0 ? `; ${suppressed} suppressed` : '';
  const other = differing > 0 ? `; ${differing} say otherwise than what is on file` : '';
  const twins = near_duplicates > 0 ? `; ${near_duplicates} with nearly the name of another account` : '';
  return `${head}${stopped}${other}${twins}.${isApplied ? queue : ' Nothing was written; --apply does it.'}`;
}
