import { expect, test } from 'vitest';
import { type SignalCase, signalRates } from '../../../src/rules/calibration/signal-rates.ts';
import { testPolicy } from '../../support/policy.ts';

const settings = testPolicy().values.calibration;

/** So many cases with these signals, the first of them successes. */
const cases = (n: number, succeeded: number, ...signals: string[]): readonly SignalCase[] =>
  Array.from({ length: n }, (_, at) => ({ signals: new Set(signals), succeeded: at < succeeded }));

const rates = (found: readonly SignalCase[], ...signals: string[]) =>
  signalRates('any_touch', signals, found, settings);

test('P3 thirteen episodes, six in SQL in time, E1 behind six of which four: insufficient, though 67 % looks like much', () => {
  const [e1] = rates([...cases(6, 4, 'E1'), ...cases(7, 2, 'E2')], 'E1');
  expect(e1).toMatchObject({ signal: 'E1', n: 6, k: 4, rate: 4 / 6, pooled: 6 / 13, p_holm: null });
  expect(e1?.low).toBeCloseTo(0.29999331, 7);
  expect(e1?.high).toBeCloseTo(0.90322859, 7);
  expect(e1?.posterior).toBeCloseTo(0.54945055, 7);
  expect(e1?.p_above).toBeCloseTo(0.74689146, 7);
  expect(e1?.p_fisher).toBeCloseTo(0.28613054, 7);
  expect(e1?.verdict).toBe('insufficient_data');
});

test('P3 the verdicts on both sides of their limits', () => {
  const strong = rates([...cases(20, 15, 'E1'), ...cases(40, 8, 'E2')], 'E1');
  expect(strong[0]?.p_holm).toBeCloseTo(0.0000588357, 9);
  expect(strong[0]?.verdict).toBe('strong');
  // The same at ten cases and at nine.
  expect(rates([...cases(10, 10, 'E1'), ...cases(40, 4)], 'E1')[0]?.verdict).toBe('strong');
  expect(rates([...cases(9, 9, 'E1'), ...cases(40, 4)], 'E1')[0]?.verdict).toBe('insufficient_data');
  const level = rates([...cases(12, 6, 'E1'), ...cases(30, 13)], 'E1');
  expect(level[0]?.p_above).toBeCloseTo(0.597706, 6);
  expect(level[0]?.verdict).toBe('no_evidence');
  // P(rate > pooled) of 0.8967 and of 0.9165, of 0.0989 and of 0.1261; none of them is significant.
  expect(rates([...cases(12, 9, 'E1'), ...cases(30, 13)], 'E1')[0]?.verdict).toBe('no_evidence');
  expect(rates([...cases(12, 9, 'E1'), ...cases(30, 12)], 'E1')[0]?.verdict).toBe('suggestive');
  expect(rates([...cases(12, 2, 'E1'), ...cases(30, 14)], 'E1')[0]?.verdict).toBe('suggestive');
  expect(rates([...cases(12, 3, 'E1'), ...cases(30, 16)], 'E1')[0]?.verdict).toBe('no_evidence');
});

test('P3 Holm counts the rows of ten cases or more, the others stand uncorrected', () => {
  const found = rates([...cases(20, 15, 'E1'), ...cases(40, 8, 'E2'), ...cases(3, 1, 'E3')], 'E1', 'E2', 'E3');
  const [e1, e2, e3] = found;
  expect(e1?.p_holm).toBeCloseTo(2 * (e1?.p_fisher ?? 0), 12);
  expect(e2?.p_holm).toBeCloseTo(Math.max(e2?.p_fisher ?? 0, e1?.p_holm ?? 0), 12);
  expect(e3?.p_holm).toBeNull();
});

test('P3 a signal behind every case, one behind none, and a quarter without cases', () => {
  const [all, none] = rates(cases(12, 5, 'E1'), 'E1', 'E2');
  expect(all).toMatchObject({ n: 12, k: 5, p_fisher: 1, verdict: 'insufficient_data' });
  expect(none).toMatchObject({ n: 0, k: 0, rate: null, low: null, high: null, p_fisher: null, pooled: 5 / 12 });
  expect(rates([], 'E1')).toEqual([
    {
      signal: 'E1',
      dimension: 'any_touch',
      n: 0,
      k: 0,
      rate: null,
      low: null,
      high: null,
      pooled: null,
      posterior: null,
      p_above: null,
      p_fisher: null,
      p_holm: null,
      verdict: 'insufficient_data',
    },
  ]);
});

test('P3 where all succeed, or none, no signal is better than another', () => {
  const found = [
    ...rates([...cases(12, 12, 'E1'), ...cases(12, 12)], 'E1'),
    ...rates([...cases(12, 0, 'E1'), ...cases(12, 0)], 'E1'),
  ];
  expect(found.map(({ p_above, posterior, verdict }) => [p_above, posterior, verdict])).toEqual([
    [null, 1, 'no_evidence'],
    [null, 0, 'no_evidence'],
  ]);
});
