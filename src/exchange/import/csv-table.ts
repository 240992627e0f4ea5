import { Readable } from 'node:stream';
import { type Options, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { fieldNamed, plainHeader } from './columns.ts';
import { type Encoding, kindOf, textOf } from './encoding.ts';

export interface CsvRow {
  /** As a spreadsheet counts: titles, blank lines and the header included. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly header: CsvRow;
  /** Rows below the header, as far as was looked ahead. */
  readonly sample: readonly CsvRow[];
  rows(): AsyncGenerator<CsvRow>;
}

/** The file cannot be read on from here. */
export class BrokenTable extends Error {
  readonly row: number;
  constructor(row: number, message: string) {
    super(message);
    this.row = row;
  }
}

/** Titles and blank lines that may stand above a header. */
const preamble = 30;
/** Rows by which it is told what a list holds. */
const looked = 200;
const previewed = 1 << 18;
const options: Options = {
  bom: true,
  // Each ends a record, whichever came first.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  // No cell of ours is that long: a quote that is never closed would swallow the rest of the file.
  max_record_size: 1_000_000,
};

/** A text that can be read from its beginning more than once. */
export interface CsvSource {
  readonly encoding: Encoding;
  /** The own file of a spreadsheet, which is no text. */
  readonly isWorkbook: boolean;
  pieces(): AsyncIterable<string>;
}

/** The problem of a file that is no text, and the way out of it. */
export const workbook = {
  problem: 'is the own file of a spreadsheet (.xlsx, .xls or .ods), and no table as text',
  next: 'save the sheet as CSV in the spreadsheet, and give that file',
};

/** A file, its encoding told by its bytes. */
export async function fileSource(path: string): Promise<CsvSource> {
  const { encoding, isWorkbook } = await kindOf(path);
  return { encoding, isWorkbook, pieces: () => textOf(path, encoding) };
}

export function textSource(text: string): CsvSource {
  return {
    encoding: 'utf-8',
    isWorkbook: false,
    async *pieces() {
      yield text.replace(/^\uFEFF/, '');
    },
  };
}

/** Finds the delimiter and the header row; null where no row names columns that are known. */
export async function openTable(source: CsvSource, named: readonly string[]): Promise<CsvTable | null> {
  if (source.isWorkbook) return null;
  const preview = await previewOf(source);
  const found = [',', ';', '\t'].map((delimiter) => headerIn(preview, delimiter, new Set(named.map(plainHeader))));
  const best = found.reduce((first, each) => (each.score > first.score ? each : first));
  if (best.score === 0) return null;
  const { delimiter, header, sample } = best;
  return { encoding: source.encoding, delimiter, header, sample, rows: () => rowsOf(source, delimiter, header) };
}

async function previewOf(source: CsvSource): Promise<string> {
  let text = '';
  for await (const piece of source.pieces()) {
    text += piece;
    if (text.length > previewed) break;
  }
  return text.length > previewed ? text.slice(0, text.lastIndexOf('\n', previewed)) : text;
}

interface Found {
  readonly delimiter: string;
  readonly score: number;
  readonly header: CsvRow;
  readonly sample: readonly CsvRow[];
}

function headerIn(preview: string, delimiter: string, named: ReadonlySet<string>): Found {
  const records = previewRecords(preview, delimiter).map((cells, n) => ({ row: n + 1, cells }));
  const none: Found = { delimiter, score: 0, header: { row: 0, cells: [] }, sample: [] };
  let best = none;
  let widest = 0;
  for (const { row, cells } of records.slice(0, preamble)) {
    const filled = cells.filter((cell) => cell.trim() !== '');
    const isData = filled.some(namesSomebody);
    // Below a row of people or companies there is no header.
    if (isData && filled.length > 1) break;
    const known = new Set(filled.flatMap((cell) => (named.has(plainHeader(cell)) ? [cell] : (fieldNamed(cell) ?? []))));
    // Words such as LinkedIn and Email stand in rows, too: a row under one as wide is a header by most of its cells alone.
    const isHeader = filled.length > widest || (known.size > 1 && known.size * 2 >= filled.length);
    widest = Math.max(widest, filled.length);
    if (!isData && isHeader && known.size > best.score)
      best = { ...none, score: known.size, header: { row, cells: cells.map((cell) => cell.trim()) } };
  }
  return { ...best, sample: records.slice(best.header.row) };
}

/** A cell that is an address, a domain or a page: values, never headings. */
export function namesSomebody(cell: string): boolean {
  const text = cell.trim();
  return (
    /^\S+@\S+\.\S+$/.test(text) ||
    /^(?:https?:\/\/|www\.)\S+$/i.test(text) ||
    /^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}$/.test(text)
  );
}

function previewRecords(preview: string, delimiter: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  try {
    parseSync(preview, {
      ...options,
      delimiter,
      to: looked,
      on_record: (record: string[]) => void records.push(record),
    });
  } catch {
    // The rows before the fault suffice to find the header.
  }
  return records;
}

async function* rowsOf(source: CsvSource, delimiter: string, header: CsvRow): AsyncGenerator<CsvRow> {
  const parser = parse({ ...options, delimiter });
  const text = Readable.from(source.pieces());
  text.on('error', (error) => parser.destroy(error)).pipe(parser);
  let row = 0;
  try {
    for await (const record of parser) {
      row += 1;
      const cells: readonly string[] = record;
      if (row > header.row && cells.some((cell) => cell.trim() !== '')) yield { row, cells };
    }
  } catch (error) {
    const isCsv = error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
    if (!isCsv) throw error;
    throw new BrokenTable(row + 1, 'a quotation mark that opens in this row is never closed');
  } finally {
    text.destroy();
  }
}
