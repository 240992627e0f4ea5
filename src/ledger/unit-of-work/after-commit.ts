import { type Restored, restoredCopy, standingOf } from '../integrity/restored-backup.ts';
import { takeCheckpoint } from '../integrity/signed-checkpoints.ts';
import type { Clock, Reader } from '../port/ledger.ts';
import { removeLeftovers } from '../sqlite/leftover-copies.ts';
import type { Store } from './engine.ts';

/** Commits between two checkpoints of one process. */
const commitsSigned = 200;

interface Watching {
  readonly restored: Restored | null;
  readonly reader: Pick<Reader, 'desk'>;
  readonly clock: Clock;
  readonly signWithin: number | undefined;
}

/** Signs at closing, every so many commits or milliseconds, and as soon as a restored copy was confirmed. */
export function signing(
  ground: Pick<Store, 'keys' | 'statements' | 'id' | 'inPlace'>,
  { restored, reader, clock, signWithin }: Watching,
) {
  let commits = 0;
  let timer: NodeJS.Timeout | undefined;
  const standing = () => standingOf(restoredCopy(ground), reader.desk());
  const sign = () => {
    clearTimeout(timer);
    timer = undefined;
    ground.inPlace();
    takeCheckpoint({ ...ground, standing }, clock.now());
  };
  const signed = () => {
    commits += 1;
    if (commits % commitsSigned === 0 || (restored && standing() === 'confirmed')) quietly(sign);
    else if (signWithin !== undefined) timer ??= setTimeout(() => quietly(sign), signWithin).unref();
  };
  return { sign, signed };
}

interface Erasing extends Pick<Store, 'db' | 'keys' | 'statements'> {
  readonly path: string;
}

/** An erased person's words stand in the write-ahead log until it is folded in; whoever reads meanwhile puts that off. */
export function erasing({ db, keys, statements, path }: Erasing) {
  let isDue = false;
  const endKeys = () => quietly(() => keys.destroy(statements.erasures.all(), statements.newest.get()?.seq ?? 0));
  const washed = () => {
    if (isDue) quietly(() => wash());
  };
  const wash = () => {
    isDue = db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0;
  };
  const forget = () => {
    endKeys();
    quietly(() => removeLeftovers(path));
    isDue = true;
    washed();
  };
  return { endKeys, forget, washed };
}

/** Swallows errors: the work is tried again later, and no acknowledged write depends on it. */
export function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Tried again at the next commit or opening.
  }
}
