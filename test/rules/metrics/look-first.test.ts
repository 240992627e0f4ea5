import { expect, test } from 'vitest';
import { lookFirst } from '../../../src/rules/metrics/look-first.ts';
import type { Metric } from '../../../src/rules/metrics/metric.ts';

const figure = (name: string, more: Partial<Metric>): Metric => ({
  name,
  clause: '6.1',
  ruling: 'W2',
  owner: 'sales.ops',
  unit: 'count',
  value: 0,
  basis: 'ruling',
  ...more,
});

const told = (metrics: readonly Metric[], runs = false) =>
  lookFirst(metrics, [], { runs }).map(({ because }) => because);

test('6.1a what is late comes first, the most of it before the rest, and three things at most', () => {
  const late = [
    figure('sla_mqls', { unit: 'share', value: null, parts: { open_late: 1, withdrawn: 0 } }),
    figure('sqls_pending', { value: 2, before: 5 }),
    figure('new_mqls', { value: 1, before: 4 }),
    figure('lost', { value: 3, before: 1 }),
  ];
  expect(told(late)).toEqual([
    '2 reviews of the CRO are late',
    '1 dossier is late and open',
    'new MQLs went from 4 to 1',
  ]);
});

test('6.1a a figure is told where it is worse than before, the steepest change first', () => {
  const worse = [
    figure('median_days_mql_to_sql', { unit: 'days', value: 5, before: 4, n: 2 }),
    figure('mql_to_sql', { unit: 'share', value: 0.25, before: 0.5, numerator: 1, denominator: 4 }),
    figure('won', { value: 2, before: 1 }),
    figure('regressed', { value: 1, before: 2 }),
    figure('re_entries', { value: 0, before: 2 }),
    figure('recycled', { value: 0, before: 1 }),
    figure('reply_rate', { unit: 'share', value: null, before: 0.1 }),
  ];
  expect(told(worse)).toEqual([
    'MQL to SQL went from 50 % to 25 % (1 of 4)',
    'median days MQL to SQL went from 4 days to 5 days',
  ]);
});

test('6.1a two shares that differ are told apart, to as many digits as that takes', () => {
  const share = (before: number, numerator: number, denominator: number) =>
    figure('mql_to_sql', { unit: 'share', value: numerator / denominator, before, numerator, denominator });
  expect(told([share(5 / 6, 4, 5)])).toEqual(['MQL to SQL went from 83.3 % to 80 % (4 of 5)']);
  expect(told([share(1, 1999, 2000)])).toEqual(['MQL to SQL went from 100 % to 99.95 % (1999 of 2000)']);
  expect(told([figure('median_days_mql_to_sql', { unit: 'days', value: 10 / 3, before: 3, n: 3 })])).toEqual([
    'median days MQL to SQL went from 3 days to 3.3 days',
  ]);
});

test('W1 a count of a period that runs is told as so far, beside the whole one before', () => {
  const metrics = [
    figure('new_mqls', { value: 1, before: 4 }),
    figure('mql_to_sql', { unit: 'share', value: 0.25, before: 0.5, numerator: 1, denominator: 4 }),
  ];
  expect(told(metrics, true)).toEqual([
    'new MQLs: 1 so far, 4 in the period before',
    'MQL to SQL went from 50 % to 25 % (1 of 4)',
  ]);
});

test('W1 figures that would be another since come last', () => {
  const because = 'the signals that it rested on were retracted since';
  const restated = ['acme.com', 'beta.com'].map((account) => ({ metric: 'new_mqls', account, was: 3, is: 1, because }));
  expect(lookFirst([], restated, { runs: false })).toEqual([
    { metric: 'new_mqls', because: '2 accounts make a difference to new MQLs since it was fixed' },
  ]);
});

test('6.1a work that waits is told while it waits; that less of it waits than before is nothing to look at', () => {
  const fewer = [
    figure('mqls_pending', { value: 0, before: 2 }),
    figure('briefing_requests_open', { value: 1, before: 3 }),
  ];
  expect(told(fewer)).toEqual(['1 Briefing request has no date yet']);
});
