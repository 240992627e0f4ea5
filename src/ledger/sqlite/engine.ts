/** The engine over SQLite files: schema, queries, transactions, key store. */

import type { Engine, Transaction } from '../engine/engine.ts';
import { patiently } from '../engine/patiently.ts';
import { temporaryKeys } from '../keys/key-store.ts';
import { leftovers, removeLeftovers } from './leftover-copies.ts';
import type { OpenedDatabase } from './open-database.ts';
import { scratchCopyOf } from './scratch-copy.ts';
import { sessionOver, type WriteSession } from './session.ts';
import { sqliteErrors, unusable } from './sqlite-errors.ts';
import { inRead, once, type TransactionParts } from './transaction.ts';
import { mending, surveying } from './upkeep.ts';

export function sqliteEngine(
  opened: OpenedDatabase,
  path: string,
  step: TransactionParts['step'] = () => undefined,
): Engine {
  const { db, keys, id, isNew, inPlace, close } = opened;
  const session = sessionOver({ db, keys, step });
  const told = (error: unknown) => unusable(path, error);
  const transaction = transactionOver(session);
  const { scrub, scrubbed } = scrubbing(db, path);
  return {
    id,
    name: path,
    isNew,
    keys,
    async exclusively(work, isLarge = false) {
      const run = () => (isLarge ? keys.together(() => work(transaction)) : work(transaction));
      const done = await patiently(() => once(run, { session, inPlace, step }), sqliteErrors);
      if (!('refused' in done) && done.keep) scrubbed();
      return done;
    },
    read: (look) => telling(told, async () => inRead({ session, inPlace }, () => look(session.rows))),
    survey: (work) =>
      telling(told, async () => {
        inPlace();
        const found = await surveying(path, work);
        inPlace();
        return found;
      }),
    upkeep: (work) => telling(told, () => mending({ path, keys, inPlace }, work)),
    copies: () => leftovers(path).length,
    scrub,
    scratchCopy: () => overScratchCopy(opened, path),
    close,
  };
}

/** An error becomes one that says what to do. */
async function telling<T>(told: (error: unknown) => unknown, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw told(error);
  }
}

function transactionOver({ rows, write }: WriteSession): Transaction {
  return { rows, once: (ask) => ask(), write };
}

/** An erased person's words stand in the write-ahead log until it is folded in; whoever reads meanwhile puts that off. */
function scrubbing(db: OpenedDatabase['db'], path: string) {
  let isDue = false;
  const scrubbed = () => {
    if (isDue) quietly(() => (isDue = db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0));
  };
  const scrub = () => {
    quietly(() => removeLeftovers(path));
    isDue = true;
    scrubbed();
  };
  return { scrub, scrubbed };
}

function overScratchCopy({ keys, id, inPlace }: OpenedDatabase, path: string): Engine {
  try {
    inPlace();
    const db = scratchCopyOf(path);
    return sqliteEngine(
      { db, keys: temporaryKeys(keys), id, isNew: false, inPlace: () => undefined, close: () => db.close() },
      path,
    );
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Swallows errors: the work is tried again later, and no acknowledged write depends on it. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Tried again at the next commit or opening.
  }
}
