import { Acting } from './act.ts';
import { type Opened, openDatabase } from './database.ts';
import { unusable } from './errors.ts';
import { readerOf } from './look.ts';
import type { Clock, Ledger, PolicyInForce } from './port.ts';
import { prepareStatements } from './statements.ts';
import { momentOf, type Store } from './unit.ts';

export type { Ledger } from './port.ts';

export interface LedgerOptions {
  readonly path: string;
  /** The key store's folder. */
  readonly keys: string;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** For tests: a database that is soon full. */
  readonly maxPages?: number;
  /** For tests: told of each step of a unit of work. */
  readonly onStep?: (name: string) => void;
}

export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { path, keys, clock, synchronous = 'FULL', maxPages } = options;
  const opened = await openDatabase({ path, keys, simulated: clock.simulated, synchronous, ...(maxPages === undefined ? {} : { maxPages }) });
  return sqliteLedger(opened, options);
}

function sqliteLedger({ db, keys, id }: Opened, { path, policy, clock, onStep }: LedgerOptions): Ledger {
  const statements = prepareStatements(db);
  const reader = readerOf(statements, keys);
  const store: Store = { db, statements, keys, id, policy, clock, step: onStep ?? (() => undefined), committed: () => undefined };
  return {
    act: (work) => new Acting(store, reader, work).run(),
    read(look) {
      try {
        statements.beginRead.run();
        return look(reader, momentOf(store));
      } catch (error) {
        throw unusable(path, error);
      } finally {
        if (db.inTransaction) statements.commit.run();
      }
    },
    applyDue: async () => [],
    recordRefusal: async () => null,
    verify: async () => { throw new Error('not yet'); },
    rebuild: async () => { throw new Error('not yet'); },
    checkpoint: () => undefined,
    close: () => { db.close(); keys.close(); },
  };
}
