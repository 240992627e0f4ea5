import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../../machine.ts';
import { connect } from './connection.ts';

const form = /^\.rehearsal-(\d+)-[0-9a-f]{8}$/;

/** Copies of the ledger that were made to try something on, and whose process was killed before it took their name away. */
export function leftovers(path: string): readonly string[] {
  const folder = dirname(path);
  const name = basename(path);
  return readdirSync(folder)
    .filter((file) => file.startsWith(name) && form.test(file.slice(name.length)))
    .map((file) => join(folder, file))
    .filter((file) => !isInUse(file));
}

/** Removes them, with what SQLite may have left beside them. */
export function removeLeftovers(path: string): void {
  for (const file of leftovers(path))
    for (const suffix of ['-journal', '-wal', '-shm', '']) rmSync(`${file}${suffix}`, { force: true });
}

/** A number that runs again may be another process's: whoever still fills a copy has it locked as well. */
function isInUse(file: string): boolean {
  const pid = Number(/-(\d+)-[0-9a-f]{8}$/.exec(file)?.[1]);
  return isAlive(pid) && isLocked(file);
}

function isLocked(file: string): boolean {
  const db = connect(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
  } finally {
    db.close();
  }
}
