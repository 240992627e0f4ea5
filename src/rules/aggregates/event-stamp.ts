import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** Who recorded an event, and when it happened or fell due. */
export interface Stamp {
  readonly at: Instant;
  readonly by: Role;
  /** L16: who stood behind the role, where a role key proved it. */
  readonly principal?: string;
}

/** What time alone brought about: when it fell due, and when it was noticed (T6). */
export interface Applied {
  readonly kind: string;
  readonly account?: string;
  readonly due_at: Instant;
  readonly noticed_at: Instant;
}
