import type { Unit } from '../engine/engine.ts';
import { LedgerUnusable, WriteInDoubt } from '../port/unusable.ts';
import type { WriteSession } from './session.ts';
import { troubleOf } from './sqlite-errors.ts';

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
