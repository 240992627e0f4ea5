import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { connect } from './connection.ts';

/** A copy of the whole ledger in a file that nobody else can open by name. */
export function scratchCopyOf(path: string): Database.Database {
  const copy = `${path}.rehearsal-${process.pid}-${randomBytes(4).toString('hex')}`;
  closeSync(openSync(copy, 'wx', 0o600));
  const db = opened(copy);
  try {
    fill(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  } finally {
    // An open file that keeps its name is removed once it is closed or, after a kill, at the next opening.
    quietly(() => rmSync(copy, { force: true }));
  }
}

/** The name goes before anything is written: an open file without one goes with its last reader, even if that is killed. */
function opened(copy: string): Database.Database {
  try {
    const db = connect(copy);
    // The copy may be lost with the process. `main` alone: the ledger is not locked beside it.
    for (const pragma of ['journal_mode = MEMORY', 'synchronous = OFF', 'locking_mode = EXCLUSIVE'])
      db.pragma(`main.${pragma}`);
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    return db;
  } finally {
    quietly(() => rmSync(copy, { force: true }));
  }
}

interface Made {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** Tables and indexes first, so that whole pages are copied; the triggers last. */
function fill(db: Database.Database, path: string): void {
  db.prepare('ATTACH ? AS source').run(path);
  db.exec('BEGIN');
  const made = db
    .prepare<[], Made>(
      "SELECT type, name, sql FROM source.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  const of = (type: string) => made.filter((each) => each.type === type);
  for (const { sql } of [...of('table'), ...of('index')]) db.exec(sql);
  db.exec('DELETE FROM main.sqlite_sequence');
  for (const name of [...of('table').map((each) => each.name), 'sqlite_sequence'])
    db.exec(`INSERT INTO main."${name}" SELECT * FROM source."${name}"`);
  for (const { sql } of of('trigger')) db.exec(sql);
  db.exec('COMMIT');
  db.exec('DETACH source');
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The name can't be taken from an open file here.
  }
}
