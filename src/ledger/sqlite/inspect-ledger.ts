import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { emptyDesk } from '../../rules/aggregates/desk.ts';
import type { PolicyStanding } from '../../rules/policy-changes/policy-on-record.ts';
import type { Rows } from '../engine/rows.ts';
import { type EventRow, hashOf, noHash } from '../events/hash-chain.ts';
import { lastLine } from '../integrity/signed-checkpoints.ts';
import type { PolicyInForce } from '../port/ledger.ts';
import { PoliciesInForce } from '../reading/policy-in-force.ts';
import { policyStanding } from '../reading/policy-standing.ts';
import { connect } from './connection.ts';
import { prepareRows } from './prepared-rows.ts';
import { applicationId, migrations } from './schema.ts';
import { type SharedId, sharedIds } from './shared-ids.ts';
import { isBusy, troubleOf } from './sqlite-errors.ts';

/** The reason why the native driver can't be used, or null. */
export function driverTrouble(): string | null {
  try {
    loadDriver();
    return null;
  } catch (error) {
    return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
  }
}

/** Throws where the native module isn't there, or is another Node's. */
export function loadDriver(): void {
  new Database(':memory:').close();
}

/** The state of a ledger's files, read without changing them. */
export interface Inspected {
  /** `old`: the next server brings it up to date, and until then nothing more is known here. */
  readonly schema: 'current' | 'old';
  readonly clock: string;
  readonly newest: { readonly seq: number; readonly recorded_at: string } | null;
  readonly wrong: readonly { readonly seq: number; readonly because: string }[];
  /** How many of the newest events were looked at. */
  readonly looked: number;
  readonly standing: PolicyStanding | null;
  /** The reason why sending is locked, or will be as soon as a server opens it. */
  readonly lock: string | null;
  readonly shared: readonly SharedId[];
  /** The fault of the key store. */
  readonly keys: string | null;
}

/** Events looked at, from the newest on. */
const recent = 200;

/** Looks at a ledger that is there. A file that is none is answered with what was met. */
export function inspectLedger(
  files: { readonly path: string; readonly keys: string },
  policy: PolicyInForce | null,
  now: string | null,
): Inspected | { readonly trouble: string } {
  const db = connect(files.path, { readonly: true, timeout: 2000 });
  try {
    db.exec('BEGIN');
    return inspected(db, files.keys, policy && { policy, now });
  } catch (error) {
    const trouble = isBusy(error) ? 'another process keeps it locked' : troubleOf(error)?.found;
    return { trouble: trouble ?? (error instanceof Error ? error.message : String(error)) };
  } finally {
    db.close();
  }
}

interface Under {
  readonly policy: PolicyInForce;
  /** Null where the clock can't be read: the newest entry's time stands in. */
  readonly now: string | null;
}

function inspected(db: Database.Database, folder: string, under: Under | null) {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (db.pragma('application_id', { simple: true }) !== applicationId) return { trouble: 'it is no ledger' };
  if (version > migrations.length)
    return { trouble: `it has schema ${version}, and this program knows ${migrations.length} at most` };
  const meta = (name: string) =>
    db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?').get(name)?.value ?? '';
  const store = storeIn(folder, meta('key_store'));
  const about = { clock: meta('clock'), keys: store.trouble };
  const none = { newest: null, wrong: [], looked: 0, standing: null, lock: null, shared: [] };
  if (version < migrations.length) return { schema: 'old' as const, ...about, ...none };
  const rows = prepareRows(db);
  const newest = rows.newest.get() ?? null;
  const events = db.prepare<[number], EventRow>('SELECT * FROM events ORDER BY seq DESC LIMIT ?').all(recent);
  return {
    schema: 'current' as const,
    ...about,
    newest,
    wrong: [...cutOff(rows), ...events.toReversed().flatMap((event) => faultOf(event, db))],
    looked: events.length,
    standing: under && standingUnder(under, rows),
    lock: lockIn(rows, folder, store.signed),
    shared: sharedIds(db),
  };
}

function standingUnder({ policy, now }: Under, rows: Rows): PolicyStanding {
  const at = now ?? rows.newest.get()?.recorded_at ?? '';
  return policyStanding(rows, new PoliciesInForce(policy).at(rows, at));
}

function cutOff(rows: Rows) {
  const given = rows.lastNumber.get()?.seq ?? 0;
  const newest = rows.newest.get()?.seq ?? 0;
  return given > newest ? [{ seq: newest + 1, because: `${given} events were recorded, the newest is ${newest}` }] : [];
}

function faultOf(event: EventRow, db: Database.Database) {
  const { seq, stream, version, hash, prev_hash } = event;
  const before = db
    .prepare<[string, number], { hash: string }>('SELECT hash FROM events WHERE stream = ? AND version = ?')
    .get(stream, version - 1);
  const isNext = seq === 1 || db.prepare<[number], unknown>('SELECT 1 FROM events WHERE seq = ?').get(seq - 1);
  if (hashOf(event) !== hash) return [{ seq, because: 'its content is not what was hashed when it was recorded' }];
  if (prev_hash !== (version === 1 ? noHash : before?.hash))
    return [{ seq, because: 'it does not follow the event before it in its stream' }];
  return isNext ? [] : [{ seq, because: `event ${seq - 1} is missing before it` }];
}

function storeIn(folder: string, wanted: string): { readonly trouble: string | null; readonly signed: number } {
  const path = join(folder, 'keys.db');
  if (!existsSync(path)) return { trouble: `the key store ${wanted} is missing: the folder holds none`, signed: 0 };
  const db = connect(path, { readonly: true, timeout: 2000 });
  try {
    const found = db
      .prepare<[], { id: string; signed_seq: number }>('SELECT id, signed_seq FROM identity WHERE one = 1')
      .get();
    const trouble = found?.id === wanted ? null : `it holds ${found?.id ?? 'no key store'}, and ${wanted} is wanted`;
    return { trouble, signed: found?.signed_seq ?? 0 };
  } catch (error) {
    return { trouble: `it can't be read: ${error instanceof Error ? error.message : error}`, signed: 0 };
  } finally {
    db.close();
  }
}

function lockIn(rows: Rows, folder: string, signed: number): string | null {
  const json = rows.stream.get('desk')?.state;
  const { tasks }: typeof emptyDesk = json ? JSON.parse(json) : emptyDesk;
  const task = tasks.find(({ kind, closed_at }) => kind === 'confirm_restored_ledger' && closed_at === undefined);
  if (task) return `this copy was put back and waits to be confirmed (${task.id})`;
  const newest = rows.newest.get()?.seq ?? 0;
  if (signed > newest) return `${signed} events were signed, and this copy holds ${newest}`;
  const last = lastLine({ folder });
  const isPutBack = last !== undefined && last !== 'unreadable' && last.restored_from !== undefined;
  return isPutBack ? `this copy is the backup of ${last.restored_from}, put back at ${last.at}` : null;
}

/** Whether nobody holds the writers' lock for long. */
export function canBeWritten(path: string): boolean {
  const db = connect(path, { fileMustExist: true, timeout: 2000 });
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    db.close();
  }
}
