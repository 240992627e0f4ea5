import type { CalendarDate, Instant } from '../time/time.ts';

/** Reasons for which an enrolment is paused (5.2, Y3, C4, I1). */
const holdReasons = ['reply', 'colleague', 'away', 'review', 'flag', 'hold'] as const;

export interface Hold {
  readonly why: (typeof holdReasons)[number];
  readonly because: string;
  readonly at: Instant;
  /** The reply or task that must be closed before the pause ends. */
  readonly ref?: string;
  /** The version that a flag holds, where one is the reason. */
  readonly version?: string;
  /** The version of a mail that went out to them, where a flag on that mail is the reason. */
  readonly sent_version?: string;
  /** The hold falls by itself when this day begins. */
  readonly until?: CalendarDate;
}

interface SentTouch {
  readonly touch: number;
  readonly permit: string;
  readonly on: CalendarDate;
}

/** A contact on the way through one sequence, bound to the versions that were approved with its list (Q4, Q5). */
export interface Enrolment {
  readonly id: string;
  readonly contact: string;
  readonly sequence: string;
  /** The recipient list that it was started from; none for a post-Briefing mail. */
  readonly list?: string;
  /** By touch: the id of the version. */
  readonly versions: Readonly<Record<string, string>>;
  readonly enrolled_at: Instant;
  /** The touch in turn. */
  readonly touch: number;
  /** The day from which it may be sent; null once all are sent. */
  readonly due_on: CalendarDate | null;
  readonly sent: readonly SentTouch[];
  /** The enrolment is paused while there is a hold. */
  readonly holds: readonly Hold[];
  /** `complete`: every touch was sent. */
  readonly over?: { readonly as: 'complete' | 'ended'; readonly at: Instant; readonly because: string };
}

/** Words of a reply that ask to stop and were recorded as something else: nothing is permitted until that is settled (Y2). */
export interface Withholding {
  readonly id: string;
  readonly contact: string;
  readonly at: Instant;
}

/** The newest answer of a person, machines aside (A10, C5, M6). */
export interface Answered {
  readonly reply: string;
  readonly type: number;
  readonly at: Instant;
  /** At an account that they moved from: no engagement of this one (A2). */
  readonly elsewhere?: true;
}

/** Events of enrolments and of replies. */
export type EnrolmentEvent =
  | {
      readonly type: 'contact_enrolled';
      readonly enrolment: Omit<Enrolment, 'enrolled_at' | 'sent' | 'holds' | 'over'>;
    }
  | { readonly type: 'enrolment_held'; readonly enrolment: string; readonly hold: Omit<Hold, 'at'> }
  /** One reason to stand still fell; `due_on` where the touch in turn gets another day. */
  | {
      readonly type: 'enrolment_released';
      readonly enrolment: string;
      readonly why: Hold['why'];
      readonly ref?: string;
      readonly because: string;
      readonly due_on?: CalendarDate;
    }
  | {
      readonly type: 'enrolment_over';
      readonly enrolment: string;
      readonly as: 'complete' | 'ended';
      readonly because: string;
    }
  /** C4: of joined people one enrolment goes on, as the contact that stays. */
  | { readonly type: 'enrolment_handed_on'; readonly enrolment: string; readonly contact: string }
  /** C4: came with an account that was absorbed. */
  | { readonly type: 'enrolment_taken'; readonly enrolment: Enrolment };

export function isRunning({ over }: Pick<Enrolment, 'over'>): boolean {
  return over === undefined;
}
