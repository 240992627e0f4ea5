import {
  addDays,
  type Calendar,
  type CalendarDate,
  daysBetween,
  type Instant,
  isCalendarDate,
  mondayOf,
  quarterOf,
  quarterStart,
  weekOf,
} from '../time/time.ts';
import { invalid, type Refusal } from '../vocabulary/refusal.ts';

export const reportKinds = ['daily_check_in', 'weekly_close', 'attribution', 'sla', 'scaling', 'calibration'] as const;

export type ReportKind = (typeof reportKinds)[number];

/** W1: days in the policy's zone; `until` is the day after the last. */
export interface DaySpan {
  readonly name: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

export interface Period {
  readonly name: string;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly zone: string;
  readonly closed: boolean;
}

type Form = 'day' | 'week' | 'month' | 'quarter' | 'range';

const takes: Readonly<Record<ReportKind, readonly Form[]>> = {
  daily_check_in: ['day'],
  weekly_close: ['week'],
  attribution: ['day', 'week', 'month', 'quarter', 'range'],
  sla: ['day', 'week', 'month', 'quarter', 'range'],
  scaling: ['day'],
  calibration: ['quarter'],
};

const wanted: Readonly<Record<ReportKind, string>> = {
  daily_check_in: 'a day, `2026-05-12`',
  weekly_close: 'an ISO week that its year has, `2026-W20`',
  attribution: 'a day, `2026-W20`, `2026-05`, `2026-Q2` or `2026-05-01/2026-05-31`',
  sla: 'a day, `2026-W20`, `2026-05`, `2026-Q2` or `2026-05-01/2026-05-31`',
  scaling: 'today, or no period: it is read as things stand',
  calibration: 'a quarter, `2026-Q2`',
};

/** The days that a report covers; without a period those that its kind takes by itself. */
export function daysOf(kind: ReportKind, given: string | undefined, today: CalendarDate): DaySpan | Refusal {
  if (given === undefined) return usual(kind, today);
  const text = given.trim().toUpperCase();
  const read = readDays(text);
  const refusal = () => invalid('period', given, wanted[kind]);
  if (!read || !takes[kind].includes(read.form)) return refusal();
  if (kind === 'scaling' && read.days.from !== today) return refusal();
  if (read.days.from > today)
    return invalid('period', given, `one that has begun: today is ${today}, ${weekOf(today)}, ${quarterOf(today)}`);
  return read.days;
}

function usual(kind: ReportKind, today: CalendarDate): DaySpan {
  switch (kind) {
    case 'daily_check_in':
    case 'scaling':
      return dayDays(today);
    case 'weekly_close':
      return weekDays(today);
    case 'attribution':
    case 'sla':
      return quarterDays(today);
    case 'calibration':
      return quarterDays(addDays(quarterStart(today), -1));
    default:
      return kind satisfies never;
  }
}

function readDays(text: string): { readonly form: Form; readonly days: DaySpan } | null {
  if (isCalendarDate(text)) return { form: 'day', days: dayDays(text) };
  if (/^\d{4}-W\d{2}$/.test(text)) {
    const monday = addDays(mondayOf(`${text.slice(0, 4)}-01-04`), 7 * (Number(text.slice(6)) - 1));
    return weekOf(monday) === text ? { form: 'week', days: weekDays(monday) } : null;
  }
  if (/^\d{4}-\d{2}$/.test(text)) {
    const first = `${text}-01`;
    return isCalendarDate(first) ? { form: 'month', days: monthDays(first) } : null;
  }
  if (/^\d{4}-Q[1-4]$/.test(text)) {
    const month = String(3 * Number(text.slice(6)) - 2).padStart(2, '0');
    return { form: 'quarter', days: quarterDays(`${text.slice(0, 4)}-${month}-01`) };
  }
  const [first = '', last = '', more] = text.split('/');
  if (more !== undefined || !isCalendarDate(first) || !isCalendarDate(last) || last < first) return null;
  return { form: 'range', days: { name: text, from: first, until: addDays(last, 1) } };
}

function dayDays(day: CalendarDate): DaySpan {
  return { name: day, from: day, until: addDays(day, 1) };
}

export function weekDays(day: CalendarDate): DaySpan {
  const monday = mondayOf(day);
  return { name: weekOf(day), from: monday, until: addDays(monday, 7) };
}

function monthDays(day: CalendarDate): DaySpan {
  const from = `${day.slice(0, 7)}-01`;
  return { name: day.slice(0, 7), from, until: nextMonth(from) };
}

function quarterDays(day: CalendarDate): DaySpan {
  const from = quarterStart(day);
  return { name: quarterOf(day), from, until: quarterStart(addDays(from, 95)) };
}

function nextMonth(first: CalendarDate): CalendarDate {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

/** How far back periods are offered by name: two months of days, a year of weeks, two of months, three of quarters. */
const offered = [
  ['day', 62],
  ['week', 53],
  ['month', 24],
  ['quarter', 12],
] as const;

/** Names of periods that a kind takes and that have begun, form by form, the newest first. */
export function periodNames(kind: ReportKind, today: CalendarDate): readonly string[] {
  const current = { day: dayDays(today), week: weekDays(today), month: monthDays(today), quarter: quarterDays(today) };
  return offered.flatMap(([form, count]) => {
    if (!takes[kind].includes(form)) return [];
    const names: string[] = [];
    const most = kind === 'scaling' ? 1 : count;
    for (let days: DaySpan = current[form]; names.length < most; days = daysBefore(days)) names.push(days.name);
    return names;
  });
}

/** The period before, of the same kind: a range as long, a month the month before. */
export function daysBefore({ name, from, until }: DaySpan): DaySpan {
  const last = addDays(from, -1);
  if (/^\d{4}-Q\d$/.test(name)) return quarterDays(last);
  if (/^\d{4}-\d{2}$/.test(name)) return monthDays(last);
  if (/W/.test(name)) return weekDays(last);
  const first = addDays(from, -daysBetween(from, until));
  return first === last ? dayDays(last) : { name: `${first}/${last}`, from: first, until: from };
}

/** W1: midnight to midnight in the policy's zone. */
export function periodOf(
  { name, from, until }: DaySpan,
  { calendar, now, zone }: { readonly calendar: Calendar; readonly now: Instant; readonly zone: string },
): Period {
  const to = calendar.startOf(until);
  return { name, from: calendar.startOf(from), to, zone, closed: now >= to };
}

export function isWithin({ at }: { readonly at: Instant }, { from, to }: Pick<Period, 'from' | 'to'>): boolean {
  return at >= from && at < to;
}
