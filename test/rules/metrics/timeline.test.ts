import { expect, test } from 'vitest';
import { backFrom, distinct, holdsSince, summed, valueBefore } from '../../../src/rules/metrics/timeline.ts';

const step = (at: string, by: number) => ({ at, by });

test('W10 a state is what its changes come to, what one act does at once being one change', () => {
  const line = summed([step('b', 2), step('a', 1), step('b', -1), step('d', -2)]);
  expect(line).toEqual([
    { at: 'a', value: 1 },
    { at: 'b', value: 2 },
    { at: 'd', value: 0 },
  ]);
  expect([valueBefore(line, 'a'), valueBefore(line, 'b'), valueBefore(line, 'c'), valueBefore(line, 'e')]).toEqual([
    0, 1, 2, 0,
  ]);
});

test('W10 a trigger holds since it last began to, without a break', () => {
  const line = summed([step('a', 3), step('b', -1), step('c', 1), step('d', 5)]);
  expect(holdsSince(line, (value) => value >= 3)).toBe('c');
  expect(holdsSince(line, (value) => value >= 2)).toBe('a');
  expect(holdsSince(line, (value) => value > 8)).toBeNull();
  expect(holdsSince([], () => true)).toBeNull();
});

test('W10 a type of sequences counts once, whatever keeps it up', () => {
  const line = distinct([
    { at: 'a', sequence: 'nurture', by: 1 },
    { at: 'b', sequence: 'nurture', by: 1 },
    { at: 'c', sequence: 'activation', by: 1 },
    { at: 'd', sequence: 'nurture', by: -1 },
    { at: 'e', sequence: 'nurture', by: -1 },
  ]);
  expect(line.map(({ value }) => value)).toEqual([1, 1, 2, 2, 1]);
});

test('W10 a state is known since an instant by what it is now and by what changed, whatever went before', () => {
  const steps = [step('a', 1), step('c', 2), step('d', -1)];
  // Five stand now, of whom the changes tell two: three stood all along.
  expect(backFrom(5, steps, 'b')).toEqual([
    { at: 'b', value: 4 },
    { at: 'c', value: 6 },
    { at: 'd', value: 5 },
  ]);
  expect(backFrom(2, steps, '')).toEqual([{ at: '', value: 0 }, ...summed(steps)]);
  expect(backFrom(3, [], 'b')).toEqual([{ at: 'b', value: 3 }]);
});
