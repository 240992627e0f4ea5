/** Lists as others write them, read row by row and taken in by commands (A12, A13). */

import type { Acted, Caller, Ledger, Reader, Together } from '../../ledger/port/ledger.ts';
import { saveAccount } from '../../rules/accounts/save-account.ts';
import type { Moment } from '../../rules/command/context.ts';
import { onlyNewcomers } from '../../rules/people/newcomers.ts';
import { queueUnmatched } from '../../rules/people/queue-unmatched.ts';
import { fileSignalNote } from '../../rules/signals/file-signal-note.ts';
import { isRefusal, type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { accountCallers, SaveAccountInput } from '../../tools/support/account-input.ts';
import { inputFault } from '../../tools/support/input-fault.ts';
import { noteCallers, SignalNoteInput } from '../../tools/support/note-input.ts';
import { BrokenTable, type CsvRow } from './csv-table.ts';
import type { List } from './import-list.ts';
import { askedTogether, type Newcomer, newcomersAfter } from './newcomers.ts';
import { optedOut, suppressedWith, suppressOptedOut } from './opt-out.ts';
import { asDated, type Done, doneOf, nothingAside, type RowReport, type Run, reportOf } from './row-report.ts';
import { askedBy, type RowCommand } from './row-to-command.ts';

export interface Importing extends Caller {
  readonly list: List;
  together: Ledger['together'];
  /** Told of each act, refused ones aside. */
  onActed?(acted: Acted<object>, reader: Reader, moment: Moment): void;
  /** Told of each batch once it stands. */
  onRows(reports: readonly RowReport[]): Promise<void> | void;
}

/** Rows to a transaction: few enough that nobody else waits long for the lock. */
const batchSize = 200;

/** The tool whose work an import of that kind does, and so the roles that may do it. */
export function toolFor(kind: List['kind']): { readonly name: string; readonly callers: readonly Role[] } {
  return kind === 'signals'
    ? { name: 'file_signal_note', callers: noteCallers }
    : { name: 'save_account', callers: accountCallers };
}

/** CsvRow by row through the commands that the tools call. Null when all rows were met, else why it ended before. */
export async function importRows(rows: AsyncIterable<CsvRow>, importing: Importing): Promise<Refusal | null> {
  let batch: CsvRow[] = [];
  const flush = async () => {
    const take = (together: Together) => takeBatch(batch, importing, together);
    const reports = await importing.together(importing, take);
    if ('refused' in reports) return reports;
    batch = [];
    await importing.onRows(reports);
    return null;
  };
  try {
    for await (const row of rows) {
      batch.push(row);
      const stopped = batch.length < batchSize ? null : await flush();
      if (stopped) return stopped;
    }
  } catch (error) {
    if (!(error instanceof BrokenTable)) throw error;
    const stopped = await flush();
    await importing.onRows([
      {
        row: error.row,
        outcome: 'refused',
        field: 'row',
        because: error.message,
        wanted: 'close it, and import the file again',
      },
    ]);
    return (
      stopped ??
      refuse('INVALID_INPUT', {
        found: `row ${error.row}: ${error.message}`,
        next: 'mend the file and import it again; what is in stays in',
      })
    );
  }
  return batch.length > 0 ? flush() : null;
}

interface Taking {
  readonly list: List;
  readonly moment: Moment;
  readonly run: Run;
  readonly ask: (row: CsvRow) => RowCommand | Refusal;
}

/** Row by row; people who only come after others at one account come in one act, where that is the same. */
function takeBatch(rows: readonly CsvRow[], importing: Importing, { act, reader, moment }: Together): RowReport[] {
  const { list, role } = importing;
  const known = new Map<CsvRow, RowCommand | Refusal>();
  // The command of a row, kept until something is written.
  const ask = (row: CsvRow) => {
    const asked = known.get(row) ?? withinRights(askedBy(row, list, reader, moment), role, list);
    known.set(row, asked);
    return asked;
  };
  const acting = runnerOf(importing, act, moment);
  const run: Run = (...work) => {
    known.clear();
    return acting(...work);
  };
  const reports: RowReport[] = [];
  let oneByOne = 0;
  for (const [at, row] of rows.entries()) {
    if (at < reports.length) continue;
    const { report, asked } = takeRow(row, { list, moment, run, ask });
    reports.push(report);
    if (report.outcome !== 'taken' || at < oneByOne) continue;
    const newcomers = newcomersAfter(asked, rows.slice(at + 1), (next) =>
      optedOut(next, list, moment.policy.adoption) ? null : ask(next),
    );
    if (newcomers.length === 0) continue;
    oneByOne = reports.length + newcomers.length;
    reports.push(...takeNewcomers(newcomers, run));
  }
  return reports;
}

/** The report of each; none where one of them is more than new, and then nothing was written. */
function takeNewcomers(newcomers: readonly Newcomer[], run: Run): readonly RowReport[] {
  const { data } = askedTogether(newcomers);
  const done = data && run(saveAccount, data, (draft) => onlyNewcomers(draft, newcomers.length));
  return !done || isRefusal(done) ? [] : newcomers.map(({ row, asked }) => reportOf(row, done, asked));
}

function takeRow(row: CsvRow, { list, moment, run, ask }: Taking) {
  // L13: before the row is taken, so that its person is never an open contact, not even where the row is refused.
  const opted = suppressOptedOut(row, list, moment, run);
  const asked = ask(row);
  const report = taken(row, asked, run);
  const suppressed = opted.suppressed ?? (report.outcome === 'refused' ? suppressedWith(row, list, run) : undefined);
  const told: RowReport = {
    ...report,
    ...(opted.lost ? { left_out: [...(report.left_out ?? []), opted.lost] } : {}),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
  return { asked, report: told };
}

/** Runs the commands of one row as the caller's own. */
export function runnerOf(importing: Omit<Importing, 'list' | 'onRows'>, act: Together['act'], moment: Moment): Run {
  const { role, client, principal, key } = importing;
  const call = { role, client, principal, key, args: {}, dryRun: false };
  return (command, args, provided) =>
    act({
      command,
      args,
      ...(provided ? { provided } : {}),
      call: { tool: command.name, ...call },
      answer: (acted, reader) => {
        importing.onActed?.(acted, reader, moment);
        return doneOf(acted);
      },
    });
}

const otherKind =
  'hand the list to sales.ops; if it tells who subscribed or came, give `kind`: subscribers or attendees';

/** A1, A9: a row is what its role may do by hand; who adds facts alone gives no name that stands or doesn't. */
function withinRights(asked: RowCommand, role: Role, { act }: Pick<List, 'act'>): RowCommand | Refusal {
  const isOfAccounts = asked.ask === 'save_account' || (asked.ask === 'wait' && !asked.note);
  if (role === 'sales.ops' || !isOfAccounts) return asked;
  const isOfPeople = asked.ask === 'wait' || 'contacts' in asked.args;
  if (isOfPeople || !accountCallers.includes(role))
    return refuse('NOT_PERMITTED', {
      clause: '3.1',
      ruling: 'A1',
      found: `${role} takes in no ${isOfPeople ? 'contacts' : 'companies'}`,
      next: isOfPeople && !act ? otherKind : 'hand the list to sales.ops',
    });
  const { name: _name, external: _external, ...facts } = asked.args;
  return { ...asked, args: facts };
}

function taken(row: CsvRow, asked: RowCommand | Refusal, run: Run): RowReport {
  if ('refused' in asked) return reportOf(row, asked, nothingAside);
  switch (asked.ask) {
    case 'nothing': {
      const { field, because, wanted } = asked;
      return { row: row.row, outcome: 'refused', field, because, wanted };
    }
    case 'wait':
      return { ...reportOf(row, waits(asked, run), nothingAside), because: asked.args.because };
    case 'save_account': {
      const read = SaveAccountInput.safeParse(asked.args);
      const done = read.success
        ? run(saveAccount, asDated(read.data, asked.undated))
        : inputFault(read.error, asked.args, SaveAccountInput);
      return reportOf(row, done, asked);
    }
    case 'file_signal_note': {
      const read = SignalNoteInput.safeParse(asked.args);
      const done = read.success ? run(fileSignalNote, read.data) : inputFault(read.error, asked.args, SignalNoteInput);
      return reportOf(row, done, asked);
    }
    default:
      return asked satisfies never;
  }
}

const UnplacedNote = SignalNoteInput.omit({ account: true });

/** A2: a person who can't be placed waits with the row's note; without it where it can't be read or isn't the role's to file. */
function waits({ args, note }: Extract<RowCommand, { readonly ask: 'wait' }>, run: Run): Done | Refusal {
  const read = UnplacedNote.safeParse(note);
  if (note && read.success) {
    const { because, origin, company } = args;
    const done = run(fileSignalNote, { ...read.data, unplaced: { because, origin, company } });
    if (!isRefusal(done) || done.code === 'RULE_REFUSED') return done;
  }
  return run(queueUnmatched, args);
}
