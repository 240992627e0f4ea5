import type { PolicyValues } from '../policy/policy.ts';
import type { Calendar, CalendarDate, Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** Input of every rule besides the state: the policy in force, the time, and the caller. */
export interface Context {
  readonly policy: PolicyValues;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly today: CalendarDate;
  readonly role: Role;
  /** L16: the principal behind the role, where a role key proves it. */
  readonly principal?: string;
  /** The name of the command under way; null where time passes or something is only read. */
  readonly command: string | null;
  /** A keyed, irreversible fingerprint for a text about a person: equal texts give equal fingerprints. */
  readonly fingerprint: (text: string) => string;
  /** The keyed fingerprint that a person's suppression stands under, by their address (L13). */
  readonly addressFingerprint: (email: string) => string;
}

/** For rules that count days and business time by the policy. */
export type PolicyCalendar = Pick<Context, 'policy' | 'calendar'>;

/** For rules that ask besides what day it is. */
export type PolicyDay = Pick<Context, 'policy' | 'calendar' | 'today'>;

/** The context without its caller. */
export type Moment = Omit<Context, 'role' | 'principal' | 'command'>;
