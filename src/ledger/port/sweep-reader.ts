import type { AccountState } from '../../rules/aggregates/account.ts';
import type { DeskState } from '../../rules/aggregates/desk.ts';
import type { WonClient } from '../../rules/calibration/post-mortems.ts';
import type { ShownTasks } from '../../rules/notices/shown-tasks.ts';
import type { CalendarDate, Instant } from '../../rules/time/time.ts';
import type { Code, Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';
import type { Review, Stage } from '../../rules/vocabulary/stages.ts';
import type { Listed, Paging } from './paging.ts';
import type {
  ActRecord,
  DisputeRecord,
  HandRecord,
  IntentRecord,
  NearLikes,
  OverrideRecord,
  SendingLock,
  SignalRecord,
  SuppressionRecord,
  TaskRecord,
  WaitingRequest,
  WaitingTold,
} from './records.ts';

/** Queries of the sweeps. Each list is bounded and comes by an index. */
export interface SweepReader {
  /** Oldest first. */
  intents(role: Role, limit: number): readonly IntentRecord[];
  intentCount(role: Role): number;
  /** Accounts of a stage, not under review, without engagement since before an instant; the longest idle first. */
  idle(query: { readonly stage: Stage; readonly before: Instant; readonly limit: number }): readonly AccountState[];
  /** Accounts that their last classification kept PROSPECT for want of one of these criteria. */
  held(by: string, limit: number): readonly AccountState[];
  /** Accounts with a touch due on a day or before that nothing holds, the longest due first. */
  touchesDue(today: CalendarDate, limit: number): readonly AccountState[];
  /** The newest accounts of a stage. */
  newestOf(stage: Stage, limit: number): readonly AccountState[];
  /** Every account that is WON, by domain. */
  clients(): readonly WonClient[];
  countOf(stage: Stage, review: Review): number;
  /** Whether somebody is on the way through a type of sequences, with a touch of it ahead. */
  isRunning(sequence: string): boolean;
  /** W10: people of accounts at those stages who count and may be written to, counted up to the limit. */
  people(query: {
    readonly stages: readonly Stage[];
    readonly competitors: readonly string[];
    readonly limit: number;
  }): number;
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
  /** Acts on accounts recorded since an instant, newest first. */
  acts(since: Instant, limit: number): readonly ActRecord[];
  /** Acts that take two people, on things of no account: first and second acts, the newest of each kind of thing first. */
  hands(limit: number): readonly HandRecord[];
  disputes(since: Instant, limit: number): readonly DisputeRecord[];
  refusals(since: Instant): readonly { readonly code: Code; readonly count: number }[];
  /** Addresses and profiles that nothing may be sent to, the newest first (L13). */
  suppressions(paging: Paging): Listed<SuppressionRecord> | Refusal;
  erasures(limit: number): readonly { readonly contact: string; readonly account: string; readonly at: Instant }[];
  /** Open tasks of a kind that were due before an instant, the longest overdue first. */
  late(kind: string, before: Instant, limit: number): readonly TaskRecord[];
  /** Notes that ask for the Briefing and wait for an account, the newest first (A2). */
  waitingRequests(limit: number): readonly WaitingRequest[];
  /** Acts of an unmatched person; none where nobody waits under that id. */
  waitingNotes(id: string): readonly WaitingTold[];
  /** The address or profile under which somebody waits. */
  waitingAddress(id: string): string | undefined;
  /** The state of the desk; empty where it was never used. */
  desk(): DeskState;
  sendingLock(): SendingLock | null;
  /** When sweeps of the role last showed each of its tasks that notices may tell (S-3). */
  shown(role: Role): ShownTasks;
}
