import { describe, expect, test } from 'vitest';
import { businessHours, elapsedHours } from '../../../src/rules/metrics/business-hours.ts';
import {
  type DaySpan,
  daysBefore,
  daysOf,
  isWithin,
  periodOf,
  type ReportKind,
  weekDays,
} from '../../../src/rules/metrics/period.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import { calendar, justBefore, lastOfWeek, weekBegins, weekEnds } from './history.ts';

/** Tuesday. */
const today = '2026-05-12';
const told = (kind: ReportKind, given?: string, on = today) => {
  const days = daysOf(kind, given, on);
  return isRefusal(days) ? [days.code, days.found, days.next] : [days.name, days.from, days.until];
};
const day = 'a day, `2026-05-12`';
const any = 'a day, `2026-W20`, `2026-05`, `2026-Q2` or `2026-05-01/2026-05-31`';
const refused = (given: string, wanted: string) => ['INVALID_INPUT', `\`period\` is \`${given}\``, `give ${wanted}`];

describe('W1 the days of a report', () => {
  test.each<[ReportKind, readonly string[]]>([
    ['daily_check_in', ['2026-05-12', '2026-05-12', '2026-05-13']],
    ['scaling', ['2026-05-12', '2026-05-12', '2026-05-13']],
    ['weekly_close', ['2026-W20', '2026-05-11', '2026-05-18']],
    ['attribution', ['2026-Q2', '2026-04-01', '2026-07-01']],
    ['sla', ['2026-Q2', '2026-04-01', '2026-07-01']],
    ['calibration', ['2026-Q1', '2026-01-01', '2026-04-01']],
  ])('W1 %s without a period is of %j', (kind, expected) => {
    expect(told(kind)).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    ['2026-05-12', ['2026-05-12', '2026-05-12', '2026-05-13']],
    [' 2026-w20 ', ['2026-W20', '2026-05-11', '2026-05-18']],
    ['2026-W01', ['2026-W01', '2025-12-29', '2026-01-05']],
    ['2020-W53', ['2020-W53', '2020-12-28', '2021-01-04']],
    ['2026-05', ['2026-05', '2026-05-01', '2026-06-01']],
    ['2025-12', ['2025-12', '2025-12-01', '2026-01-01']],
    ['2024-02', ['2024-02', '2024-02-01', '2024-03-01']],
    ['2026-Q1', ['2026-Q1', '2026-01-01', '2026-04-01']],
    ['2025-Q4', ['2025-Q4', '2025-10-01', '2026-01-01']],
    ['2026-05-01/2026-05-01', ['2026-05-01/2026-05-01', '2026-05-01', '2026-05-02']],
    ['2026-04-30/2026-05-31', ['2026-04-30/2026-05-31', '2026-04-30', '2026-06-01']],
  ])('W1 %s is %j', (given, expected) => {
    expect(told('sla', given)).toEqual(expected);
  });

  test.each([
    '2026-02-30',
    '2025-W53',
    '2026-W00',
    '2026-W1',
    '2026-13',
    '2026-Q5',
    '2026-Q0',
    'x2026-Q1',
    '2026-Q11',
    '2026-051',
    'x2026-05',
    'x2026-W20',
    '2026-W201',
    '2026-05-02/2026-05-01',
    '2026-05-01/',
    '/2026-05-01',
    '2026-02-30/2026-05-01',
    '2026-05-01/2026-02-30',
    '2026-05-01/2026-05-02/2026-05-03',
    'last week',
    '',
  ])('W1 `%s` is no period', (given) => {
    expect(told('sla', given)).toEqual(refused(given, any));
    expect(told('attribution', given)).toEqual(refused(given, any));
  });

  test('W1 each kind takes its own form', () => {
    expect(told('daily_check_in', '2026-W20')).toEqual(refused('2026-W20', day));
    expect(told('daily_check_in', '2026-05-11')).toEqual(['2026-05-11', '2026-05-11', '2026-05-12']);
    const week = 'an ISO week that its year has, `2026-W20`';
    expect(told('weekly_close', '2026-05-12')).toEqual(refused('2026-05-12', week));
    expect(told('weekly_close', '2026-W20')).toEqual(['2026-W20', '2026-05-11', '2026-05-18']);
    expect(told('calibration', '2026-05')).toEqual(refused('2026-05', 'a quarter, `2026-Q2`'));
    expect(told('calibration', '2026-Q2')).toEqual(['2026-Q2', '2026-04-01', '2026-07-01']);
    expect(told('sla', '2026-05')[0]).toBe('2026-05');
    const now = 'today, or no period: it is read as things stand';
    expect(told('scaling', '2026-05-11')).toEqual(refused('2026-05-11', now));
    expect(told('scaling', '2026-W20')).toEqual(refused('2026-W20', now));
    expect(told('scaling', today)).toEqual([today, today, '2026-05-13']);
  });

  test('W1 one that has not begun is refused, one that begins today is not', () => {
    const begun = 'one that has begun: today is 2026-05-12, 2026-W20, 2026-Q2';
    expect(told('sla', '2026-05-13')).toEqual(refused('2026-05-13', begun));
    expect(told('sla', '2026-Q3')).toEqual(refused('2026-Q3', begun));
    expect(told('sla', '2026-05-12/2026-12-31')[0]).toBe('2026-05-12/2026-12-31');
    expect(told('weekly_close', '2026-W20', '2026-05-11')[0]).toBe('2026-W20');
    expect(told('weekly_close', '2026-W20', '2026-05-10')[0]).toBe('INVALID_INPUT');
  });
});

test('W1 the period before is of the same kind, a range as long', () => {
  const before = (name: string, from: string, until: string) => Object.values(daysBefore({ name, from, until }));
  expect(before('2026-Q2', '2026-04-01', '2026-07-01')).toEqual(['2026-Q1', '2026-01-01', '2026-04-01']);
  expect(before('2026-01', '2026-01-01', '2026-02-01')).toEqual(['2025-12', '2025-12-01', '2026-01-01']);
  expect(before('2026-W20', '2026-05-11', '2026-05-18')).toEqual(['2026-W19', '2026-05-04', '2026-05-11']);
  expect(before('2026-05-12', '2026-05-12', '2026-05-13')).toEqual(['2026-05-11', '2026-05-11', '2026-05-12']);
  expect(before('2026-05-10/2026-05-12', '2026-05-10', '2026-05-13')).toEqual([
    '2026-05-07/2026-05-09',
    '2026-05-07',
    '2026-05-10',
  ]);
  expect(before('2026-05-10/2026-05-11', '2026-05-10', '2026-05-12')[0]).toBe('2026-05-08/2026-05-09');
});

test('W1 a period runs from midnight to midnight in the zone of the policy, and is over then', () => {
  const week: DaySpan = weekDays('2026-04-22');
  const at = (now: string) => periodOf(week, { calendar, now, zone: 'America/New_York' });
  expect(at(weekEnds)).toEqual({
    name: '2026-W17',
    from: weekBegins,
    to: weekEnds,
    zone: 'America/New_York',
    closed: true,
  });
  expect(at(lastOfWeek).closed).toBe(false);
  const within = [justBefore, weekBegins, lastOfWeek, weekEnds].map((each) => isWithin({ at: each }, at(weekEnds)));
  expect(within).toEqual([false, true, true, false]);
});

describe('T2, T4 hours that a duty took', () => {
  const spent = (from: string, to: string) => businessHours(`2026-${from}:00.000Z`, `2026-${to}:00.000Z`, calendar);

  test.each([
    // Tuesday 21 April, 10:00 to 11:30 in New York.
    ['04-21T14:00', '04-21T15:30', 1.5],
    ['04-21T14:00', '04-21T14:00', 0],
    // Before opening, and after closing.
    ['04-21T11:00', '04-21T14:00', 1],
    ['04-21T20:00', '04-22T01:00', 1],
    ['04-21T22:00', '04-22T02:00', 0],
    // Overnight: Tuesday 16:00 to Wednesday 10:00.
    ['04-21T20:00', '04-22T14:00', 2],
    // Friday 16:00 to Monday 10:00, and over the weekend alone.
    ['04-24T20:00', '04-27T14:00', 2],
    ['04-25T14:00', '04-26T14:00', 0],
    ['04-25T14:00', '04-27T14:00', 1],
    // A whole week.
    ['04-20T13:00', '04-27T13:00', 40],
  ])('T2 from %s to %s: %d', (from, to, hours) => {
    expect(spent(from, to)).toBe(hours);
  });

  test('T4 elapsed hours count nights and weekends', () => {
    expect(elapsedHours('2026-04-24T20:00:00.000Z', '2026-04-27T14:30:00.000Z')).toBe(66.5);
  });
});
