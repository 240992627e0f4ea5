import { expect, test } from 'vitest';
import { searchSending } from './sending-search.ts';

/** The whole search (`scripts/search.ts --slice sending`) takes half a minute; what lies near its beginning is tried with every change. */
test('inv1 inv4 inv5 no order of enrolling, permitting, opting out, replying, joining, erasing and reporting lets out what may not', () => {
  const { states, granted, redeemed, violations } = searchSending({ states: 250 });
  expect(violations).toEqual([]);
  expect([states > 250, granted > 0, redeemed > 0]).toEqual([true, true, true]);
}, 300_000);
