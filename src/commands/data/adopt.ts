import { type AdoptedRow, adoptList } from '../../exchange/import/adopt-list.ts';
import { boardFields } from '../../exchange/import/board-columns.ts';
import { boardParts } from '../../exchange/import/board-parts.ts';
import { mappable } from '../../exchange/import/open-list.ts';
import { readingText } from '../../exchange/import/report.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Caller } from '../../ledger/port/ledger.ts';
import { mayAdopt } from '../../rules/accounts/adopt-account.ts';
import { isRefusal, type Refusal, refusalText, refuse } from '../../rules/vocabulary/refusal.ts';
import { prepareBulkWork } from '../shared/bulk-work.ts';
import { openActing, openForTrial } from '../shared/environment.ts';
import { type Options, Usage } from '../shared/options.ts';
import { mapFrom, type Output, openFile, standardOutput } from './import.ts';

export interface AdoptOptions extends Pick<Caller, 'role' | 'principal' | 'key'> {
  readonly file: string;
  readonly map: ReadonlyMap<string, string>;
  readonly apply: boolean;
  readonly json: boolean;
}

/** A12: takes a pipeline over that stands elsewhere; without `--apply` it only says what would be. */
export async function adoptCommand(options: Options): Promise<number> {
  const [file, stray] = options.positionals;
  if (file === undefined || stray !== undefined) throw new Usage('adopt takes one FILE');
  const map = mapFrom(options.map ?? [], new Set([...mappable, ...boardFields]));
  prepareBulkWork();
  const { ledger, caller } = await openActing(options, options.apply ? undefined : openForTrial);
  try {
    const apply = options.apply ?? false;
    return await adoptFile(ledger, { file, ...caller, map, apply, json: options.json }, standardOutput);
  } finally {
    await ledger.close();
  }
}

/** 0 if the list was taken, 2 if it was refused whole. */
export async function adoptFile(ledger: Ledger, options: AdoptOptions, output: Output): Promise<number> {
  const { file, map, role, apply, json } = options;
  const opened = await openFile({ file, map, board: true }, ledger);
  const parts = notTheirs(role) ?? (await boardParts(opened));
  if (isRefusal(parts)) return refusedWhole(parts, ledger, options, output);
  const readings = parts.map(({ list, header }) => readingText(list, { ...opened.table, header }));
  const store = apply ? ledger : await ledger.dryRun();
  const rows: AdoptedRow[] = [];
  try {
    const done = await adoptList(opened, parts, {
      role,
      client: 'ladder adopt',
      principal: options.principal,
      key: options.key,
      store,
      onRows: (taken) => void rows.push(...taken),
    });
    if (isRefusal(done)) return refusedWhole(done, ledger, options, output);
    await output.out(
      json ? `${asJson(rows, done.suppressed, apply)}\n` : asText(readings, rows, done.suppressed, apply),
    );
    return rows.length > 0 && rows.every(({ outcome }) => outcome === 'refused') ? 2 : 0;
  } finally {
    if (store !== ledger) await store.close();
  }
}

function notTheirs(role: Caller['role']): Refusal | null {
  if (mayAdopt(role)) return null;
  return refuse('NOT_PERMITTED', {
    clause: '3',
    ruling: 'A12',
    found: `${role} adopts nobody`,
    next: 'run it with --as sales.ops or --as cmo up to MQL, and with --as cro beyond',
  });
}

async function refusedWhole(
  refusal: Refusal,
  ledger: Ledger,
  { role, principal, key, apply, json, file }: AdoptOptions,
  { out, progress }: Output,
): Promise<number> {
  const call = { role, client: 'ladder adopt', principal, key, tool: 'adopt', args: {}, dryRun: false };
  if (apply) await ledger.recordRefusal(call, refusal);
  const { code, found: message, next: remedy } = refusal;
  if (json) await out(`${JSON.stringify({ file, rows: [], suppressed: 0, refused: { code, message, remedy } })}\n`);
  progress(`${refusalText(refusal)}\n`);
  return 2;
}

function asJson(rows: readonly AdoptedRow[], suppressed: number, isApplied: boolean): string {
  const each = rows.map((row) => JSON.stringify(row)).join(',\n');
  return `{"rows":[\n${each}\n],"suppressed":${suppressed}${isApplied ? '' : ',"dry_run":true'}}`;
}

function asText(
  readings: readonly string[],
  rows: readonly AdoptedRow[],
  suppressed: number,
  isApplied: boolean,
): string {
  const lines = rows.map(({ row, account, outcome, stage, because, suppressed: optOut }) => {
    const where = [account, stage].filter((each) => each !== undefined).join(' at ');
    const said = [because, optOut && `suppressed: ${optOut}`].filter((each) => each !== undefined).join('; ');
    return `row ${row}: ${outcome}${where ? `, ${where}` : ''}${said ? `: ${said}` : ''}`;
  });
  const counted = (outcome: AdoptedRow['outcome']) => rows.filter((each) => each.outcome === outcome).length;
  const head = `${rows.length} rows: ${counted('taken')} ${isApplied ? 'adopted' : 'would be adopted'}, ${counted('duplicate')} on file already, ${counted('refused')} refused; ${suppressed} suppressed first.`;
  const tail = isApplied ? '' : ' Nothing was written; --apply does it.';
  return `${[...readings, ...lines, `${head}${tail}`].join('\n')}\n`;
}
