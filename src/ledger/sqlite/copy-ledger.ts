import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerUnusable } from '../port/unusable.ts';
import { connect } from './connection.ts';
import { refuseWithoutLog } from './file-identity.ts';
import { patience } from './patience.ts';
import { unusable } from './sqlite-errors.ts';

export interface LedgerFiles {
  /** The database. */
  readonly path: string;
  /** The folder of its key store. */
  readonly keys: string;
}

const keysFile = 'keys.db';
const checkpoints = 'checkpoints.jsonl';

/** Pages copied before others have their turn: four megabytes. */
const pages = 1024;

/**
 * Copies a ledger into files that don't exist yet, while others write to it: one state of the database, then the keys and
 * checkpoints, which are as new or newer. What was signed after that state is left out of the copy.
 */
export async function copyLedger(from: LedgerFiles, to: LedgerFiles): Promise<void> {
  try {
    const before = signedIn(from.keys);
    await copyDatabase(from.path, to.path);
    const head = numberIn(to.path, 'SELECT MAX(seq) FROM events');
    mkdirSync(to.keys, { mode: 0o700 });
    await copyDatabase(join(from.keys, keysFile), join(to.keys, keysFile));
    copyCheckpoints(from.keys, to.keys, { before, head });
  } catch (error) {
    throw unusable(from.path, error);
  }
}

/** One state of a database that others may write to meanwhile. */
async function copyDatabase(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new LedgerUnusable(`${from} is missing`, 'put it back, or name the ledger by LADDER_DB');
  refuseWithoutLog(from);
  closeSync(openSync(to, 'wx', 0o600));
  const db = connect(from, { fileMustExist: true, timeout: patience.single });
  try {
    // The state is held from here on; without it each write of others would begin the copy anew.
    db.exec('BEGIN');
    db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get();
    await db.backup(to, { progress: () => pages });
    db.exec('ROLLBACK');
  } finally {
    db.close();
  }
  synced(to);
}

interface Signed {
  /** The newest event that was signed. */
  readonly seq: number;
  /** How long the file of checkpoints was. */
  readonly bytes: number;
}

function signedIn(keys: string): Signed {
  const file = join(keys, checkpoints);
  if (existsSync(join(keys, keysFile))) refuseWithoutLog(join(keys, keysFile));
  return {
    seq: numberIn(join(keys, keysFile), 'SELECT signed_seq FROM identity WHERE one = 1'),
    bytes: existsSync(file) ? statSync(file).size : 0,
  };
}

interface Moment {
  readonly before: Signed;
  /** The newest event of the copy. */
  readonly head: number;
}

/** Checkpoints that were signed before the copy was begun stay, whatever they say: a ledger that was cut off must not become whole by a copy. */
function copyCheckpoints(from: string, to: string, { before, head }: Moment): void {
  const file = join(from, checkpoints);
  if (!existsSync(file)) return;
  const all = readFileSync(file);
  const old = all.subarray(0, before.bytes).toString('utf8');
  const later = all.subarray(before.bytes).toString('utf8').split('\n').slice(0, -1);
  const end = later.findIndex((line) => signedBy(line) > head);
  const kept = end < 0 ? later : later.slice(0, end);
  writeFileSync(join(to, checkpoints), [old, ...kept.map((line) => `${line}\n`)].join(''), { mode: 0o600 });
  synced(join(to, checkpoints));
  const signed = Math.max(before.seq, ...kept.map(signedBy));
  const db = connect(join(to, keysFile));
  try {
    if (before.seq <= head)
      db.prepare<[number]>('UPDATE identity SET signed_seq = MIN(signed_seq, ?) WHERE one = 1').run(signed);
  } finally {
    db.close();
  }
}

function signedBy(line: string): number {
  try {
    const { seq }: { readonly seq?: unknown } = JSON.parse(line);
    return typeof seq === 'number' ? seq : 0;
  } catch {
    return 0;
  }
}

function numberIn(path: string, sql: string): number {
  if (!existsSync(path)) throw new LedgerUnusable(`${path} is missing`, 'put it back from its backup');
  const db = connect(path, { fileMustExist: true, timeout: patience.single });
  try {
    return db.prepare<[], number | null>(sql).pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

function synced(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Metadata of a database and of the ledger in it. */
export interface LedgerFacts {
  readonly id: string;
  readonly clock: 'real' | 'simulated';
  readonly schema: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** The newest policy on record. */
  readonly policy: { readonly version: string; readonly hash: string } | null;
}

/** Facts of a ledger that this program opened before. */
export function factsOf(path: string): LedgerFacts {
  const db = connect(path, { fileMustExist: true, timeout: patience.single });
  const meta = (name: string) =>
    db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?').get(name)?.value ?? '';
  const newest = <Row>(sql: string) => db.prepare<[], Row>(sql).get() ?? null;
  try {
    return {
      id: meta('id'),
      clock: meta('clock') === 'simulated' ? 'simulated' : 'real',
      schema: Number(db.pragma('user_version', { simple: true })),
      head: newest('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1'),
      policy: newest('SELECT version, hash FROM policies ORDER BY seq DESC LIMIT 1'),
    };
  } catch (error) {
    throw unusable(path, error);
  } finally {
    db.close();
  }
}
