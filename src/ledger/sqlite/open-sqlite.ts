import type { Engine } from '../engine/engine.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import { sqliteEngine } from './engine.ts';
import { removeLeftovers } from './leftover-copies.ts';
import { type DatabaseOpening, openDatabase } from './open-database.ts';
import { unusable } from './sqlite-errors.ts';

/** Opens the engine over a file, made if there is none. Throws LedgerUnusable where it cannot serve. */
export async function openSqlite(opening: DatabaseOpening, step?: (name: string) => void): Promise<Engine> {
  const opened = await openDatabase(opening);
  const { path } = opening;
  try {
    removeLeftovers(path);
  } catch {
    // Tried again at the next opening.
  }
  try {
    return sqliteEngine(opened, path, step);
  } catch (error) {
    opened.close();
    throw lacking(path, error);
  }
}

/** Statements can't be compiled over tables that are gone. */
export function lacking(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !/^no such (?:table|column)/.test(error.message)) return unusable(path, error);
  const next = 'keep the file for inspection, put back the newest backup and run `ladder verify`';
  return new LedgerUnusable(`${path} is damaged: ${error.message}`, next, { cause: error });
}
