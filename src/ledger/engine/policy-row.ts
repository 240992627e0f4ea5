import type { Instant } from '../../rules/time/time.ts';

export interface PolicyRow {
  readonly hash: string;
  readonly version: string;
  readonly recorded_at: Instant;
  /** The hash of the file that changes lie over; null for a file. */
  readonly file: string | null;
}
