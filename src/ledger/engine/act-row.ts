import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';

/** An event as an audit counts it: what, where, by whom. */
export interface ActRow {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly at: Instant;
  readonly role: Role;
  readonly principal: string | null;
  readonly role_key: string | null;
}

/** An event of what two people do to one thing that is no account's. */
export interface HandRow extends Omit<ActRow, 'stream' | 'version'> {
  readonly subject: string;
}
