import type { AccountState } from '../../rules/aggregates/account.ts';
import type { DeskState } from '../../rules/aggregates/desk.ts';
import type { CalendarDate, Instant } from '../../rules/time/time.ts';
import type { Code } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';
import type { Review, Stage } from '../../rules/vocabulary/stages.ts';
import type { TaskRecord } from './reader.ts';

/** Something to be done outside that nobody has reported done. */
export interface IntentRecord {
  readonly id: string;
  readonly target: string;
  readonly action: string;
  /** The stage and review to set, or the channel to post to; empty for a comment. */
  readonly gist: string;
  readonly raised_at: Instant;
  readonly claimed: { readonly by: Role; readonly at: Instant } | null;
  /** Somebody could not tell whether it was done. */
  readonly isUnknown: boolean;
  /** Null for what concerns no single account. */
  readonly account: { readonly domain: string; readonly name: string | null } | null;
}

export interface SignalRecord {
  readonly id: string;
  /** The account's id, and the contact's. */
  readonly account: string;
  readonly contact: string;
  readonly at: Instant;
  readonly filed_at: Instant;
}

/** Likes of one contact on different posts, all since `day`. */
export interface NearLikes {
  readonly contact: string;
  readonly account: string;
  readonly day: CalendarDate;
}

/** The three facts of §3.6, and whether the override still stands. */
export interface OverrideRecord {
  readonly id: string;
  readonly account: string;
  readonly gate: string;
  /** Id of the fact that failed the gate. */
  readonly fact: string;
  readonly justification: string;
  /** Ids of signals and facts. */
  readonly compensating: readonly string[];
  readonly at: Instant;
  readonly fell: { readonly at: Instant; readonly because: string } | null;
}

export interface DisputeRecord {
  readonly account: string;
  readonly criterion: string;
  readonly outcome: string;
  readonly claim: string;
  readonly role: Role;
  readonly at: Instant;
}

/** One address or profile, by its stand-in. */
export interface SuppressionRecord {
  readonly reason: string;
  readonly contexts: readonly string[];
  readonly since: Instant;
  /** Ids of contacts who ever had that address or profile. */
  readonly contacts: readonly string[];
}

/** Why nothing may be sent from this copy of the ledger. */
export interface SendingLock {
  readonly because: string;
  /** The task of chief.staff that ends it; null until the first sweep or act has opened it. */
  readonly task: string | null;
}

/** What the sweeps of the roles look for. Each list is bounded and comes by an index. */
export interface SweepReader {
  /** Oldest first. */
  intents(role: Role, limit: number): readonly IntentRecord[];
  intentCount(role: Role): number;
  /** Accounts of a stage, not under review, without engagement since before an instant; the longest idle first. */
  idle(query: { readonly stage: Stage; readonly before: Instant; readonly limit: number }): readonly AccountState[];
  /** Accounts that their last classification kept PROSPECT for want of one of these criteria. */
  held(by: string, limit: number): readonly AccountState[];
  /** The newest accounts of a stage. */
  newestOf(stage: Stage, limit: number): readonly AccountState[];
  countOf(stage: Stage, review: Review): number;
  /** Signals of a type filed since an instant, newest first. */
  signals(query: {
    readonly type: SignalType;
    readonly since: Instant;
    readonly limit: number;
  }): readonly SignalRecord[];
  /** Contacts with loose likes on exactly so many posts since a day. */
  nearLikes(query: {
    readonly liked: number;
    readonly since: CalendarDate;
    readonly limit: number;
  }): readonly NearLikes[];
  /** Newest first, fallen ones too. */
  overrides(since: Instant, limit: number): readonly OverrideRecord[];
  disputes(since: Instant, limit: number): readonly DisputeRecord[];
  refusals(since: Instant): readonly { readonly code: Code; readonly count: number }[];
  suppressions(limit: number): readonly SuppressionRecord[];
  erasures(limit: number): readonly { readonly contact: string; readonly account: string; readonly at: Instant }[];
  /** Open tasks of a kind that were due before an instant, the longest overdue first. */
  late(kind: string, before: Instant, limit: number): readonly TaskRecord[];
  /** What concerns no single account; as it was never used, empty. */
  desk(): DeskState;
  sendingLock(): SendingLock | null;
}
