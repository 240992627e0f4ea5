import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { objectKey } from '../../../src/rules/signals/signal-input.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { acme, file, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const by = { account: 'gmail.com', contact: { email: 'cy@gmail.com' } };
/** Two notes on Cy, of no company, that wait. */
function waiting(): { readonly world: TestWorld; readonly first: string; readonly second: string } {
  const world = acme();
  const [first = '', second = ''] = [1, 2].map((n) => file(world, signal.comment(n), { ...by, ago: n }).extra.signal);
  return { world, first, second };
}
const args = (id: string) => ({ signal: id, reason: 'it was another Cy' });
const why = (world: TestWorld) =>
  [...world.waiting.values()].map(({ ended, notes = [] }) => [ended?.why, ...notes.map((each) => each.ended?.why)])[0];

describe('L14, A2 a note that waits is taken back', () => {
  test('L14 by its filer or sales.ops; the person waits as long as another note does', () => {
    const { world, first, second } = waiting();
    const done = world.run('mining.mind', retractSignal, args(first));
    expect([done.outcome, done.checks, done.extra]).toEqual(['retracted', [], { account: null, fallen: [] }]);
    expect(done.summary).toContain(`E1 (${first}), which waited for an account, is taken back.`);
    expect(why(world)).toEqual([undefined, 'retracted', undefined]);
    world.run('sales.ops', retractSignal, args(second));
    expect(why(world)).toEqual([expect.any(String), 'retracted', 'retracted']);
  });

  test('L14 not by another role, twice, or under an id of nothing', () => {
    const { world, first } = waiting();
    expect(world.refused('cro', retractSignal, args(first))).toMatchObject({
      code: 'NOT_PERMITTED',
      next: 'let mining.mind or sales.ops retract it',
    });
    world.run('sales.ops', retractSignal, args(first));
    expect(world.refused('sales.ops', retractSignal, args(first))).toMatchObject({
      code: 'CONFLICT',
      found: 'that note waits no more',
      next: 'nothing more is to do',
    });
    expect(world.refused('sales.ops', retractSignal, args(`${first}9`))).toMatchObject({
      code: 'NOT_FOUND',
      clause: '3.2.1',
      ruling: 'A2',
      found: 'no note waits under that id',
      next: 'take the id from the answer to the note, or from session_sweep',
    });
  });

  test('L14 one that was placed is named by the signal that it became; one dismissed waits no more', () => {
    const { world, first, second } = waiting();
    world.run('sales.ops', completeTask, { task: second, note: 'a slip' });
    expect(world.refused('sales.ops', retractSignal, args(second)).found).toBe('that note waits no more');
    const contacts = [by.contact];
    const { extra } = world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    expect(world.refused('sales.ops', retractSignal, args(first))).toMatchObject({
      code: 'CONFLICT',
      found: `that note waits no more: it is ${extra.placed?.[0]?.signal}`,
      next: `retract_signal with ${extra.placed?.[0]?.signal}`,
    });
  });
});

test('A5 one object under its many addresses', () => {
  const one = [
    'https://www.acme.com/a',
    'http://acme.com/a/',
    ' ACME.com/a#part ',
    'acme.com/a?utm_source=x&trk=y',
    'acme.com/a//',
  ];
  expect(new Set(one.map(objectKey)).size).toBe(1);
  const others = [
    'acme.com/a?id=1',
    'acme.com/a?id=2',
    'acme.com/ab',
    'acme.com/www.b',
    'm.acme.com/a',
    'acme.com/a?x_utm_=1',
    'acme.com/?u=https://b.com',
  ];
  expect(new Set([...one, ...others].map(objectKey)).size).toBe(others.length + 1);
  const post = 'linkedin.com/posts/ana_activity-7190000000000000001-abcd';
  expect(
    new Set(
      [post, `https://de.linkedin.com/feed/update/urn:li:activity:7190000000000000001`, `https://m.${post}?trk=x`].map(
        objectKey,
      ),
    ).size,
  ).toBe(1);
});
