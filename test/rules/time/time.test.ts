import fc from 'fast-check';
import { DateTime, FixedOffsetZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addHours,
  daysBetween,
  isCalendarDate,
  monthOf,
  parseInstant,
  quarterOf,
} from '../../../src/rules/time/time.ts';
import { character } from '../../support/characters.ts';

const from2000 = DateTime.utc(2000).toMillis();
const to2100 = DateTime.utc(2101).toMillis() - 1;
const epochs = fc.integer({ min: from2000, max: to2100 });
const days = fc.integer({ min: 0, max: 36_890 }).map((n) => DateTime.utc(2000).plus({ days: n }));
const utc = (epoch: number) => DateTime.fromMillis(epoch, { zone: 'utc' }).toISO();

describe('elapsed hours', () => {
  it('T4 4 h on a Friday evening end the same night', () =>
    expect(addHours('2026-04-24T23:00:00.000Z', 4)).toBe('2026-04-25T03:00:00.000Z'));
  it('T4 24 h over the change of clocks are 24 h on the clock of the world', () =>
    expect(addHours('2026-03-07T14:00:00.000Z', 24)).toBe('2026-03-08T14:00:00.000Z'));
  it('T4 48 h over a year end', () =>
    expect(addHours('2026-12-31T12:30:15.250Z', 48)).toBe('2027-01-02T12:30:15.250Z'));
  it('T4 half an hour', () => expect(addHours('2026-04-24T23:45:00.000Z', 0.5)).toBe('2026-04-25T00:15:00.000Z'));
  it('T4 hours back', () => expect(addHours('2028-03-01T01:00:00.000Z', -2)).toBe('2028-02-29T23:00:00.000Z'));
  it('T4 an instant in any other spelling is a defect', () => {
    expect(() => addHours('2026-04-24', 4)).toThrow('`2026-04-24` is not an instant');
    expect(() => addHours('2026-04-24 23:00:00.000Z', 4)).toThrow(RangeError);
    expect(() => addHours('2026-04-24T23:00:00.000X', 4)).toThrow(RangeError);
    expect(() => addHours('2026-04-24T23:00:00.0000Z', 4)).toThrow(RangeError);
  });
  it('T4 equals luxon at random', () => {
    fc.assert(
      fc.property(epochs, fc.integer({ min: 0, max: 500 }), (epoch, hours) => {
        expect(addHours(utc(epoch) ?? '', hours)).toBe(utc(epoch + hours * 3_600_000));
      }),
    );
  });
});

describe('calendar days', () => {
  it.each([
    ['2026-04-21', '2026-04-21', 0],
    ['2026-04-21', '2026-05-21', 30],
    ['2026-05-21', '2026-04-21', -30],
    ['2026-02-28', '2026-03-01', 1],
    ['2028-02-28', '2028-03-01', 2],
    ['2100-02-28', '2100-03-01', 1],
    ['2000-02-28', '2000-03-01', 2],
    ['2026-01-01', '2026-07-01', 181],
    ['1969-12-31', '1970-01-01', 1],
  ])('T5 from %s to %s are %i days', (from, to, count) => expect(daysBetween(from, to)).toBe(count));
  it('T5 180 days after a date', () => expect(addDays('2026-04-21', 180)).toBe('2026-10-18'));
  it('T5 days back over a leap day', () => expect(addDays('2028-03-01', -1)).toBe('2028-02-29'));
  it('T5 days over a year end', () => expect(addDays('2026-12-31', 1)).toBe('2027-01-01'));
  it('T5 what is no date is a defect', () =>
    expect(() => daysBetween('2026-4-21', '2026-05-21')).toThrow('`2026-4-21` is not a date'));
  it('T5 difference and sum equal luxon, and undo each other', () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [from, to] = [a.toISODate() ?? '', b.toISODate() ?? ''];
        expect(daysBetween(from, to)).toBe(b.diff(a, 'days').days);
        expect(addDays(from, daysBetween(from, to))).toBe(to);
      }),
    );
  });
  it.each(['2026-04-21', '2028-02-29', '2000-02-29', '2026-12-31'])('T7 %s is a date', (date) =>
    expect(isCalendarDate(date)).toBe(true),
  );
  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-04-00',
    '2026-4-1',
    '21.04.2026',
    '2026-04-21T00:00:00Z',
    ' 2026-04-21',
    '2026-04-21\n',
    '2026/04/21',
    '',
  ])('T7 %j is no date', (date) => expect(isCalendarDate(date)).toBe(false));
  it('T7 dates compare as text', () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [from, to] = [a.toISODate() ?? '', b.toISODate() ?? ''];
        expect(from < to).toBe(daysBetween(from, to) > 0);
      }),
    );
  });
  it.each([
    ['2026-01-31', '2026-01', '2026-Q1'],
    ['2026-03-31', '2026-03', '2026-Q1'],
    ['2026-04-01', '2026-04', '2026-Q2'],
    ['2026-09-30', '2026-09', '2026-Q3'],
    ['2026-12-31', '2026-12', '2026-Q4'],
  ])('6 %s belongs to %s and %s', (date, month, quarter) =>
    expect([monthOf(date), quarterOf(date)]).toEqual([month, quarter]),
  );
});

describe('instants from outside', () => {
  it.each([
    ['2026-04-21T13:00:00.000Z', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21T13:00:00Z', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21T13:00Z', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21T09:00:00-04:00', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21T09:00-0400', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21T09:00-04', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21t09:00:00z', '2026-04-21T09:00:00.000Z'],
    ['2026-04-21T18:45:00+05:45', '2026-04-21T13:00:00.000Z'],
    ['2026-12-31T23:30:00-05:00', '2027-01-01T04:30:00.000Z'],
    ['2026-04-21T13:00:00.5Z', '2026-04-21T13:00:00.500Z'],
    ['2026-04-21T13:00:00,25Z', '2026-04-21T13:00:00.250Z'],
    ['2026-04-21T13:00:00.123999Z', '2026-04-21T13:00:00.123Z'],
    ['2026-04-21T23:59:59.999Z', '2026-04-21T23:59:59.999Z'],
    ['2026-04-21T13:00:00+14:00', '2026-04-20T23:00:00.000Z'],
    ['2026-04-21T13:00:00-00:00', '2026-04-21T13:00:00.000Z'],
    [' 2026-04-21T13:00:00Z\n', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21 13:00Z', '2026-04-21T13:00:00.000Z'],
    ['2026-04-21 09:00:00 -04:00', '2026-04-21T13:00:00.000Z'],
    ['Tue, 21 Apr 2026 09:00:00 -0400 (EDT)', '2026-04-21T13:00:00.000Z'],
    ['Tue, 21 Apr 2026 13:00:00 GMT', '2026-04-21T13:00:00.000Z'],
    ['Tue Apr 21 2026 09:00:00 GMT-0400 (Eastern Daylight Time)', '2026-04-21T13:00:00.000Z'],
    ['April 21, 2026 at 9:00 AM -04:00', '2026-04-21T13:00:00.000Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
    ['2100-12-31T23:59:59.999Z', '2100-12-31T23:59:59.999Z'],
    ['2101-01-01T00:00:00+01:00', '2100-12-31T23:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('T7 %j is read as %s', (text, instant) => expect(parseInstant(text)).toEqual({ instant }));

  const wanted =
    'give an ISO 8601 date and time with its offset, such as `2026-04-21T09:00:00-04:00` or `2026-04-21T13:00:00Z`';
  it.each([
    ['2026-04-21T13:00:00', '`2026-04-21T13:00:00` has no offset; add `Z` for UTC or one such as `-04:00`'],
    ['2026-04-21T13:00', '`2026-04-21T13:00` has no offset; add `Z` for UTC or one such as `-04:00`'],
    ['2026-04-21', `\`2026-04-21\` is a date without a time of day; ${wanted}`],
    ['2026-02-29T13:00Z', '`2026-02-29T13:00Z`: there is no date 2026-02-29'],
    ['2026-13-01T13:00Z', '`2026-13-01T13:00Z`: there is no date 2026-13-01'],
    ['2026-04-21T24:00Z', '`2026-04-21T24:00Z`: there is no such time of day, the last is 23:59:59.999'],
    ['2026-04-21T13:60Z', '`2026-04-21T13:60Z`: there is no such time of day, the last is 23:59:59.999'],
    ['2026-04-21T13:00:60Z', '`2026-04-21T13:00:60Z`: there is no such time of day, the last is 23:59:59.999'],
    ['2026-04-21T13:00+14:01', '`2026-04-21T13:00+14:01`: there is no offset +14:01, the widest is 14:00'],
    ['2026-04-21T13:00-04:60', '`2026-04-21T13:00-04:60`: there is no offset -04:60, the widest is 14:00'],
    ['1999-12-31T23:59:59.999Z', '`1999-12-31T23:59:59.999Z` lies outside the years 2000 to 2100 (UTC)'],
    ['2101-01-01T00:00Z', '`2101-01-01T00:00Z` lies outside the years 2000 to 2100 (UTC)'],
    ['2000-01-01T00:00+01:00', '`2000-01-01T00:00+01:00` lies outside the years 2000 to 2100 (UTC)'],
    ['yesterday', `\`yesterday\` cannot be read; ${wanted}`],
    ['', `\`\` cannot be read; ${wanted}`],
    ['21 April 2026', `\`21 April 2026\` is a date without a time of day; ${wanted}`],
    ['April 21, 2026 9:00 AM', '`April 21, 2026 9:00 AM` has no offset; add `Z` for UTC or one such as `-04:00`'],
    ['04/05/2026 09:00 GMT', `\`04/05/2026 09:00 GMT\` cannot be read; ${wanted}`],
    ['Tue, 21 Apr 2026 09:00:00 EDT', `\`Tue, 21 Apr 2026 09:00:00 EDT\` cannot be read; ${wanted}`],
    ['2026-04-21T13:00:00.Z', `\`2026-04-21T13:00:00.Z\` cannot be read; ${wanted}`],
    ['2026-04\u0000-21T13:00Z', `\`2026-04U+0000-21T13:00Z\` cannot be read; ${wanted}`],
    ['1776776400000', `\`1776776400000\` cannot be read; ${wanted}`],
    [`2026-04-21T13:00:00.${'0'.repeat(41)}Z`, `is 62 characters long, a time has at most 60; ${wanted}`],
  ])('T7 %j is a problem', (text, problem) => expect(parseInstant(text)).toEqual({ problem }));
  it('T7 sixty characters are not too long, sixty-one are', () => {
    expect(parseInstant('2026-04-21T13:00:00Z'.padEnd(60))).toEqual({ instant: '2026-04-21T13:00:00.000Z' });
    expect(parseInstant('2026-04-21T13:00:00Z'.padEnd(61))).toEqual({
      problem: `is 61 characters long, a time has at most 60; ${wanted}`,
    });
  });

  it('T7 what luxon writes with any offset is read as the same instant', () => {
    fc.assert(
      fc.property(epochs, fc.integer({ min: -56, max: 56 }), (epoch, quarters) => {
        const text = DateTime.fromMillis(epoch, { zone: FixedOffsetZone.instance(quarters * 15) }).toISO() ?? '';
        const read = parseInstant(text);
        expect(read).toEqual({ instant: utc(epoch) });
        expect('instant' in read && parseInstant(read.instant)).toEqual(read);
      }),
    );
  });
  it('T7 any text is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 50 }), (text) => {
        expect(Object.keys(parseInstant(text))).toHaveLength(1);
      }),
    );
  });
});
