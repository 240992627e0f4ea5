import { describe, expect, test } from 'vitest';
import { Search, told } from './exhaustive.ts';
import { slices } from './exhaustive-slices.ts';

/** A first part of each slice; `node scripts/run-ts.mjs scripts/search.ts` goes to its end. */
const bounds = { states: 120, seconds: 5 };

describe('breadth first over the shipped decide functions', () => {
  for (const slice of slices) {
    test(`inv2 inv3 inv6 inv7 inv8 no state of the slice ${slice.name} breaks an invariant`, () => {
      const report = new Search(slice).run(bounds);
      expect(report.violations, told(report)).toEqual([]);
      expect(report.states).toBeGreaterThan(20);
    });
  }
});
