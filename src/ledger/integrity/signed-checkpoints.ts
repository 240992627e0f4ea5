import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../rules/time/time.ts';
import type { Engine } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { canonical } from '../events/canonical-json.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { hashesBetween } from './event-pages.ts';

/** The contents of the ledger at an instant, signed. `heads` runs over every event's hash from the first one on. */
interface Checkpoint {
  readonly at: Instant;
  readonly database: string;
  readonly seq: number;
  readonly count: number;
  /** The hash of event `seq`. */
  readonly head: string;
  readonly heads: string;
  /** chief.staff confirmed this copy: it is signed from its first event on, and older lines bind it no more. */
  readonly restart?: true;
  /** The backup that was put back, by its instant: signed from its first event on, and still to be confirmed. */
  readonly restored_from?: string;
}

interface Signed extends Checkpoint {
  readonly signature: string;
}

export type CheckpointLine = Signed | 'unreadable';

const fileOf = ({ folder }: Pick<KeyStore, 'folder'>) => join(folder, 'checkpoints.jsonl');

/** A last line that was cut off in writing was never relied on and doesn't count. */
function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** Every line of the file. */
export function readLines(keys: KeyStore): readonly CheckpointLine[] {
  return wholeLines(contentOf(fileOf(keys))).map((line) => lineOf(line));
}

export function lastLine(keys: Pick<KeyStore, 'folder'>): CheckpointLine | undefined {
  const line = wholeLines(tailOf(fileOf(keys)).text).at(-1);
  return line === undefined ? undefined : lineOf(line);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** Far longer than a line: the end of a file that grows for years, and where it begins. */
const tailLength = 16_384;

function tailOf(path: string): { readonly text: string; readonly from: number } {
  if (!existsSync(path)) return { text: '', from: 0 };
  const file = openSync(path, 'r');
  try {
    const from = Math.max(0, fstatSync(file).size - tailLength);
    const bytes = Buffer.alloc(tailLength);
    return { text: bytes.subarray(0, readSync(file, bytes, 0, tailLength, from)).toString('latin1'), from };
  } finally {
    closeSync(file);
  }
}

function lineOf(text: string): CheckpointLine {
  try {
    const line: unknown = JSON.parse(text);
    return isSigned(line) ? line : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function isSigned(line: unknown): line is Signed {
  if (typeof line !== 'object' || line === null) return false;
  const has = (name: string, kind: string) =>
    name in line && typeof Object.getOwnPropertyDescriptor(line, name)?.value === kind;
  const texts = ['at', 'database', 'head', 'heads', 'signature'].every((name) => has(name, 'string'));
  return texts && has('seq', 'number') && has('count', 'number');
}

export function isGenuine(line: Signed, keys: KeyStore): boolean {
  const { signature, ...checkpoint } = line;
  return keys.isSigned(canonical(checkpoint), signature);
}

/** Goes on from one checkpoint's digest over the hashes that came since. */
function headsAfter(
  heads: string,
  hashes: Iterable<{ readonly hash: string }>,
): { readonly heads: string; readonly count: number } {
  const digest = createHash('sha256').update(heads);
  let count = 0;
  for (const { hash } of hashes) {
    digest.update(hash);
    count += 1;
  }
  return { heads: digest.digest('hex'), count };
}

/** Whether the ledger lacks what was signed last: then it is signed anew once that is confirmed, and not before. */
export type CheckpointStanding = 'goes_on' | 'unconfirmed' | 'confirmed';

/** A checkpoint that is still to be signed, and the line that it goes on from. */
interface Drawn {
  readonly checkpoint: Checkpoint;
  readonly after: CheckpointLine | undefined;
}

/** How often it is drawn anew, because another process signed meanwhile. */
const tries = 3;

/** Signs what is new. What does not go on from the newest checkpoint is left unsigned, for `verify` to name. */
export async function takeCheckpoint(
  engine: Engine,
  standing: (rows: Rows) => CheckpointStanding,
  at: Instant,
): Promise<void> {
  const { keys, id: database } = engine;
  for (let n = 0; n < tries; n++) {
    const drawn = await engine.read((rows) => draw(rows, keys, standing(rows), { at, database }));
    if (!drawn || sign(drawn, keys)) return;
  }
}

function draw(
  rows: Rows,
  keys: KeyStore,
  stands: CheckpointStanding,
  about: Pick<Checkpoint, 'at' | 'database'>,
): Drawn | null {
  const signedSeq = keys.signedSeq();
  const after = lastLine(keys);
  const newest = rows.newest.get();
  if (!newest || stands === 'unconfirmed') return null;
  const restarts = stands === 'confirmed';
  if (!restarts && (after === 'unreadable' || (after?.seq ?? 0) < signedSeq)) return null;
  const from = restarts || after === 'unreadable' ? undefined : after;
  if (from && newest.seq <= from.seq) return null;
  const { heads, count } = headsAfter(from?.heads ?? '', hashesBetween(from?.seq ?? 0, newest.seq, rows));
  const { seq, hash: head } = newest;
  const checkpoint = { ...about, seq, count: (from?.count ?? 0) + count, head, heads };
  return { checkpoint: restarts ? { ...checkpoint, restart: true } : checkpoint, after };
}

/** Signs that a backup was put back: older lines bind it no more, and sending waits for chief.staff (see `restoredCopy`). */
export async function signRestored(engine: Engine, restored_from: string, at: Instant): Promise<void> {
  const { keys, id: database } = engine;
  const drawn = await engine.read((rows): Drawn | null => {
    const newest = rows.newest.get();
    if (!newest) return null;
    const { seq, hash: head } = newest;
    const whole = headsAfter('', hashesBetween(0, seq, rows));
    return { checkpoint: { at, database, seq, head, ...whole, restart: true, restored_from }, after: lastLine(keys) };
  });
  if (drawn) sign(drawn, keys);
}

/** Whether nobody signed meanwhile. */
function sign({ checkpoint, after }: Drawn, keys: KeyStore): boolean {
  let isNext = false;
  keys.signing(() => {
    isNext = isDeepStrictEqual(lastLine(keys), after);
    if (!isNext) return null;
    addLine(fileOf(keys), canonical({ ...checkpoint, signature: keys.sign(canonical(checkpoint)) }));
    return checkpoint.seq;
  });
  return isNext;
}

function addLine(path: string, line: string): void {
  const { text, from } = tailOf(path);
  const file = openSync(path, 'a', 0o600);
  try {
    if (text !== '' && !text.endsWith('\n')) ftruncateSync(file, from + text.lastIndexOf('\n') + 1);
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
