import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

interface Recipient {
  /** The account's id. */
  readonly account: string;
  readonly contact: string;
}

/** Exact contacts, bound to one version of every touch of a sequence (Q4). */
export interface RecipientList {
  readonly id: string;
  readonly sequence: string;
  /** By touch: the id of the version. */
  readonly versions: Readonly<Record<string, string>>;
  readonly recipients: readonly Recipient[];
  readonly state: 'proposed' | 'approved';
  readonly by: Role;
  /** L16: the principal who proposed it, where a role key proved it. */
  readonly principal?: string;
  readonly proposed_at: Instant;
  /** `until`: the last instant at which it may be started. */
  readonly approved?: { readonly at: Instant; readonly until: Instant; readonly principal?: string };
}

/** Lists that were neither rejected nor started. */
export interface ListsState {
  readonly open: readonly RecipientList[];
  /** How the lists that ended last did, by id. */
  readonly ended: Readonly<Record<string, 'rejected' | 'started' | 'lapsed'>>;
  /** How many lists there were. */
  readonly proposed: number;
}

export type ListEvent =
  | {
      readonly type: 'recipients_proposed';
      readonly list: Pick<RecipientList, 'id' | 'sequence' | 'versions' | 'recipients'>;
    }
  | {
      readonly type: 'recipients_reviewed';
      readonly list: string;
      readonly decision: 'approve' | 'reject';
      /** Approved: the last instant at which it may be started. */
      readonly until?: Instant;
      /** Recipients who fail by now (Q4). */
      readonly dropped: readonly string[];
      readonly reason?: string;
    }
  | { readonly type: 'sequence_started'; readonly list: string }
  | { readonly type: 'list_lapsed'; readonly list: string; readonly because: string };

export const emptyLists: ListsState = { open: [], ended: {}, proposed: 0 };
