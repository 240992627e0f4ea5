import type { CalendarDate, Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Sealed } from './sealed.ts';

/** Leave to send one mail, once (M1). Those that are neither settled nor over stand on the account. */
export interface Permit {
  readonly id: string;
  readonly contact: string;
  /** The rendered mail; none for direct mail. */
  readonly email?: string;
  readonly enrolment?: string;
  readonly touch?: number;
  /** The hash of the bytes: to, subject, text and headers. */
  readonly hash: string;
  readonly in_reply_to?: string;
  readonly by: Role;
  /** L16: the principal who was granted it, where a role key proved it. */
  readonly principal?: string;
  readonly granted_at: Instant;
  readonly expires_at: Instant;
  /** `redeemed`: on its way out; `unknown`: nobody can say whether it went (M2). */
  readonly state: 'open' | 'redeemed' | 'unknown';
  readonly redeemed?: { readonly at: Instant; readonly by: string; readonly call?: string };
}

/** A permit that was revoked or lapsed unused: a report may still be of a time at which it was not (M2). */
export interface OverPermit {
  readonly permit: Permit;
  readonly at: Instant;
  readonly why: string;
}

/** Events of a mail that its sender or the outside reports (M2, M4). */
export const deliveryEvents = [
  'sent',
  'failed',
  'unknown',
  'bounce_hard',
  'bounce_soft',
  'complaint',
  'open',
  'click',
] as const;

export type DeliveryEvent = (typeof deliveryEvents)[number];

export interface Delivery {
  /** The permit that covers the mail, or whose bytes went out when it was over; none for any other. */
  readonly permit?: string;
  readonly contact: string;
  /** The bytes of a sequence that no permit covered: they answer nobody (Y3). */
  readonly is_sequence?: true;
  readonly event: DeliveryEvent;
  readonly message_id?: string;
  /** When it happened, as told. */
  readonly at: Instant;
}

/** The mail without its text. */
export interface Email {
  /** After the hash: the same bytes have the same id. */
  readonly id: string;
  readonly hash: string;
  readonly contact: string;
  readonly template: string;
  readonly sequence: string;
  readonly touch: number;
  /** Checks that fail, by id. */
  readonly failing: readonly string[];
  /** Whether it names a price (K3). */
  readonly names_price: boolean;
  /** Fingerprints of what its insights say, names aside (K4). */
  readonly said?: readonly string[];
}

/** Fingerprints of what a rendered mail's insights say; `sent`: it went out (K4). */
export interface MailInsights {
  readonly email: string;
  readonly said: readonly string[];
  readonly sent?: true;
}

/** Events of mails and permits. Text and addresses are sealed for the person. */
export type MailEvent =
  | { readonly type: 'email_rendered'; readonly email: Email; readonly sealed: Sealed }
  /** Sealed are the bytes of direct mail. */
  | {
      readonly type: 'permit_granted';
      readonly permit: Omit<Permit, 'granted_at' | 'by' | 'principal' | 'state' | 'redeemed'>;
      readonly sealed?: Sealed;
    }
  | {
      readonly type: 'permit_redeemed';
      readonly permit: string;
      readonly contact: string;
      readonly by: string;
      /** The client's id of the call that used it: asked again, it is the same call. */
      readonly call?: string;
    }
  | { readonly type: 'permit_revoked'; readonly permit: string; readonly contact: string; readonly because: string }
  /** Unused when its time was over. */
  | { readonly type: 'permit_lapsed'; readonly permit: string; readonly contact: string }
  /** A permit of an account that was absorbed, which is not settled there (A1, M2): used, or over unused. */
  | { readonly type: 'permit_taken'; readonly permit: Permit; readonly over?: Omit<OverPermit, 'permit'> }
  | {
      readonly type: 'delivery_recorded';
      readonly delivery: Delivery;
      /** The touch that it sent for an enrolment: its day, and the day on which the next one is due; null after the last. */
      readonly touched?: {
        readonly on: CalendarDate;
        readonly next_due: CalendarDate | null;
        /** The enrolment whose touch was in turn, where no permit tells it. */
        readonly enrolment?: string;
      };
    }
  | {
      readonly type: 'reply_recorded';
      readonly reply: {
        readonly id: string;
        readonly contact: string;
        /** 1 to 9 (5.6). */
        readonly kind: number;
        readonly received_at: Instant;
        /** The hash of bytes and time, to know the reply again. */
        readonly hash: string;
        /** Type 6: the objection (5.6.6). */
        readonly objection?: string;
      };
      readonly sealed: Sealed;
    }
  | {
      readonly type: 'contact_withheld';
      readonly withholding: { readonly id: string; readonly contact: string };
      readonly sealed: Sealed;
    }
  | { readonly type: 'withholding_ended'; readonly withholding: string; readonly because: string }
  /** The words of a mail or a reply at an account that was absorbed (A1). */
  | { readonly type: 'words_taken'; readonly of: string; readonly sealed: Sealed };
