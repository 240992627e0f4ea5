/** UTC with milliseconds: `2026-04-21T13:00:00.000Z`; compares as text. */
export type Instant = string;
/** `2026-04-21`, a date in the policy's zone; compares as text. */
export type CalendarDate = string;

export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const pairs = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const two = (n: number) => pairs[n] ?? '';
/** The number in `text` from `at`, `count` digits long; spares the slice a parse would need. */
export function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** Days since 1970-01-01 of a Gregorian date; the year is taken to begin in March, so that the leap day comes last. */
function civilDay(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

export function dayOfDate(date: CalendarDate): number {
  if (date.length !== 10) throw new RangeError(`\`${date}\` is not a date`);
  return civilDay(digits(date, 0, 4), digits(date, 5, 2), digits(date, 8, 2));
}

/** The inverse of civilDay, as `2026-04-21`; 146,097 days make 400 years. */
export function dateOfDay(day: number): CalendarDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const dayOfYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return `${two(Math.floor(year / 100))}${two(year % 100)}-${two(month)}-${two(dayOfMonth)}`;
}

export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOfDay(dayOfDate(text)) === text;
}

/** Null where a month has no such day, or a year no such month. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  const date = `${year}-${two(month)}-${two(day)}`;
  return isCalendarDate(date) ? date : null;
}

/** Epoch milliseconds of a stored instant. Only the one stored form is read; anything else is a defect of the caller. */
export function epochOf(instant: Instant): number {
  if (instant.length !== 24 || instant.charCodeAt(10) !== 84 || instant.charCodeAt(23) !== 90)
    throw new RangeError(`\`${instant}\` is not an instant`);
  const day = civilDay(digits(instant, 0, 4), digits(instant, 5, 2), digits(instant, 8, 2));
  return (
    day * DAY +
    digits(instant, 11, 2) * HOUR +
    digits(instant, 14, 2) * 60_000 +
    digits(instant, 17, 2) * 1000 +
    digits(instant, 20, 3)
  );
}

export function instantOf(epoch: number): Instant {
  const day = Math.floor(epoch / DAY);
  const ms = epoch - day * DAY;
  const seconds = Math.floor(ms / 1000);
  const thousandths = ms - seconds * 1000;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${dateOfDay(day)}T${clock}.${Math.floor(thousandths / 100)}${two(thousandths % 100)}Z`;
}

/** 1 = Monday to 7 = Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const weekdays = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const weekdayName = (day: number): string => weekdays[weekdayOf(day)] ?? '';

/** `7 h 30 min` */
export function durationText(ms: number): string {
  const parts = [
    [Math.floor(ms / HOUR), 'h'],
    [Math.floor(ms / 60_000) % 60, 'min'],
    [(ms % 60_000) / 1000, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
