import type { MailboxState } from '../aggregates/mailbox.ts';
import type { Permit } from '../aggregates/permit.ts';
import type { Instant } from '../time/time.ts';

/** Obstacles that keep open permits from letting mail out. */
export interface HeldBack {
  readonly since: Instant;
  readonly ruling: 'M4' | 'M7';
  readonly because: string;
  readonly next: string;
}

/** The stop holds back every mail (M7), a pause of the mailbox those of sequences (M4). */
export function heldBack({ paused, stopped }: MailboxState, isDirect: boolean): HeldBack | null {
  if (stopped)
    return {
      since: stopped.at,
      ruling: 'M7',
      because: `all sending is stopped: ${stopped.why}`,
      next: 'chief.staff or the cro lifts the stop',
    };
  if (!paused || isDirect) return null;
  return {
    since: paused.at,
    ruling: 'M4',
    because: `the sequences of the mailbox are paused: ${paused.because}`,
    next: 'sales.ops resumes them with hold_sequence of the mailbox',
  };
}

/** M2: nobody knows whether it went out. */
export const settle = (permit: string): string =>
  `look for the mail in the sent folder, then report ${permit} as sent or failed with record_delivery`;

/** M1: the use that a permit still has, in words. */
export function useOf({ id, state, expires_at, email }: Permit, mailbox: MailboxState): string {
  if (state === 'unknown') return settle(id);
  if (state === 'redeemed') return `it is used up; report ${id} with record_delivery once it is known how it went`;
  const held = heldBack(mailbox, email === undefined);
  return held
    ? `wait until ${held.next}; ${id} lets nothing out before`
    : `send by ${id} until ${expires_at}, then report it with record_delivery`;
}
