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
import type { Instant } from '../../rules/time/time.ts';
import { canonical } from '../events/canonical-json.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Statements } from '../sqlite/statements.ts';
import { hashesBetween } from './event-pages.ts';

/** What the ledger held at an instant, signed. `heads` runs over every event's hash from the first one on. */
export interface Checkpoint {
  readonly at: Instant;
  readonly database: string;
  readonly seq: number;
  readonly count: number;
  /** The hash of event `seq`. */
  readonly head: string;
  readonly heads: string;
  /** chief.staff confirmed this copy: it is signed from its first event on, and older lines bind it no more. */
  readonly restart?: true;
}

interface Signed extends Checkpoint {
  readonly signature: string;
}

export type Line = Signed | 'unreadable';

const fileOf = ({ folder }: KeyStore) => join(folder, 'checkpoints.jsonl');

/** A last line that was cut off in writing was never relied on and doesn't count. */
function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** Every line of the file. */
export function readLines(keys: KeyStore): readonly Line[] {
  return wholeLines(contentOf(fileOf(keys))).map((line) => lineOf(line));
}

export function lastLine(keys: KeyStore): Line | undefined {
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

function lineOf(text: string): Line {
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
export function headsAfter(
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

interface Ground {
  readonly keys: KeyStore;
  readonly statements: Statements;
  readonly id: string;
  /** Whether the ledger lacks what was signed last: then it is signed anew once that is confirmed, and not before. */
  readonly standing: () => 'goes_on' | 'unconfirmed' | 'confirmed';
}

/** Signs what is new. What does not go on from the newest checkpoint is left unsigned, for `verify` to name. */
export function takeCheckpoint(ground: Ground, at: Instant): void {
  const { keys, statements, standing } = ground;
  keys.signing((signedSeq) => {
    const last = lastLine(keys);
    const newest = statements.newest.get();
    if (!newest) return null;
    const stands = standing();
    if (stands === 'unconfirmed') return null;
    if (stands === 'confirmed') return signFrom(undefined, newest, true, { ...ground, at });
    if (last === 'unreadable' || (last?.seq ?? 0) < signedSeq) return null;
    if (last && newest.seq <= last.seq) return null;
    return signFrom(last, newest, false, { ...ground, at });
  });
}

function signFrom(
  last: Checkpoint | undefined,
  newest: { readonly seq: number; readonly hash: string },
  restarts: boolean,
  { keys, statements, id, at }: Ground & { readonly at: Instant },
): number {
  const hashes = hashesBetween(last?.seq ?? 0, newest.seq, statements);
  const { heads, count } = headsAfter(last?.heads ?? '', hashes);
  const checkpoint: Checkpoint = {
    at,
    database: id,
    seq: newest.seq,
    count: (last?.count ?? 0) + count,
    head: newest.hash,
    heads,
    ...(restarts ? { restart: true } : {}),
  };
  addLine(fileOf(keys), canonical({ ...checkpoint, signature: keys.sign(canonical(checkpoint)) }));
  return newest.seq;
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
