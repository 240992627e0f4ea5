import { dayOfDate, digits, weekdayOf } from '../rules/time/civil-date.ts';
import { type Calendar, type CalendarDate, type Instant, isCalendarDate } from '../rules/time/time.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Tue 12 May 2026` */
export function spokenDate(date: CalendarDate): string {
  const [year, month, day] = [digits(date, 0, 4), digits(date, 5, 2), digits(date, 8, 2)];
  return `${weekdays[weekdayOf(dayOfDate(date)) - 1]} ${day} ${months[month - 1]} ${year}`;
}

/** `Tue 12 May 2026, 15:00`, in the policy's zone (T7). */
export function spokenTime(at: Instant, calendar: Calendar): string {
  return `${spokenDate(calendar.dateOf(at))}, ${calendar.timeOf(at)}`;
}

/** The time of an act: one that is known by its day alone stands at that day's start (T7). */
export function spokenAct(at: Instant, calendar: Calendar): string {
  const day = calendar.dateOf(at);
  const said = spokenDate(day);
  return at === calendar.startOf(day) ? said : `${said}, ${calendar.timeOf(at)}`;
}

/** The reason for a move in people's words: the engine notes an event or a signal and its day; people's own words stay as they are. */
export function reasonInWords(reason: string): string {
  return reason.replace(/^([a-z_]+|E\d+ of) (\d{4}-\d{2}-\d{2})(?![\w@/-])/, (whole, what: string, day: string) =>
    isCalendarDate(day) ? `${what.replaceAll('_', ' ')} ${spokenDate(day)}` : whole,
  );
}

/**
 * Words in quotation marks or backticks, and what stands in braces, are somebody's own or to be carried out as they are;
 * behind them an instant or a date. What stands before one is looked at from its first digit on, which few signs are.
 */
const keptOrTime =
  /`[^`\n]*`|"[^"\n]*"|\{[^\n]*\}|(\d(?<![\w@/.=-]\d)\d{3}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\.\d{3}Z|(?<!:.{10})(?![\w@/-])))/g;

/** T7: the times of a text as people say them. */
export function inWords(text: string, calendar: Calendar): string {
  if (!/\d{4}-\d{2}-/.test(text)) return text;
  return text.replace(keptOrTime, (found, time?: string) => {
    if (time === undefined) return found;
    if (time.includes('T')) return spokenTime(time, calendar);
    return isCalendarDate(time) ? spokenDate(time) : time;
  });
}
