import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** A value that a policy file can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Values by path, each as a policy file would hold it, or as `{ value, basis?, note? }`. */
export type PolicyChanges = Readonly<Record<string, Json>>;

/** How a changed policy is called, and what the values that it sets say of their source. */
export interface Naming {
  readonly version: string;
  readonly note: string;
}

/** One value that is set anew; `from` or `to` is null where nothing stands. */
export interface LaidChange {
  readonly path: string;
  readonly from: Json;
  readonly to: Json;
  /** Null where the field has no clause, as the title of the policy. */
  readonly clause: string | null;
  /** The basis before. */
  readonly was: string | null;
  readonly basis: string;
}

/** One thing wrong with a change: where, what was met, and what would do. */
export interface ChangeFault {
  readonly path: string;
  readonly found: string;
  readonly wanted: string;
}

interface PolicyName {
  readonly version: string;
  readonly hash: string;
}

/** P2: values that one of cro and cmo proposed to set, and the other answers. */
export interface PolicyChange {
  readonly id: string;
  /** The version of the policy that the change would make of the one it was proposed on. */
  readonly version: string;
  readonly hash: string;
  readonly base: PolicyName;
  /** The changes as they were given, to be laid over the policy. */
  readonly given: PolicyChanges;
  /** The values that they set there. */
  readonly changes: readonly LaidChange[];
  readonly why: string;
  readonly by: Role;
  /** L16: the principal who proposed it, where a role key proved it. */
  readonly principal?: string;
  readonly at: Instant;
}

export interface RatifiedChange extends PolicyChange {
  readonly ratified: { readonly by: Role; readonly at: Instant; readonly principal?: string };
  /** From this instant on it rules, the instant included. */
  readonly effective_at: Instant;
  /** Time brought it into force, and that was noticed (T6). */
  readonly took_effect?: true;
}

/** P2: the accounts are looked at after changes took effect, one kind after another, each by domain. */
export interface PolicyLook {
  readonly changes: readonly string[];
  readonly at: Instant;
  /** The kind of account that is looked at now, and the domain after which it goes on. */
  readonly kind: number;
  readonly after: string;
  /** How many accounts meet the criteria no longer, so far. */
  readonly lapsed: number;
}

export interface PolicyChangesState {
  /** Neither ratified nor rejected. */
  readonly open: readonly PolicyChange[];
  /** In the order of their ratification. */
  readonly ratified: readonly RatifiedChange[];
  /** How those that were not ratified ended, by id; the newest hundred. */
  readonly ended: Readonly<Record<string, 'rejected' | 'withdrawn'>>;
  /** How many were proposed. */
  readonly proposed: number;
  readonly look: PolicyLook | null;
}

export type PolicyChangeEvent =
  | { readonly type: 'policy_change_proposed'; readonly change: Omit<PolicyChange, 'by' | 'principal' | 'at'> }
  | { readonly type: 'policy_change_ratified'; readonly change: string; readonly effective_at: Instant }
  | {
      readonly type: 'policy_change_rejected';
      readonly change: string;
      readonly how: 'rejected' | 'withdrawn';
      readonly reason: string;
    }
  /** Time brought it into force (T6). */
  | { readonly type: 'policy_change_took_effect'; readonly change: string }
  | { readonly type: 'accounts_looked_at'; readonly kind: number; readonly after: string; readonly lapsed: number }
  | { readonly type: 'accounts_looked_through' };

export const emptyPolicyChanges: PolicyChangesState = { open: [], ratified: [], ended: {}, proposed: 0, look: null };
