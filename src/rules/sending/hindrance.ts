import type { CopyState } from '../aggregates/copy.ts';
import type { DeskState } from '../aggregates/desk.ts';
import type { MailboxState } from '../aggregates/mailbox.ts';
import type { Email } from '../aggregates/permit.ts';
import type { Standing } from '../criteria/engagement.ts';
import type { Code } from '../vocabulary/refusal.ts';

/** One reason why a mail may not go out now. */
export interface Hindrance {
  readonly code: Code;
  readonly clause: string;
  readonly ruling: string;
  readonly because: string;
  readonly next: string;
}

/** A mail that is to go out: a rendered one, or direct mail. */
export interface Outgoing {
  readonly contact: string;
  /** None for direct mail. */
  readonly email?: Email | undefined;
  /** Address that the bytes name, and the one on file now. */
  readonly to: string | undefined;
  readonly address: string | undefined;
  /** The permit that covers it already: at redeeming. */
  readonly permit?: string | undefined;
}

/** All that M1's tests look at beside the mail. */
export interface HindranceGround {
  readonly standing: Standing;
  readonly copy: CopyState;
  readonly mailbox: MailboxState;
  readonly desk: DeskState;
}

/** A rule says no. */
export const no = (clause: string, ruling: string, because: string, next: string): Hindrance => ({
  code: 'RULE_REFUSED',
  clause,
  ruling,
  because,
  next,
});
