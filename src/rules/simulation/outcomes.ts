import type { Instant } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import type { Review, Stage } from '../vocabulary/stages.ts';

/** A decision that would have been another (P4). */
export interface Difference {
  /** The account's domain. */
  readonly account: string;
  /** The tool's name. */
  readonly decision: string;
  /** The ledger's number of the event. */
  readonly event: number;
  readonly at: Instant;
  readonly was: string;
  readonly would: string;
  readonly because: readonly Check[];
}

export interface NotReplayable {
  readonly account: string;
  readonly event: number;
  readonly why: string;
}

/** Each recorded decision, taken again from what the ledger held just before it. */
export interface PointOutcome {
  readonly decisions: number;
  readonly differences: readonly Difference[];
  readonly unreplayable: readonly NotReplayable[];
}

export interface MailDifferences {
  /** Permits that would have been refused. */
  readonly would_not: readonly {
    readonly account: string;
    readonly permit: string;
    readonly because: readonly Check[];
  }[];
  /** Permits that were refused and would have been granted. */
  readonly would: readonly {
    readonly account: string;
    readonly refused_event: number;
    readonly because: readonly Check[];
  }[];
  /** Permits, granted or refused, that can't be decided again. */
  readonly unknown: readonly NotReplayable[];
}

interface StageAndReview {
  readonly stage: Stage;
  readonly review: Review;
}

export interface Unobserved {
  readonly account: string;
  readonly since: Instant;
  /** The tool that would have answered it. */
  readonly question: string;
  readonly why: string;
}

export interface Strayed {
  readonly account: string;
  readonly since: Instant;
  readonly was: StageAndReview;
  readonly would: StageAndReview | 'unobserved';
  readonly because: readonly Check[];
}

export interface MetricBeside {
  readonly name: string;
  readonly week: string;
  readonly was: number | null;
  readonly would: number | null;
  /** Accounts that might add to it. */
  readonly unobserved: number;
}

/** The ladder walked again from the state at the beginning. */
export interface Trajectory {
  readonly accounts: number;
  readonly differences: readonly Strayed[];
  readonly unobserved: readonly Unobserved[];
  readonly metrics: readonly MetricBeside[];
}

export interface Simulated {
  readonly point: PointOutcome;
  readonly trajectory: Trajectory | null;
  readonly mails: MailDifferences;
}
