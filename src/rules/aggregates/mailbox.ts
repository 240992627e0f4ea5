import type { CalendarDate, Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** A place in a day's cap that a permit holds: until its time is over, for good once it was redeemed (M3). */
export interface Slot {
  readonly day: CalendarDate;
  readonly is_direct: boolean;
  /** Null: it was redeemed, and nobody reported yet. */
  readonly until: Instant | null;
}

export interface MailDay {
  readonly sent: number;
  readonly direct: number;
  readonly bounced: number;
  readonly complaints: number;
}

/** The mailbox that mails go out from: the days' counts, what holds it, how far its sent folder was looked through (M3, M4, M7). */
export interface MailboxState {
  /** By permit. */
  readonly slots: Readonly<Record<string, Slot>>;
  readonly days: Readonly<Record<CalendarDate, MailDay>>;
  /** Held until sales.ops resumes it (M4). */
  readonly paused?: { readonly at: Instant; readonly because: string; readonly by: Role };
  /** Every permit is withheld until chief.staff or the cro lifts it (M7). */
  readonly stopped?: { readonly at: Instant; readonly why: string };
  /** The sent folder was looked through up to here. */
  readonly reconciled_until?: Instant;
  /** Permits of mails told as sent at that very instant, after the folder was looked through. */
  readonly sent_then?: readonly string[];
}

export type MailboxEvent =
  | {
      readonly type: 'slot_taken';
      readonly permit: string;
      readonly day: CalendarDate;
      readonly is_direct: boolean;
      readonly until: Instant;
    }
  | { readonly type: 'slot_kept'; readonly permit: string }
  | { readonly type: 'slot_returned'; readonly permit: string }
  /** A mail that went out, or what came of one. `permit`: its slot is used up. */
  | {
      readonly type: 'mail_counted';
      readonly what: keyof MailDay;
      readonly day: CalendarDate;
      readonly permit?: string;
    }
  | { readonly type: 'mailbox_paused'; readonly because: string }
  | { readonly type: 'mailbox_resumed'; readonly because: string }
  | { readonly type: 'sending_stopped'; readonly why: string }
  | { readonly type: 'stop_lifted'; readonly because: string }
  | { readonly type: 'sent_folder_reconciled'; readonly until: Instant };

export const emptyMailbox: MailboxState = { slots: {}, days: {} };

export const emptyDay: MailDay = { sent: 0, direct: 0, bounced: 0, complaints: 0 };
