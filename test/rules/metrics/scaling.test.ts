import { expect, test } from 'vitest';
import { isOver, type Trigger } from '../../../src/rules/metrics/scaling.ts';
import { testPolicy } from '../../support/policy.ts';

const { values } = testPolicy();

/** The last figure at which it rests, and the first at which it fires. */
const edges: readonly (readonly [string, Trigger['name'], number, number])[] = [
  ['9.1', 'mqls_per_week', 30, 31],
  ['9.2', 'active_sqls', 15, 16],
  ['9.3', 'emails_per_day', 50, 51],
  ['9.4', 'contacts_in_pipeline', 500, 501],
  ['9.5', 'sequence_types', 5, 6],
  ['9.6', 'clients', 4, 5],
];

test('9.1 9.2 9.3 9.4 9.5 9.6 W10 each trigger rests at its last figure and fires at the next', () => {
  for (const [clause, name, rests, fires] of edges)
    expect([clause, isOver(name, rests, values), isOver(name, fires, values)]).toEqual([clause, false, true]);
});
