// Over 200 lines: the examples of T1 to T3 in full, and the table of days against luxon.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { type BusinessTime, createCalendar } from '../../../src/rules/time/time.ts';
import { federalTime } from './federal-time.ts';

const zone = 'America/New_York';
const calendar = createCalendar(federalTime);
const utc = (time: DateTime) => time.toUTC().toISO() ?? '';
/** An instant by New York's clock: `ny('2026-04-24 16:00')`. */
const ny = (text: string) => utc(DateTime.fromSQL(text, { zone }));
const clock = (instant: string) => DateTime.fromISO(instant, { zone }).toFormat('ccc yyyy-MM-dd HH:mm');

const holidays: ReadonlySet<string> = new Set(Object.values(federalTime.holidays).flat());
const isWorkday = (day: DateTime) => day.weekday <= 5 && !holidays.has(day.toISODate() ?? '');
const everyDay = Array.from({ length: 1461 }, (_, n) => DateTime.fromISO('2025-01-01', { zone }).plus({ days: n }));

/** T2 as one would do it by hand: use up eight hours for each day, day by day. */
function byHand(start: DateTime, days: number): DateTime {
  let left = days * 8 * 3_600_000;
  for (let day = start.startOf('day'); ; day = day.plus({ days: 1 })) {
    if (!isWorkday(day)) continue;
    const from = DateTime.max(start, day.set({ hour: 9 }));
    const open = Math.max(0, day.set({ hour: 17 }).toMillis() - from.toMillis());
    if (left <= open) return from.plus({ milliseconds: left });
    left -= open;
  }
}
const epochs = fc.integer({
  min: DateTime.fromISO('2025-01-01', { zone }).toMillis(),
  max: DateTime.fromISO('2028-11-30', { zone }).toMillis(),
});
const instants = epochs.map((epoch) => utc(DateTime.fromMillis(epoch, { zone })));

describe("the zone's clock", () => {
  it.each([
    ['2026-04-21T13:00:00.000Z', '09:00'],
    ['2026-01-21T13:00:00.000Z', '08:00'],
    ['2026-04-22T03:59:59.999Z', '23:59'],
    ['2026-04-22T04:00:00.000Z', '00:00'],
    // The clocks go on at 2:00 on 8 March, and back at 2:00 on 1 November.
    ['2026-03-08T06:59:00.000Z', '01:59'],
    ['2026-03-08T07:00:00.000Z', '03:00'],
    ['2026-11-01T05:30:00.000Z', '01:30'],
    ['2026-11-01T06:30:00.000Z', '01:30'],
    ['2041-07-04T16:20:00.000Z', '12:20'],
    ['2001-01-04T16:20:00.000Z', '11:20'],
  ])('T7 %s is %s in New York', (at, time) => expect(calendar.timeOf(at)).toBe(time));

  it('T1 a policy without workdays is a defect, not a search without end', () => {
    const none = createCalendar({ ...federalTime, workdays: [] });
    expect(() => none.nextBusinessDay('2026-04-21')).toThrow(/^no business day from 20\d\d-01-01 on$/);
  });
});

describe('business days', () => {
  it.each([
    ['Fri 16:00 + 1 = Mon 16:00', '2026-04-24 16:00', 1, 'Mon 2026-04-27 16:00'],
    ['Sat 12:00 + 1 = Mon 17:00', '2026-04-25 12:00', 1, 'Mon 2026-04-27 17:00'],
    ['Fri 17:30 + 1 = Mon 17:00', '2026-04-24 17:30', 1, 'Mon 2026-04-27 17:00'],
    ['Fri 17:00 sharp + 1 = Mon 17:00', '2026-04-24 17:00', 1, 'Mon 2026-04-27 17:00'],
    ['Fri 16:59 + 1 = Mon 16:59', '2026-04-24 16:59', 1, 'Mon 2026-04-27 16:59'],
    ['09:00 sharp + 1 = 17:00 that day', '2026-04-27 09:00', 1, 'Mon 2026-04-27 17:00'],
    ['Mon 09:01 + 1 = Tue 09:01', '2026-04-27 09:01', 1, 'Tue 2026-04-28 09:01'],
    ['Mon 08:59 + 1 = Mon 17:00', '2026-04-27 08:59', 1, 'Mon 2026-04-27 17:00'],
    ['Thu 10:00 before a Friday holiday + 1 = Mon 10:00', '2026-07-02 10:00', 1, 'Mon 2026-07-06 10:00'],
    ['on a Monday holiday + 1 = Tue 17:00', '2026-05-25 11:00', 1, 'Tue 2026-05-26 17:00'],
    ['Tue 10:00 + 2 = Thu 10:00', '2026-04-21 10:00', 2, 'Thu 2026-04-23 10:00'],
    ['Tue 10:00 + 5 = the next Tue 10:00', '2026-04-21 10:00', 5, 'Tue 2026-04-28 10:00'],
    ['over New Year + 1 = Mon 15:00', '2026-12-31 15:00', 1, 'Mon 2027-01-04 15:00'],
    ['over a New Year observed in December + 1 = Mon 15:00', '2027-12-30 15:00', 1, 'Mon 2028-01-03 15:00'],
    ['Fri 16:00 before summer time + 1 = Mon 16:00', '2026-03-06 16:00', 1, 'Mon 2026-03-09 16:00'],
    ['Fri 16:00 before winter time + 1 = Mon 16:00', '2026-10-30 16:00', 1, 'Mon 2026-11-02 16:00'],
    ['on the day summer time begins + 1 = Mon 17:00', '2026-03-08 02:30', 1, 'Mon 2026-03-09 17:00'],
    ['Fri 16:00 + 0 = Fri 16:00', '2026-04-24 16:00', 0, 'Fri 2026-04-24 16:00'],
    ['Fri 17:00 + 0 = Mon 09:00', '2026-04-24 17:00', 0, 'Mon 2026-04-27 09:00'],
    ['Sat 12:00 + 0 = Mon 09:00', '2026-04-25 12:00', 0, 'Mon 2026-04-27 09:00'],
    ['Mon 09:00 + 0 = Mon 09:00', '2026-04-27 09:00', 0, 'Mon 2026-04-27 09:00'],
  ])('T2 %s', (_, from, days, due) => expect(clock(calendar.addBusinessDays(ny(from), days))).toBe(due));

  it('T2 the change of clocks shows in UTC', () => {
    expect(calendar.addBusinessDays('2026-03-06T21:00:00.000Z', 1)).toBe('2026-03-09T20:00:00.000Z');
    expect(calendar.addBusinessDays('2026-10-30T20:00:00.000Z', 1)).toBe('2026-11-02T21:00:00.000Z');
  });
  it('T2 a millisecond is kept', () =>
    expect(calendar.addBusinessDays('2026-04-24T20:00:00.001Z', 1)).toBe('2026-04-27T20:00:00.001Z'));
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('T2 %d is no number of business days', (days) => {
    expect(() => calendar.addBusinessDays('2026-04-24T20:00:00.000Z', days)).toThrow(RangeError);
  });
  it('T2 a business day shortened by the change of clocks is still one day', () => {
    const nights = createCalendar({
      zone,
      workdays: [1, 2, 3, 4, 5, 6, 7],
      open: '00:00',
      close: '08:00',
      holidays: { '2026': [] },
    });
    expect(clock(nights.addBusinessDays(ny('2026-03-07 04:00'), 1))).toBe('Sun 2026-03-08 04:30');
    expect(clock(nights.addBusinessDays(ny('2026-03-08 04:30'), 1))).toBe('Mon 2026-03-09 04:00');
    expect(nights.explainBusinessDays(ny('2026-03-07 04:00'), 1).at(-1)?.to).toBe('2026-03-08T08:30:00.000Z');
  });
  it('T2 equals what one finds by hand', () => {
    fc.assert(
      fc.property(epochs, fc.integer({ min: 1, max: 12 }), (epoch, days) => {
        const start = DateTime.fromMillis(epoch, { zone });
        expect(calendar.addBusinessDays(utc(start), days)).toBe(utc(byHand(start, days)));
      }),
    );
  });
  it('T2 a later start never gives an earlier due time, nor does a further day', () => {
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: 0, max: 12 }), (a, b, days) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(calendar.addBusinessDays(early, days) <= calendar.addBusinessDays(late, days)).toBe(true);
        expect(calendar.addBusinessDays(early, days) <= calendar.addBusinessDays(early, days + 1)).toBe(true);
        expect(early <= calendar.addBusinessDays(early, days)).toBe(true);
      }),
    );
  });
  it('T2 all starts within one closed period give the same due time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 9 }),
        (n, share, days) => {
          const opening = DateTime.fromISO(calendar.nextBusinessDay(everyDay[n]?.toISODate() ?? ''), { zone }).set({
            hour: 9,
          });
          let before = opening.minus({ days: 1 });
          while (!isWorkday(before)) before = before.minus({ days: 1 });
          const closing = before.set({ hour: 17 });
          fc.pre(closing.year >= 2025);
          const between = closing.plus({ milliseconds: Math.floor(share * (opening.toMillis() - closing.toMillis())) });
          const dues = [closing, between, opening].map((start) => calendar.addBusinessDays(utc(start), days));
          expect(new Set(dues).size).toBe(1);
        },
      ),
    );
  });
});

describe('the steps of a due time', () => {
  it('T2 a due time is explained over a long weekend', () => {
    expect(calendar.explainBusinessDays(ny('2026-05-22 16:30'), 1)).toEqual([
      {
        from: '2026-05-22T20:30:00.000Z',
        to: '2026-05-22T21:00:00.000Z',
        note: 'Friday 2026-05-22: 30 min of business time',
      },
      {
        from: '2026-05-22T21:00:00.000Z',
        to: '2026-05-26T13:00:00.000Z',
        note: 'closed: Saturday 2026-05-23, Sunday 2026-05-24, Monday 2026-05-25 (holiday)',
      },
      {
        from: '2026-05-26T13:00:00.000Z',
        to: '2026-05-26T20:30:00.000Z',
        note: 'Tuesday 2026-05-26: 7 h 30 min of business time',
      },
    ]);
  });
  it('T2 a start at night is explained', () => {
    expect(calendar.explainBusinessDays(ny('2026-04-21 20:00'), 1)).toEqual([
      { from: '2026-04-22T00:00:00.000Z', to: '2026-04-22T13:00:00.000Z', note: 'outside business hours' },
      {
        from: '2026-04-22T13:00:00.000Z',
        to: '2026-04-22T21:00:00.000Z',
        note: 'Wednesday 2026-04-22: 8 h of business time',
      },
    ]);
  });
  it('T2 a start on a Saturday, in what would be business hours, is explained', () => {
    expect(calendar.explainBusinessDays(ny('2026-04-25 12:00'), 1)).toEqual([
      {
        from: '2026-04-25T16:00:00.000Z',
        to: '2026-04-27T13:00:00.000Z',
        note: 'closed: Saturday 2026-04-25, Sunday 2026-04-26',
      },
      {
        from: '2026-04-27T13:00:00.000Z',
        to: '2026-04-27T21:00:00.000Z',
        note: 'Monday 2026-04-27: 8 h of business time',
      },
    ]);
  });
  it('T2 a start before opening is explained', () => {
    expect(calendar.explainBusinessDays(ny('2026-04-22 08:00'), 0)).toEqual([
      { from: '2026-04-22T12:00:00.000Z', to: '2026-04-22T13:00:00.000Z', note: 'outside business hours' },
    ]);
  });
  it('T2 seconds are told', () => {
    expect(calendar.explainBusinessDays('2026-04-22T20:59:29.500Z', 1).map((step) => step.note)).toEqual([
      'Wednesday 2026-04-22: 30.5 s of business time',
      'outside business hours',
      'Thursday 2026-04-23: 7 h 59 min 29.5 s of business time',
    ]);
  });
  it('T2 no days from an open hour are one step that stands still', () => {
    expect(calendar.explainBusinessDays('2026-04-22T15:00:00.000Z', 0)).toEqual([
      { from: '2026-04-22T15:00:00.000Z', to: '2026-04-22T15:00:00.000Z', note: 'no business time to add' },
    ]);
  });
  it('T2 steps join, from the start to the due time', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 12 }), (at, days) => {
        const steps = calendar.explainBusinessDays(at, days);
        expect(steps[0]?.from).toBe(at);
        expect(steps.at(-1)?.to).toBe(calendar.addBusinessDays(at, days));
        for (const [n, step] of steps.entries()) if (n > 0) expect(step.from).toBe(steps[n - 1]?.to);
      }),
    );
  });
});

describe('the same day', () => {
  it.each([
    ['2026-04-21 08:00', 'Tue 2026-04-21 17:00'],
    ['2026-04-21 00:00', 'Tue 2026-04-21 17:00'],
    ['2026-04-21 16:59', 'Tue 2026-04-21 17:00'],
    ['2026-04-21 17:00', 'Wed 2026-04-22 17:00'],
    ['2026-04-21 23:59', 'Wed 2026-04-22 17:00'],
    ['2026-04-24 17:00', 'Mon 2026-04-27 17:00'],
    ['2026-04-25 10:00', 'Mon 2026-04-27 17:00'],
    ['2026-05-25 10:00', 'Tue 2026-05-26 17:00'],
    ['2026-03-08 12:00', 'Mon 2026-03-09 17:00'],
    ['2026-12-31 17:00', 'Mon 2027-01-04 17:00'],
  ])('T3 %s ends %s', (at, end) => expect(clock(calendar.endOfSameDay(ny(at)))).toBe(end));
  it('T3 the last millisecond before the close belongs to the day', () => {
    expect(calendar.endOfSameDay('2026-04-21T20:59:59.999Z')).toBe('2026-04-21T21:00:00.000Z');
    expect(calendar.endOfSameDay('2026-04-21T21:00:00.000Z')).toBe('2026-04-22T21:00:00.000Z');
  });
  it('T3 lies ahead, at a close, and never goes back', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const end = calendar.endOfSameDay(early);
        expect(end > early).toBe(true);
        expect(end <= calendar.endOfSameDay(late)).toBe(true);
        expect(end).toBe(calendar.closeOf(calendar.dateOf(end)));
      }),
    );
  });
});

describe('the table of days', () => {
  it('T1 equals luxon on every day of 2025 to 2028', () => {
    const ours = everyDay.map((day) => {
      const date = day.toISODate() ?? '';
      return [
        calendar.dateOf(utc(day)),
        calendar.dateOf(utc(day.endOf('day'))),
        calendar.isBusinessDay(date),
        calendar.openOf(date),
        calendar.closeOf(date),
      ];
    });
    const luxons = everyDay.map((day) => [
      day.toISODate(),
      day.toISODate(),
      isWorkday(day),
      utc(day.set({ hour: 9 })),
      utc(day.set({ hour: 17 })),
    ]);
    expect(ours).toEqual(luxons);
  });
  it('T1 the next business day equals luxon on every day', () => {
    for (const day of everyDay) {
      let next = day;
      while (!isWorkday(next)) next = next.plus({ days: 1 });
      expect(calendar.nextBusinessDay(day.toISODate() ?? '')).toBe(next.toISODate());
    }
  });
  it.each([
    ['2026-01-01T04:59:59.999Z', '2025-12-31'],
    ['2026-01-01T05:00:00.000Z', '2026-01-01'],
    ['2026-07-01T03:59:59.999Z', '2026-06-30'],
    ['2026-07-01T04:00:00.000Z', '2026-07-01'],
    ['2025-01-01T04:59:59.999Z', '2024-12-31'],
    ['2025-01-01T05:00:00.000Z', '2025-01-01'],
    ['2029-01-01T04:59:59.999Z', '2028-12-31'],
    ['2029-01-01T05:00:00.000Z', '2029-01-01'],
    ['2026-03-08T06:59:59.999Z', '2026-03-08'],
    ['2026-11-01T05:30:00.000Z', '2026-11-01'],
    ['2000-01-01T00:00:00.000Z', '1999-12-31'],
    ['2100-07-01T03:59:59.000Z', '2100-06-30'],
  ])('T1 %s is in New York on %s', (at, date) => expect(calendar.dateOf(at)).toBe(date));

  // Havana has midnight twice, Cairo and Santiago a day that begins at one; the others are far from UTC or odd.
  it.each([
    'America/New_York',
    'America/Havana',
    'Africa/Cairo',
    'America/Santiago',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Australia/Lord_Howe',
    'UTC',
  ])('T1 dates in %s equal luxon, in listed years and others', (name) => {
    const there = createCalendar({ ...federalTime, zone: name });
    const same = (epoch: number) => {
      const time = DateTime.fromMillis(epoch, { zone: name });
      expect(`${utc(time)} ${there.dateOf(utc(time))}`).toBe(`${utc(time)} ${time.toISODate()}`);
    };
    for (const day of everyDay.slice(365, 730))
      for (const ms of [-1, 0, 1_800_000, 3_599_999, 3_600_000])
        same(DateTime.fromISO(day.toISODate() ?? '', { zone: name }).toMillis() + ms);
    fc.assert(
      fc.property(fc.integer({ min: DateTime.utc(2000).toMillis(), max: DateTime.utc(2101).toMillis() - 1 }), same),
      { numRuns: 200 },
    );
  });
  it('T1 a day the zone left out has no instant', () => {
    const apia = createCalendar({ ...federalTime, zone: 'Pacific/Apia', holidays: { '2011': [] } });
    expect(['2011-12-30T09:59:59.999Z', '2011-12-30T10:00:00.000Z'].map((at) => apia.dateOf(at))).toEqual([
      '2011-12-29',
      '2011-12-31',
    ]);
  });
  it('T1 other workdays and hours', () => {
    const gulf: BusinessTime = {
      zone: 'Asia/Dubai',
      workdays: [7, 1, 2, 3, 4],
      open: '08:30',
      close: '16:45',
      holidays: { '2026': ['2026-04-22'] },
    };
    const dubai = createCalendar(gulf);
    expect(['2026-04-24', '2026-04-25', '2026-04-26', '2026-04-22'].map((date) => dubai.isBusinessDay(date))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect([dubai.openOf('2026-04-23'), dubai.closeOf('2026-04-23')]).toEqual([
      '2026-04-23T04:30:00.000Z',
      '2026-04-23T12:45:00.000Z',
    ]);
    expect(dubai.addBusinessDays('2026-04-23T10:00:00.000Z', 1)).toBe('2026-04-26T10:00:00.000Z');
  });
  it('T1 the federal holidays are those of the law, on the days they are observed', () => {
    const observed = (day: DateTime) =>
      day.weekday === 6 ? day.minus({ days: 1 }) : day.weekday === 7 ? day.plus({ days: 1 }) : day;
    const nth = (year: number, month: number, weekday: number, n: number) => {
      const first = DateTime.utc(year, month, 1);
      return first.plus({ days: ((weekday - first.weekday + 7) % 7) + 7 * (n - 1) });
    };
    const lastMonday = (year: number) =>
      DateTime.utc(year, 5, 31).minus({ days: DateTime.utc(year, 5, 31).weekday - 1 });
    const law = [2025, 2026, 2027, 2028, 2029].flatMap((year) => [
      ...[
        [1, 1],
        [6, 19],
        [7, 4],
        [11, 11],
        [12, 25],
      ].map(([month, day]) => observed(DateTime.utc(year, month ?? 0, day ?? 0))),
      ...[
        nth(year, 1, 1, 3),
        nth(year, 2, 1, 3),
        lastMonday(year),
        nth(year, 9, 1, 1),
        nth(year, 10, 1, 2),
        nth(year, 11, 4, 4),
      ],
    ]);
    expect(Object.values(federalTime.holidays).flat()).toEqual(
      law
        .map((day) => day.toISODate() ?? '')
        .filter((date) => date < '2029')
        .sort(),
    );
    for (const [year, dates] of Object.entries(federalTime.holidays))
      expect(dates.every((date) => date.startsWith(year))).toBe(true);
  });
  it('T1 one table for one BusinessTime', () => {
    const first = createCalendar(federalTime);
    expect(createCalendar(federalTime)).toBe(first);
    expect(createCalendar({ ...federalTime })).not.toBe(first);
  });
  it('T1 an unknown zone is a defect', () =>
    expect(() => createCalendar({ ...federalTime, zone: 'America/Gotham' })).toThrow(
      '`America/Gotham` is not a time zone',
    ));
});

describe('years without a list of holidays', () => {
  it.each([
    ['New Year of an unlisted year counts as a day', '2028-12-29 15:00', 1, 'Mon 2029-01-01 15:00'],
    ['from the last listed close on', '2028-12-29 17:30', 2, 'Tue 2029-01-02 17:00'],
    ['ten days over the end of the list', '2028-12-20 10:00', 10, 'Thu 2029-01-04 10:00'],
    ['weekends stay closed', '2029-07-06 16:00', 1, 'Mon 2029-07-09 16:00'],
    ['years away', '2035-06-01 10:00', 5, 'Fri 2035-06-08 10:00'],
    ['from one unlisted year to the next', '2059-12-31 16:00', 3, 'Mon 2060-01-05 16:00'],
    ['before the list', '2024-12-31 15:00', 2, 'Fri 2025-01-03 15:00'],
    ['before the list, over a change of clocks', '2019-03-08 16:00', 1, 'Mon 2019-03-11 16:00'],
  ])('T1 %s', (_, from, days, due) => expect(clock(calendar.addBusinessDays(ny(from), days))).toBe(due));
  it('T1 a due time may lie many years ahead', () =>
    expect(clock(calendar.addBusinessDays(ny('2028-12-29 16:00'), 2500))).toBe('Fri 2038-07-30 16:00'));
  it.each([
    ['2028-12-29 17:00', 'Mon 2029-01-01 17:00'],
    ['2029-12-25 10:00', 'Tue 2029-12-25 17:00'],
    ['2034-12-29 18:00', 'Mon 2035-01-01 17:00'],
    ['2023-06-03 12:00', 'Mon 2023-06-05 17:00'],
  ])('T1 %s ends %s', (at, end) => expect(clock(calendar.endOfSameDay(ny(at)))).toBe(end));
  it('T1 their days are told by weekday, opening and close by the clock', () => {
    expect(['2029-01-01', '2029-01-06', '2024-12-25'].map((date) => calendar.isBusinessDay(date))).toEqual([
      true,
      false,
      true,
    ]);
    expect([calendar.nextBusinessDay('2028-12-30'), calendar.nextBusinessDay('2024-12-28')]).toEqual([
      '2029-01-01',
      '2024-12-30',
    ]);
    expect([calendar.openOf('2031-05-05'), calendar.closeOf('2031-11-05')]).toEqual([
      '2031-05-05T13:00:00.000Z',
      '2031-11-05T22:00:00.000Z',
    ]);
  });
  it('T1 T2 they equal what one finds by hand', () => {
    const far = fc.integer({ min: DateTime.utc(2015).toMillis(), max: DateTime.utc(2066).toMillis() });
    fc.assert(
      fc.property(far, fc.integer({ min: 1, max: 12 }), (epoch, days) => {
        const start = DateTime.fromMillis(epoch, { zone });
        expect(calendar.addBusinessDays(utc(start), days)).toBe(utc(byHand(start, days)));
        expect(calendar.explainBusinessDays(utc(start), days).at(-1)?.to).toBe(utc(byHand(start, days)));
      }),
      { numRuns: 300 },
    );
  });
  it('T1 the steps of such a due time say so, and only those', () => {
    expect(calendar.explainBusinessDays(ny('2028-12-29 15:00'), 1)).toEqual([
      {
        from: '2028-12-29T20:00:00.000Z',
        to: '2028-12-29T22:00:00.000Z',
        note: 'Friday 2028-12-29: 2 h of business time',
      },
      {
        from: '2028-12-29T22:00:00.000Z',
        to: '2029-01-01T14:00:00.000Z',
        note: 'closed: Saturday 2028-12-30, Sunday 2028-12-31; by weekdays alone: the policy lists no holidays for 2029',
      },
      {
        from: '2029-01-01T14:00:00.000Z',
        to: '2029-01-01T20:00:00.000Z',
        note: 'Monday 2029-01-01: 6 h of business time; by weekdays alone: the policy lists no holidays for 2029',
      },
    ]);
  });
  it('T1 the years are named that no list covers', () => {
    expect([
      calendar.unlistedYears(ny('2028-12-29 15:00'), ny('2028-12-31 23:59')),
      calendar.unlistedYears(ny('2028-12-29 15:00'), ny('2029-01-01 00:00')),
      calendar.unlistedYears(ny('2024-12-31 15:00'), ny('2031-01-01 15:00')),
      calendar.unlistedYears(ny('2031-01-01 15:00'), ny('2029-01-01 15:00')),
    ]).toEqual([[], ['2029'], ['2024', '2029', '2030', '2031'], []]);
  });
  it('T1 the last listed days still work', () => {
    expect(calendar.addBusinessDays('2028-12-28T20:00:00.000Z', 1)).toBe('2028-12-29T20:00:00.000Z');
    expect(calendar.endOfSameDay('2028-12-29T21:59:59.999Z')).toBe('2028-12-29T22:00:00.000Z');
    expect(calendar.isBusinessDay('2025-01-01')).toBe(false);
  });
  it('T1 a year left out in between counts by weekdays alone', () => {
    const gap = createCalendar({ ...federalTime, holidays: { '2025': ['2025-12-30'], '2027': ['2027-01-01'] } });
    expect(clock(gap.addBusinessDays(ny('2025-12-29 15:00'), 2))).toBe('Thu 2026-01-01 15:00');
    expect(clock(gap.addBusinessDays(ny('2026-12-31 15:00'), 1))).toBe('Mon 2027-01-04 15:00');
    expect(gap.isBusinessDay('2026-07-03')).toBe(true);
    expect(gap.dateOf('2026-06-01T03:00:00.000Z')).toBe('2026-05-31');
    expect(gap.unlistedYears(ny('2025-12-29 15:00'), ny('2027-06-01 15:00'))).toEqual(['2026']);
  });
  it('T1 no listed year at all', () => {
    const none = createCalendar({ ...federalTime, holidays: {} });
    expect(clock(none.endOfSameDay('2026-06-01T15:00:00.000Z'))).toBe('Mon 2026-06-01 17:00');
    expect(clock(none.addBusinessDays(ny('2026-12-31 15:00'), 1))).toBe('Fri 2027-01-01 15:00');
    expect(none.dateOf('2026-06-01T03:00:00.000Z')).toBe('2026-05-31');
  });
});
