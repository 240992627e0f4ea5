import { Readable } from 'node:stream';
import { type Options, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { fieldNamed, plainHeader } from './columns.ts';
import { type Encoding, encodingOf, textOf } from './encoding.ts';

export interface Row {
  /** As a spreadsheet counts: titles, blank lines and the header included. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly header: Row;
  rows(): AsyncGenerator<Row>;
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
const previewed = 1 << 18;
const options: Options = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  // No cell of ours is that long: a quote that is never closed would swallow the rest of the file.
  max_record_size: 1_000_000,
};

/** Finds the encoding, the delimiter and the header row; null where no row names columns that are known. */
export async function openTable(path: string, named: readonly string[]): Promise<Table | null> {
  const encoding = await encodingOf(path);
  const preview = await previewOf(path, encoding);
  const found = [',', ';', '\t'].map((delimiter) => headerIn(preview, delimiter, new Set(named.map(plainHeader))));
  const best = found.reduce((first, each) => (each.score > first.score ? each : first));
  if (best.score === 0) return null;
  const { delimiter, header } = best;
  return { encoding, delimiter, header, rows: () => rowsOf(path, { encoding, delimiter, header }) };
}

async function previewOf(path: string, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const piece of textOf(path, encoding)) {
    text += piece;
    if (text.length > previewed) break;
  }
  return text.length > previewed ? text.slice(0, text.lastIndexOf('\n', previewed)) : text;
}

interface Found {
  readonly delimiter: string;
  readonly score: number;
  readonly header: Row;
}

function headerIn(preview: string, delimiter: string, named: ReadonlySet<string>): Found {
  const records = previewRecords(preview, delimiter);
  const scored = records.map((cells, n) => {
    const known = new Set(cells.flatMap((cell) => (named.has(plainHeader(cell)) ? [cell] : (fieldNamed(cell) ?? []))));
    return { delimiter, score: known.size, header: { row: n + 1, cells: cells.map((cell) => cell.trim()) } };
  });
  return scored.reduce((best, each) => (each.score > best.score ? each : best), {
    delimiter,
    score: 0,
    header: { row: 0, cells: [] },
  });
}

function previewRecords(preview: string, delimiter: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  try {
    parseSync(preview, {
      ...options,
      delimiter,
      to: preamble,
      on_record: (record: string[]) => void records.push(record),
    });
  } catch {
    // What came before the fault is enough to know the header by.
  }
  return records;
}

async function* rowsOf(path: string, table: Omit<Table, 'rows'>): AsyncGenerator<Row> {
  const parser = parse({ ...options, delimiter: table.delimiter });
  const text = Readable.from(textOf(path, table.encoding));
  text.on('error', (error) => parser.destroy(error)).pipe(parser);
  let row = 0;
  try {
    for await (const record of parser) {
      row += 1;
      const cells: readonly string[] = record;
      if (row > table.header.row && cells.some((cell) => cell.trim() !== '')) yield { row, cells };
    }
  } catch (error) {
    const isCsv = error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
    if (!isCsv) throw error;
    throw new BrokenTable(row + 1, 'a quotation mark that opens in this row is never closed');
  } finally {
    text.destroy();
  }
}
