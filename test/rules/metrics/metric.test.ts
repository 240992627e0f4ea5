import { describe, expect, test } from 'vitest';
import { figureName } from '../../../src/rules/metrics/figure-name.ts';
import { apartText, figureText, percentText } from '../../../src/rules/metrics/figure-text.ts';
import {
  besideBefore,
  count,
  type MetricHead,
  median,
  middle,
  row,
  share,
  type TracedRow,
  tracedAs,
} from '../../../src/rules/metrics/metric.ts';

const named: MetricHead = { name: 'tried', clause: '6.1', ruling: 'W1', owner: 'cro', basis: 'ruling' };
const at = (n: number, instant: string, parts: TracedRow['in'], value?: number): TracedRow =>
  row({ account: `a${n}.com`, seq: n, at: instant }, parts, value === undefined ? {} : { value });
const rows: readonly TracedRow[] = [
  at(3, 'c', ['numerator', 'denominator'], 9),
  at(1, 'a', ['denominator'], 1),
  at(4, 'b', ['apart'], 100),
  at(2, 'b', ['numerator', 'denominator'], 4),
];
const order = (traced: readonly { readonly event: number }[]) => traced.map(({ event }) => event);

test('W1 a row says what was counted, where, when and in which part of the figure', () => {
  expect(row({ account: 'acme.com', seq: 7, at: 'a' }, ['apart'], { value: 3, signal_type: 'E1' })).toEqual({
    account: 'acme.com',
    event: 7,
    at: 'a',
    in: ['apart'],
    value: 3,
    signal_type: 'E1',
  });
  expect(tracedAs('x', rows)[0]).toEqual({ metric: 'x', ...rows[1] });
  expect(order(tracedAs('x', rows))).toEqual([1, 2, 4, 3]);
  expect(order(tracedAs('x', [...rows].reverse()))).toEqual([1, 2, 4, 3]);
});

describe('W1 figures and their counts', () => {
  test('W1 a count is of the rows in the numerator', () => {
    const { metric, traced } = count(named, rows, { open: 1 });
    expect(metric).toEqual({ ...named, unit: 'count', value: 2, parts: { open: 1 } });
    expect(order(traced)).toEqual([1, 2, 4, 3]);
    expect(count(named, []).metric).toEqual({ ...named, unit: 'count', value: 0 });
  });

  test('W1 a share shows its counts, and nothing in the denominator is no value', () => {
    expect(share(named, rows, { none: 'nothing' }).metric).toEqual({
      ...named,
      unit: 'share',
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
    });
    expect(share(named, [at(1, 'a', ['denominator'])], { none: 'nothing', parts: { open: 0 } }).metric).toEqual({
      ...named,
      unit: 'share',
      value: 0,
      numerator: 0,
      denominator: 1,
      parts: { open: 0 },
    });
    expect(share(named, [at(1, 'a', ['apart'])], { none: 'nothing' }).metric).toEqual({
      ...named,
      unit: 'share',
      value: null,
      numerator: 0,
      denominator: 0,
      not_measurable: { why: 'no_cases', because: 'nothing' },
    });
  });

  test("W5 a median is of the numerator's values: the middle one, or the mean of both middle ones", () => {
    expect([middle([]), middle([5]), middle([10, 2]), middle([100, 9, 20]), middle([9, 1, 30, 2])]).toEqual([
      null,
      5,
      6,
      20,
      5.5,
    ]);
    expect(median(named, rows, { unit: 'days', none: 'none', parts: { n: 1 } }).metric).toEqual({
      ...named,
      unit: 'days',
      value: 6.5,
      n: 2,
      parts: { n: 1 },
    });
    expect(
      median(named, [at(1, 'a', ['apart'], 3), at(2, 'a', ['numerator'])], { unit: 'hours', none: 'none' }),
    ).toEqual({
      metric: {
        ...named,
        unit: 'hours',
        value: null,
        n: 0,
        not_measurable: { why: 'no_cases', because: 'none' },
      },
      traced: [
        { metric: 'tried', ...at(1, 'a', ['apart'], 3) },
        { metric: 'tried', ...at(2, 'a', ['numerator']) },
      ],
    });
  });

  test('6.1a each figure stands beside the same one of the period before', () => {
    const figure = (name: string, value: number | null) => ({
      metric: { ...named, name, unit: 'count' as const, value },
      traced: tracedAs(name, rows),
    });
    const beside = besideBefore([figure('a', 1), figure('b', 2), figure('c', 3)], [figure('b', 5), figure('c', null)]);
    expect(beside.map(({ metric }) => [metric.name, metric.value, metric.before])).toEqual([
      ['a', 1, null],
      ['b', 2, 5],
      ['c', 3, null],
    ]);
    expect(beside[1]?.traced).toHaveLength(4);
  });
});

describe('6.1a figures as people say them', () => {
  test('6.1a shares in per cent, counts whole, days and hours with their unit', () => {
    expect([percentText(null), percentText(0.12345), percentText(0.5), percentText(0.12345, 2)]).toEqual([
      'none',
      '12.3 %',
      '50 %',
      '12.35 %',
    ]);
    expect([figureText(null, 'count'), figureText(undefined, 'share'), figureText(7, 'count')]).toEqual([
      'none',
      'none',
      '7',
    ]);
    expect([figureText(1.239, 'days'), figureText(3, 'hours'), figureText(1.239, 'hours', 1)]).toEqual([
      '1.24 days',
      '3 hours',
      '1.2 hours',
    ]);
    expect([figureText(0.5, 'share'), figureText(0.12345, 'share', 2)]).toEqual(['50 %', '12.35 %']);
  });

  test('6.1a two that differ are told to as many digits as show it, six at most', () => {
    expect(apartText(0.5, 0.25, 'share')).toEqual(['50 %', '25 %']);
    expect(apartText(1.23, 1.24, 'days')).toEqual(['1.23 days', '1.24 days']);
    expect(apartText(1, 1.000001, 'days')).toEqual(['1 days', '1.000001 days']);
    expect(apartText(1, 1.0000001, 'days')).toEqual(['1 days', '1 days']);
  });

  test('6.1a names as people write them', () => {
    expect(
      [
        'new_mqls',
        'mql_to_sql',
        'sla_sqls',
        'sql_to_briefing',
        'briefings_ahead',
        're_entries',
        're_engagement',
        'daily_check_in',
        'cro_reviews_of_cmos',
        'more_regressed',
      ].map(figureName),
    ).toEqual([
      'new MQLs',
      'MQL to SQL',
      'SLA SQLs',
      'SQL to Briefing',
      'Briefings ahead',
      're-entries',
      're-engagement',
      'daily check-in',
      'CRO reviews of CMOs',
      'more regressed',
    ]);
  });
});
