import type { AccountState } from '../aggregates/account.ts';
import { type Enrolment, isRunning } from '../aggregates/enrolment.ts';
import type { CalendarDate } from '../time/time.ts';

export interface EnrolmentStanding {
  readonly state: 'active' | 'paused' | 'waiting' | 'complete' | 'ended';
  readonly because?: string;
  /** The enrolment goes on by itself when this day begins. */
  readonly until?: CalendarDate;
}

/** The standing of an enrolment; `waiting`: nobody can say whether its last mail went out (M2). */
export function enrolmentStanding(
  { id, over, holds }: Enrolment,
  { permits = [] }: Pick<AccountState, 'permits'>,
): EnrolmentStanding {
  if (over) return { state: over.as, because: over.because };
  if (permits.some((permit) => permit.enrolment === id && permit.state === 'unknown'))
    return { state: 'waiting', because: 'nobody can say whether its last mail went out' };
  if (holds.length === 0) return { state: 'active' };
  const untils = holds.flatMap(({ until }) => until ?? []);
  const last = untils.sort().at(-1);
  return {
    state: 'paused',
    because: [...new Set(holds.map(({ because }) => because))].join('; '),
    ...(last !== undefined && untils.length === holds.length ? { until: last } : {}),
  };
}

export function runningEnrolments({ enrolments = [] }: Pick<AccountState, 'enrolments'>): readonly Enrolment[] {
  return enrolments.filter(isRunning);
}

/** Versions of touches that are yet to be sent. */
export function versionsAhead({ versions, touch }: Pick<Enrolment, 'versions' | 'touch'>): readonly string[] {
  return Object.entries(versions).flatMap(([nth, version]) => (Number(nth) >= touch ? [version] : []));
}

/** I1: the versions ahead, and the version of a mail that went out, while a flag on that mail holds the enrolment. */
export function versionsBound(enrolment: Pick<Enrolment, 'versions' | 'touch' | 'holds'>): readonly string[] {
  return [...versionsAhead(enrolment), ...enrolment.holds.flatMap(({ sent_version }) => sent_version ?? [])];
}

/** I1: an enrolment stands on a version while a touch of it is yet to be sent, and while a flag on the mail sent holds it. */
export function standsOn(enrolment: Pick<Enrolment, 'versions' | 'touch' | 'holds'>, version: string): boolean {
  return versionsBound(enrolment).includes(version);
}

/** A touch that nothing holds, and the day from which it may be sent. */
export interface TouchAhead {
  readonly enrolment: Enrolment;
  readonly due_on: CalendarDate;
}

/** M2: a touch waits while nobody can say whether the mail before it went out, and while a permit for it stands. */
export function activeTouches(state: Pick<AccountState, 'enrolments' | 'permits'>): readonly TouchAhead[] {
  const { permits = [] } = state;
  return runningEnrolments(state).flatMap((enrolment) => {
    const { id, due_on, holds } = enrolment;
    const isUnderWay = permits.some((permit) => permit.enrolment === id);
    return due_on === null || holds.length > 0 || isUnderWay ? [] : [{ enrolment, due_on }];
  });
}
