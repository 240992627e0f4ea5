import { unrecorded } from '../rules/policy-changes/policy-on-record.ts';
import type { Refusal } from '../rules/vocabulary/refusal.ts';
import { soundStatements } from './integrity/opening-checks.ts';
import { rebuild } from './integrity/rebuild.ts';
import { restoredCopy } from './integrity/restored-backup.ts';
import { verify } from './integrity/verify.ts';
import type { Call, Clock, Ledger, PolicyInForce } from './port/ledger.ts';
import { leftovers, removeLeftovers } from './sqlite/leftover-copies.ts';
import { type Opened, openDatabase } from './sqlite/open-database.ts';
import { readerOf } from './sqlite/reader.ts';
import { rehearsalOf } from './sqlite/scratch-copy.ts';
import { unusable } from './sqlite/sqlite-errors.ts';
import { erasing, quietly, signing } from './unit-of-work/after-commit.ts';
import { applyDue } from './unit-of-work/apply-due.ts';
import { together } from './unit-of-work/batch.ts';
import { exclusively, momentOf, type Store, type Unit } from './unit-of-work/engine.ts';
import { Acting } from './unit-of-work/execute-command.ts';
import { momentNow, policyStanding, recordingOf } from './unit-of-work/preconditions.ts';
import { asOfNow, foreseen } from './unit-of-work/preview-due.ts';
import { appendRefusal } from './unit-of-work/record-refusal.ts';

export type { Ledger } from './port/ledger.ts';

export interface LedgerOptions {
  readonly path: string;
  /** The key store's folder. */
  readonly keys: string;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  /** NORMAL may lose the last writes of a machine that loses its power, never those of a process that dies. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** Signs so many milliseconds after a commit, for a process that may be killed; without it only now and then. */
  readonly signWithin?: number;
  /** For tests: a database that is soon full. */
  readonly maxPages?: number;
  /** For tests: told of each step of a unit of work. */
  readonly onStep?: (name: string) => void;
}

/** The ledger with what no tool has yet. */
export interface SqliteLedger extends Ledger {
  /** A copy on which to try what would happen; it is gone when it is closed, and nothing of it is kept. */
  rehearse(): SqliteLedger;
}

/** Throws LedgerUnusable where the file, its folder or its key store cannot serve. */
export async function openLedger(options: LedgerOptions): Promise<SqliteLedger> {
  const { path, keys, clock, synchronous = 'FULL', maxPages } = options;
  const limit = maxPages === undefined ? {} : { maxPages };
  const opened = await openDatabase({ path, keys, simulated: clock.simulated, synchronous, ...limit });
  quietly(() => removeLeftovers(path));
  try {
    return sqliteLedger(opened, options);
  } catch (error) {
    opened.close();
    throw unusable(path, error);
  }
}

function sqliteLedger({ db, keys, id, inPlace, close }: Opened, options: LedgerOptions): SqliteLedger {
  const { path, policy, clock, onStep, signWithin } = options;
  const statements = soundStatements({ db, keys }, path);
  const restored = restoredCopy({ keys, statements, id });
  const reader = readerOf({ statements, keys, restored, policy });
  const { sign, signed } = signing({ keys, statements, id, inPlace }, { restored, reader, clock, signWithin });
  const { endKeys, forget, washed } = erasing({ db, keys, statements, path });
  const committed = () => {
    washed();
    signed();
  };
  const step = onStep ?? (() => undefined);
  const copies = () => leftovers(path).length;
  const store: Store = { db, statements, keys, id, policy, clock, restored, inPlace, step, committed, forget, copies };
  // A process may have died between the record of an erasure and the end of its key.
  endKeys();
  const tell = (error: unknown) => unusable(path, error);
  let isClosed = false;
  return {
    act: (work) => new Acting(store, reader, work).run(),
    together: (caller, run) => together(store, reader, caller, run),
    applyDue: (caller) => applyDue(store, caller),
    recordRefusal: (call, refusal) => exclusively<Refusal | null>(store, () => recordRefusal(store, call, refusal)),
    foresee: async (limit) => telling(tell, () => inRead(store, () => foreseen(store, limit))),
    read: async (look) => telling(tell, () => inRead(store, () => look(asOfNow(reader, store), momentOf(store)))),
    isLocked: async () => telling(tell, () => inRead(store, () => reader.sendingLock() !== null)),
    async verify(stream) {
      inPlace();
      const report = await verify(path, { keys, id }, stream).catch((error: unknown) => Promise.reject(tell(error)));
      inPlace();
      if (report.ok && stream === undefined) quietly(sign);
      return report;
    },
    rebuild: () => rebuild(store, path).catch((error: unknown) => Promise.reject(tell(error))),
    checkpoint: () => telling(tell, sign),
    rehearse: () =>
      telling(tell, () => sqliteLedger(rehearsalOf({ keys, id, inPlace }, path), { path, keys: '', policy, clock })),
    close() {
      if (isClosed) return;
      isClosed = true;
      quietly(sign);
      close();
    },
  };
}

function telling<T>(tell: (error: unknown) => unknown, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw tell(error);
  }
}

function inRead<T>({ db, statements, inPlace }: Store, look: () => T): T {
  inPlace();
  statements.beginRead.run();
  try {
    return look();
  } finally {
    if (db.inTransaction) statements.commit.run();
  }
}

function recordRefusal(store: Store, call: Call, refusal: Refusal): Unit<Refusal | null> {
  const moment = momentNow(store);
  if ('refused' in moment) return { value: moment, keep: false };
  const recording = recordingOf(store, call, moment.now);
  const stale = unrecorded(policyStanding(store));
  if (stale) return { value: stale, keep: false };
  appendRefusal(call.tool, refusal, recording);
  return { value: null, keep: true };
}
