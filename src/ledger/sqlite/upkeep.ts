import type Database from 'better-sqlite3';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Survey, Upkeep } from '../engine/engine.ts';
import { patiently } from '../engine/patiently.ts';
import type { OpenKeyStore } from '../keys/key-store.ts';
import { connect } from './connection.ts';
import { patience } from './patience.ts';
import { prepareRows } from './prepared-rows.ts';
import { sessionOver } from './session.ts';
import { refusalOf, sqliteErrors } from './sqlite-errors.ts';

/** On a connection of its own: one consistent state, while the server goes on. */
export async function surveying<T>(path: string, work: (survey: Survey) => Promise<T>): Promise<T> {
  const db = connect(path, { readonly: true, timeout: patience.single });
  try {
    db.exec('BEGIN');
    const rows = prepareRows(db);
    return await work({ ask: async (look) => look(rows) });
  } finally {
    db.close();
  }
}

interface Mending {
  readonly path: string;
  readonly keys: OpenKeyStore;
  readonly inPlace: () => void;
}

/** On a connection of its own, alone among all writers; all of it is kept, or nothing. */
export async function mending<T>(
  { path, keys, inPlace }: Mending,
  work: (upkeep: Upkeep) => Promise<T>,
): Promise<T | Refusal> {
  const db = connect(path, { timeout: patience.single });
  try {
    const { session, upkeep } = upkeepOver(db, keys);
    const refusal = await patiently(() => {
      session.begin();
      inPlace();
      return null;
    }, sqliteErrors);
    if (refusal) return refusal;
    const done = await work(upkeep);
    session.end(true);
    inPlace();
    return done;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
    db.close();
  }
}

/** Repairs tables over a connection whose transaction the caller begins and ends. */
export function upkeepOver(db: Database.Database, keys: OpenKeyStore) {
  db.pragma('secure_delete = ON');
  const session = sessionOver({ db, keys, step: () => undefined });
  const upkeep: Upkeep = {
    ask: async (look) => look(session.rows),
    write: async (changes) => session.write(changes),
  };
  return { session, upkeep };
}
