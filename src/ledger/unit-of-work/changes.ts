import type { Pending } from '../../rules/command/draft.ts';
import type { Instant } from '../../rules/time/time.ts';
import { canonical } from '../events/canonical-json.ts';
import { hashOf } from '../events/hash-chain.ts';
import { seal } from '../events/sealed-fields.ts';
import { type Folded, type LedgerEvent, nameOf, sealedOf } from '../events/streams.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Caller, PolicyInForce } from '../port/ledger.ts';
import type { Person } from '../port/records.ts';
import { type Gathered, gather } from '../projections/event-rows.ts';
import { countsOf, rowsOf, type Standing } from '../projections/stream-rows.ts';
import { keyOf, type Row } from '../projections/tables.ts';
import type { Statements } from '../sqlite/statements.ts';
import { eraseAnswers } from './kept-answers.ts';

/** Somebody else wrote to the stream since it was loaded. */
export class VersionConflict extends Error {
  readonly stream: string;
  constructor(stream: string) {
    super(`${stream} moved on`);
    this.stream = stream;
  }
}

/** What an event is recorded under. */
export interface Recording {
  readonly statements: Statements;
  readonly keys: Pick<KeyStore, 'keyOf' | 'ensure' | 'mark'>;
  readonly policy: Pick<PolicyInForce, 'values' | 'hash'>;
  readonly caller: Caller;
  readonly now: Instant;
  readonly step: (name: string) => void;
}

/** A stream with what is to be appended to it. */
export interface Change {
  readonly stream: string;
  readonly version: number;
  readonly head: string;
  readonly before: Folded | null;
  readonly after: Folded;
  readonly pending: readonly Pending<LedgerEvent>[];
  readonly people: ReadonlyMap<string, Person>;
}

/** Makes the keys that the changes need, before the transaction that uses them can commit. */
export function ensureKeys(
  changes: readonly Change[],
  { keys, statements }: Pick<Recording, 'keys' | 'statements'>,
): void {
  const persons = new Set<string>();
  for (const { pending } of changes) {
    for (const { event } of pending) {
      const sealed = sealedOf(event);
      if (sealed) persons.add(sealed.person);
    }
  }
  if (persons.size > 0) keys.ensure(persons, statements.newest.get()?.seq ?? 0);
}

/** Appends a stream's new events and brings its rows up to date. */
export function append(change: Change, recording: Recording): void {
  const { stream, version, before, after, pending } = change;
  const gathered: Gathered = { people: new Map(change.people), added: [] };
  let head = change.head;
  for (const [n, { event, at }] of pending.entries()) {
    const numbered = appendEvent({ stream, version: version + n + 1, prev_hash: head, event, at }, recording);
    head = numbered.hash;
    const { seq } = numbered;
    const sealed = sealedOf(event) ?? null;
    const { now, caller, keys } = recording;
    gather(gathered, { stream, seq, at, recorded_at: now, by: caller.role, event, sealed }, keys.mark);
    recording.step('appended');
  }
  const standing: Standing = { stream, version: version + pending.length, head, folded: after };
  const unchanged = { people: change.people, added: [] };
  const known = before === null ? [] : rowsOf({ stream, version, head: change.head, folded: before }, unchanged);
  withdraw(pending, stream, recording.statements);
  project(known, rowsOf(standing, gathered), recording.statements);
  addCounts(before, after, recording.statements);
  recording.step('projected');
}

/** Rows of single events that a later event takes back. */
function withdraw(pending: Change['pending'], stream: string, statements: Statements): void {
  for (const { event } of pending) {
    if (event.type === 'person_erased') {
      statements.eraseWords.run(nameOf(stream), event.contact);
      statements.eraseMarks.run(event.contact);
      // A kept answer may tell the name, and the call that it answered would bring it back.
      eraseAnswers(event.contact, stream, statements);
    } else if (event.type === 'wait_ended') {
      statements.eraseWaitMarks.run(stream);
    } else if (event.type === 'suppression_voided' && 'contact' in event) {
      const table = 'suppressed_contacts';
      statements.table(table).remove({ table, values: [event.contact] });
    }
  }
}

interface Next {
  readonly stream: string;
  readonly version: number;
  readonly prev_hash: string;
  readonly event: LedgerEvent;
  readonly at: Instant;
}

function appendEvent(
  { stream, version, prev_hash, event, at }: Next,
  recording: Recording,
): { readonly seq: number; readonly hash: string } {
  const { caller, policy, now, statements } = recording;
  const type = event.type;
  const body = bodyOf(event, stream, recording.keys);
  const { role, client, principal = null } = caller;
  const fields = {
    stream,
    version,
    type,
    at,
    recorded_at: now,
    role,
    client,
    principal,
    policy_version: policy.values.version,
    policy_hash: policy.hash,
    body,
    prev_hash,
  };
  const hash = hashOf(fields);
  const { changes, lastInsertRowid } = statements.append.run(...Object.values(fields), hash);
  if (changes === 0) throw new VersionConflict(stream);
  return { seq: Number(lastInsertRowid), hash };
}

function bodyOf(event: LedgerEvent, stream: string, keys: Pick<KeyStore, 'keyOf'>): string {
  const { type, ...rest } = event;
  const sealed = sealedOf(event);
  if (!sealed) return canonical(rest);
  const key = keys.keyOf(sealed.person);
  if (!key) throw new Error(`no key was made for ${sealed.person}`);
  return canonical({ ...rest, sealed: seal(sealed, { stream, type }, key) });
}

/** Writes the difference between what a stream's rows were and what they are. */
export function project(before: readonly Row[], after: readonly Row[], { table }: Pick<Statements, 'table'>): void {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const changed: Row[] = [];
  for (const row of after) {
    const key = keyOf(row);
    const old = known.get(key);
    known.delete(key);
    if (!old || old.values.some((value, n) => value !== row.values[n])) changed.push(row);
  }
  for (const row of known.values()) table(row.table).remove(row);
  for (const row of changed) table(row.table).upsert(row);
}

function addCounts(before: Folded | null, after: Folded, { addCount }: Statements): void {
  const was = countsOf(before);
  const is = countsOf(after);
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const more = (is.get(name) ?? 0) - (was.get(name) ?? 0);
    const [kind = '', key = ''] = name.split(' ');
    if (more !== 0) addCount.run(kind, key, more);
  }
}
