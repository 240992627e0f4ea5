import { performance } from 'node:perf_hooks';
import type Database from 'better-sqlite3';
import type { Moment } from '../../rules/command/context.ts';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import type { Restored } from '../integrity/restored-backup.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Clock, PolicyInForce } from '../port/ledger.ts';
import { LedgerUnusable, WriteInDoubt } from '../port/unusable.ts';
import { patience, pause } from '../sqlite/open-database.ts';
import { isBusy, troubleOf, unavailable } from '../sqlite/sqlite-errors.ts';
import type { Statements } from '../sqlite/statements.ts';
import { VersionConflict } from './changes.ts';

/** Dependencies of a unit of work. */
export interface Store {
  readonly db: Database.Database;
  readonly statements: Statements;
  readonly keys: KeyStore;
  readonly id: string;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  /** What was noticed of this copy at opening. */
  readonly restored: Restored | null;
  /** Throws once the files are no longer those that were opened. */
  readonly inPlace: () => void;
  readonly step: (name: string) => void;
  /** Called after each commit that wrote; must not throw, for what was committed stands. */
  readonly committed: () => void;
  /** Destroys the keys of all who were erased, and copies that hold their words; must not throw, for it is done again when the ledger is next opened. */
  readonly forget: () => void;
  /** How many copies of the ledger killed processes left beside it. */
  readonly copies: () => number;
}

export interface Unit<T> {
  readonly value: T;
  /** False for a dry run: nothing of it is kept. */
  readonly keep: boolean;
  /** The unit erased somebody: their keys go once that is on record. */
  readonly erases?: boolean;
}

const rereads = 3;

/** Runs `work` alone among all writers of all processes: all of it is kept, or nothing. */
export async function exclusively<T>(store: Store, work: () => Unit<T>): Promise<T | Refusal> {
  const deadline = performance.now() + patience.total;
  for (let conflicts = 0; ; ) {
    try {
      return once(store, work);
    } catch (error) {
      if (error instanceof VersionConflict) {
        conflicts += 1;
        if (conflicts >= rereads) return movedOn(error);
      } else if (!isBusy(error)) {
        const refusal = unavailable(error);
        if (refusal) return refusal;
        throw error;
      } else if (performance.now() > deadline) return busy();
    }
    await pause();
  }
}

function once<T>({ db, statements, inPlace, step, committed, forget }: Store, work: () => Unit<T>): T {
  try {
    statements.begin.run();
    inPlace();
    step('locked');
    const { value, keep, erases } = work();
    if (keep) statements.commit.run();
    else statements.rollback.run();
    if (keep) wasKept(inPlace);
    step('committed');
    if (keep && erases) forget();
    if (keep) committed();
    return value;
  } catch (error) {
    if (db.inTransaction) statements.rollback.run();
    // What SQLite meets in a file that is out of place is no fault of the disk.
    if (troubleOf(error)) inPlace();
    throw error;
  }
}

/** What was committed to a file that is no longer in place may be lost: it is not acknowledged. */
function wasKept(inPlace: Store['inPlace']): void {
  try {
    inPlace();
  } catch (error) {
    throw error instanceof LedgerUnusable ? new WriteInDoubt(error) : error;
  }
}

function movedOn({ stream }: VersionConflict): Refusal {
  return refuse('CONFLICT', {
    found: `${stream} was written to by somebody else meanwhile`,
    next: 'read it again and call again; `ladder verify` if it persists',
  });
}

function busy(): Refusal {
  const seconds = patience.total / 1000;
  return refuse('UNAVAILABLE', {
    found: `other processes kept the database locked for ${seconds} s`,
    next: 'call again; it is safe to repeat',
  });
}

export function momentOf({ policy, clock, keys }: Pick<Store, 'policy' | 'clock' | 'keys'>): Moment {
  const now = clock.now();
  const { values, calendar } = policy;
  return {
    policy: values,
    calendar,
    now,
    today: calendar.dateOf(now),
    fingerprint: (text) => keys.mark('fingerprint', text).slice(0, 16),
  };
}
