import { statSync } from 'node:fs';
import { LedgerUnusable } from '../port/unusable.ts';
import { connect } from './connection.ts';
import { isBusy } from './sqlite-errors.ts';

function markOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}

/** The files of one open database: the file itself, its log and the index of its log. */
export interface Kept {
  /** Throws once a file no longer stands under its name: what is written to it then is lost with the process. */
  check(): void;
  /** Whether another file has a name of theirs: SQLite would fold into the wrong file, and remove another's log, at closing. */
  isReplaced(): boolean;
}

const suffixes = ['', '-wal', '-shm'] as const;

/** A file in the place of the log must stay: other servers may have written to it since. */
function remedyFor(suffix: string, isGone: boolean): string {
  if (suffix === '') return 'put back what belongs there, then start this server anew';
  const anew = 'end all servers of this ledger, not by force, start them anew and run `ladder verify`';
  return isGone ? `put it back, or else ${anew}` : anew;
}

/** To be called once the database was read in WAL mode: from then to its closing, SQLite holds all three files. */
export function keptInPlace(database: string): Kept {
  const opened = suffixes.map((suffix) => {
    const path = `${database}${suffix}`;
    return { path, suffix, mark: markOf(path) };
  });
  return {
    check() {
      for (const { path, suffix, mark } of opened) {
        const found = markOf(path);
        if (mark !== null && found === mark) continue;
        throw new LedgerUnusable(
          `${path} was removed or replaced while this server ran`,
          remedyFor(suffix, found === null),
        );
      }
    },
    isReplaced: () =>
      opened.some(({ path, mark }) => {
        const found = markOf(path);
        return found !== null && found !== mark;
      }),
  };
}

/** An index stands without its log: SQLite makes the log first and removes it last, so that somebody else removed it. */
export class LogMissing extends LedgerUnusable {
  constructor(database: string) {
    super(
      `${database}-wal is missing beside ${database}-shm: it was removed while servers ran, or before the last writes were folded in`,
      `put it back; if it is gone, end all servers of this ledger, not by force; where none runs any more, remove ${database}-shm, start anew and run \`ladder verify\``,
    );
  }
}

/** Servers have the database open, and the index of their log is gone, mostly with the log: both were removed under them. */
export class LogRemoved extends LedgerUnusable {
  constructor(database: string) {
    super(
      `${database} is open in other servers, and their log was removed: a new one in its place would lose what they wrote`,
      `end all servers of this ledger, not by force: they fold in what they still hold; then start anew and run \`ladder verify\``,
    );
  }
}

/**
 * Opening would make an empty log in place of the one that other servers still write to. A server holds a lock on the
 * database itself as long as it runs, log or no log: nobody else can have the file to themselves.
 */
export function refuseWithoutLog(database: string): void {
  if (markOf(`${database}-shm`) !== null) {
    if (markOf(`${database}-wal`) === null) throw new LogMissing(database);
    return;
  }
  if ((statSync(database, { throwIfNoEntry: false })?.size ?? 0) > 0 && isOpenElsewhere(database))
    throw new LogRemoved(database);
}

/** In exclusive mode SQLite takes no index and makes no log before it has the whole file. */
function isOpenElsewhere(database: string): boolean {
  const db = connect(database, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get();
    return false;
  } catch (error) {
    // Opening tells the other faults of the file.
    return isBusy(error);
  } finally {
    db.close();
  }
}
