import type { Instant } from '../../rules/time/time.ts';

/** An account that is WON, without the rest of its state. */
export interface ClientRow {
  readonly domain: string;
  readonly stage_since: Instant;
  /** Null unless a list told that it was WON (A12). */
  readonly adopted_at: Instant | null;
  /** 1 where a post-mortem is on file. */
  readonly filed: number;
}
