import type { Instant } from '../../rules/time/time.ts';

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
