import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { Signal } from '../../../src/rules/aggregates/account.ts';
import { acme, con, file, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const shared = acme();
const fresh = shared.save();
const [ana, home] = [{ email: 'ana@acme.com' }, { email: 'ana@home.org' }];

/** Ana's acts under both addresses, joined then; in the order of filing, with why each counts no more. */
function joined(...notes: readonly (readonly [Parameters<typeof file>[1], typeof ana, number])[]) {
  const world: TestWorld = shared;
  world.restore(fresh);
  file(world, signal.like('first'), { contact: ana, ago: 100 });
  file(world, signal.like('second'), { contact: home, ago: 150 });
  for (const [given, contact, ago] of notes) file(world, given, { contact, ago });
  const contacts = [{ contact: con(world, 1), same_as: con(world, 2) }];
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
  return world
    .account('acme.com')
    .signals.slice(2)
    .filter(({ type }) => type !== 'E8');
}
const told = (signals: readonly Signal[]) => signals.map(({ type, gone }) => `${type} ${gone?.why ?? 'stands'}`);

describe('A2 the acts of who was joined are weighed as one person’s', () => {
  test('A7 of two notes of one act the first stands, and the other says which', () => {
    const [first, second] = joined([signal.comment(1), ana, 9], [signal.comment(1), home, 9]);
    expect([first?.gone, second?.gone]).toMatchObject([
      undefined,
      { why: 'replaced', because: `${first?.id} tells the same act of the same person` },
    ]);
  });

  test('A7 acts of other days or objects are two', () => {
    expect(
      told(joined([signal.comment(1), ana, 9], [signal.comment(2), home, 9], [signal.comment(1), home, 50])),
    ).toEqual(['E1 stands', 'E1 stands', 'E1 stands']);
  });

  test('A7 the one that qualifies stands, whichever was filed first', () => {
    const open = signal.E5({ gated: false });
    expect(told(joined([open, ana, 9], [signal.E5(), home, 9]))).toEqual(['E5 replaced', 'E5 stands']);
    expect(told(joined([signal.E5(), ana, 9], [open, home, 9]))).toEqual(['E5 stands', 'E5 replaced']);
  });

  test('A4 an accepted introduction takes the place of the acknowledged one of the same referrer', () => {
    expect(told(joined([signal.E7(), ana, 9], [signal.E10(), home, 5]))).toEqual(['E7 replaced', 'E10 stands']);
    expect(told(joined([signal.E7({ referrer: 'Max Other' }), ana, 9], [signal.E10(), home, 5]))).toEqual([
      'E7 stands',
      'E10 stands',
    ]);
  });

  test('A4 likes are told apart by their posts, and enough of both make one', () => {
    const likes = joined(
      [signal.like(1), ana, 9],
      [signal.like(1), home, 9],
      [signal.like(2), home, 8],
      [signal.like(3), ana, 7],
    );
    expect(told(likes)).toEqual(['E1 stands', 'E1 stands', 'E1 stands', 'E1 stands']);
    expect(likes.map(({ qualifies }) => qualifies)).toEqual([false, false, false, true]);
    expect(likes[3]).toMatchObject({ because: '3 likes on different posts' });
    expect(likes[3]?.rests_on).toHaveLength(3);
    const few = joined([signal.like(1), ana, 9], [signal.like(1), home, 9], [signal.like(2), home, 8]);
    expect(few.map(({ qualifies }) => qualifies)).toEqual([false, false, false]);
  });
});
