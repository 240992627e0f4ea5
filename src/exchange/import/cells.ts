import { type Calendar, type CalendarDate, isCalendarDate } from '../../rules/time/time.ts';
import { unescaped } from './html-text.ts';

/** A cell as data: trimmed, without the apostrophe that keeps a spreadsheet from reading it as a formula, and without the escapes of a web page. */
export function plainCell(cell: string, keepsLines: boolean): string {
  const data = unescaped(cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')).trim();
  return keepsLines ? data : data.replace(/\s+/g, ' ');
}

const months =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const shortMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const forms = [
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?=$|[ T])(?<rest>.*)$/,
  /^(?<weekday>[a-z]+,? )?(?<day>\d{1,2})(?:st|nd|rd|th)?[ -](?<month>[a-z]+)\.?[ ,-]+(?<year>\d{4})(?=$|\W)(?<rest>.*)$/i,
  // Numbers alone, where one of the two can be no month.
  /^(?<day>1[3-9]|2\d|3[01])(?<mark>[./-])(?<month>0?[1-9]|1[0-2])\k<mark>(?<year>\d{4})(?=$|[ T,])(?<rest>.*)$/,
  /^(?<month>0?[1-9]|1[0-2])(?<mark>[./-])(?<day>1[3-9]|2\d|3[01])\k<mark>(?<year>\d{4})(?=$|[ T,])(?<rest>.*)$/,
  /^(?<weekday>[a-z]+,? )?(?<month>[a-z]+)\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})(?=$|\W)(?<rest>.*)$/i,
];

const weekday =
  /^(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?),? $/i;

/** A time of day, and the zone that it names: none, UTC by any of its names, or an offset. */
const timeOfDay =
  /^(?:,? at|,)?[ T]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<part>\d{1,9}))?)?(?: ?(?<half>[ap])\.?m\.?)?(?: ?(?<zone>z|utc|gmt|(?:utc|gmt)?[+-]\d{2}:?(?:\d{2})?))?(?: \([a-z ]+\))?$/i;

interface Written {
  readonly date: CalendarDate;
  /** With its offset, where the cell names a zone. */
  readonly instant: string | undefined;
}

function writtenIn(cell: string): Written | undefined {
  for (const form of forms) {
    const found = form.exec(cell)?.groups;
    const day = found && dayOf(found);
    if (!day || (found.weekday !== undefined && !weekday.test(found.weekday))) continue;
    const rest = found.rest ?? '';
    if (rest.trim() === '') return { date: day, instant: undefined };
    const time = timeOfDay.exec(rest)?.groups;
    const clock = time && clockOf(time);
    // A zone that is named and not known is no detail to leave out.
    return clock === undefined ? undefined : { date: day, instant: clock.zone && `${day}T${clock.time}${clock.zone}` };
  }
  return undefined;
}

function dayOf({ year = '', month = '', day = '' }: Readonly<Record<string, string | undefined>>) {
  const word = month.toLowerCase();
  const n = /^\d+$/.test(word) ? Number(word) : months.test(word) ? shortMonths.indexOf(word.slice(0, 3)) + 1 : 0;
  const date = `${year}-${String(n).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return n > 0 && isCalendarDate(date) ? date : undefined;
}

function clockOf({ hour = '', minute = '', second, part, half, zone }: Readonly<Record<string, string | undefined>>) {
  const given = Number(hour);
  if (half !== undefined && (given < 1 || given > 12)) return undefined;
  const hours = half === undefined ? given : (given % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const seconds = `${second ?? '00'}${part === undefined ? '' : `.${part.slice(0, 3)}`}`;
  return { time: `${String(hours).padStart(2, '0')}:${minute}:${seconds}`, zone: zone && offsetOf(zone) };
}

function offsetOf(zone: string): string {
  const {
    sign = '',
    hours = '',
    minutes,
  } = /(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})?$/.exec(zone)?.groups ?? {};
  return sign === '' ? 'Z' : `${sign}${hours}:${minutes ?? '00'}`;
}

/** The date a cell names beyond doubt: `2026-04-21`, with or without a time, `21 Apr 2026`, `April 21, 2026`, `21/04/2026`. 4/5/2026 is none. */
export function dateIn(cell: string): CalendarDate | undefined {
  return writtenIn(cell)?.date;
}

/** An instant with its zone is taken as it is; a mere date is the start of that day in our zone. */
export function momentIn(cell: string, calendar: Pick<Calendar, 'startOf'>): string | undefined {
  const written = writtenIn(cell);
  return written && (written.instant ?? calendar.startOf(written.date));
}

/** `1,200`, `1 200`, `$1,200.50` and `62.500.000`; a span such as `201-500` is no number, and `80.000` may be two. */
export function numberIn(cell: string): number | undefined {
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(cell)) return Number(cell.replaceAll('.', ''));
  if (/^\D?\d{1,3}\.\d{3}$/.test(cell)) return undefined;
  const bare = cell.replace(/^\$/, '').replace(/(?<=\d)[, \u00a0](?=\d{3}(?:\D|$))/g, '');
  return /^\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

export function truthIn(cell: string): boolean | undefined {
  const word = cell.toLowerCase();
  if (['true', 'yes', 'y', '1'].includes(word)) return true;
  return ['false', 'no', 'n', '0'].includes(word) ? false : undefined;
}
