/** Instants, dates in the business zone, and business time (T1 to T7). */

import { shown } from '../vocabulary/printable.ts';
import {
  type CalendarDate,
  DAY,
  dateOfDay,
  dayOfDate,
  epochOf,
  HOUR,
  type Instant,
  instantOf,
  isCalendarDate,
  weekdayOf,
} from './civil-date.ts';
import { writtenIn } from './written-date.ts';

export { type Calendar, createCalendar, type DueStep, weekdaysAlone } from './business-calendar.ts';

export type { BusinessTime } from './business-days.ts';

export { type CalendarDate, type Instant, isCalendarDate } from './civil-date.ts';

/** T4: elapsed hours. */
export const addHours = (at: Instant, hours: number): Instant => instantOf(epochOf(at) + Math.round(hours * HOUR));

export const addDays = (date: CalendarDate, days: number): CalendarDate => dateOfDay(dayOfDate(date) + days);

/** T5: `to` minus `from`. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => dayOfDate(to) - dayOfDate(from);

export const monthOf = (date: CalendarDate): string => date.slice(0, 7);

export const quarterOf = (date: CalendarDate): string =>
  `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;

const isoInstant = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** `Fri May 01 2026 10:00:00 GMT-0400 (Eastern Daylight Time)` */
const longestInstant = 60;

const wanted =
  'an ISO 8601 date and time with its offset, such as `2026-04-21T09:00:00-04:00` or `2026-04-21T13:00:00Z`';

const earliest = dayOfDate('2000-01-01') * DAY;

const afterLatest = dayOfDate('2101-01-01') * DAY;

/** The widest offset in use, Kiribati's +14:00. */
const widestOffset = 14 * HOUR;

function offsetMs(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const figures = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(figures.slice(2));
  const size = Number(figures.slice(0, 2)) * HOUR + minutes * 60_000;
  if (minutes > 59 || size > widestOffset) return Number.NaN;
  return offset.startsWith('-') ? -size : size;
}

/** Outside input, as ISO or as mails and people write it. Seconds may be missing; fractions finer than a millisecond are cut off. The caller names the field. */
export function parseInstant(text: string): { instant: Instant } | { problem: string } {
  if (text.length > longestInstant)
    return { problem: `is ${text.length} characters long, a time has at most ${longestInstant}; give ${wanted}` };
  const given = text.trim();
  const match = isoInstant.exec(given);
  if (!match) return writtenInstant(given);
  const [, date = '', hour = '', minute = '', second = '0', fraction = '', offset] = match;
  if (offset === undefined) return { problem: withoutOffset(given) };
  if (!isCalendarDate(date)) return { problem: `\`${given}\`: there is no date ${date}` };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return { problem: `\`${given}\`: there is no such time of day, the last is 23:59:59.999` };
  const shift = offsetMs(offset);
  if (Number.isNaN(shift)) return { problem: `\`${given}\`: there is no offset ${offset}, the widest is 14:00` };
  const clock =
    Number(hour) * HOUR + Number(minute) * 60_000 + Number(second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const epoch = dayOfDate(date) * DAY + clock - shift;
  if (epoch < earliest || epoch >= afterLatest)
    return { problem: `\`${given}\` lies outside the years 2000 to 2100 (UTC)` };
  return { instant: instantOf(epoch) };
}

/** An instant that is not in ISO's form. */
function writtenInstant(given: string): { instant: Instant } | { problem: string } {
  const written = writtenIn(given);
  if (!written) return { problem: `${shown(given)} cannot be read; give ${wanted}` };
  if (!written.timed) return { problem: `\`${given}\` is a date without a time of day; give ${wanted}` };
  return written.instant === undefined ? { problem: withoutOffset(given) } : parseInstant(written.instant);
}

const withoutOffset = (given: string) => `\`${given}\` has no offset; add \`Z\` for UTC or one such as \`-04:00\``;

/** ISO week, `2026-W17`: the week of a date belongs to the year of its Thursday. */
export function weekOf(date: CalendarDate): string {
  const thursday = dateOfDay(dayOfDate(mondayOf(date)) + 3);
  const first = mondayOf(`${thursday.slice(0, 4)}-01-04`);
  const week = daysBetween(first, mondayOf(date)) / 7 + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}

export function mondayOf(date: CalendarDate): CalendarDate {
  const day = dayOfDate(date);
  return dateOfDay(day - weekdayOf(day) + 1);
}

/** `1 day`, `2 days`. */
export const days = (n: number): string => `${n} ${n === 1 ? 'day' : 'days'}`;

export function quarterStart(date: CalendarDate): CalendarDate {
  const month = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${date.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}
