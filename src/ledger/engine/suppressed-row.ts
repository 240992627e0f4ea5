import type { Instant } from '../../rules/time/time.ts';

export interface SuppressedRow {
  readonly mark: string;
  readonly reason: string;
  readonly contexts: string;
  readonly since: Instant;
}
