import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';

export interface StreamRow {
  readonly version: number;
  readonly head: string;
  readonly state: string | null;
}

export interface AccountRow {
  readonly id: string;
  readonly domain: string;
  readonly state: string;
  readonly version: number;
  readonly head: string;
}

export interface ContactRow {
  readonly id: string;
  readonly name: string | null;
  readonly first_name: string | null;
  readonly email: string | null;
  readonly linkedin_url: string | null;
  readonly title: string | null;
}

export interface ContactFoundRow extends ContactRow {
  readonly account: string;
  readonly domain: string;
}

export interface TaskRow {
  readonly id: string;
  readonly account: string;
  readonly kind: string;
  readonly role: Role;
  readonly subject: string | null;
  readonly clause: string;
  readonly opened_at: Instant;
  readonly due_at: Instant;
  readonly closed_at: Instant | null;
  readonly closed_by: Role | null;
  readonly note: string | null;
  readonly escalated: number;
  /** Null for a task of the desk. */
  readonly domain: string | null;
  readonly name: string | null;
}

export interface PostRow {
  readonly seq: number;
  readonly stream: string;
  readonly at: Instant;
  readonly text: string;
}

export interface WaitingRow {
  readonly id: string;
  readonly since: Instant;
  readonly origin: string;
  readonly because: string;
  readonly words: string;
}

export interface IntentRow {
  readonly id: string;
  readonly account: string;
  readonly target: string;
  readonly action: string;
  readonly gist: string;
  readonly raised_at: Instant;
  readonly claimed_by: Role | null;
  readonly claimed_at: Instant | null;
  readonly is_unknown: number;
  readonly domain: string | null;
  readonly name: string | null;
}

export interface SignalRow {
  readonly id: string;
  readonly account: string;
  readonly contact: string;
  readonly at: Instant;
  readonly filed_at: Instant;
}

export interface OverrideRow {
  readonly id: string;
  readonly account: string;
  readonly gate: string;
  readonly fact: string;
  readonly justification: string;
  readonly compensating: string;
  readonly at: Instant;
  readonly fell_at: Instant | null;
  readonly fell_because: string | null;
}

export interface DisputeRow {
  readonly account: string;
  readonly criterion: string;
  readonly outcome: string;
  readonly claim: string;
  readonly role: Role;
  readonly at: Instant;
}

export interface SuppressedRow {
  readonly mark: string;
  readonly reason: string;
  readonly contexts: string;
  readonly since: Instant;
}
