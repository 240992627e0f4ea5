import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';

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
