import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly role: Role;
  readonly subject?: string;
  readonly clause: string;
  readonly opened_at: Instant;
  readonly due_at: Instant;
  /** Its due time passed while it was open. */
  readonly missed?: boolean;
  readonly escalated?: boolean;
  readonly closed_at?: Instant;
  readonly closed_by?: Role;
  readonly note?: string;
}
