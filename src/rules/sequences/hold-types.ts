import type { CalendarDate } from '../time/time.ts';

export interface HoldArgs {
  readonly contact?: string | undefined;
  readonly template?: string | undefined;
  readonly mailbox?: string | number | boolean | undefined;
  readonly action: 'pause' | 'resume' | 'end';
  readonly reason: string;
  /** The enrolment goes on by itself when this day begins. */
  readonly until?: string | undefined;
}

export interface HoldInput {
  readonly on: 'contact' | 'template' | 'mailbox';
  readonly named: string;
  readonly action: HoldArgs['action'];
  readonly reason: string;
  readonly until?: CalendarDate;
}

export interface Held {
  /** Contacts whose enrolments it changed. */
  readonly contacts: readonly string[];
  readonly until?: CalendarDate;
}

export const outcomes = { pause: 'paused', resume: 'resumed', end: 'ended' } as const;
