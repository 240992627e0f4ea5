import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { type Unit, VersionConflict } from '../engine/engine.ts';
import { LedgerUnusable, WriteInDoubt } from '../port/unusable.ts';
import { elapsed, patience, pause } from './patience.ts';
import type { WriteSession } from './session.ts';
import { isBusy, refusalOf, troubleOf } from './sqlite-errors.ts';

export interface TransactionParts {
  readonly session: WriteSession;
  /** Throws once the files are no longer those that were opened. */
  readonly inPlace: () => void;
  /** Told of each step of a unit of work. */
  readonly step: (name: string) => void;
}

export function inRead<T>({ session, inPlace }: Pick<TransactionParts, 'session' | 'inPlace'>, look: () => T): T {
  inPlace();
  session.beginRead();
  try {
    return look();
  } finally {
    if (session.isOpen()) session.end(true);
  }
}

/** How often a unit is run again after somebody else wrote to one of its streams. */
const rereads = 3;

/** Tries until the lock is had. What the caller can be told comes back as a refusal. */
export async function patiently<T>(attempt: () => T | Promise<T>): Promise<T | Refusal> {
  const deadline = elapsed() + patience.total;
  for (let conflicts = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof VersionConflict) {
        conflicts += 1;
        if (conflicts >= rereads) return movedOn(error);
      } else if (!isBusy(error)) {
        const refusal = refusalOf(error);
        if (refusal) return refusal;
        throw error;
      } else if (elapsed() > deadline) return busy();
    }
    await pause();
  }
}

/** One try: the unit under the lock, all of it or nothing. */
export function once<T>(work: () => Unit<T>, { session, inPlace, step }: TransactionParts): Unit<T> {
  try {
    session.begin();
    inPlace();
    step('locked');
    const unit = work();
    session.end(unit.keep);
    if (unit.keep) wasKept(inPlace);
    step('committed');
    return unit;
  } catch (error) {
    if (session.isOpen()) session.end(false);
    // An error of SQLite in a file that is out of place is no fault of the disk.
    if (troubleOf(error)) inPlace();
    throw error;
  }
}

/** A commit to a file that is no longer in place may be lost: it is not acknowledged. */
function wasKept(inPlace: () => void): void {
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
