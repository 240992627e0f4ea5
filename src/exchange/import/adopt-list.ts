import type { Caller, Ledger, Reader, Together } from '../../ledger/port/ledger.ts';
import { type AdoptArgs, adoptAccount } from '../../rules/accounts/adopt-account.ts';
import type { Moment } from '../../rules/command/context.ts';
import { isRefusal, type Refusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import type { Stage } from '../../rules/vocabulary/stages.ts';
import { SaveAccountInput } from '../../tools/support/account-input.ts';
import { inputFault } from '../../tools/support/input-fault.ts';
import { type BoardPart, type BoardRow, boardRows } from './board-parts.ts';
import { momentIn } from './cells.ts';
import { type Importing, runnerOf } from './import-rows.ts';
import type { OpenList } from './open-list.ts';
import { type SuppressedFirst, suppressOptedOut } from './opt-out.ts';
import { readCells } from './row-cells.ts';
import { asDated, type Run } from './row-report.ts';
import { askedBy, type RowCommand } from './row-to-command.ts';

/** One row of a board and what became of it. */
export interface AdoptedRow {
  readonly row: number;
  readonly account?: string;
  readonly outcome: 'taken' | 'duplicate' | 'refused';
  readonly stage?: Stage;
  readonly because?: string;
  /** The opt-out by which its person is never written to. */
  readonly suppressed?: string;
}

export interface Adopting extends Caller {
  readonly store: Ledger;
  onRows(rows: readonly AdoptedRow[]): Promise<void> | void;
}

/** Rows to a transaction: few enough that nobody else waits long for the lock. */
const batchSize = 200;

/** A12: people who opted out first, all of them, then each account. How many rows suppressed somebody, else why it ended. */
export async function adoptList(
  opened: OpenList,
  parts: readonly BoardPart[],
  adopting: Adopting,
): Promise<{ readonly suppressed: number } | Refusal> {
  const opted = new Map<number, SuppressedFirst>();
  const first = await inBatches<readonly [row: number, SuppressedFirst]>(
    boardRows(opened, parts),
    adopting,
    ({ row, list, isSubitem }, { run, moment }) =>
      [row.row, isSubitem ? {} : suppressOptedOut(row, list, moment, run)] as const,
    (rows) => {
      for (const [row, each] of rows) if (each.suppressed ?? each.lost) opted.set(row, each);
    },
  );
  if (first) return first;
  const second = await inBatches(
    boardRows(opened, parts),
    adopting,
    (each, means) => withOptOut(adoptRow(each, means), opted.get(each.row.row)),
    (rows) => adopting.onRows(rows),
  );
  return second ?? { suppressed: [...opted.values()].filter((each) => each.suppressed !== undefined).length };
}

/** An opt-out is said beside whatever became of its row, and so is one of nobody who can be told. */
function withOptOut(row: AdoptedRow, { suppressed, lost }: SuppressedFirst = {}): AdoptedRow {
  if (suppressed !== undefined) return { ...row, suppressed };
  if (!lost) return row;
  const said = `\`${lost.field}\` is \`${lost.given}\`, and nobody is suppressed for it; wanted: ${lost.wanted}`;
  return { ...row, because: row.because === undefined ? said : `${row.because}; ${said}` };
}

interface Means {
  readonly run: Run;
  readonly reader: Reader;
  readonly moment: Moment;
}

async function inBatches<T>(
  rows: AsyncIterable<BoardRow>,
  { store, onRows: _onRows, ...caller }: Adopting,
  take: (row: BoardRow, means: Means) => T,
  told: (taken: readonly T[]) => Promise<void> | void,
): Promise<Refusal | null> {
  const importing: Omit<Importing, 'list' | 'onRows'> = { ...caller, together: store.together.bind(store) };
  let batch: BoardRow[] = [];
  const flush = async () => {
    const all = ({ act, reader, moment }: Together) => {
      const means = { run: runnerOf(importing, act, moment), reader, moment };
      return batch.map((row) => take(row, means));
    };
    const taken = await store.together(caller, all);
    if ('refused' in taken) return taken;
    batch = [];
    await told(taken);
    return null;
  };
  for await (const row of rows) {
    batch.push(row);
    const stopped = batch.length < batchSize ? null : await flush();
    if (stopped) return stopped;
  }
  return batch.length > 0 ? flush() : null;
}

function adoptRow({ row, list, isSubitem }: BoardRow, { run, reader, moment }: Means): AdoptedRow {
  const refused = (because: string, account?: string): AdoptedRow => ({
    row: row.row,
    ...(account ? { account } : {}),
    outcome: 'refused',
    because,
  });
  if (isSubitem) return refused('it is a subitem of the row above, and no account');
  const { text } = readCells(row, list, moment);
  const stage = text('stage');
  if (stage === undefined) return refused('no stage stands in the row');
  const asked = askedBy(row, list, reader, moment);
  if (asked.ask !== 'save_account') return refused(whyNowhere(asked));
  const read = SaveAccountInput.safeParse(asked.args);
  if (!read.success) return refused(refusalText(inputFault(read.error, asked.args, SaveAccountInput)));
  const { domain, name, facts, contacts, external } = asDated(read.data, asked.undated);
  const { dates, lost: noDates } = datesIn(text, moment);
  const left = asked.leftOut.map((cell) => `without ${cell.field}: it is \`${cell.given}\`, wanted ${cell.wanted}`);
  const lost = [...noDates, ...left];
  const args: AdoptArgs = {
    ...{ domain, name, facts, contacts, stage },
    ...{ file: list.file, row: row.row },
    ...dates,
    external,
  };
  const done = run(adoptAccount, args);
  if (isRefusal(done)) return refused(refusalText(done), domain);
  const account = reader.account(domain);
  const told = account ? { account: account.state.domain, stage: account.state.stage } : { account: domain };
  const why = done.because ?? (lost.length > 0 ? lost.join('; ') : undefined);
  return {
    row: row.row,
    ...told,
    outcome: done.outcome === 'adopted' ? 'taken' : 'duplicate',
    ...(why ? { because: why } : {}),
  };
}

function whyNowhere(asked: Exclude<RowCommand, { readonly ask: 'save_account' }>): string {
  if (asked.ask === 'nothing') return `\`${asked.field}\` ${asked.because}; wanted: ${asked.wanted}`;
  const because = asked.ask === 'wait' ? asked.args.because : 'it tells of an act';
  return `${because}; wanted: a column with the company's domain`;
}

const dated = ['stage_since', 'last_engagement', 'briefing_at'] as const;

/** An ambiguous date is left out and told. */
function datesIn(text: (field: string) => string | undefined, { calendar, now }: Moment) {
  const dates: { [Field in (typeof dated)[number]]?: string } = {};
  const lost: string[] = [];
  for (const field of dated) {
    const cell = text(field);
    const moment = cell === undefined ? undefined : momentIn(cell, calendar);
    const isAhead = moment !== undefined && field !== 'briefing_at' && Date.parse(moment) > Date.parse(now);
    if (moment !== undefined && !isAhead) dates[field] = new Date(moment).toISOString();
    else if (cell !== undefined)
      lost.push(
        `without ${field}: it is \`${cell.slice(0, 40)}\`, ${isAhead ? 'which lies ahead' : 'no date beyond doubt'}`,
      );
  }
  return { dates, lost };
}
