import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** What may be looked up at its source (S-7). */
export type Evidence = 'finding' | 'fact' | 'signal';

export type EvidenceVerdict = 'held' | 'false' | 'unverifiable';

export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly role: Role;
  readonly subject?: string;
  readonly clause: string;
  readonly opened_at: Instant;
  readonly due_at: Instant;
  /** S-7: what is to be looked up, and who put it on file. */
  readonly evidence?: { readonly kind: Evidence; readonly by: Role };
  /** The task that goes on in this one, elsewhere or for whom its person is now. */
  readonly carries?: string;
  /** Its due time passed while it was open. */
  readonly missed?: boolean;
  readonly escalated?: boolean;
  readonly closed_at?: Instant;
  readonly closed_by?: Role;
  readonly note?: string;
}
