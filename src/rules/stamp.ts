import type { Role } from './roles.ts';
import type { Instant } from './time.ts';

/** Who recorded an event, and when it happened or fell due. */
export interface Stamp {
  readonly at: Instant;
  readonly by: Role;
}
