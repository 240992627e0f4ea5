/** Lists taken in, files written, and the ledger kept: import, adopt, export, verify, rebuild, backup, restore. */

import { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isListKind, type ListKind, listKinds } from '../../exchange/import/columns.ts';
import { fileSource } from '../../exchange/import/csv-table.ts';
import type { List } from '../../exchange/import/import-list.ts';
import { importRows, toolFor } from '../../exchange/import/import-rows.ts';
import { mappable, type OpenList, openListFile, type Wanted } from '../../exchange/import/open-list.ts';
import { count, noCounts, readingOf, readingText, Spans, summaryText } from '../../exchange/import/report.ts';
import type { RowReport } from '../../exchange/import/row-report.ts';
import type { Ledger } from '../../ledger/index.ts';
import { type Refusal, refusalText, refuse } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { prepareBulkWork } from '../shared/bulk-work.ts';
import { openActing, openForTrial } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

export interface ImportOptions {
  readonly file: string;
  readonly role: Role;
  readonly principal?: string | undefined;
  /** The role key that proves the principal. */
  readonly key?: string | undefined;
  readonly kind?: ListKind | undefined;
  readonly map: ReadonlyMap<string, string>;
  /** The day that the list is of (G-3). */
  readonly as_of?: string | undefined;
  readonly apply: boolean;
  readonly json: boolean;
}

/** Writers of the report and of the progress. */
export interface Output {
  out(text: string): Promise<void> | void;
  progress(text: string): void;
}

/** Takes a list in, row by row, by the rules of the tools; without `--apply` it only says what would be. */
export async function importCommand(options: Options): Promise<number> {
  const [file, stray] = options.positionals;
  if (file === undefined || stray !== undefined) throw new Usage('import takes one FILE');
  const { kind, map = [], as_of } = options;
  const wished = { kind: kindFrom(kind), map: mapFrom(map), as_of };
  prepareBulkWork();
  const { ledger, caller } = await openActing(options, options.apply ? undefined : openForTrial);
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

function kindFrom(given: string | undefined): ListKind | undefined {
  if (given === undefined || isListKind(given)) return given;
  throw new Usage(`\`--kind ${given}\`: one of ${Object.keys(listKinds).join(', ')} is wanted`);
}

/** `email=E-Mail,company=Firma`; several are joined. */
export function mapFrom(given: readonly string[], fields = mappable): ReadonlyMap<string, string> {
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

export const standardOutput: Output = {
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    }),
  progress: (text) => void process.stderr.write(text),
};

export async function importFile(ledger: Ledger, options: ImportOptions, output: Output): Promise<number> {
  const { file, role, principal, key, apply } = options;
  const { kind, map, as_of } = options;
  const { list, table } = await openFile({ file, kind, map, as_of }, ledger);
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
  const store = apply ? ledger : await ledger.dryRun();
  try {
    return await report(store, { list, table }, options, output);
  } finally {
    if (store !== ledger) await store.close();
  }
}

export async function openFile(
  { file, ...wanted }: Wanted & { readonly file: string },
  ledger: Ledger,
): Promise<OpenList> {
  const found = await stat(file).catch((error: unknown) => error);
  if (found instanceof Error || !(found instanceof Stats && found.isFile()))
    throw new Unusable(`${file} can't be read: ${found instanceof Error ? found.message : 'it is no file'}`);
  const written = found.mtime.toISOString().slice(0, 10);
  const { adoption, today } = await ledger.read((_, { policy, today: day }) => ({
    adoption: policy.adoption,
    today: day,
  }));
  const opened = await openListFile(await fileSource(file), wanted, { file: basename(file), written, today }, adoption);
  if ('problem' in opened) throw new Unusable(`${opened.problem}; ${opened.next}`);
  return opened;
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
  { list, table }: Pick<OpenList, 'list' | 'table'>,
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
