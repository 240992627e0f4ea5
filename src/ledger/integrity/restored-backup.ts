import type { DeskState } from '../../rules/aggregates/desk.ts';
import type { Context } from '../../rules/command/context.ts';
import type { DeskDraft } from '../../rules/command/world.ts';
import { openDeskTask } from '../../rules/tasks/desk-tasks.ts';
import type { Engine } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { SendingLock } from '../port/records.ts';
import { type CheckpointLine, isGenuine, lastLine } from './signed-checkpoints.ts';

/** A database that doesn't hold what its key store last signed: rolled back, restored or exchanged. */
export interface Restored {
  /** Names the checkpoint that it lacks; the task that asks for confirmation is known by it. */
  readonly subject: string;
  readonly because: string;
}

/** The key store is read first: what it signed by then, a database that goes on from it holds. */
export function restoredCopy(rows: Rows, { keys, id }: Pick<Engine, 'keys' | 'id'>): Restored | null {
  const signed = keys.signedSeq();
  const last = lastLine(keys);
  const newest = rows.newest.get()?.seq ?? 0;
  const unproven = unprovenBy(last, signed, keys);
  if (unproven) {
    const short = `${signed} events were signed, this copy holds ${newest}`;
    return { subject: `checkpoint ${signed}`, because: signed > newest ? short : unproven };
  }
  if (last && last !== 'unreadable' && (last.database !== id || rows.eventHash.get(last.seq)?.hash !== last.head)) {
    const met = last.database === id ? `this copy goes on from an older state, it holds ${newest}` : `this is ${id}`;
    return {
      subject: `checkpoint ${last.seq} of ${last.at} (${last.head.slice(0, 12)})`,
      because: `${last.seq} events of the ledger ${last.database} were signed at ${last.at}; ${met}`,
    };
  }
  return last && last !== 'unreadable' ? putBack(last) : null;
}

/** `ladder restore` signs what it puts back; whatever is signed after it was confirmed. */
function putBack({ restored_from, at, seq }: Exclude<CheckpointLine, 'unreadable'>): Restored | null {
  if (restored_from === undefined) return null;
  return {
    subject: `what was recorded after event ${seq} (the backup of ${restored_from}, put back at ${at})`,
    because: `this copy is the backup of ${restored_from}, put back at ${at}: it ends at event ${seq}, and what was recorded after that is not in it`,
  };
}

/** The reason why the newest checkpoint on file doesn't tell the number signed last; null where it does. */
function unprovenBy(last: CheckpointLine | undefined, signed: number, keys: KeyStore): string | null {
  if (last === 'unreadable') return 'the newest checkpoint on file cannot be read';
  if (last && !isGenuine(last, keys)) return 'the newest checkpoint on file is not signed by this key store';
  // A restart is on file a moment before its number is; a later line that is gone is for `verify` to name.
  if (last?.restart || (last?.seq ?? 0) >= signed) return null;
  return `the newest checkpoint on file ends at event ${last?.seq ?? 0}, and event ${signed} was signed`;
}

const kind = 'confirm_restored_ledger';

function taskFor({ tasks }: DeskState, subject: string | undefined) {
  return tasks.find(
    (task) => task.kind === kind && task.closed_at === undefined && (subject === undefined || task.subject === subject),
  );
}

/** Sending waits for chief.staff: suppressions and sends that the copy lacks are known to nobody else. */
export function lockOf(desk: DeskState, restored: Restored | null): SendingLock | null {
  const task = taskFor(desk, undefined);
  if (task) return { because: restored?.because ?? `this ledger lacks ${task.subject}`, task: task.id };
  if (restored === null || desk.confirmed_copy === restored.subject) return null;
  return { because: restored.because, task: null };
}

/** How the ledger stands to what its key store signed last. */
export function standingOf(restored: Restored | null, desk: DeskState): 'goes_on' | 'unconfirmed' | 'confirmed' {
  if (restored === null) return 'goes_on';
  return desk.confirmed_copy === restored.subject ? 'confirmed' : 'unconfirmed';
}

export function isUnnoticed(desk: DeskState, restored: Restored | null): boolean {
  if (restored === null || desk.confirmed_copy === restored.subject) return false;
  return taskFor(desk, restored.subject) === undefined;
}

/** Whichever sweep or act comes first opens the task; opening the file alone writes nothing. */
export function noticeRestored(desk: DeskDraft, restored: Restored | null, context: Context): void {
  if (restored && isUnnoticed(desk.state, restored)) openDeskTask(desk, { kind, subject: restored.subject }, context);
}
