import { setImmediate as breathe } from 'node:timers/promises';
import type { DeskState } from '../../rules/aggregates/desk.ts';
import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import { isUnsetUnsaid, noteUnsetSaid } from '../../rules/alerts/unset-thresholds.ts';
import type { Context } from '../../rules/command/context.ts';
import { noticePolicy, offRecord } from '../../rules/policy-changes/policy-on-record.ts';
import { applyAccountTimers } from '../../rules/reactions/account-timers.ts';
import { type Brought, broughtToo, nothing } from '../../rules/reactions/brought.ts';
import { applyDeskTimers } from '../../rules/reactions/desk-timers.ts';
import { drawDue } from '../../rules/tasks/evidence-sample.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Transaction, Unit } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import { kindOf, nameOf } from '../events/streams.ts';
import { isUnnoticed, noticeRestored } from '../integrity/restored-backup.ts';
import type { Caller } from '../port/ledger.ts';
import { stored, tablesAstray } from '../port/unusable.ts';
import { AccountStates } from '../reading/account-states.ts';
import { policyStanding } from '../reading/policy-standing.ts';
import { Aggregates } from './aggregates.ts';
import { applyPolicyChanges } from './apply-policy-changes.ts';
import { drawSample } from './draw-sample.ts';
import { loadingOf } from './load.ts';
import { atMoment, type Beginning } from './preconditions.ts';
import { type Append, Recording } from './recording.ts';
import { contextOf, exclusively, ruledAt, type Store } from './store.ts';

/** Streams to a transaction: a long absence doesn't lock the others out. */
const batch = 100;

/** How many of those are held at once: an account with a long history is dear to collect, and an act on one alone is slow. */
const held = 20;

/** T6. Whoever comes second finds nothing due, for the timers move in the same transaction. */
export async function applyDue(store: Store, caller: Caller, most: number): Promise<Brought | Refusal> {
  let brought = nothing;
  const passed = new Set<string>();
  for (;;) {
    const now = store.clock.now();
    if (!(await store.engine.read((rows) => isAnythingDue(rows, store, { ...caller, now })))) break;
    const some = await exclusively<Some | Refusal>(store, (transaction) =>
      atMoment<Some | Refusal>(store, transaction, (begun) => applySome(begun, transaction, caller, passed)),
    );
    if ('refused' in some) return some;
    // Only once it is written: a unit that is tried anew must be free to pass the same streams.
    for (const stream of some.passed) passed.add(stream);
    brought = broughtToo(brought, some.applied, most);
    // Other calls to this server have their turn, and garbage is collected.
    await breathe();
  }
  return brought;
}

/** A ledger without a desk has nothing recurring yet: the first sweep opens it. A sweep alone may put a policy on record (P2). */
function isAnythingDue(
  rows: Rows,
  store: Store,
  { role, now }: Pick<Caller, 'role'> & { readonly now: Instant },
): boolean {
  const { ruling, restored } = ruledAt(store, rows, now);
  const { policy } = ruling;
  const standing = policyStanding(rows, ruling);
  if (standing.is === 'newer' && offRecord(standing, role) === null) return true;
  const desk = rows.stream.get('desk');
  if (desk === undefined || rows.due.get(now, 1)) return true;
  const state: DeskState | null = desk.state === null ? null : stored(desk.state);
  if (state === null) return false;
  const today = policy.calendar.dateOf(now);
  if (drawDue(state, { calendar: policy.calendar, now })) return true;
  if (isUnsetUnsaid(state, { policy: policy.values, today, role })) return true;
  return restored !== null && isUnnoticed(state, restored);
}

interface Some {
  readonly applied: readonly Applied[];
  readonly passed: readonly string[];
}

function applySome(
  begun: Beginning,
  transaction: Transaction,
  caller: Caller,
  passed: ReadonlySet<string>,
): Unit<Some | Refusal> {
  const { rows } = transaction;
  const { moment } = begun;
  // The states of thousands of accounts are let go; those that calls have read stay.
  const store = { ...begun.store, states: new AccountStates(0) };
  const recording = new Recording(store, transaction, { ...caller, now: moment.now });
  const standing = policyStanding(rows, store.ruling);
  const stop = offRecord(standing, caller.role);
  if (stop) return { value: stop, keep: false };
  const context = contextOf(moment, caller, null);
  const aggregates = new Aggregates(loadingOf(store, transaction, context));
  const due = rows.due.all(moment.now, batch).map(({ stream }) => stream);
  const streams = [...new Set(rows.stream.get('desk') === undefined ? ['desk', ...due] : due)];
  const written: string[] = [];
  const write = (changes: readonly Append[]) => {
    for (const change of changes) recording.append(change);
    written.push(...changes.map(({ stream }) => stream));
    transaction.write(recording.take());
  };
  recording.policy(standing);
  const applied = streams.flatMap((stream, n) => {
    if (passed.has(stream)) throw tablesAstray(`${stream} is due again right after its time was applied`);
    const some = applyTimers(stream, aggregates, context);
    if ((n + 1) % held === 0) write(aggregates.settle(context));
    return some;
  });
  if (store.restored) noticeRestored(aggregates.single.desk, store.restored, context);
  noticePolicy(aggregates.single.desk, standing, context);
  noteUnsetSaid(aggregates.single.desk, context);
  const sampled = drawSample(aggregates, rows, context);
  aggregates.afterCommand(context);
  write(aggregates.changes());
  if (written.length === 0 && streams.length > 0)
    throw tablesAstray(`${streams[0]} is due by its timer, and nothing comes of it`);
  return {
    value: {
      applied: [...applied, ...sampled],
      // Accounts are looked at in several transactions.
      passed: written.filter((stream) => streams.includes(stream) && stream !== 'changes'),
    },
    keep: true,
  };
}

export function applyTimers(stream: string, aggregates: Aggregates, context: Context): readonly Applied[] {
  switch (kindOf(stream)) {
    case 'account': {
      const account = aggregates.account(nameOf(stream));
      return account ? applyAccountTimers(account.draft, account.suppressed, aggregates.single, context) : [];
    }
    case 'desk':
      return applyDeskTimers(aggregates.single.desk, context);
    case 'copy':
      return aggregates.single.flagsLapsed();
    case 'lists':
      return aggregates.single.listsLapsed();
    case 'changes':
      return applyPolicyChanges(aggregates, context);
    default:
      return [];
  }
}
