import { z } from 'zod';
import { isListKind, type ListKind, listKinds } from '../exchange/import/columns.ts';
import { rowText, summaryText } from '../exchange/import/report.ts';
import type { RowReport } from '../exchange/import/row-report.ts';
import { keepList, type TakenList, takeList } from '../exchange/import/take-list.ts';
import { isRefusal, type Refusal, refusalText } from '../rules/vocabulary/refusal.ts';
import { bothHalves, type WrittenView } from '../views/written.ts';
import { DateIn, Written, writeOptions } from './support/schemas.ts';
import { type Session, tool } from './support/tool.ts';

const names = Object.keys(listKinds).filter(isListKind);

export default tool({
  name: 'import_list',
  title: 'Take in a list',
  description: 'Take in a CSV of attendees, subscribers, connections or companies, each row under your own rights.',
  clauses: ['3.1', '3.2.1'],
  callers: ['mining.mind', 'category.positioning', 'sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    text: z.string().min(1).max(200_000).describe('CSV, header row included'),
    kind: z.enum(names).optional().describe('else by columns'),
    map: z.record(z.string(), z.string()).optional().describe('field: column or =value'),
    as_of: DateIn.optional().describe('its day'),
    ...writeOptions,
  }),
  output: Written.extend({
    taken: z.int(),
    duplicate: z.int(),
    unmatched: z.int(),
    refused: z.int(),
    suppressed: z.int().optional(),
    rows: z.array(z.looseObject({ row: z.int(), outcome: z.string() })),
    rows_left_out: z.int().optional(),
    read: z.looseObject({}),
  }),
  async handle({ dry_run = false, idempotency_key, text, kind, map = {}, as_of }, session) {
    const { ledger } = session;
    const args = { text, kind, map, as_of };
    const kept = idempotency_key === undefined ? null : await answered(args, idempotency_key, session, null);
    const { view, born } = kept === null ? await takeIn(args, dry_run, session) : { view: kept, born: nothing };
    if (isRefusal(view)) {
      if (!dry_run) await recorded(view, session);
      return view;
    }
    if (!kept && !dry_run && idempotency_key !== undefined) await answered(args, idempotency_key, session, view);
    const trial = { born: dry_run ? born : null, tell: rowLines };
    return ledger.read((_, viewing) => bothHalves(view, trial, viewing));
  },
});

interface Args {
  readonly text: string;
  readonly kind: ListKind | undefined;
  readonly map: Readonly<Record<string, string>>;
  readonly as_of: string | undefined;
}

const nothing: ReadonlySet<string> = new Set();

async function takeIn({ text, kind, map, as_of }: Args, isTrial: boolean, session: Session) {
  const wanted = { kind, map: new Map(Object.entries(map)), as_of };
  const done = await takeList(text, wanted, { ...session, isTrial });
  return isRefusal(done) ? { view: done, born: nothing } : { view: viewOf(done), born: done.born };
}

async function recorded(refusal: Refusal, { role, client, principal, key, ledger }: Session): Promise<void> {
  await ledger.recordRefusal({ role, client, principal, key, tool: 'import_list', args: {}, dryRun: false }, refusal);
}

function viewOf({ read, counts, rows, left, opened, closed, policy, stopped }: TakenList): WrittenView {
  const { taken, duplicate, unmatched, refused, suppressed } = counts;
  const ended = stopped ? ` It ended early: ${refusalText(stopped)}` : '';
  return {
    outcome: 'done',
    summary: `${summaryText(counts, true)}${ended}`,
    taken,
    duplicate,
    unmatched,
    refused,
    ...(suppressed > 0 ? { suppressed } : {}),
    rows,
    ...(left > 0 ? { rows_left_out: left } : {}),
    read,
    checks: [],
    opened,
    closed,
    policy,
  };
}

/** The first answer under the key, or, with a view, that view as the answer to be kept. */
async function answered(args: Args, idempotencyKey: string, session: Session, view: WrittenView | null) {
  const { role, client, principal, key, ledger } = session;
  const call = { role, client, principal, key, tool: 'import_list', args, dryRun: view === null, idempotencyKey };
  return ledger.act<object, null, object, WrittenView | null>({ command: keepList, args, call, answer: () => view });
}

const Rows = z.custom<readonly RowReport[]>(Array.isArray);

/** How the list was read, then each row that was not simply taken. */
function rowLines({ rows, rows_left_out, read }: Readonly<Record<string, unknown>>): readonly string[] {
  const left =
    rows_left_out === undefined
      ? []
      : [`${rows_left_out} more rows are not shown: call again with those rows alone; what is in answers duplicate.`];
  return [`Read as ${JSON.stringify(read)}`, ...Rows.parse(rows).map(rowText), ...left];
}
