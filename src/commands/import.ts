import { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fieldsOf, type ImportKind, importKinds, optOutField, plainHeader } from '../exchange/import/columns.ts';
import { openTable, type Table } from '../exchange/import/csv-table.ts';
import type { List } from '../exchange/import/import-list.ts';
import { importRows, type RowReport, toolFor } from '../exchange/import/import-rows.ts';
import { mapColumns } from '../exchange/import/map-columns.ts';
import { optOutColumn } from '../exchange/import/opt-out.ts';
import { count, noCounts, readingOf, readingText, Spans, summaryText } from '../exchange/import/report.ts';
import type { Ledger } from '../ledger/index.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { type Refusal, refusalText, refuse } from '../rules/vocabulary/refusal.ts';
import type { Role } from '../rules/vocabulary/roles.ts';
import { openActing } from './environment.ts';
import { type Options, Unusable, Usage } from './options.ts';

export interface ImportOptions {
  readonly file: string;
  readonly role: Role;
  readonly principal?: string | undefined;
  /** The role key that proves the principal. */
  readonly key?: string | undefined;
  readonly kind?: ImportKind | undefined;
  readonly map: ReadonlyMap<string, string>;
  readonly apply: boolean;
  readonly json: boolean;
}

/** Where the report and the progress go. */
export interface Output {
  out(text: string): Promise<void> | void;
  progress(text: string): void;
}

/** Takes a list in, row by row, by the rules of the tools; without `--apply` it only says what would be. */
export async function importCommand(options: Options): Promise<number> {
  const [file, stray] = options.positionals;
  if (file === undefined || stray !== undefined) throw new Usage('import takes one FILE');
  const wished = { kind: kindFrom(options.kind), map: mapFrom(options.map ?? []) };
  const { ledger, caller } = await openActing(options);
  try {
    const wishes = { ...caller, ...wished };
    return await importFile(
      ledger,
      { file, ...wishes, apply: options.apply ?? false, json: options.json },
      standardOutput,
    );
  } finally {
    await ledger.close();
  }
}

function kindFrom(given: string | undefined): ImportKind | undefined {
  const kind = importKinds.find((each) => each === given);
  if (given !== undefined && !kind) throw new Usage(`\`--kind ${given}\`: one of ${importKinds.join(', ')} is wanted`);
  return kind;
}

/** `email=E-Mail,company=Firma`; several are joined. */
function mapFrom(given: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Set([...Object.values(fieldsOf).flat(), optOutField]);
  const pairs = given
    .flatMap((each) => each.split(/,(?=\s*\w+\s*=)/))
    .map((pair) => {
      const [field = '', ...column] = pair.split('=');
      if (!fields.has(field.trim()) || column.length === 0)
        throw new Usage(`\`--map ${pair}\`: field=column is wanted; the fields are ${[...fields].join(', ')}`);
      return [field.trim(), column.join('=').trim()] as const;
    });
  return new Map(pairs);
}

const standardOutput: Output = {
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    }),
  progress: (text) => void process.stderr.write(text),
};

export async function importFile(ledger: Ledger, options: ImportOptions, output: Output): Promise<number> {
  const { file, role, principal, key, apply } = options;
  const adoption = await ledger.read((_, { policy }) => policy.adoption);
  const { list, table } = await openList(options, adoption);
  const tool = toolFor(list.kind);
  if (!tool.callers.includes(role)) {
    const refusal = notYours(list, tool.callers, role);
    if (apply)
      await ledger.recordRefusal(
        {
          role,
          client: 'ladder import',
          principal,
          key,
          tool: tool.name,
          args: { file: basename(file) },
          dryRun: false,
        },
        refusal,
      );
    output.progress(`${refusalText(refusal)}\n`);
    return 1;
  }
  const store = apply ? ledger : await ledger.rehearse();
  try {
    return await report(store, { list, table }, options, output);
  } finally {
    if (store !== ledger) await store.close();
  }
}

async function openList(
  { file, kind, map }: ImportOptions,
  adoption: PolicyValues['adoption'],
): Promise<{ readonly list: List; readonly table: Table }> {
  const found = await stat(file).catch((error: unknown) => error);
  if (found instanceof Error || !(found instanceof Stats && found.isFile()))
    throw new Unusable(`${file} can't be read: ${found instanceof Error ? found.message : 'it is no file'}`);
  const table = await openTable(file, [...map.values()]);
  if (!table)
    throw new Unusable(
      `${file}: no header row with known column names stands in its first 30 rows; name columns with --map field=column`,
    );
  const { header } = table;
  const missing = [...map.values()].filter(
    (column) => !header.cells.some((cell) => plainHeader(cell) === plainHeader(column)),
  );
  if (missing.length > 0)
    throw new Unusable(
      `${file} has no column ${missing.join(', ')}; row ${header.row} names ${header.cells.join(', ')}`,
    );
  const mapped = mapColumns(
    header.cells,
    { kind, map, optOut: (heading) => optOutColumn(heading, adoption) },
    table.sample,
  );
  const written = found.mtime.toISOString().slice(0, 10);
  return { list: { ...mapped, file: basename(file), header: header.cells, written }, table };
}

function notYours({ kind }: List, callers: readonly Role[], role: Role): Refusal {
  return refuse('NOT_PERMITTED', {
    clause: kind === 'signals' ? '3.2.1' : '3.1',
    ruling: kind === 'signals' ? 'A9' : 'A1',
    found: `${role} imports no ${kind}`,
    next: `let ${callers.join(' or ')} import them: --as ROLE`,
  });
}

async function report(
  store: Ledger,
  { list, table }: { readonly list: List; readonly table: Table },
  { role, principal, key, apply, json }: ImportOptions,
  output: Output,
): Promise<number> {
  const counts = noCounts();
  const spans = new Spans();
  const began = performance.now();
  let told = began;
  await output.out(
    json ? `{"read":${JSON.stringify(readingOf(list, table))},"rows":[` : `${readingText(list, table)}\n`,
  );
  const onRows = async (reports: readonly RowReport[]) => {
    const first = counts.rows === 0;
    count(counts, reports);
    const lines = json
      ? `${first ? '' : ','}\n${reports.map((each) => JSON.stringify(each)).join(',\n')}`
      : spans.add(reports);
    if (lines !== '') await output.out(lines);
    if (performance.now() - told < 2000) return;
    told = performance.now();
    output.progress(`${counts.rows} rows, ${Math.round(counts.rows / ((told - began) / 1000))} a second\n`);
  };
  const together = store.together.bind(store);
  const caller = { role, client: 'ladder import', principal, key };
  const stopped = await importRows(table.rows(), { list, ...caller, together, onRows });
  const ended = { ...counts, applied: apply, ...(stopped ? { stopped: refusalText(stopped) } : {}) };
  await output.out(
    json ? `\n],"summary":${JSON.stringify(ended)}}\n` : `${spans.end()}${summaryText(counts, apply)}\n`,
  );
  if (stopped) output.progress(`${refusalText(stopped)}\n`);
  const isInVain = counts.rows > 0 && counts.taken + counts.duplicate + counts.unmatched === 0;
  return stopped ? 1 : isInVain ? 2 : 0;
}
