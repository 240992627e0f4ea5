import type Database from 'better-sqlite3';
import type { CalendarDate, Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { Value } from '../projections/tables.ts';
import { queries } from './queries.ts';
import type { TaskRow } from './statements.ts';

type Named = Readonly<Record<string, Value>>;
type State = { readonly state: string };

export interface IntentRow {
  readonly id: string;
  readonly account: string;
  readonly target: string;
  readonly action: string;
  readonly gist: string;
  readonly raised_at: Instant;
  readonly claimed_by: Role | null;
  readonly claimed_at: Instant | null;
  readonly is_unknown: number;
  readonly domain: string | null;
  readonly name: string | null;
}

interface SignalRow {
  readonly id: string;
  readonly account: string;
  readonly contact: string;
  readonly at: Instant;
  readonly filed_at: Instant;
}

export interface OverrideRow {
  readonly id: string;
  readonly account: string;
  readonly gate: string;
  readonly fact: string;
  readonly justification: string;
  readonly compensating: string;
  readonly at: Instant;
  readonly fell_at: Instant | null;
  readonly fell_because: string | null;
}

interface DisputeRow {
  readonly account: string;
  readonly criterion: string;
  readonly outcome: string;
  readonly claim: string;
  readonly role: Role;
  readonly at: Instant;
}

interface SuppressedRow {
  readonly mark: string;
  readonly reason: string;
  readonly contexts: string;
  readonly since: Instant;
}

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
