import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../../exchange/export/csv-line.ts';
import { columnsOf, dump, type Exported, exported, type Line } from '../../exchange/export/tables.ts';
import type { Ledger } from '../../ledger/index.ts';
import { makeFolder } from '../../machine.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

export const formats = ['csv', 'json', 'both'] as const;
export type Format = (typeof formats)[number];

/** Writes what the ledger holds to files that a spreadsheet or a program reads. */
export async function exportCommand({ out = 'ladder-export', format: given = 'both', json }: Options): Promise<number> {
  const format = formats.find((each) => each === given);
  if (!format) throw new Usage(`\`--format ${given}\`: one of ${formats.join(', ')} is wanted`);
  const { ledger } = await openFromEnvironment();
  try {
    const counts = await written(ledger, out, format);
    const told = Object.entries(counts).map(([table, lines]) => `${lines} ${table}`);
    console.log(json ? JSON.stringify({ out, format, ...counts }) : `${out}: ${told.join(', ')}.`);
    return 0;
  } finally {
    await ledger.close();
  }
}

async function written(ledger: Ledger, out: string, format: Format): ReturnType<typeof exportTo> {
  try {
    return await exportTo(ledger, out, format);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new Unusable(`${out} can't be written: ${error.message}. Next: name a folder that can be, by --out`);
  }
}

/** One file a table and format; a file carries its name only once it is whole. */
export async function exportTo(
  ledger: Ledger,
  folder: string,
  format: Format,
): Promise<Readonly<Record<Exported, number>>> {
  makeFolder(folder, 0o700);
  return ledger.read((reader, moment) => {
    const columns = columnsOf(moment);
    const sheets = new Map(exported.map((table) => [table, sheetsOf(join(folder, table), columns[table], format)]));
    const counts = { accounts: 0, contacts: 0, signals: 0, tasks: 0, decisions: 0 };
    try {
      dump(reader, moment, (table, line) => {
        counts[table] += 1;
        for (const sheet of sheets.get(table) ?? []) sheet.add(line);
      });
      for (const each of sheets.values()) for (const sheet of each) sheet.end();
    } finally {
      for (const each of sheets.values()) for (const sheet of each) sheet.close();
    }
    return counts;
  });
}

interface Sheet {
  add(line: Line): void;
  end(): void;
  close(): void;
}

function sheetsOf(path: string, columns: readonly string[], format: Format): readonly Sheet[] {
  return [
    ...(format === 'json' ? [] : [csvSheet(`${path}.csv`, columns)]),
    ...(format === 'csv' ? [] : [jsonSheet(`${path}.json`, columns)]),
  ];
}

/** The mark tells Excel that it is UTF-8. */
const mark = '\ufeff';

function csvSheet(path: string, columns: readonly string[]): Sheet {
  const { write, close, end } = fileAt(path);
  write(mark + csvLine(columns));
  return { add: (line) => write(csvLine(columns.map((column) => line[column]))), end, close };
}

function jsonSheet(path: string, columns: readonly string[]): Sheet {
  const { write, close, end } = fileAt(path);
  let isFirst = true;
  write('[');
  return {
    add(line) {
      const ordered = Object.fromEntries(columns.map((column) => [column, line[column] ?? null]));
      write(`${isFirst ? '' : ','}\n${JSON.stringify(ordered)}`);
      isFirst = false;
    },
    end() {
      write('\n]\n');
      end();
    },
    close,
  };
}

const buffered = 1 << 16;

function fileAt(path: string) {
  const part = `${path}.part`;
  const file = openSync(part, 'w', 0o600);
  let text = '';
  let isOpen = true;
  const flush = () => {
    writeAll(file, Buffer.from(text));
    text = '';
  };
  const close = () => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    write(more: string) {
      text += more;
      if (text.length >= buffered) flush();
    },
    end() {
      flush();
      close();
      renameSync(part, path);
    },
    close,
  };
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
