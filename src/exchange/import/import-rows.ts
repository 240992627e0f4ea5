/** Lists as others write them, read row by row and taken in by commands (A12, A13). */

import type { Acted, Caller, Ledger, Together } from '../../ledger/port/ledger.ts';
import { saveAccount } from '../../rules/accounts/save-account.ts';
import type { Command } from '../../rules/command/command.ts';
import type { Moment } from '../../rules/command/context.ts';
import { queueUnmatched } from '../../rules/people/queue-unmatched.ts';
import { fileSignalNote } from '../../rules/signals/file-signal-note.ts';
import { suppressContact, suppressRow } from '../../rules/suppression/suppress-contact.ts';
import { isRefusal, type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { accountCallers, SaveAccountInput } from '../../tools/support/account-input.ts';
import { inputFault } from '../../tools/support/input-fault.ts';
import { noteCallers, SignalNoteInput } from '../../tools/support/note-input.ts';
import { BrokenTable, type CsvRow } from './csv-table.ts';
import type { LeftOutCell, List } from './import-list.ts';
import { identitiesIn, optedOut } from './opt-out.ts';
import { asDated, type Done, doneOf, nothingAside, type RowReport, reportOf } from './row-report.ts';
import { askedBy, type RowCommand } from './row-to-command.ts';

export interface Importing extends Caller {
  readonly list: List;
  together: Ledger['together'];
  /** Told of each act, refused ones aside. */
  onActed?(acted: Acted<object>, moment: Moment): void;
  /** Told of each batch once it stands. */
  onRows(reports: readonly RowReport[]): Promise<void> | void;
}

/** Rows to a transaction: few enough that nobody else waits long for the lock. */
const batchSize = 200;

/** Which tool a list of that kind is imported through, and so who may. */
export function toolFor(kind: List['kind']): { readonly name: string; readonly callers: readonly Role[] } {
  return kind === 'signals'
    ? { name: 'file_signal_note', callers: noteCallers }
    : { name: 'save_account', callers: accountCallers };
}

/** CsvRow by row through the commands that the tools call. Null when all rows were met, else why it ended before. */
export async function importRows(rows: AsyncIterable<CsvRow>, importing: Importing): Promise<Refusal | null> {
  let batch: CsvRow[] = [];
  const flush = async () => {
    const take = (together: Together) => batch.map((row) => takeRow(row, importing, together));
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

function takeRow(row: CsvRow, importing: Importing, { act, reader, moment }: Together): RowReport {
  const { list, role } = importing;
  const run = runnerOf(importing, act, moment);
  // L13: before the row is taken, so that its person is never an open contact, not even where the row is refused.
  const opted = suppressOptedOut(row, list, moment, run);
  const report = taken(row, withinRights(askedBy(row, list, reader, moment), role), run);
  const suppressed = opted.suppressed ?? (report.outcome === 'refused' ? suppressedWith(row, list, run) : undefined);
  return {
    ...report,
    ...(opted.lost ? { left_out: [...(report.left_out ?? []), opted.lost] } : {}),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

/** Runs the commands of one row as the caller's own. */
export function runnerOf(importing: Omit<Importing, 'list' | 'onRows'>, act: Together['act'], moment: Moment): Run {
  const { role, client, principal, key } = importing;
  const call = { role, client, principal, key, args: {}, dryRun: false };
  return (command, args) =>
    act({
      command,
      args,
      call: { tool: command.name, ...call },
      answer: (acted) => {
        importing.onActed?.(acted, moment);
        return doneOf(acted);
      },
    });
}

/** A1, A9: a row is what its role may do by hand; who adds facts alone gives no name that stands or doesn't. */
function withinRights(asked: RowCommand, role: Role): RowCommand | Refusal {
  const isOfAccounts = asked.ask === 'save_account' || (asked.ask === 'wait' && !asked.note);
  if (role === 'sales.ops' || !isOfAccounts) return asked;
  const isOfPeople = asked.ask === 'wait' || 'contacts' in asked.args;
  if (isOfPeople || !accountCallers.includes(role))
    return refuse('NOT_PERMITTED', {
      clause: '3.1',
      ruling: 'A1',
      found: `${role} takes in no ${isOfPeople ? 'contacts' : 'companies'}`,
      next: 'hand the list to sales.ops',
    });
  const { name: _name, external: _external, ...facts } = asked.args;
  return { ...asked, args: facts };
}

export type Run = <Args, Input, Extra extends object>(
  command: Command<Args, Input, Extra>,
  args: Args,
) => Done | Refusal;

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

/** A2: who can't be placed waits with what the row says they did; without it where that can't be read or isn't the role's to file. */
function waits({ args, note }: Extract<RowCommand, { readonly ask: 'wait' }>, run: Run): Done | Refusal {
  const read = UnplacedNote.safeParse(note);
  if (note && read.success) {
    const { because, origin, company } = args;
    const done = run(fileSignalNote, { ...read.data, unplaced: { because, origin, company } });
    if (!isRefusal(done) || done.code === 'RULE_REFUSED') return done;
  }
  return run(queueUnmatched, args);
}

/** Whom a row's opt-out keeps from every mail; an opt-out of nobody who can be told is lost, and said. */
export interface SuppressedFirst {
  readonly suppressed?: string;
  readonly lost?: LeftOutCell;
}

/** L13, A12: whoever the list says opted out is suppressed, with the list and its column as the source. */
export function suppressOptedOut(row: CsvRow, list: List, { policy }: Moment, run: Run): SuppressedFirst {
  const opted = optedOut(row, list, policy.adoption);
  if (!opted) return {};
  const { heading, cell, identities } = opted;
  const given = cell.slice(0, 60);
  const said = `\`${heading}\` is \`${given}\``;
  const source = `${list.file}, column ${heading}`;
  const note = `${list.file}, row ${row.row}: ${said}`;
  const refused = identities
    .map((contact) => run(suppressContact, { contact, reason: 'opt_out', note, source }))
    .find(isRefusal);
  if (refused) return { lost: { field: heading, given, wanted: refused.next } };
  if (identities.length > 0) return { suppressed: said };
  return { lost: { field: heading, given, wanted: 'an address or a profile in the row, which tells who opted out' } };
}

/** L13: a row that is refused may still tell what else a suppressed person has. */
function suppressedWith(row: CsvRow, list: List, run: Run): string | undefined {
  const done = run(suppressRow, { identities: identitiesIn(row, list) });
  return !isRefusal(done) && done.outcome === 'done' ? 'tied to somebody who is' : undefined;
}
