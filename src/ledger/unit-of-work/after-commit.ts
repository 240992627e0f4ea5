import type { Engine } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { type Restored, restoredCopy, standingOf } from '../integrity/restored-backup.ts';
import { takeCheckpoint } from '../integrity/signed-checkpoints.ts';
import type { Clock } from '../port/ledger.ts';
import { deskOf } from '../reading/sweep-reader.ts';

/** Commits between two checkpoints of one process. */
const commitsSigned = 200;

interface Watching {
  readonly restored: Restored | null;
  readonly clock: Clock;
  readonly signWithin: number | undefined;
}

/** Signs at closing, every so many commits or milliseconds, and as soon as a restored copy was confirmed. */
export function signing(engine: Engine, { restored, clock, signWithin }: Watching) {
  let commits = 0;
  let timer: NodeJS.Timeout | undefined;
  const sign = () => {
    clearTimeout(timer);
    timer = undefined;
    return takeCheckpoint(engine, standing, clock.now());
  };
  const standing = (rows: Rows) => standingOf(restoredCopy(rows, engine), deskOf(rows));
  const isConfirmed = async () => restored !== null && (await engine.read(standing)) === 'confirmed';
  const signed = async () => {
    commits += 1;
    if (commits % commitsSigned === 0 || (await isConfirmed())) await quietly(sign);
    else if (signWithin !== undefined) timer ??= setTimeout(() => void quietly(sign), signWithin).unref();
  };
  return { sign, signed };
}

/** Ends the keys of all who were erased; what could not be done now is done at the next opening. */
export function endKeys(engine: Engine): Promise<void> {
  return quietly(async () => {
    const { erasures, newest } = await engine.read((rows) => ({
      erasures: rows.erasures.all(),
      newest: rows.newest.get()?.seq ?? 0,
    }));
    engine.keys.destroy(erasures, newest);
  });
}

/** Swallows errors: the work is tried again later, and no acknowledged write depends on it. */
export async function quietly(work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch {
    // Tried again at the next commit or opening.
  }
}
