import { expect, test } from 'vitest';
import type { Applied } from '../../../src/rules/aggregates/event-stamp.ts';
import { broughtToo, nothing } from '../../../src/rules/reactions/brought.ts';

const thing = (kind: string, day: number, account?: string): Applied => ({
  kind,
  ...(account ? { account } : {}),
  due_at: `2026-05-0${day}T14:00:00.000Z`,
  noticed_at: '2026-06-01T14:00:00.000Z',
});

test('T6 of thousands of things that fell due the earliest of accounts and of the desk are held, in order, and all are counted', () => {
  const [late, tied, soon] = [thing('lapse', 3, 'a.com'), thing('tied', 2, 'b.com'), thing('soon', 1, 'c.com')];
  const [desk, later] = [thing('posted', 2), thing('recurred', 4)];
  const one = broughtToo(nothing, [later, late, thing('first', 2, 'a.com')], 2);
  expect(one.first.map(({ kind }) => kind)).toEqual(['first', 'lapse', 'recurred']);
  const two = broughtToo(one, [tied, desk], 2);
  expect(two.first.map(({ kind }) => kind)).toEqual(['first', 'tied', 'posted', 'recurred']);
  const three = broughtToo(two, [soon, thing('last', 5)], 2);
  expect([three.count, ...three.first.map(({ kind }) => kind)]).toEqual([7, 'soon', 'first', 'posted', 'recurred']);
  expect(broughtToo(three, [late], 0)).toEqual({ count: 8, first: [] });
});
