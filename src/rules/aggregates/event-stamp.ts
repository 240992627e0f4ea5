import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** Who recorded an event, and when it happened or fell due. */
export interface Stamp {
  readonly at: Instant;
  readonly by: Role;
}
