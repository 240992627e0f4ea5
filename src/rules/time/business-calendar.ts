import { IANAZone } from 'luxon';
import { oncePerObject } from '../vocabulary/remembering.ts';
import { type BusinessTime, cell, offsetAt } from './business-days.ts';
import {
  type CalendarDate,
  DAY,
  dateOfDay,
  dayOfDate,
  digits,
  durationText,
  epochOf,
  type Instant,
  instantOf,
  weekdayName,
  weekdayOf,
} from './civil-date.ts';
import { Days, type Spot } from './days.ts';

export interface DueStep {
  readonly from: Instant;
  readonly to: Instant;
  readonly note: string;
}

/** Business time of one policy. In a year without a list of holidays days count by weekday alone (T1); `unlistedYears` tells where that is so. */
export interface Calendar {
  dateOf(at: Instant): CalendarDate;
  /** The zone's time of day at an instant, `15:00`. */
  timeOf(at: Instant): string;
  isBusinessDay(date: CalendarDate): boolean;
  /** T2. `days` is a whole number; 0 gives the next instant of business time. */
  addBusinessDays(at: Instant, days: number): Instant;
  /** Steps join, from `at` to what addBusinessDays answers. */
  explainBusinessDays(at: Instant, days: number): readonly DueStep[];
  /** T3. */
  endOfSameDay(at: Instant): Instant;
  /** The date itself if it is one. */
  nextBusinessDay(date: CalendarDate): CalendarDate;
  /** The first instant of that date. */
  startOf(date: CalendarDate): Instant;
  /** The hour of opening on that date, business day or not. */
  openOf(date: CalendarDate): Instant;
  closeOf(date: CalendarDate): Instant;
  /** Years from the one instant to the other for which no holidays are listed. */
  unlistedYears(from: Instant, to: Instant): readonly string[];
}

class BusinessCalendar implements Calendar {
  readonly #zone: IANAZone;
  readonly #time: BusinessTime;
  readonly #days: Days;

  constructor(time: BusinessTime) {
    this.#zone = IANAZone.create(time.zone);
    if (!this.#zone.isValid) throw new RangeError(`\`${time.zone}\` is not a time zone`);
    this.#time = time;
    this.#days = new Days(time, this.#zone);
  }

  dateOf(at: Instant): CalendarDate {
    return this.#days.dateAt(epochOf(at));
  }

  timeOf(at: Instant): string {
    const epoch = epochOf(at);
    const wall = this.#days.sinceStart(epoch) ?? epoch + offsetAt(this.#zone, epoch);
    return instantOf(wall).slice(11, 16);
  }

  isBusinessDay(date: CalendarDate): boolean {
    return isBusiness(this.#spotOf(date));
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
      const { to, note } = this.#stepFrom(from, end);
      steps.push(this.#step(instantOf(from), instantOf(to), note));
      from = to;
    }
    return steps.length > 0 ? steps : [this.#step(at, due, 'no business time to add')];
  }

  endOfSameDay(at: Instant): Instant {
    const epoch = epochOf(at);
    const spot = this.#days.at(epoch);
    const isOver = isBusiness(spot) && epoch >= closeAt(spot);
    return instantOf(closeAt(this.#days.business(spot, isOver ? 1 : 0)));
  }

  nextBusinessDay(date: CalendarDate): CalendarDate {
    return dateOfDay(dayOf(this.#days.business(this.#spotOf(date), 0)));
  }

  startOf(date: CalendarDate): Instant {
    const day = dayOfDate(date);
    const known = this.#days.startOf(day);
    if (known !== undefined) return instantOf(known);
    const midnight = day * DAY;
    return instantOf(midnight - offsetAt(this.#zone, midnight - offsetAt(this.#zone, midnight)));
  }

  openOf(date: CalendarDate): Instant {
    return instantOf(openAt(this.#spotOf(date)));
  }

  closeOf(date: CalendarDate): Instant {
    return instantOf(closeAt(this.#spotOf(date)));
  }

  unlistedYears(from: Instant, to: Instant): readonly string[] {
    const [first, last] = [yearOf(this.dateOf(from)), yearOf(this.dateOf(to))];
    if (first === last && this.#isListed(String(first))) return [];
    const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => String(first + n));
    return years.filter((year) => !this.#isListed(year));
  }

  #isListed(year: string): boolean {
    return Object.hasOwn(this.#time.holidays, year);
  }

  #spotOf(date: CalendarDate): Spot {
    return this.#days.of(dayOfDate(date));
  }

  /** A close and the opening after it are one instant of business time. Days of unequal length (a change of clocks in business hours) are scaled. */
  #plusBusinessDays(epoch: number, days: number): number {
    const spot = this.#days.at(epoch);
    const [opens, closes] = [openAt(spot), closeAt(spot)];
    const isWorkday = isBusiness(spot);
    if (isWorkday && epoch > opens && epoch < closes) {
      const target = this.#days.business(spot, days);
      const length = closeAt(target) - openAt(target);
      return openAt(target) + Math.floor(((epoch - opens) * length) / (closes - opens));
    }
    const reached = isWorkday && epoch >= closes ? 1 : 0;
    return days === 0
      ? openAt(this.#days.business(spot, reached))
      : closeAt(this.#days.business(spot, reached + days - 1));
  }

  #stepFrom(from: number, end: number): { readonly to: number; readonly note: string } {
    const spot = this.#days.at(from);
    const day = dayOf(spot);
    const isWorkday = isBusiness(spot);
    if (isWorkday && from >= openAt(spot) && from < closeAt(spot)) {
      const to = Math.min(closeAt(spot), end);
      return { to, note: `${weekdayName(day)} ${dateOfDay(day)}: ${durationText(to - from)} of business time` };
    }
    const next = this.#days.business(spot, isWorkday && from >= closeAt(spot) ? 1 : 0);
    const days = Array.from({ length: dayOf(next) - day }, (_, n) => day + n);
    const closed = days.filter((each) => !isBusiness(this.#days.of(each))).map((each) => this.#closedDay(each));
    return { to: openAt(next), note: closed.length > 0 ? `closed: ${closed.join(', ')}` : 'outside business hours' };
  }

  #closedDay(day: number): string {
    return `${weekdayName(day)} ${dateOfDay(day)}${this.#time.workdays.includes(weekdayOf(day)) ? ' (holiday)' : ''}`;
  }

  #step(from: Instant, to: Instant, note: string): DueStep {
    const years = this.unlistedYears(from, to);
    return { from, to, note: years.length === 0 ? note : `${note}; ${weekdaysAlone(years)}` };
  }
}

/** T1: the remark on a time that was counted through years without a list of holidays. */
export function weekdaysAlone(years: readonly string[]): string {
  return `by weekdays alone: the policy lists no holidays for ${years.join(', ')}`;
}

const yearOf = (date: CalendarDate) => digits(date, 0, 4);
const dayOf = ({ table, row }: Spot) => table.first + row;
const isBusiness = ({ table, row }: Spot) => cell(table.isBusiness, row) === 1;
const openAt = ({ table, row }: Spot) => cell(table.open, row);
const closeAt = ({ table, row }: Spot) => cell(table.close, row);

/** The day table is built once for each BusinessTime object. */
export const createCalendar = oncePerObject((time: BusinessTime): Calendar => new BusinessCalendar(time));
