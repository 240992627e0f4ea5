import type { Enrolment } from '../aggregates/enrolment.ts';
import type { Context, PolicyCalendar } from '../command/context.ts';
import { sequenceRule } from '../templates/flow.ts';
import { addDays, type CalendarDate } from '../time/time.ts';

/** C1: day 1 is the business day of enrolment. */
export function firstDue({ calendar, today }: Pick<Context, 'calendar' | 'today'>): CalendarDate {
  return calendar.nextBusinessDay(today);
}

/**
 * C2: the day of the touch after the one in turn, which was sent on `sentOn`: as many calendar days later as their nominal
 * days differ, and on a day off the next business day. Null after the last touch that the enrolment has a version of.
 */
export function nextDue(
  { sequence, touch, versions }: Pick<Enrolment, 'sequence' | 'touch' | 'versions'>,
  sentOn: CalendarDate,
  context: PolicyCalendar,
): CalendarDate | null {
  const days = sequenceRule(sequence, context)?.days?.value ?? [];
  const [own, next] = [days[touch - 1], days[touch]];
  if (versions[touch + 1] === undefined || own === undefined || next === undefined) return null;
  return context.calendar.nextBusinessDay(addDays(sentOn, next - own));
}
