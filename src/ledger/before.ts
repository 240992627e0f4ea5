import { type Refusal, refuse } from '../rules/refusal.ts';
import { addHours, type Instant } from '../rules/time.ts';
import { append, noHash, type Recording } from './append.ts';
import type { LedgerEvent } from './fold.ts';
import type { Caller, Moment } from './port.ts';
import { momentOf, type Store } from './unit.ts';

/** How far a real clock may have been set back; within it, time is taken to stand still. */
const setBackHours = 5 / 60;

/** The moment of a unit of work. `recorded_at` never decreases, whichever process writes (T6). */
export function momentNow(store: Store): Moment | Refusal {
  const moment = momentOf(store);
  const newest = store.statements.newest.get()?.recorded_at;
  if (newest === undefined || newest <= moment.now) return moment;
  const { simulated } = store.clock;
  if (!simulated && addHours(moment.now, setBackHours) >= newest) {
    return { ...moment, now: newest, today: moment.calendar.dateOf(newest) };
  }
  return refuse('CONFLICT', {
    ruling: 'T6',
    found: `the clock stands at ${moment.now}, and the newest entry was recorded at ${newest}; time does not run backwards`,
    next: simulated
      ? `set LADDER_NOW to ${newest} or later and start the server again`
      : `set this machine's clock right and call again`,
  });
}

export function recordingOf(store: Store, { role, client }: Caller, now: Instant): Recording {
  const { statements, keys, policy, step } = store;
  const shown = client.replace(/[\p{C}]/gu, '').slice(0, 100);
  return { statements, keys, policy, caller: { role, client: shown }, now, step };
}

/** P2: a policy file that another has replaced. */
export function stalePolicy({ statements, policy }: Pick<Store, 'statements' | 'policy'>): Refusal | null {
  const newest = statements.policyInForce.get();
  if (!newest || newest.hash === policy.hash || !statements.policyByHash.get(policy.hash)) return null;
  return refuse('CONFLICT', {
    ruling: 'P2',
    found: `this server's policy file is no longer the newest: ${newest.version} took its place at ${newest.recorded_at}`,
    next: `start the server again with the newest file; to go back to these rules, give the file a new version`,
  });
}

/** P2: a policy file seen for the first time is put on record; one that another has replaced may not write. */
export function policyOnRecord(store: Store, recording: Recording): Refusal | null {
  const { statements, policy } = store;
  if (statements.policyInForce.get()?.hash === policy.hash) return null;
  const stale = stalePolicy(store);
  if (stale) return stale;
  const { version, status } = policy.values;
  appendPlain(
    'policy',
    { type: 'policy_recorded', version, hash: policy.hash, status, canonical: policy.canonical },
    recording,
  );
  return null;
}

/** Appends to a stream that has no state of its own. */
export function appendPlain(stream: 'policy' | 'refusals', event: LedgerEvent, recording: Recording): void {
  const { version, head } = recording.statements.stream.get(stream) ?? { version: 0, head: noHash };
  const folded = { kind: stream };
  const before = version === 0 ? null : folded;
  append(
    { stream, version, head, before, after: folded, pending: [{ event, at: recording.now }], people: new Map() },
    recording,
  );
}
