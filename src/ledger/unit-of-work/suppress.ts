import { evolvePerson, type PersonState, type SuppressionReason } from '../../rules/aggregates/suppressed-person.ts';
import { noticePolicy, offRecord } from '../../rules/policy-changes/policy-on-record.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import { noHash } from '../events/hash-chain.ts';
import { marksOf } from '../events/person-fingerprint.ts';
import type { Caller } from '../port/ledger.ts';
import type { Person } from '../port/records.ts';
import { Aggregates } from './aggregates.ts';
import { append, type Recording } from './changes.ts';
import { exclusively, type Store, type Unit } from './engine.ts';
import { momentNow, policyStanding, recordingOf, recordPolicy } from './preconditions.ts';

/** L13: a person, by address and profile, and what may not be written to them any more. */
export interface Suppressing {
  readonly person: Pick<Person, 'email' | 'linkedin_url'>;
  readonly reason: SuppressionReason;
  readonly contexts: readonly string[];
}

/** Null when it is on record. Each of the person's marks has a stream of its own, which names nobody. */
export function suppress(store: Store, what: Suppressing, caller: Caller): Promise<Refusal | null> {
  return exclusively<Refusal | null>(store, () => record(store, what, caller));
}

function record(store: Store, { person, reason, contexts }: Suppressing, caller: Caller): Unit<Refusal | null> {
  const moment = momentNow(store);
  if ('refused' in moment) return { value: moment, keep: false };
  const recording = recordingOf(store, caller, moment.now);
  const standing = policyStanding(store);
  const stale = offRecord(standing, caller.role);
  if (stale) return { value: stale, keep: false };
  recordPolicy(store, standing, recording);
  const context = { ...moment, role: caller.role, command: null };
  const { statements, keys, copies } = store;
  const aggregates = new Aggregates({ statements, mark: keys.mark, role: caller.role, now: moment.now, copies });
  noticePolicy(aggregates.desk(), standing, context);
  aggregates.settle(context);
  for (const change of aggregates.changes()) append(change, recording);
  for (const mark of marksOf(person, keys.mark)) recordMark(`person:${mark}`, { reason, contexts }, recording);
  return { value: null, keep: true };
}

function recordMark(stream: string, said: Pick<Suppressing, 'reason' | 'contexts'>, recording: Recording): void {
  const { version, head, state } = recording.statements.stream.get(stream) ?? { version: 0, head: noHash, state: null };
  const before: PersonState | null = state === null ? null : JSON.parse(state);
  const event = { type: 'person_suppressed' as const, ...said };
  const after = evolvePerson(before, event, recording.now);
  append(
    {
      stream,
      version,
      head,
      before: before && { kind: 'person', state: before },
      after: { kind: 'person', state: after },
      pending: [{ event, at: recording.now }],
      people: new Map(),
    },
    recording,
  );
}
