import type { IANAZone } from 'luxon';
import { type BusinessTime, buildDayTable, cell, type DayTable, offsetAt } from './business-days.ts';
import { type CalendarDate, DAY, dateOfDay } from './civil-date.ts';

/** A day, by its row in the table that holds it. */
export interface Spot {
  readonly table: DayTable;
  readonly row: number;
}

/** Every day there is: one table from the first listed year to the last, and one for each other year that is asked for. */
export class Days {
  readonly #time: BusinessTime;
  readonly #zone: IANAZone;
  readonly #listed: DayTable;
  readonly #further = new Map<string, DayTable>();

  constructor(time: BusinessTime, zone: IANAZone) {
    this.#time = time;
    this.#zone = zone;
    const years = Object.keys(time.holidays).sort();
    const [first, last] = [years[0], years.at(-1)];
    this.#listed = buildDayTable(time, zone, first === undefined || last === undefined ? null : { first, last });
  }

  /** The spot of an epoch day. */
  of(day: number): Spot {
    const row = day - this.#listed.first;
    if (row >= 0 && row < this.#listed.size) return { table: this.#listed, row };
    const year = dateOfDay(day).slice(0, 4);
    const table = this.#further.get(year) ?? buildDayTable(this.#time, this.#zone, { first: year, last: year });
    this.#further.set(year, table);
    return { table, row: day - table.first };
  }

  /** The zone's day at an instant. */
  at(epoch: number): Spot {
    const row = this.#listedRow(epoch);
    return row < 0 ? this.of(this.#dayAt(epoch)) : { table: this.#listed, row };
  }

  /** The zone's date at an instant; no table is built for it. */
  dateAt(epoch: number): CalendarDate {
    return this.#listed.dates[this.#listedRow(epoch)] ?? dateOfDay(this.#dayAt(epoch));
  }

  /** When a day begins, by its epoch day; undefined outside the listed years and beside a change of clocks. */
  startOf(day: number): number | undefined {
    const row = day - this.#listed.first;
    return this.#isSteady(row - 1) && this.#isSteady(row) ? cell(this.#listed.start, row) : undefined;
  }

  /** Milliseconds since the zone's day began; undefined outside the listed years and on a day of another length. */
  sinceStart(epoch: number): number | undefined {
    const row = this.#listedRow(epoch);
    return this.#isSteady(row) ? epoch - cell(this.#listed.start, row) : undefined;
  }

  #isSteady(row: number): boolean {
    const { size, start } = this.#listed;
    return row >= 0 && row < size && cell(start, row + 1) - cell(start, row) === DAY;
  }

  /** The business day that so many others lie before, counted from that day on. */
  business({ table, row }: Spot, before: number): Spot {
    let left = cell(table.ordinal, row) + before;
    for (let each = table; ; each = this.of(each.first + each.size).table) {
      const found = each.business[left];
      if (found !== undefined) return { table: each, row: found };
      left -= each.business.length;
      if (each !== this.#listed && each.business.length === 0)
        throw new RangeError(`no business day from ${dateOfDay(each.first)} on`);
    }
  }

  /** -1 outside the listed years. */
  #listedRow(epoch: number): number {
    const { first, size, start } = this.#listed;
    // The zone's date is at most one day off the date in UTC.
    let row = Math.floor(epoch / DAY) - first - 1;
    if (row >= size) return -1;
    row = Math.max(row, -1);
    while (row < size && cell(start, row + 1) <= epoch) row += 1;
    return row < size ? row : -1;
  }

  #dayAt(epoch: number): number {
    return Math.floor((epoch + offsetAt(this.#zone, epoch)) / DAY);
  }
}
