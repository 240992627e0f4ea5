import { setImmediate as turn } from 'node:timers/promises';
import type { Changes, Engine, Survey, Transaction, Unit, Upkeep } from '../../../src/ledger/engine/engine.ts';
import { patiently } from '../../../src/ledger/engine/patiently.ts';
import type { Query, Rows } from '../../../src/ledger/engine/rows.ts';
import { temporaryKeys } from '../../../src/ledger/keys/key-store.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { leftovers, removeLeftovers } from '../../../src/ledger/sqlite/leftover-copies.ts';
import { type DatabaseOpening, type OpenedDatabase, openDatabase } from '../../../src/ledger/sqlite/open-database.ts';
import { lacking } from '../../../src/ledger/sqlite/open-sqlite.ts';
import { scratchCopyOf } from '../../../src/ledger/sqlite/scratch-copy.ts';
import { sessionOver, type WriteSession } from '../../../src/ledger/sqlite/session.ts';
import { sqliteErrors, unusable } from '../../../src/ledger/sqlite/sqlite-errors.ts';

/** A stop of a unit at an answer that is not there yet, and the fetch that brings it. */
class Suspended extends Error {
  readonly fetch: () => void;
  constructor(fetch: () => void) {
    super('suspended');
    this.fetch = fetch;
  }
}

const plain = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);

/** Answers that one unit was given so far, so that it is told the same when it runs again. */
class Journal {
  readonly #session: WriteSession;
  /** Answers of queries, apart for each state that the unit's own writes made. */
  readonly #epochs: Map<string, unknown>[] = [new Map()];
  readonly #steps: { readonly kind: string; readonly given: string; readonly got: unknown }[] = [];
  #at = 0;
  #epoch = 0;

  constructor(session: WriteSession) {
    this.#session = session;
  }

  restart(): void {
    this.#at = 0;
    this.#epoch = 0;
  }

  /** A question of the tables. */
  query<T>(name: string, params: readonly unknown[], ask: () => T): T {
    const key = `${name} ${JSON.stringify(params)}`;
    const known = this.#epochs[this.#epoch];
    if (!known) throw new Error('no state');
    if (!known.has(key)) throw new Suspended(() => known.set(key, ask()));
    return known.get(key) as T;
  }

  /** Something done once. `lasts`: it changed what queries answer. */
  step<T>(kind: string, given: unknown, act: () => T, lasts: boolean): T {
    const text = JSON.stringify(given, plain);
    const known = this.#steps[this.#at];
    if (!known) {
      throw new Suspended(() => {
        this.#steps.push({ kind, given: text, got: act() });
        if (lasts) this.#epochs.push(new Map());
      });
    }
    if (known.kind !== kind || known.given !== text)
      throw new Error(`the unit is not pure: step ${this.#at} was ${known.kind}, now it is ${kind}`);
    this.#at += 1;
    if (lasts) this.#epoch += 1;
    return known.got as T;
  }

  rows(): Rows {
    const { rows } = this.#session;
    const late = (name: string, query: Query<unknown[], unknown>): Query<unknown[], unknown> => ({
      all: (...params) => this.query(name, ['all', ...params], () => query.all(...params)),
      get: (...params) => this.query(name, ['get', ...params], () => query.get(...params)),
    });
    const { owned, owners, ownerCount, ...queries } = rows;
    const named = Object.entries(queries).map(([name, query]) => [
      name,
      late(name, query as unknown as Query<unknown[], unknown>),
    ]);
    return {
      ...(Object.fromEntries(named) as Omit<Rows, 'owned' | 'owners' | 'ownerCount'>),
      owned: (table, owner, last) => this.query('owned', [table, owner, last], () => owned(table, owner, last)),
      owners: (table) => this.query('owners', [table], () => owners(table)),
      ownerCount: (table) => this.query('ownerCount', [table], () => ownerCount(table)),
    };
  }

  transaction(): Transaction {
    const session = this.#session;
    return {
      rows: this.rows(),
      once: (ask) => this.step('once', null, ask, false),
      write: (changes: Changes) => this.step('write', changes, () => session.write(changes), true),
    };
  }
}

/** How often something was run again, over all late engines. */
export const reruns = { count: 0 };

/** Runs a pure function until nothing is missing, each missing thing after a turn of the event loop. */
async function settled<T>(journal: Journal, work: () => T): Promise<T> {
  for (;;) {
    journal.restart();
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Suspended)) throw error;
      reruns.count += 1;
      await turn();
      error.fetch();
    }
  }
}

async function once<T>(
  work: (transaction: Transaction) => Unit<T>,
  session: WriteSession,
  step: (name: string) => void,
): Promise<Unit<T>> {
  await turn();
  session.begin();
  step('locked');
  try {
    const journal = new Journal(session);
    const transaction = journal.transaction();
    const unit = await settled(journal, () => work(transaction));
    session.end(unit.keep);
    step('committed');
    return unit;
  } catch (error) {
    session.end(false);
    throw error;
  }
}

/** An engine that answers nothing at once, as one behind a network: every query suspends its unit, which is run again. */
export async function openLate(opening: DatabaseOpening, step?: (name: string) => void): Promise<Engine> {
  const opened = await openDatabase(opening);
  removeLeftovers(opening.path);
  try {
    return lateEngine(opened, opening.path, step);
  } catch (error) {
    opened.close();
    throw lacking(opening.path, error);
  }
}

function lateEngine(opened: OpenedDatabase, path: string, step: (name: string) => void = () => undefined): Engine {
  const { db, keys, id, inPlace } = opened;
  const session = sessionOver({ db, keys, step });
  let last: Promise<unknown> = Promise.resolve();
  /** One connection holds one transaction at a time. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const surveyOver = (over: WriteSession): Survey => ({
    ask: (look) => {
      const journal = new Journal(over);
      const rows = journal.rows();
      return settled(journal, () => look(rows));
    },
  });
  return {
    id,
    name: path,
    isNew: opened.isNew,
    keys,
    exclusively: <T>(work: (transaction: Transaction) => Unit<T>) =>
      alone(() => patiently(() => once(work, session, step), sqliteErrors)),
    read: (look) =>
      alone(async () => {
        inPlace();
        session.beginRead();
        try {
          return await surveyOver(session).ask(look);
        } catch (error) {
          throw unusable(path, error);
        } finally {
          session.end(true);
        }
      }),
    async survey(work) {
      const own = connect(path, { readonly: true });
      try {
        own.exec('BEGIN');
        return await work(surveyOver(sessionOver({ db: own, keys, step: () => undefined })));
      } finally {
        own.close();
      }
    },
    upkeep: (work) =>
      alone(async () => {
        session.begin();
        try {
          const upkeep: Upkeep = {
            ...surveyOver(session),
            async write(changes) {
              await turn();
              session.write(changes);
            },
          };
          const done = await work(upkeep);
          session.end(true);
          return done;
        } catch (error) {
          session.end(false);
          throw error;
        }
      }),
    copies: () => leftovers(path).length,
    scrub() {
      removeLeftovers(path);
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
    scratchCopy() {
      inPlace();
      const copy = scratchCopyOf(path);
      return lateEngine(
        { db: copy, keys: temporaryKeys(keys), id, isNew: false, inPlace, close: () => copy.close() },
        path,
      );
    },
    close: opened.close,
  };
}
