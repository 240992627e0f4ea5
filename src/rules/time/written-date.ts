import { type CalendarDate, calendarDate } from './civil-date.ts';

const months =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const shortMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const forms = [
  /^(?<year>\d{4})(?<mark>[./-])(?<month>\d{2})\k<mark>(?<day>\d{2})(?=$|[ T])(?<rest>.*)$/,
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

export interface Written {
  readonly date: CalendarDate;
  /** A time of day stands beside the date. */
  readonly timed: boolean;
  /** With its offset, where the text names a zone. */
  readonly instant: string | undefined;
}

/** The date that a text gives beyond doubt: in words, as a mail's header writes it, or in figures. */
export function writtenIn(text: string): Written | undefined {
  for (const form of forms) {
    const found = form.exec(text)?.groups;
    const day = found && dayOf(found);
    if (!day || (found.weekday !== undefined && !weekday.test(found.weekday))) continue;
    const rest = found.rest ?? '';
    if (rest.trim() === '') return { date: day, timed: false, instant: undefined };
    const time = timeOfDay.exec(rest)?.groups;
    const clock = time && clockOf(time);
    // A zone that is named and not known is no detail to leave out.
    if (clock === undefined) return undefined;
    return { date: day, timed: true, instant: clock.zone && `${day}T${clock.time}${clock.zone}` };
  }
  return undefined;
}

function dayOf({ year = '', month = '', day = '' }: Readonly<Record<string, string | undefined>>) {
  const word = month.toLowerCase();
  const n = /^\d+$/.test(word) ? Number(word) : months.test(word) ? shortMonths.indexOf(word.slice(0, 3)) + 1 : 0;
  return calendarDate(Number(year), n, Number(day)) ?? undefined;
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

/** The date that a text names beyond doubt: `2026-04-21` or `2026/04/21`, with or without a time, `21 Apr 2026`, `April 21, 2026`, `21/04/2026`. 4/5/2026 is none. */
export function dateIn(text: string): CalendarDate | undefined {
  return writtenIn(text)?.date;
}
