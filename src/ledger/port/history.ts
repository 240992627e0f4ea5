import type { Case, HistoryEvent } from '../../rules/metrics/history.ts';
import type { Happened } from '../../rules/simulation/happened.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Stage } from '../../rules/vocabulary/stages.ts';

/** The accounts that a report counts: with a counted event since an instant, at one of the stages, or with an open task. */
export interface HistoryQuery {
  readonly since: Instant;
  readonly stages: readonly Stage[];
  /** Kinds of tasks. */
  readonly kinds: readonly string[];
  /** Accounts too at which people or enrolments came or went since then, or where one of these sequences runs. */
  readonly running?: readonly string[];
}

/** Some events in the order of the ledger; `last` is the number of the last that was looked at, null after the end. */
export interface HappenedPage {
  readonly events: readonly Happened[];
  readonly last: number | null;
}

export interface HistoryReader {
  /** Every event of those accounts, in the order of the ledger. */
  history(query: HistoryQuery): readonly HistoryEvent[];
  /** Tasks that concern no single account. */
  deskCases(): readonly Case[];
  /** Events after a number that decisions read, of at most so many looked at. */
  happenedAfter(seq: number, limit: number): HappenedPage;
}
