import { dayOfDate, weekdayOf } from '../rules/time/civil-date.ts';
import { type Calendar, type CalendarDate, type Instant, isCalendarDate } from '../rules/time/time.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Tue 12 May 2026` */
export function spokenDate(date: CalendarDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${weekdays[weekdayOf(dayOfDate(date)) - 1]} ${day} ${months[(month ?? 1) - 1]} ${year}`;
}

/** `Tue 12 May 2026, 15:00`, in the policy's zone (T7). */
export function spokenTime(at: Instant, calendar: Calendar): string {
  return `${spokenDate(calendar.dateOf(at))}, ${calendar.timeOf(at)}`;
}

/** The time of an act: one that is known by its day alone stands at that day's start (T7). */
export function spokenAct(at: Instant, calendar: Calendar): string {
  const day = calendar.dateOf(at);
  return at === calendar.startOf(day) ? spokenDate(day) : spokenTime(at, calendar);
}

/** Why a move was taken, as the engine notes it: an event or a signal and its day; what people wrote stays as it is. */
export function reasonInWords(reason: string): string {
  return reason.replace(/^([a-z_]+|E\d+ of) (\d{4}-\d{2}-\d{2})(?![\w@/-])/, (whole, what: string, day: string) =>
    isCalendarDate(day) ? `${what.replaceAll('_', ' ')} ${spokenDate(day)}` : whole,
  );
}

/** Words in quotation marks or backticks, and what stands in braces, are somebody's own or to be carried out as they are. */
const asTheyAre = /`[^`]*`|"[^"\n]*"|\{[^\n]*\}/g;
const instant = /(?<![\w@/.=-])\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;
const date = /(?<![\w@/.=:-])\d{4}-\d{2}-\d{2}(?![\w@/-])/g;

/** T7: the times of a text as people say them. */
export function inWords(text: string, calendar: Calendar): string {
  if (!/\d{4}-\d{2}-/.test(text)) return text;
  let said = '';
  let from = 0;
  for (const kept of text.matchAll(asTheyAre)) {
    said += spoken(text.slice(from, kept.index), calendar) + kept[0];
    from = kept.index + kept[0].length;
  }
  return said + spoken(text.slice(from), calendar);
}

function spoken(text: string, calendar: Calendar): string {
  return text
    .replace(instant, (at) => spokenTime(at, calendar))
    .replace(date, (day) => (isCalendarDate(day) ? spokenDate(day) : day));
}
