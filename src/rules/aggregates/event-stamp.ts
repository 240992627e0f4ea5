import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** The role behind an event, and the time at which it happened or fell due. */
export interface Stamp {
  readonly at: Instant;
  readonly by: Role;
  /** L16: the principal behind the role, where a role key proved it. */
  readonly principal?: string;
}

/** An applied timer: when it fell due, and when it was noticed (T6). */
export interface Applied {
  readonly kind: string;
  readonly account?: string;
  readonly due_at: Instant;
  readonly noticed_at: Instant;
}
