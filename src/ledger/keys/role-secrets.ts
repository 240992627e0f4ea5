import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { KeyStanding, RoleKey } from '../port/role-keys.ts';

/** A role key as stored: the hash of its secret, never the secret. */
export interface StoredRoleKey extends RoleKey {
  readonly hash: Buffer;
}

/** The store of role keys. */
export interface RoleKeyStore {
  /** Oldest first. Never cached: another process may add or revoke. */
  all(): readonly StoredRoleKey[];
  add(key: StoredRoleKey): void;
  revoke(id: string, at: string): void;
}

/** A secret of 256 random bits, with a beginning that scanners of leaked secrets can look for. */
export function secretOf(random: Buffer): string {
  return `ladder_${random.toString('base64url')}`;
}

/** A plain hash will do: nobody guesses 256 random bits. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** L16: compares in a time that tells nothing of the secrets. */
export function standingOf(keys: readonly StoredRoleKey[], role: Role, secret: string | undefined): KeyStanding {
  if (keys.length === 0) return { is: 'open' };
  if (secret === undefined) return { is: 'missing' };
  const hash = secretHash(secret);
  const found = keys.filter((key) => timingSafeEqual(key.hash, hash))[0];
  if (!found) return { is: 'foreign' };
  const key = shownKey(found);
  return { is: key.revoked_at !== undefined ? 'revoked' : key.role === role ? 'held' : 'other_role', key };
}

export function shownKey({ hash: _hash, ...key }: StoredRoleKey): RoleKey {
  return key;
}
