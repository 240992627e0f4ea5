import { type CalendarDate, daysBetween } from '../time/time.ts';
import type { PolicyValues } from './policy.ts';

/** How far the list of holidays goes from a day on, without a year left out. */
export interface HolidaysLeft {
  readonly until: CalendarDate;
  readonly days: number;
  /** The first year that it lacks. */
  readonly lacks: string;
}

/** T1: null where the year of that day is not listed itself. */
export function holidaysLeft(
  { business_time }: Pick<PolicyValues, 'business_time'>,
  today: CalendarDate,
): HolidaysLeft | null {
  const isListed = (year: number) => Object.hasOwn(business_time.holidays.value, String(year));
  let year = Number(today.slice(0, 4));
  if (!isListed(year)) return null;
  while (isListed(year + 1)) year += 1;
  const until = `${year}-12-31`;
  return { until, days: daysBetween(today, until), lacks: String(year + 1) };
}
