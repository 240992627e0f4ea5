import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { base32 } from '../events/canonical-json.ts';
import { type Folding, reproject } from '../integrity/reproject.ts';
import type { OpenKeyStore } from '../keys/key-store.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import { tableNames } from '../projections/tables.ts';
import { applicationId, migrations } from './schema.ts';
import { upkeepOver } from './upkeep.ts';

export interface Migrating {
  readonly path: string;
  readonly simulated: boolean;
  /** Told how far it is where the tables of an older program are made anew. */
  readonly onFolded?: Folding | undefined;
}

export function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

export function metaOf(db: Database.Database, name: string): string | undefined {
  return db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?').get(name)?.value;
}

export function hasEvents(db: Database.Database): boolean {
  return db.prepare('SELECT 1 FROM events LIMIT 1').get() !== undefined;
}

/** Whether the schema was made here, and not only brought up to date. */
export async function migrate(
  db: Database.Database,
  { path, simulated, onFolded = () => undefined }: Migrating,
  keys: OpenKeyStore,
): Promise<boolean> {
  const clock = simulated ? 'simulated' : 'real';
  const isCurrent = versionOf(db) === migrations.length && metaOf(db, 'key_store') === keys.id;
  const isNew = !isCurrent && (await inOneTransaction(db, () => bringUp(db, { path, clock, keys, onFolded })));
  const stamp = metaOf(db, 'clock');
  if (stamp === clock) return isNew;
  const next = simulated
    ? 'unset LADDER_NOW, or point LADDER_DB at a database of its own for the simulation'
    : 'set LADDER_NOW to go on with the simulation, or point LADDER_DB at another database';
  throw new LedgerUnusable(
    `${path} is of ${stamp} time and this clock is ${clock}. A database is either simulated or real, for ever`,
    next,
  );
}

/** Work in one transaction that may wait: a ledger that is being opened has its connection to itself. */
async function inOneTransaction<T>(db: Database.Database, work: () => Promise<T>): Promise<T> {
  db.exec('BEGIN IMMEDIATE');
  try {
    const done = await work();
    db.exec('COMMIT');
    return done;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

interface Bringing {
  readonly path: string;
  readonly clock: string;
  readonly keys: OpenKeyStore;
  readonly onFolded: Folding;
}

async function bringUp(db: Database.Database, { path, clock, keys, onFolded }: Bringing): Promise<boolean> {
  const version = versionOf(db);
  const isNew = version === 0;
  // Another process may have been first since the key stores were compared.
  if (!isNew && metaOf(db, 'key_store') !== keys.id && hasEvents(db))
    throw new Database.SqliteError('look again', 'SQLITE_BUSY');
  for (const sql of migrations.slice(version)) db.exec(sql);
  if (!isNew && version < migrations.length) {
    for (const table of [...tableNames, 'counts']) db.exec(`DELETE FROM ${table}`);
    await reproject(upkeepOver(db, keys).upkeep, { path, keys, onFolded });
  }
  db.pragma(`user_version = ${migrations.length}`);
  const set = db.prepare(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  set.run('key_store', keys.id);
  if (!isNew) return false;
  db.pragma(`application_id = ${applicationId}`);
  set.run('id', `ldg_${base32(randomBytes(10), 16)}`);
  set.run('clock', clock);
  return true;
}
