import Database from 'better-sqlite3';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import { LedgerUnusable, unavailable } from '../port/unusable.ts';

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code);
}

interface Trouble {
  readonly found: string;
  readonly next: string;
  /** The file itself is not what it was. */
  readonly isDamage?: true;
}

const troubles: readonly (Trouble & { readonly code: RegExp })[] = [
  {
    code: /^SQLITE_FULL|^ENOSPC|^EDQUOT/,
    found: 'there is no room left for the database',
    next: 'free space on its disk and call again; what was on record is untouched',
  },
  {
    code: /^SQLITE_READONLY|^SQLITE_PERM|^SQLITE_AUTH|^EROFS|^EACCES|^EPERM/,
    found: 'the database or its folder cannot be written by this process',
    next: 'give its user the right to write the file and its folder, then call again',
  },
  {
    code: /^SQLITE_CORRUPT/,
    found: 'the database is damaged and SQLite cannot read it',
    next: 'stop the servers, keep the file for inspection, put back the newest backup and run `ladder verify`',
    isDamage: true,
  },
  {
    code: /^SQLITE_NOTADB/,
    found: 'the file is no SQLite database',
    next: 'point LADDER_DB at the ledger, or at a file that does not exist yet',
    isDamage: true,
  },
  {
    code: /^SQLITE_IOERR|^EIO|^SQLITE_PROTOCOL|^SQLITE_NOLFS/,
    found: 'the disk answered with an error',
    next: 'look at the disk and the system log, then call again; what was on record is untouched',
  },
  {
    code: /^SQLITE_CANTOPEN|^ENOENT|^EEXIST|^ENOTDIR|^EISDIR|^EMFILE|^ENFILE/,
    found: 'the database cannot be opened',
    next: 'check that the path leads to a file in a folder this process may write',
  },
];

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code;
}

/** The fault of the store; undefined where the error is a defect of ours. */
export function troubleOf(error: unknown): Trouble | undefined {
  const code = codeOf(error);
  return code === undefined ? undefined : troubles.find((each) => each.code.test(code));
}

/** The refusal for an error of the engine; undefined for a defect of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  return unavailable(troubleOf(error) ? unusable('the database', error) : error);
}

/** SQLite's errors, told apart for whoever tries again. */
export const sqliteErrors = { isBusy, refusalOf };

/** Turns an error met while opening or reading into one that says what to do; a defect stays what it is. */
export function unusable(what: string, error: unknown): unknown {
  if (isBusy(error)) {
    const next = 'wait until the other process has ended its work, then start again';
    return new LedgerUnusable(`${what}: another process keeps it locked`, next, { cause: error });
  }
  const trouble = troubleOf(error);
  if (!trouble) return error;
  const { found, next } = trouble;
  return new LedgerUnusable(`${what}: ${found}`, next, { cause: error, told: found });
}
