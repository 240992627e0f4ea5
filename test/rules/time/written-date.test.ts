import { describe, expect, it } from 'vitest';
import { mondayOf, quarterStart, weekdaysAlone, weekOf } from '../../../src/rules/time/time.ts';
import { dateIn, writtenIn } from '../../../src/rules/time/written-date.ts';

const timed = (instant: string | undefined) => ({ date: '2026-04-21', timed: true, instant });

describe('a date that a text names', () => {
  it.each([
    '2026-04-21',
    '2026/04/21',
    '2026.04.21',
    '2026-04-21 ',
    '21 Apr 2026',
    '21st April, 2026',
    '21-apr-2026',
    'Tue, 21 Apr 2026',
    'tuesday 21 April 2026',
    'Apr. 21, 2026',
    'April 21st 2026',
    'Tues, April 21, 2026',
    '21/04/2026',
    '21.4.2026',
    '04/21/2026',
    '4-21-2026',
  ])('T7 %j is the 21st of April, without a time', (text) => {
    expect(writtenIn(text)).toEqual({ date: '2026-04-21', timed: false, instant: undefined });
    expect(dateIn(text)).toBe('2026-04-21');
  });

  it.each([
    '4/5/2026',
    '04-05-2026',
    '31 Apr 2026',
    '2026-02-29',
    '2026-13-01',
    '0 May 2026',
    '21 Foo 2026',
    '21 mayor 2026',
    'Foo, 21 Apr 2026',
    'Foo April 21, 2026',
    'x 2026-04-21',
    '2026-04-21x',
    '2026-04/21',
    '21/04-2026',
    '21 Apr 20261',
    '21/13/2026',
    '',
  ])('T7 %j is none beyond doubt', (text) => {
    expect([writtenIn(text), dateIn(text)]).toEqual([undefined, undefined]);
  });

  it('T7 every month by its name and by its first three letters', () => {
    const names = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'];
    for (const [n, name] of [...names, 'November', 'December'].entries())
      expect([dateIn(`7 ${name} 2026`), dateIn(`${name.slice(0, 3)} 07 2026`)]).toEqual(
        Array(2).fill(`2026-${String(n + 1).padStart(2, '0')}-07`),
      );
    expect(dateIn('7 Sept 2026')).toBe('2026-09-07');
  });
});

describe('a time of day beside it', () => {
  it.each([
    ['2026-04-21T09:05', timed(undefined)],
    ['2026-04-21 9:05', timed(undefined)],
    ['21 Apr 2026 23:59:59 Z', timed('2026-04-21T23:59:59Z')],
    ['Tue, 21 Apr 2026 09:05:07 +0200', timed('2026-04-21T09:05:07+02:00')],
    ['Tue, 21 Apr 2026 09:05:07 -04:30', timed('2026-04-21T09:05:07-04:30')],
    ['Tue, 21 Apr 2026 09:05 GMT+02', timed('2026-04-21T09:05:00+02:00')],
    ['Tue, 21 Apr 2026 09:05 utc', timed('2026-04-21T09:05:00Z')],
    ['Tue, 21 Apr 2026 09:05:07 -0400 (EDT)', timed('2026-04-21T09:05:07-04:00')],
    ['April 21, 2026 at 1:05 pm Z', timed('2026-04-21T13:05:00Z')],
    ['April 21, 2026, 1:05 P.M. Z', timed('2026-04-21T13:05:00Z')],
    ['April 21, 2026, 12:05 am Z', timed('2026-04-21T00:05:00Z')],
    ['April 21, 2026, 12:05 pm Z', timed('2026-04-21T12:05:00Z')],
    ['April 21, 2026, 11:05 am Z', timed('2026-04-21T11:05:00Z')],
    ['2026-04-21 09:05:07.1 Z', timed('2026-04-21T09:05:07.1Z')],
    ['2026-04-21 09:05:07.123456 Z', timed('2026-04-21T09:05:07.123Z')],
    ['2026-04-21 00:00:00Z', timed('2026-04-21T00:00:00Z')],
  ])('T7 %j is read', (text, written) => {
    expect(writtenIn(text)).toEqual(written);
    expect(dateIn(text)).toBe('2026-04-21');
  });

  it.each([
    '2026-04-21 24:00',
    '2026-04-21 09:60',
    '2026-04-21 09:05:60',
    '2026-04-21 0:05 am',
    '2026-04-21 13:05 pm',
    '2026-04-21 09:05 EDT',
    '2026-04-21 9',
    '2026-04-21 or later',
    '2026-04-21 09:05 and more',
  ])('T7 %j is no such time, and no date with it', (text) => {
    expect(writtenIn(text)).toBeUndefined();
  });
});

describe('weeks and quarters', () => {
  it.each([
    ['2026-04-20', '2026-04-20', '2026-W17'],
    ['2026-04-26', '2026-04-20', '2026-W17'],
    ['2026-04-27', '2026-04-27', '2026-W18'],
    ['2026-01-01', '2025-12-29', '2026-W01'],
    ['2025-12-28', '2025-12-22', '2025-W52'],
    ['2027-01-03', '2026-12-28', '2026-W53'],
    ['2027-01-04', '2027-01-04', '2027-W01'],
  ])('W2 %s belongs to the week of %s, %s', (date, monday, week) => {
    expect([mondayOf(date), weekOf(date)]).toEqual([monday, week]);
  });

  it.each([
    ['2026-01-01', '2026-01-01'],
    ['2026-03-31', '2026-01-01'],
    ['2026-04-01', '2026-04-01'],
    ['2026-09-30', '2026-07-01'],
    ['2026-12-31', '2026-10-01'],
  ])('P3 the quarter of %s begins on %s', (date, first) => {
    expect(quarterStart(date)).toBe(first);
  });

  it('T1 each year without a list is told', () => {
    expect(weekdaysAlone(['2041', '2042'])).toBe('by weekdays alone: the policy lists no holidays for 2041, 2042');
  });
});
