import { expect, test } from 'vitest';
import { holidaysLeft } from '../../../src/rules/policy/holidays.ts';
import { buyingFilled, buyingNamed, buyingRulesIn, listed, signalTypesIn } from '../../../src/rules/policy/signals.ts';
import { isFurther } from '../../../src/rules/vocabulary/signal-types.ts';
import { testPolicy } from '../../support/policy.ts';

const { values } = testPolicy();
const rule = values.buying.S1;
const buying = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, rule]));

test('P6 the types of signals that a policy has, in the order of their numbers, and which are further ones', () => {
  const { E1, E2, E4 } = values.engagement.signals;
  expect(
    signalTypesIn({ engagement: { signals: { E4, E2, E1, E12: E1 } as typeof values.engagement.signals } }),
  ).toEqual(['E1', 'E2', 'E4', 'E12']);
  expect(['E10', 'E11', 'E20', 'E21', 'S1', ''].map(isFurther)).toEqual([false, true, true, false, false, false]);
});

test('6.3b buying signals are named as a row where none is left out, else one by one', () => {
  expect(buyingRulesIn(buying('S3', 'S1')).map(([name]) => name)).toEqual(['S1', 'S3']);
  expect([
    buyingNamed({}),
    buyingNamed(buying('S2')),
    buyingNamed(buying('S1', 'S2')),
    buyingNamed(buying('S1', 'S2', 'S3')),
    buyingNamed(buying('S2', 'S3', 'S4')),
    buyingNamed(buying('S1', 'S2', 'S4')),
    buyingNamed(values.buying),
  ]).toEqual(['no buying signal', 'S2', 'S1 and S2', 'S1 to S3', 'S2 to S4', 'S1, S2 and S4', 'S1 to S4']);
  expect(buyingFilled('score {buying}, all of {buying}', buying('S1', 'S2', 'S3'))).toBe(
    'score S1 to S3, all of S1 to S3',
  );
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
});

test('T1 how far the list of holidays goes, without a year left out', () => {
  const years = (...given: readonly number[]) => ({
    business_time: {
      ...values.business_time,
      holidays: {
        ...values.business_time.holidays,
        value: Object.fromEntries(given.map((year) => [String(year), []])),
      },
    },
  });
  const left = (today: string, ...given: readonly number[]) => holidaysLeft(years(...given), today);
  expect([
    left('2026-04-21', 2025, 2026, 2027, 2029),
    left('2026-12-31', 2026),
    left('2028-01-01', 2026, 2027, 2029),
  ]).toEqual([
    { until: '2027-12-31', days: 619, lacks: '2028' },
    { until: '2026-12-31', days: 0, lacks: '2027' },
    null,
  ]);
});
