import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ImportOptions, importFile } from '../../../src/commands/data/import.ts';
import type { RowReport } from '../../../src/exchange/import/row-report.ts';
import type { Ledger } from '../../../src/ledger/index.ts';

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ladder-lists-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export interface Imported {
  readonly code: number;
  readonly read: {
    readonly from: string;
    readonly kind: string;
    readonly columns: Readonly<Record<string, string[]>>;
  } & Readonly<Record<string, unknown>>;
  readonly rows: readonly RowReport[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly progress: string;
}

type Wishes = Partial<Omit<ImportOptions, 'file' | 'json'>>;

/** Writes the list to a real file and imports it; applied unless a test says otherwise. */
export async function take(ledger: Ledger, content: string | Buffer, wishes: Wishes = {}): Promise<Imported> {
  const { out, progress, code } = await run(ledger, content, { ...wishes, json: true });
  const { read, rows, summary } = out === '' ? { read: {}, rows: [], summary: {} } : JSON.parse(out);
  return { code, read, rows, summary, progress };
}

export async function run(ledger: Ledger, content: string | Buffer, wishes: Wishes & { readonly json?: boolean }) {
  const file = join(folder(), 'list.csv');
  writeFileSync(file, content);
  let out = '';
  let progress = '';
  const output = {
    out(text: string) {
      out += text;
    },
    progress(text: string) {
      progress += text;
    },
  };
  const options = {
    role: 'sales.ops',
    map: new Map<string, string>(),
    apply: true,
    json: false,
    ...wishes,
    file,
  } as const;
  const code = await importFile(ledger, options, output);
  return { code, out, progress };
}

/** Row number and outcome of each row. */
export const outcomes = ({ rows }: Imported) => rows.map(({ row, outcome }) => `${row} ${outcome}`);
