import { basename } from 'node:path';
import { text as textIn } from 'node:stream/consumers';
import { fileSource, textSource, workbook } from '../../exchange/import/csv-table.ts';
import { readSuppressionList, type SuppressionRow } from '../../exchange/import/suppression-list.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { ActNow, Caller } from '../../ledger/port/ledger.ts';
import { suppressContact } from '../../rules/suppression/suppress-contact.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { isRefusal, type Refusal, refusalText, refuse } from '../../rules/vocabulary/refusal.ts';
import suppressTool from '../../tools/suppress-contact.ts';
import { openActing } from '../shared/environment.ts';
import { type Options, Unusable } from '../shared/options.ts';

interface RowTold {
  readonly row: number;
  readonly outcome: 'suppressed' | 'exists' | 'refused';
  readonly because?: string;
}

/** Suppresses each person of the list at once, without `--apply`; `--dry-run` only says what would be. */
export async function importSuppressed(file: string, options: Options): Promise<number> {
  const text = await textOf(file);
  const source = file === '-' ? 'standard input' : basename(file);
  const { ledger, policy, caller } = await openActing(options);
  try {
    const call = { ...caller, client: 'ladder suppress' };
    const refusal = notYours(caller.role);
    if (refusal) {
      const tool = suppressContact.name;
      if (!options.dry_run)
        await ledger.recordRefusal({ ...call, tool, args: { file: source }, dryRun: false }, refusal);
      console.error(refusalText(refusal));
      return 1;
    }
    const store = options.dry_run ? await ledger.dryRun() : ledger;
    try {
      return tellImport(
        await suppressAll(store, readSuppressionList(text, policy.values.adoption), { call, source }),
        options,
      );
    } finally {
      if (store !== ledger) await store.close();
    }
  } finally {
    await ledger.close();
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const pieces: string[] = [];
    const source = file === '-' ? textSource(await textIn(process.stdin)) : await fileSource(file);
    if (source.isWorkbook) throw new Error(`it ${workbook.problem}; ${workbook.next}`);
    for await (const piece of source.pieces()) pieces.push(piece);
    return pieces.join('');
  } catch (error) {
    throw new Unusable(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function notYours(role: Caller['role']): Refusal | null {
  const { callers } = suppressTool;
  if (callers.some((each) => each === role)) return null;
  return refuse('NOT_PERMITTED', {
    clause: '3.5',
    ruling: 'L13',
    found: `${role} suppresses nobody`,
    next: `let ${callers.join(' or ')} do it: --as ROLE`,
  });
}

/** Rows under one lock and one commit. */
const batchSize = 200;

async function suppressAll(
  store: Ledger,
  rows: readonly SuppressionRow[],
  by: { readonly call: Caller; readonly source: string },
): Promise<readonly RowTold[] | Refusal> {
  const told: RowTold[] = [];
  for (let at = 0; at < rows.length; at += batchSize) {
    const batch = rows.slice(at, at + batchSize);
    const done = await store.together(by.call, ({ act }) => batch.map((row) => suppressRow(row, act, by)));
    if (isRefusal(done)) return done;
    told.push(...done);
  }
  return told;
}

function suppressRow(
  { row, people, denied }: SuppressionRow,
  act: ActNow,
  { call, source }: { readonly call: Caller; readonly source: string },
): RowTold {
  if (people.length === 0)
    return { row, outcome: 'refused', because: 'it names nobody: no address, profile, contact id or opt-out token' };
  if (denied) {
    const { heading, cell } = denied;
    return { row, outcome: 'refused', because: `\`${heading}\` says \`${cell}\`: they did not opt out` };
  }
  const answers = people.map((contact) => {
    const args = { contact, reason: 'opt_out', source } as const;
    const whole = { ...call, tool: suppressContact.name, args, dryRun: false };
    return act({ command: suppressContact, args, call: whole, answer: ({ extra }) => ({ news: extra.news }) });
  });
  const refused = answers.find(isRefusal);
  if (refused) return { row, outcome: 'refused', because: refused.found };
  return { row, outcome: answers.some((each) => !isRefusal(each) && each.news) ? 'suppressed' : 'exists' };
}

function tellImport(told: readonly RowTold[] | Refusal, { json, dry_run }: Options): number {
  if (isRefusal(told)) {
    console.error(refusalText(told));
    return 1;
  }
  const count = (outcome: RowTold['outcome']) => told.filter((each) => each.outcome === outcome).length;
  const counts = { suppressed: count('suppressed'), exists: count('exists'), refused: count('refused') };
  if (json) console.log(JSON.stringify({ rows: told, ...counts, ...(dry_run ? { dry_run: true } : {}) }));
  else {
    for (const { row, outcome, because } of told) if (outcome === 'refused') console.log(`row ${row}: ${because}`);
    const done = dry_run ? 'would be suppressed' : 'suppressed';
    const tail = dry_run ? ' Nothing was written.' : '';
    console.log(
      `${plural(told.length, 'row')}: ${counts.suppressed} ${done}, ${counts.exists} suppressed already, ${counts.refused} refused.${tail}`,
    );
  }
  return told.length > 0 && counts.refused === told.length ? 2 : 0;
}
