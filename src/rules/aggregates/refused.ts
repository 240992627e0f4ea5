import type { RefusedMail } from '../vocabulary/refusal.ts';
import type { RefusedAsk } from './refused-ask.ts';

/** A call that was refused, by codes and ids alone. */
export interface RefusedCall {
  readonly type: 'refused';
  readonly tool: string;
  readonly code: string;
  readonly clause?: string;
  readonly ruling?: string;
  readonly rules?: readonly string[];
  /** How many mails it kept back, each an event of its own that follows. */
  readonly mails?: number;
  /** P4: of a decision on an account, the account's id and what was asked of it. */
  readonly account?: string;
  readonly asked?: RefusedAsk;
}

/** A mail that got no permit, in a call that was refused or that let others out. */
export interface MailRefused extends RefusedMail {
  readonly type: 'mail_refused';
}
