import { IANAZone } from 'luxon';
import {
  type CalendarDate,
  DAY,
  dateOfDay,
  dayOfDate,
  durationText,
  epochOf,
  type Instant,
  instantOf,
  weekdayName,
  weekdayOf,
} from './civil.ts';
import { type BusinessTime, buildDayTable, cell, type DayTable, offsetAt, UnlistedYear } from './day-table.ts';

export interface DueStep {
  readonly from: Instant;
  readonly to: Instant;
  readonly note: string;
}

/** Business time of one policy. All but `dateOf` and `covers` throw UnlistedYear when a day they need is in a year without a holiday list. */
export interface Calendar {
  /** Any year. */
  dateOf(at: Instant): CalendarDate;
  isBusinessDay(date: CalendarDate): boolean;
  /** T2. `days` is a whole number; 0 gives the next instant of business time. */
  addBusinessDays(at: Instant, days: number): Instant;
  /** Steps join, from `at` to what addBusinessDays answers. */
  explainBusinessDays(at: Instant, days: number): readonly DueStep[];
  /** T3. */
  endOfSameDay(at: Instant): Instant;
  /** The date itself if it is one. */
  nextBusinessDay(date: CalendarDate): CalendarDate;
  /** The first instant of that date, in any year. */
  startOf(date: CalendarDate): Instant;
  /** The hour of opening on that date, business day or not. */
  openOf(date: CalendarDate): Instant;
  closeOf(date: CalendarDate): Instant;
  /** Whether the year of this instant, and of the 40 days after it, is listed. */
  covers(at: Instant): boolean;
}

class BusinessCalendar implements Calendar {
  readonly #zone: IANAZone;
  readonly #table: DayTable;
  readonly #workdays: readonly number[];

  constructor(time: BusinessTime) {
    this.#zone = IANAZone.create(time.zone);
    if (!this.#zone.isValid) throw new RangeError(`\`${time.zone}\` is not a time zone`);
    this.#workdays = time.workdays;
    this.#table = buildDayTable(time, this.#zone);
  }

  dateOf(at: Instant): CalendarDate {
    const epoch = epochOf(at);
    return this.#table.dates[this.#rowAt(epoch)] ?? this.#dateByZone(epoch);
  }

  isBusinessDay(date: CalendarDate): boolean {
    return cell(this.#table.isBusiness, this.#rowOf(date)) === 1;
  }

  addBusinessDays(at: Instant, days: number): Instant {
    if (!Number.isInteger(days) || days < 0) throw new RangeError(`${days} is not a number of business days`);
    return instantOf(this.#plusBusinessDays(epochOf(at), days));
  }

  explainBusinessDays(at: Instant, days: number): readonly DueStep[] {
    const due = this.addBusinessDays(at, days);
    const end = epochOf(due);
    const steps: DueStep[] = [];
    for (let from = epochOf(at); from < end; ) {
      const step = this.#stepFrom(from, end);
      steps.push({ from: instantOf(from), to: instantOf(step.to), note: step.note });
      from = step.to;
    }
    return steps.length > 0 ? steps : [{ from: at, to: due, note: 'no business time to add' }];
  }

  endOfSameDay(at: Instant): Instant {
    const epoch = epochOf(at);
    const row = this.#listedRowAt(epoch);
    const isOver = cell(this.#table.isBusiness, row) === 1 && epoch >= cell(this.#table.close, row);
    return instantOf(
      cell(this.#table.close, this.#businessRow(row, cell(this.#table.ordinal, row) + (isOver ? 1 : 0))),
    );
  }

  nextBusinessDay(date: CalendarDate): CalendarDate {
    const row = this.#rowOf(date);
    return dateOfDay(this.#table.first + this.#businessRow(row, cell(this.#table.ordinal, row)));
  }

  startOf(date: CalendarDate): Instant {
    const midnight = dayOfDate(date) * DAY;
    return instantOf(midnight - offsetAt(this.#zone, midnight - offsetAt(this.#zone, midnight)));
  }

  openOf(date: CalendarDate): Instant {
    return instantOf(cell(this.#table.open, this.#rowOf(date)));
  }

  closeOf(date: CalendarDate): Instant {
    return instantOf(cell(this.#table.close, this.#rowOf(date)));
  }

  covers(at: Instant): boolean {
    const row = this.#rowAt(epochOf(at));
    return row >= 0 && cell(this.#table.runEnd, row) >= row + 40;
  }

  /** Row of the zone's date, -1 outside the table. */
  #rowAt(epoch: number): number {
    const { first, size, start } = this.#table;
    // The zone's date is at most one day off the date in UTC.
    let row = Math.floor(epoch / DAY) - first - 1;
    if (row >= size) return -1;
    row = Math.max(row, -1);
    while (row < size && cell(start, row + 1) <= epoch) row += 1;
    return row < size ? row : -1;
  }

  #dateByZone(epoch: number): CalendarDate {
    return dateOfDay(Math.floor((epoch + offsetAt(this.#zone, epoch)) / DAY));
  }

  #listedRowAt(epoch: number): number {
    const row = this.#rowAt(epoch);
    if (row < 0 || cell(this.#table.runEnd, row) < 0) throw new UnlistedYear(this.#dateByZone(epoch).slice(0, 4));
    return row;
  }

  #rowOf(date: CalendarDate): number {
    const row = dayOfDate(date) - this.#table.first;
    if (row < 0 || row >= this.#table.size || cell(this.#table.runEnd, row) < 0)
      throw new UnlistedYear(date.slice(0, 4));
    return row;
  }

  /** The business day of that ordinal, which must be reachable from `row` through listed years alone. */
  #businessRow(row: number, ordinal: number): number {
    const end = cell(this.#table.runEnd, row);
    const target = this.#table.business[ordinal];
    if (target === undefined || target > end)
      throw new UnlistedYear(dateOfDay(this.#table.first + end + 1).slice(0, 4));
    return target;
  }

  /** A close and the opening after it are one instant of business time. Days of unequal length (a change of clocks in business hours) are scaled. */
  #plusBusinessDays(epoch: number, days: number): number {
    const { open, close, ordinal, isBusiness } = this.#table;
    const row = this.#listedRowAt(epoch);
    const [opens, closes] = [cell(open, row), cell(close, row)];
    const isWorkday = cell(isBusiness, row) === 1;
    if (isWorkday && epoch > opens && epoch < closes) {
      const target = this.#businessRow(row, cell(ordinal, row) + days);
      const length = cell(close, target) - cell(open, target);
      return cell(open, target) + Math.floor(((epoch - opens) * length) / (closes - opens));
    }
    const reached = cell(ordinal, row) + (isWorkday && epoch >= closes ? 1 : 0);
    return days === 0
      ? cell(open, this.#businessRow(row, reached))
      : cell(close, this.#businessRow(row, reached + days - 1));
  }

  #stepFrom(from: number, end: number): { readonly to: number; readonly note: string } {
    const { first, open, close, ordinal, isBusiness, dates } = this.#table;
    const row = this.#listedRowAt(from);
    const isWorkday = cell(isBusiness, row) === 1;
    if (isWorkday && from >= cell(open, row) && from < cell(close, row)) {
      const to = Math.min(cell(close, row), end);
      return {
        to,
        note: `${weekdayName(first + row)} ${dates[row]}: ${durationText(to - from)} of business time`,
      };
    }
    const next = this.#businessRow(row, cell(ordinal, row) + (isWorkday && from >= cell(close, row) ? 1 : 0));
    const closed: string[] = [];
    for (let day = row; day < next; day++) if (cell(isBusiness, day) === 0) closed.push(this.#closedDay(day));
    return {
      to: cell(open, next),
      note: closed.length > 0 ? `closed: ${closed.join(', ')}` : 'outside business hours',
    };
  }

  #closedDay(row: number): string {
    const day = this.#table.first + row;
    return `${weekdayName(day)} ${this.#table.dates[row]}${this.#workdays.includes(weekdayOf(day)) ? ' (holiday)' : ''}`;
  }
}

const calendars = new WeakMap<BusinessTime, Calendar>();

/** The day table is built once for each BusinessTime object. */
export function createCalendar(time: BusinessTime): Calendar {
  const known = calendars.get(time);
  if (known) return known;
  const calendar = new BusinessCalendar(time);
  calendars.set(time, calendar);
  return calendar;
}
