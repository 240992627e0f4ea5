import type { RefusedMail } from '../vocabulary/refusal.ts';

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
}

/** A mail that got no permit, in a call that was refused or that let others out. */
export interface MailRefused extends RefusedMail {
  readonly type: 'mail_refused';
}
