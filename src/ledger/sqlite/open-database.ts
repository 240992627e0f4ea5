import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { makeFolder } from '../../machine.ts';
import { elapsed, pause } from '../engine/patiently.ts';
import type { OpenKeyStore } from '../keys/key-store.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import { connect } from './connection.ts';
import { keptInPlace, LogMissing, LogRemoved, refuseWithoutLog } from './file-identity.ts';
import { openKeyStore } from './key-store.ts';
import { hasEvents, type Migrating, metaOf, migrate, versionOf } from './migrate.ts';
import { patience } from './patience.ts';
import { applicationId, migrations } from './schema.ts';
import { isBusy, troubleOf, unusable } from './sqlite-errors.ts';

export interface DatabaseOpening extends Migrating {
  readonly keys: string;
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Pages the database may have at most; none: as many as the disk holds. */
  readonly maxPages?: number;
}

export interface OpenedDatabase {
  readonly db: Database.Database;
  readonly keys: OpenKeyStore;
  readonly id: string;
  /** Whether this opening made the database. */
  readonly isNew: boolean;
  /** Throws once the files are no longer those that were opened. */
  readonly inPlace: () => void;
  /** Closes both databases, but one whose files were replaced: it stays open to the end of the process. */
  readonly close: () => void;
}

/** First opens of many processes meet at the switch to WAL and at the schema: whoever comes second waits. */
export async function openDatabase(opening: DatabaseOpening): Promise<OpenedDatabase> {
  const start = elapsed();
  for (;;) {
    try {
      return await attempt(opening);
    } catch (error) {
      // Between two looks at a server that closes, its log may be gone before its index is.
      const waits = patienceWith(error);
      if (elapsed() >= start + waits) throw unusable(`${opening.path} cannot be opened`, error);
    }
    await pause();
  }
}

/** Servers that start at once hold the file alone for a moment each. */
function patienceWith(error: unknown): number {
  if (isBusy(error)) return patience.total;
  if (error instanceof LogRemoved) return patience.meeting;
  return error instanceof LogMissing ? patience.single : 0;
}

async function attempt(opening: DatabaseOpening): Promise<OpenedDatabase> {
  const { path } = opening;
  makeFolder(dirname(path));
  // Names and addresses stand in its tables: nobody but the owner may read it.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  // SQLite would open a file it may not write, and say so only at the first write; the log lies beside the file.
  for (const each of [path, dirname(path)]) accessSync(each, constants.W_OK);
  for (const each of [path, keysIn(opening.keys)]) refuseWithoutLog(each);
  const db = connect(path, { timeout: patience.single });
  let keys: OpenKeyStore | undefined;
  try {
    // In one transaction, or another process that makes the schema meanwhile is seen half.
    db.transaction(() => refuseForeign(db, path))();
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${opening.synchronous}`);
    db.pragma('foreign_keys = OFF');
    // SQLite overwrites deleted rows, lest an erased name stay readable in a free page.
    db.pragma('secure_delete = ON');
    // A sweep's transaction writes hundreds of pages, many of them those of the one before: 16 MB of log are folded in at once.
    db.pragma('wal_autocheckpoint = 4000');
    if (opening.maxPages !== undefined) db.pragma(`max_page_count = ${opening.maxPages}`);
    keys = keysFor(db, opening);
    const isNew = await migrate(db, opening, keys);
    return { db, keys, id: metaOf(db, 'id') ?? '', isNew, ...watched(opening, db, keys) };
  } catch (error) {
    keys?.close();
    db.close();
    throw error;
  }
}

const keysIn = (folder: string) => `${folder}/keys.db`;

function watched({ path, keys: folder }: DatabaseOpening, db: Database.Database, keys: OpenKeyStore) {
  const [ledger, secrets] = [keptInPlace(path), keptInPlace(keysIn(folder))];
  return {
    inPlace() {
      ledger.check();
      secrets.check();
    },
    close() {
      if (!ledger.isReplaced()) db.close();
      if (!secrets.isReplaced()) keys.close();
    },
  };
}

function refuseForeign(db: Database.Database, path: string): void {
  const version = versionOf(db);
  const mark = db.pragma('application_id', { simple: true });
  const found = db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM sqlite_master').get();
  if (mark !== applicationId && (version > 0 || (found?.n ?? 0) > 0)) {
    throw new LedgerUnusable(
      `${path} is a database of another program`,
      'point LADDER_DB at the ledger, or at a file that does not exist yet',
    );
  }
  if (version > migrations.length) {
    const met = `${path} has schema ${version}, this program knows ${migrations.length} at most`;
    throw new LedgerUnusable(met, 'run the newer program that wrote it; an older one would lose what it does not know');
  }
}

/** The key store that can open what the database holds sealed: another one is refused, and none is made in its place. */
function keysFor(db: Database.Database, { path, keys: folder }: DatabaseOpening): OpenKeyStore {
  if (versionOf(db) > 0) refuseUnnamed(db, path);
  const wanted = versionOf(db) > 0 ? metaOf(db, 'key_store') : undefined;
  const isBound = wanted !== undefined && hasEvents(db);
  const remedy = 'put that folder back from its backup, or set LADDER_KEYS to where it is';
  if (isBound && !existsSync(keysIn(folder))) {
    throw new LedgerUnusable(
      `${path} was written with the key store ${wanted}, and the folder ${folder} holds none`,
      remedy,
    );
  }
  const keys = openedKeys(folder, remedy);
  if (isBound && keys.id !== wanted) {
    keys.close();
    throw new LedgerUnusable(
      `${path} was written with the key store ${wanted}, and the folder ${folder} holds ${keys.id}`,
      remedy,
    );
  }
  return keys;
}

function refuseUnnamed(db: Database.Database, path: string): void {
  const lacking = ['id', 'clock', 'key_store'].filter((name) => metaOf(db, name) === undefined);
  if (lacking.length === 0) return;
  throw new LedgerUnusable(
    `${path} is damaged: its table \`meta\` lacks ${lacking.join(', ')}`,
    'keep the file for inspection, put back the newest backup and run `ladder verify`',
  );
}

function openedKeys(folder: string, remedy: string): OpenKeyStore {
  try {
    return openKeyStore(folder);
  } catch (error) {
    if (isBusy(error)) throw error;
    const trouble = troubleOf(error);
    const what = `the key store ${folder}/keys.db`;
    throw trouble && !trouble.isDamage
      ? new LedgerUnusable(`${what} cannot be opened: ${trouble.found}`, trouble.next, { cause: error })
      : new LedgerUnusable(`${what} is damaged`, remedy, { cause: error });
  }
}
