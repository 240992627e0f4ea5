import type { EventHead } from '../port/records.ts';
import type { Fault } from '../port/verification.ts';
import { sha256 } from './canonical-json.ts';

/** One stream's events, each held against the one before it. */
export class Chain {
  #last: Link = { version: 0, seq: 0, head: noHash };
  /** The first that doesn't fit; nothing is built upon it. */
  fault: Fault | null = null;

  take(event: EventRow): void {
    this.fault ??= linkFault(event, this.#last);
    this.#last = { version: event.version, seq: event.seq, head: event.hash };
  }
}

interface Link {
  readonly version: number;
  readonly seq: number;
  readonly head: string;
}

function linkFault(event: EventRow, { version, seq, head }: Link): Fault | null {
  const fault = (kind: Fault['kind'], because: string): Fault => {
    const { seq, stream, version } = event;
    return { kind, seq, stream, version, because };
  };
  if (hashOf(event) !== event.hash) return fault('altered', 'its content is not what was hashed when it was recorded');
  if (event.version > version + 1) return fault('gap', `version ${version + 1} of the stream is missing before it`);
  if (event.prev_hash !== head) return fault('unlinked', 'it does not follow the event before it in its stream');
  if (event.seq <= seq) return fault('unlinked', `it stands before event ${seq}, which it follows in its stream`);
  return null;
}

export interface EventRow extends EventHead {
  readonly stream: string;
  /** L16: the principal behind the role; null where none was said. */
  readonly principal: string | null;
  /** L16: the role key that proved the principal; null where it was only said. */
  readonly role_key: string | null;
  readonly policy_hash: string;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
}

export const noHash = '0'.repeat(64);

/** All that is recorded of an event but its number and the hash itself. Nothing stands for a principal or a role key that there was not. */
export function hashOf(event: Body): string {
  // Strings and a whole number in the order of their names: what JSON's own writer makes of them is canonical.
  const { at, body, client, policy_hash, policy_version, prev_hash, recorded_at, role, stream, type, version } = event;
  return sha256(
    JSON.stringify({
      at,
      body,
      client,
      policy_hash,
      policy_version,
      prev_hash,
      principal: event.principal ?? undefined,
      recorded_at,
      role,
      role_key: event.role_key ?? undefined,
      stream,
      type,
      version,
    }),
  );
}

export type Body = Omit<EventRow, 'seq' | 'hash'>;
