import { epochOf, HOUR } from '../time/civil-date.ts';
import { addDays, type Calendar, type Instant } from '../time/time.ts';

/** T2: hours of business time from one instant to a later one. */
export function businessHours(from: Instant, to: Instant, calendar: Calendar): number {
  let spent = 0;
  const last = calendar.dateOf(to);
  for (
    let day = calendar.nextBusinessDay(calendar.dateOf(from));
    day <= last;
    day = calendar.nextBusinessDay(addDays(day, 1))
  ) {
    const [opens, closes] = [calendar.openOf(day), calendar.closeOf(day)];
    const [begins, ends] = [opens > from ? opens : from, closes < to ? closes : to];
    if (ends > begins) spent += msBetween(begins, ends);
  }
  return spent / HOUR;
}

/** T4: elapsed hours. */
export function elapsedHours(from: Instant, to: Instant): number {
  return msBetween(from, to) / HOUR;
}

function msBetween(from: Instant, to: Instant): number {
  return epochOf(to) - epochOf(from);
}
