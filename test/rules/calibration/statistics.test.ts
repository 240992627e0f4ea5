import { describe, expect, test } from 'vitest';
import { betaUpTo, fisher, holm, logGamma, wilson } from '../../../src/rules/calibration/statistics.ts';

const z = 1.959964;

describe('Wilson intervals as published', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('P3 %i of %i: %f to %f', (k, n, low, high) => {
    const found = wilson(k, n, z);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  test('P3 nothing has no interval, and the ends of a rate are not left', () => {
    expect(wilson(0, 0, z)).toBeNull();
    expect(wilson(0, 3, z)?.low).toBe(0);
    expect(wilson(3, 3, z)?.high).toBe(1);
  });
});

describe('the incomplete beta function', () => {
  // For whole numbers it is a sum of binomials: I(1/2; 2, 3) = P(two or more of four coins) = 11/16; I(1/4; 1/2, 1/2) = 1/3.
  test.each([
    [0.5, 2, 3, 11 / 16],
    [0.25, 0.5, 0.5, 1 / 3],
    [0.3, 10, 10, 0.032553356881300934],
    [0.61, 120, 80, 0.6100745513523662],
    [0.02, 1.16, 47.84, 0.5509469804866572],
    [0, 2, 3, 0],
    [1, 2, 3, 1],
  ])('P3 I(%f; %f, %f) = %f', (x, a, b, value) => {
    expect(betaUpTo(x, a, b)).toBeCloseTo(value, 12);
  });

  test('P3 the gamma function of 1/2 is the root of pi, of 11 ten factorial', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
    expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 12);
  });
});

describe("Fisher's exact test, two-sided", () => {
  // The lady and her tea: 34 of 70 tables (Fisher, The Design of Experiments, 1935). Convicted twins: 0.0005367 (Fisher 1962).
  test.each([
    [3, 4, 1, 4, 34 / 70],
    [2, 12, 15, 18, 0.0005367241191434357],
    [8, 10, 1, 6, 0.034965034965034975],
    [4, 6, 2, 7, 0.28613053613053613],
  ])('P3 %i of %i against %i of %i', (k, n, otherK, otherN, value) => {
    expect(fisher({ k, n, otherK, otherN })).toBeCloseTo(value, 12);
  });

  test('P3 without other cases nothing is shown', () => {
    expect(fisher({ k: 3, n: 5, otherK: 0, otherN: 0 })).toBe(1);
  });
});

test("P3 Holm's correction, step by step", () => {
  // The example of four hypotheses at 0.01, 0.04, 0.03, 0.005: the ordered values times 4, 3, 2, 1, never falling.
  const found = holm([0.01, 0.04, 0.03, 0.005]);
  expect(found.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([])).toEqual([]);
  expect(holm([0.7, 0.9])).toEqual([1, 1]);
});
