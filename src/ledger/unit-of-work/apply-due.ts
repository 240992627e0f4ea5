import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type { Context } from '../../rules/command/context.ts';
import { noticePolicy, offRecord } from '../../rules/policy-changes/policy-on-record.ts';
import { passAccount } from '../../rules/reactions/account-timers.ts';
import { passDuties } from '../../rules/reactions/desk-timers.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import { kindOf, nameOf } from '../events/streams.ts';
import { isUnnoticed, noticeRestored } from '../integrity/restored-backup.ts';
import type { Caller } from '../port/ledger.ts';
import { stored, tablesAstray } from '../port/unusable.ts';
import { Aggregates } from './aggregates.ts';
import { append, ensureKeys } from './changes.ts';
import { exclusively, type Store, type Unit } from './engine.ts';
import { momentNow, policyStanding, recordingOf, recordPolicy } from './preconditions.ts';

/** Streams to a transaction: a long absence doesn't lock the others out. */
const batch = 50;

/** T6. Whoever comes second finds nothing due, for the timers move in the same transaction. */
export async function applyDue(store: Store, caller: Caller): Promise<readonly Applied[] | Refusal> {
  const applied: Applied[] = [];
  const passed = new Set<string>();
  while (isAnythingDue(store, caller)) {
    const some = await exclusively<readonly Applied[] | Refusal>(store, () => applySome(store, caller, passed));
    if ('refused' in some) return some;
    applied.push(...some);
  }
  return applied.sort((a, b) => (a.due_at < b.due_at ? -1 : a.due_at > b.due_at ? 1 : 0));
}

/** A ledger without a desk has nothing recurring yet: the first sweep opens it. A sweep alone may put a policy on record (P2). */
function isAnythingDue(store: Store, { role }: Caller): boolean {
  const { statements, clock, restored } = store;
  const standing = policyStanding(store);
  if (standing.is === 'newer' && offRecord(standing, role) === null) return true;
  const desk = statements.stream.get('desk');
  if (desk === undefined || statements.due.get(clock.now(), 1)) return true;
  return restored !== null && desk.state !== null && isUnnoticed(stored(desk.state), restored);
}

function applySome(store: Store, caller: Caller, passed: Set<string>): Unit<readonly Applied[] | Refusal> {
  const { statements, keys, copies } = store;
  const moment = momentNow(store);
  if ('refused' in moment) return { value: moment, keep: false };
  const recording = recordingOf(store, caller, moment.now);
  const standing = policyStanding(store);
  const stop = offRecord(standing, caller.role);
  if (stop) return { value: stop, keep: false };
  const context = { ...moment, role: caller.role, command: null };
  const aggregates = new Aggregates({ statements, mark: keys.mark, role: caller.role, now: moment.now, copies });
  const due = statements.due.all(moment.now, batch).map(({ stream }) => stream);
  const streams = [...new Set(statements.stream.get('desk') === undefined ? ['desk', ...due] : due)];
  const applied = streams.flatMap((stream) => {
    if (passed.has(stream)) throw tablesAstray(`${stream} is due again right after its time was applied`);
    return pass(stream, aggregates, context);
  });
  if (store.restored) noticeRestored(aggregates.desk(), store.restored, context);
  noticePolicy(aggregates.desk(), standing, context);
  aggregates.settle(context);
  const changes = aggregates.changes();
  recordPolicy(store, standing, recording);
  ensureKeys(changes, recording);
  for (const change of changes) append(change, recording);
  // Only once it is written: a unit that is tried anew must be free to pass the same streams.
  for (const { stream } of changes) passed.add(stream);
  if (changes.length === 0 && streams.length > 0)
    throw tablesAstray(`${streams[0]} is due by its timer, and nothing comes of it`);
  return { value: applied, keep: true };
}

export function pass(stream: string, aggregates: Aggregates, context: Context): readonly Applied[] {
  switch (kindOf(stream)) {
    case 'account': {
      const account = aggregates.account(nameOf(stream));
      return account ? passAccount(account.draft, account.suppressed, aggregates.desk(), context) : [];
    }
    case 'desk':
      return passDuties(aggregates.desk(), context);
    default:
      return [];
  }
}
