import type { Moment } from '../../rules/command/context.ts';
import type { PolicyStanding } from '../../rules/policy-changes/policy-on-record.ts';
import { addHours, type Instant } from '../../rules/time/time.ts';
import { isPrincipal } from '../../rules/vocabulary/principal.ts';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { noHash } from '../events/hash-chain.ts';
import type { LedgerEvent } from '../events/streams.ts';
import type { Caller } from '../port/ledger.ts';
import { append, type Recording } from './changes.ts';
import { momentOf, type Store } from './engine.ts';

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

export function recordingOf(store: Store, { role, client, principal }: Caller, now: Instant): Recording {
  const { statements, keys, policy, step } = store;
  const shown = client.replace(/[\p{C}]/gu, '').slice(0, 100);
  // An event is for ever, and a name in it could not be erased.
  if (principal !== undefined && !isPrincipal(principal))
    throw new Error('the principal to be recorded is no opaque id');
  return { statements, keys, policy, caller: { role, client: shown, principal }, now, step };
}

/** P2: how this server's policy file stands to those on record. */
export function policyStanding({ statements, policy }: Pick<Store, 'statements' | 'policy'>): PolicyStanding {
  const newest = statements.policyInForce.get() ?? null;
  const file = { version: policy.values.version, hash: policy.hash };
  if (newest === null) return { file, newest, is: 'first' };
  if (newest.hash === policy.hash) return { file, newest, is: 'in_force' };
  return { file, newest, is: statements.policyByHash.get(policy.hash) ? 'replaced' : 'newer' };
}

/** P2: puts a policy file on record that isn't yet; only with what is carried out under it. */
export function recordPolicy({ policy }: Store, { is }: PolicyStanding, recording: Recording): void {
  if (is === 'in_force') return;
  const { version, status } = policy.values;
  appendPlain(
    'policy',
    { type: 'policy_recorded', version, hash: policy.hash, status, canonical: policy.canonical },
    recording,
  );
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
