import type { IANAZone } from 'luxon';
import { type CalendarDate, DAY, dateOfDay, dayOfDate, digits, HOUR, weekdayOf } from './civil-date.ts';

/** Business time as the policy states it. A year without a key in `holidays` is not listed, a year with `[]` is. */
export interface BusinessTime {
  readonly zone: string;
  /** ISO weekdays: 1 = Monday to 7 = Sunday. */
  readonly workdays: readonly number[];
  /** Wall clock of the zone, `09:00`. */
  readonly open: string;
  readonly close: string;
  readonly holidays: Readonly<Record<string, readonly string[]>>;
}

/** One row per day from the first year to the last; instants are epoch milliseconds. In an unlisted year each working weekday is a business day (T1). */
export interface DayTable {
  /** Epoch day of row 0. */
  readonly first: number;
  readonly size: number;
  readonly dates: readonly CalendarDate[];
  /** When the zone's date begins; one more row than days, so that the last day has an end. */
  readonly start: Float64Array;
  readonly open: Float64Array;
  readonly close: Float64Array;
  readonly isBusiness: Uint8Array;
  /** How many business days precede the row. */
  readonly ordinal: Int32Array;
  /** Rows of business days, in order. */
  readonly business: Int32Array;
}

/** A cell that exists by construction; a miss is a defect. */
export function cell(column: Float64Array | Int32Array | Uint8Array, row: number): number {
  const value = column[row];
  if (value === undefined) throw new RangeError(`no row ${row} in the day table`);
  return value;
}

export const offsetAt = (zone: IANAZone, epoch: number): number => zone.offset(epoch) * 60_000;

/** Wall clock to instant: of two readings the earlier, in a gap the clock is pushed forward (luxon does the same). */
function instantOfWall(zone: IANAZone, wall: number): number {
  const before = offsetAt(zone, wall - DAY);
  const after = offsetAt(zone, wall + DAY);
  const early = wall - before;
  if (before === after || offsetAt(zone, early) === before) return early;
  const late = wall - after;
  return offsetAt(zone, late) === after ? late : early;
}

const clockMs = (clock: string): number => digits(clock, 0, 2) * HOUR + digits(clock, 3, 2) * 60_000;

/** Offsets at `count` UTC midnights from `first`. A look-up is slow (tens of microseconds), so only each seventh is asked unless two differ: no zone keeps an offset for less than some weeks. */
function midnightOffsets(zone: IANAZone, first: number, count: number): Float64Array {
  const offsets = new Float64Array(count);
  const ask = (row: number) => offsetAt(zone, (first + row) * DAY);
  for (let from = 0; from < count; from += 7) {
    const to = Math.min(from + 7, count);
    const offset = ask(from);
    const isSteady = offset === ask(to);
    for (let row = from; row < to; row++) offsets[row] = isSteady ? offset : ask(row);
  }
  return offsets;
}

/** Only days near a change of offset are resolved one by one; within three days there is no second one. */
function wallClock(zone: IANAZone, first: number, size: number): (row: number, clock: number) => number {
  const offsets = midnightOffsets(zone, first - 1, size + 4);
  return (row, clock) => {
    const offset = cell(offsets, row);
    const isSteady = offset === cell(offsets, row + 3);
    const wall = (first + row) * DAY + clock;
    return isSteady ? wall - offset : instantOfWall(zone, wall);
  };
}

/** The days from the first year to the last, both included; without years there are no rows. */
export function buildDayTable(
  time: BusinessTime,
  zone: IANAZone,
  years: { first: string; last: string } | null,
): DayTable {
  const first = dayOfDate(`${years?.first ?? '1970'}-01-01`);
  const size = years === null ? 0 : dayOfDate(`${years.last}-12-31`) - first + 1;
  const dates = Array.from({ length: size }, (_, row) => dateOfDay(first + row));
  const holidays = new Set(Object.values(time.holidays).flat());
  const isBusiness = Uint8Array.from(dates, (date, row) =>
    time.workdays.includes(weekdayOf(first + row)) && !holidays.has(date) ? 1 : 0,
  );
  const ordinal = new Int32Array(size);
  const business: number[] = [];
  for (let row = 0; row < size; row++) {
    ordinal[row] = business.length;
    if (cell(isBusiness, row) === 1) business.push(row);
  }
  const at = wallClock(zone, first, size);
  const column = (rows: number, clock: number) => Float64Array.from({ length: rows }, (_, row) => at(row, clock));
  const [open, close] = [column(size, clockMs(time.open)), column(size, clockMs(time.close))];
  return {
    first,
    size,
    dates,
    start: column(size + 1, 0),
    open,
    close,
    isBusiness,
    ordinal,
    business: Int32Array.from(business),
  };
}
