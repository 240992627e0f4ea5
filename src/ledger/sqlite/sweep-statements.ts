import type Database from 'better-sqlite3';
import type { CalendarDate, Instant } from '../../rules/time/time.ts';
import type { Value } from '../projections/tables.ts';
import { queries } from './queries.ts';
import type { DisputeRow, IntentRow, OverrideRow, SignalRow, SuppressedRow, TaskRow } from './rows.ts';

type Named = Readonly<Record<string, Value>>;

type State = { readonly state: string };

/** What is asked for the sweeps of the roles. */
export function askedOfSweeps(db: Database.Database) {
  const q = queries;
  return {
    intentsOfRole: db.prepare<[string, number], IntentRow>(q.intentsOfRole),
    held: db.prepare<[string, number], State>(q.held),
    idleSince: db.prepare<[Named], State>(q.idleSince),
    signalsOfType: db.prepare<[string, Instant, number], SignalRow>(q.signalsOfType),
    nearLikes: db.prepare<[Named], { contact: string; account: string; day: CalendarDate }>(q.nearLikes),
    overridesSince: db.prepare<[Instant, number], OverrideRow>(q.overridesSince),
    disputesSince: db.prepare<[Instant, number], DisputeRow>(q.disputesSince),
    refusalsSince: db.prepare<[string, Instant], { n: number }>(q.refusalsSince),
    newestSuppressed: db.prepare<[number], SuppressedRow>(q.newestSuppressed),
    newestErased: db.prepare<[number], { contact: string; account: string; at: Instant }>(q.newestErased),
    lateOfKind: db.prepare<[string, Instant, number], TaskRow>(q.lateOfKind),
  };
}
