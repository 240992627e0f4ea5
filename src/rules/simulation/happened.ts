import type { AccountEvent } from '../aggregates/account-events.ts';
import type { CopyEvent } from '../aggregates/copy.ts';
import type { DeskEvent } from '../aggregates/desk.ts';
import type { MailboxEvent } from '../aggregates/mailbox.ts';
import type { PolicyChangeEvent } from '../aggregates/policy-change.ts';
import type { MailRefused, RefusedCall } from '../aggregates/refused.ts';
import type { PersonEvent } from '../aggregates/suppressed-person.ts';
import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

interface EventOrigin {
  readonly seq: number;
  readonly at: Instant;
  readonly recorded_at: Instant;
  readonly by: Role;
  /** L16: the principal behind the role, where a role key proved it. */
  readonly principal?: string;
  /** The hash of the policy that it names. */
  readonly policy: string;
}

/** An event of an account's stream. */
export interface OfAccount extends EventOrigin {
  readonly kind: 'account';
  /** The account's id. */
  readonly account: string;
  readonly event: AccountEvent;
  /** Fingerprints of the addresses and profiles that it says are a contact's (L13). */
  readonly marks: readonly string[];
  /** The bytes of direct mail that a permit names; null once the person is erased. */
  readonly words: Readonly<Record<string, string>> | null;
}

/** A refusal of a call, or of one of its mails. */
export interface OfRefusal extends EventOrigin {
  readonly kind: 'refusals';
  readonly event: RefusedCall | MailRefused;
}

/** An event of a stream that decisions read, or a refusal. */
export type Happened =
  | OfAccount
  | OfRefusal
  | (EventOrigin & { readonly kind: 'desk'; readonly event: DeskEvent })
  | (EventOrigin & { readonly kind: 'copy'; readonly event: CopyEvent })
  | (EventOrigin & { readonly kind: 'mailbox'; readonly event: MailboxEvent })
  | (EventOrigin & { readonly kind: 'changes'; readonly event: PolicyChangeEvent })
  /** `mark`: the fingerprint that the person is known by. */
  | (EventOrigin & { readonly kind: 'person'; readonly mark: string; readonly event: PersonEvent });
