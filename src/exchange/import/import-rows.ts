/** Lists in and out. */

import { z } from 'zod';
import type { Caller, Ledger, Together } from '../../ledger/port/ledger.ts';
import type { FactInput } from '../../rules/accounts/facts.ts';
import { saveAccount } from '../../rules/accounts/save-account.ts';
import type { Command } from '../../rules/command/command.ts';
import type { Moment } from '../../rules/command/context.ts';
import { queueUnmatched } from '../../rules/people/queue-unmatched.ts';
import { fileSignalNote } from '../../rules/signals/file-signal-note.ts';
import { suppressContact, suppressRow } from '../../rules/suppression/suppress-contact.ts';
import { isRefusal, type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import fileNoteTool, { SignalNoteInput } from '../../tools/file-signal-note.ts';
import saveAccountTool, { SaveAccountInput } from '../../tools/save-account.ts';
import { inputFault } from '../../tools/support/input-fault.ts';
import type { Tool } from '../../tools/support/tool.ts';
import { BrokenTable, type Row } from './csv-table.ts';
import type { LeftOut, List } from './import-list.ts';
import { type Difference, differsText } from './on-file.ts';
import { identitiesIn, optedOut } from './opt-out.ts';
import { type Asked, askedBy } from './row-to-command.ts';

/** One row and what became of it. */
export interface RowReport {
  readonly row: number;
  readonly outcome: 'taken' | 'duplicate' | 'refused' | 'unmatched';
  /** The account it went to. */
  readonly account?: string;
  readonly code?: string;
  readonly field?: string;
  readonly because?: string;
  readonly wanted?: string;
  readonly left_out?: readonly LeftOut[];
  /** What the row says otherwise than what is on file, which stands. */
  readonly differs?: readonly Difference[];
  /** Accounts of nearly the same name (A1). */
  readonly near?: readonly string[];
  /** Why the row's person is never written to: the column that says so, or whom they were tied to. */
  readonly suppressed?: string;
}

export interface Importing extends Caller {
  readonly list: List;
  together: Ledger['together'];
  /** Told of each batch once it stands. */
  onRows(reports: readonly RowReport[]): Promise<void> | void;
}

/** Rows to a transaction: few enough that nobody else waits long for the lock. */
const batchSize = 200;

/** Which tool a list of that kind is imported through, and so who may. */
export function toolFor(kind: List['kind']): Tool {
  return kind === 'signals' ? fileNoteTool : saveAccountTool;
}

/** Row by row through the commands that the tools call. Null when all rows were met, else why it ended before. */
export async function importRows(rows: AsyncIterable<Row>, importing: Importing): Promise<Refusal | null> {
  let batch: Row[] = [];
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

function takeRow(
  row: Row,
  { list, role, client, principal, key }: Importing,
  { act, reader, moment }: Together,
): RowReport {
  const call = { role, client, principal, key, args: {}, dryRun: false };
  const run: Run = (command, args) =>
    act({
      command,
      args,
      call: { ...call, tool: command.name },
      answer: (acted) => ({
        outcome: acted.outcome,
        account: acted.account?.state.domain,
        near: 'near' in acted.extra ? nearIn(acted.extra.near) : [],
      }),
    });
  // L13: before the row is taken, so that its person is never an open contact, not even where the row is refused.
  const because = suppressOptedOut(row, list, moment, run);
  const report = taken(row, askedBy(row, list, reader, moment), run);
  const suppressed = because ?? (report.outcome === 'refused' ? suppressedWith(row, list, run) : undefined);
  return suppressed === undefined ? report : { ...report, suppressed };
}

type Run = <Args, Input, Extra extends object>(command: Command<Args, Input, Extra>, args: Args) => Done | Refusal;

function taken(row: Row, asked: Asked, run: Run): RowReport {
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
function waits({ args, note }: Extract<Asked, { readonly ask: 'wait' }>, run: Run): Done | Refusal {
  const read = UnplacedNote.safeParse(note);
  if (note && read.success) {
    const { because, origin, company } = args;
    const done = run(fileSignalNote, { ...read.data, unplaced: { because, origin, company } });
    if (!isRefusal(done) || done.code === 'RULE_REFUSED') return done;
  }
  return run(queueUnmatched, args);
}

/** L13, A12: whoever the list says opted out is suppressed, with the list and its column as the source. */
function suppressOptedOut(row: Row, list: List, { policy }: Moment, run: Run): string | undefined {
  const opted = optedOut(row, list, policy.adoption);
  if (!opted) return undefined;
  const { heading, cell, identities } = opted;
  const said = `\`${heading}\` is \`${cell.slice(0, 60)}\``;
  const source = `${list.file}, column ${heading}`;
  const note = `${list.file}, row ${row.row}: ${said}`;
  const refused = identities
    .map((contact) => run(suppressContact, { contact, reason: 'opt_out', note, source }))
    .find(isRefusal);
  if (refused) return `${said}, and could not be suppressed: ${refused.found}`;
  return identities.length > 0 ? said : `${said}, and nobody: no address or profile can be read`;
}

/** L13: a row that is refused may still tell what else a suppressed person has. */
function suppressedWith(row: Row, list: List, run: Run): string | undefined {
  const done = run(suppressRow, { identities: identitiesIn(row, list) });
  return !isRefusal(done) && done.outcome === 'done' ? 'tied to somebody who is' : undefined;
}

const outcomes: Readonly<Record<string, RowReport['outcome']>> = {
  created: 'taken',
  updated: 'taken',
  recorded: 'taken',
  insufficient: 'taken',
  exists: 'duplicate',
  duplicate: 'duplicate',
  unmatched: 'unmatched',
  waiting: 'unmatched',
};

interface Done {
  readonly outcome: string;
  readonly account: string | undefined;
  readonly near: readonly string[];
}

const Near = z.array(z.looseObject({ domain: z.string() }));

function nearIn(near: unknown): readonly string[] {
  return Near.safeParse(near).data?.map(({ domain }) => domain) ?? [];
}

/** G-3: a list's guess at a day is no date. */
function asDated<Args extends { readonly facts?: readonly FactInput[] | undefined }>(args: Args, undated: boolean) {
  return undated ? { ...args, facts: args.facts?.map((fact) => ({ ...fact, undated: true as const })) } : args;
}

type Aside = Pick<Extract<Asked, { readonly ask: 'save_account' | 'file_signal_note' }>, 'leftOut' | 'differs'>;

const nothingAside: Aside = { leftOut: [], differs: [] };

function reportOf({ row }: Row, done: Done | Refusal, { leftOut, differs }: Aside): RowReport {
  const aside = {
    ...(leftOut.length > 0 ? { left_out: leftOut } : {}),
    ...(differs.length > 0 ? { differs } : {}),
  };
  if (isRefusal(done)) {
    const field = /^`([^`]+)`/.exec(done.found)?.[1];
    const { code, found, next } = done;
    return { row, outcome: 'refused', code, ...(field ? { field } : {}), because: found, wanted: next, ...aside };
  }
  const outcome = outcomes[done.outcome];
  if (!outcome) throw new Error(`an import met the outcome ${done.outcome}`);
  const account = done.account ? { account: done.account } : {};
  // A7: a duplicate says nothing new.
  if (outcome === 'duplicate' && differs.length > 0)
    return { row, outcome: 'refused', ...account, because: differsText(differs), wanted: toCorrect, ...aside };
  return { row, outcome, ...account, ...aside, ...(done.near.length > 0 ? { near: done.near } : {}) };
}

const toCorrect = 'sales.ops moves or corrects the contact with save_account, if the row is right';
