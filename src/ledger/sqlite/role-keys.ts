import type Database from 'better-sqlite3';
import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { RoleKeyStore, StoredRoleKey } from '../keys/role-secrets.ts';

const schema = `CREATE TABLE IF NOT EXISTS role_keys (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, principal TEXT NOT NULL,
  hash BLOB NOT NULL, added_at TEXT NOT NULL, revoked_at TEXT
)`;

interface Stored {
  readonly id: string;
  readonly role: Role;
  readonly principal: string;
  readonly hash: Buffer;
  readonly added_at: Instant;
  readonly revoked_at: Instant | null;
}

export function sqliteRoleKeys(db: Database.Database): RoleKeyStore {
  db.exec(schema);
  const all = db.prepare<[], Stored>(
    'SELECT id, role, principal, hash, added_at, revoked_at FROM role_keys ORDER BY n',
  );
  const add = db.prepare<[string, string, string, Buffer, string]>(
    'INSERT INTO role_keys (id, role, principal, hash, added_at) VALUES (?, ?, ?, ?, ?)',
  );
  const revoke = db.prepare<[string, string]>(
    'UPDATE role_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
  );
  return {
    all: () =>
      all.all().map(({ revoked_at, ...key }): StoredRoleKey => (revoked_at === null ? key : { ...key, revoked_at })),
    add: ({ id, role, principal, hash, added_at }) => void add.run(id, role, principal, hash, added_at),
    revoke: (id, at) => void revoke.run(at, id),
  };
}
