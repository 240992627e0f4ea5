import type { Instant } from '../../rules/time/time.ts';

/** A person who waits for an account (A2). */
export interface WaitingRow {
  readonly id: string;
  readonly since: Instant;
  readonly origin: string;
  readonly because: string;
  readonly words: string;
}
