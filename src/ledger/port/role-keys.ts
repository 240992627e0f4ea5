import type { Instant } from '../../rules/time/time.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';

/** L16: lets one principal act in one role. The secret is not kept. */
export interface RoleKey {
  readonly id: string;
  readonly role: Role;
  readonly principal: string;
  readonly added_at: Instant;
  readonly revoked_at?: Instant;
}

/** How a secret stands to the role keys of a ledger; `open` where the ledger never had any. */
export type KeyStanding =
  | { readonly is: 'open' | 'missing' | 'foreign' }
  | { readonly is: 'held' | 'revoked' | 'other_role'; readonly key: RoleKey };

/** L16: the role keys of a ledger. What one process changes counts for the next question of every other. */
export interface RoleKeys {
  /** The secret is told here and never again. */
  add(asked: Pick<RoleKey, 'role' | 'principal'>): Promise<(RoleKey & { readonly secret: string }) | Refusal>;
  /** Oldest first, revoked ones too. */
  list(): Promise<readonly RoleKey[]>;
  /** A key that was revoked before stays revoked since then. */
  revoke(id: string): Promise<RoleKey | Refusal>;
  standing(role: Role, secret: string | undefined): Promise<KeyStanding>;
}
