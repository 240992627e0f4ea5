import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { DeskState } from '../../../src/rules/aggregates/desk.ts';
import { acmeMql, acmePending, daysLater, decide, openOf, score } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

/** A call that changes nothing, and brings the account up to now. */
function stir(world: TestWorld, now: string): void {
  world.now = now;
  world.run('sales.ops', saveAccount, { domain: 'acme.com' });
}

/** The account's steps as time made them, and when. */
const passed = (world: TestWorld) =>
  world.events.flatMap(({ event, at }) => {
    const { type } = event as { readonly type: string };
    return type === 'task_missed' || type === 'task_escalated' ? [[type, at]] : [];
  });

const capacity = (world: TestWorld) =>
  world.desk.tasks
    .filter((task) => task.kind === 'capacity_review')
    .map(({ role, clause, subject, opened_at }) => [role, clause, subject, opened_at]);

const missed = ['task_missed', '2026-04-22T14:00:00.000Z'];
const escalated = ['task_escalated', '2026-04-23T14:00:00.000Z'];

describe('an approval step that stays open', () => {
  test.each([
    ['2026-04-22T14:00:00.000Z', []],
    ['2026-04-22T14:00:00.001Z', [missed]],
    ['2026-04-23T14:00:00.000Z', [missed]],
    ['2026-04-23T14:00:00.001Z', [missed, escalated]],
    ['2026-05-20T14:00:00.000Z', [missed, escalated]],
  ])('7.7 its SLA ends on the 22nd, its 48 hours on the 23rd: at %s', (now, expected) => {
    const world = acmePending();
    stir(world, now);
    expect(passed(world)).toEqual(expected);
  });

  test('4.3e over a weekend the SLA is the later, and both come together', () => {
    const world = acmeMql();
    world.now = '2026-04-24T14:00:00.000Z';
    score(world);
    stir(world, '2026-04-27T14:00:00.000Z');
    expect(passed(world)).toEqual([]);
    stir(world, '2026-04-27T14:00:00.001Z');
    expect(passed(world)).toEqual([
      ['task_missed', '2026-04-27T14:00:00.000Z'],
      ['task_escalated', '2026-04-27T14:00:00.000Z'],
    ]);
  });

  test('7.7 chief.staff gets a duty and the channel a word, once', () => {
    const world = acmePending();
    for (const days of [3, 4, 10]) stir(world, daysLater(days));
    const step = openOf(world, 'cro_review');
    expect(step).toMatchObject({ missed: true, escalated: true });
    expect(world.account('acme.com').tasks.filter((task) => task.kind === 'escalated_step')).toMatchObject([
      { role: 'chief.staff', clause: '5.4.4', subject: step?.id, opened_at: '2026-04-23T14:00:00.000Z' },
    ]);
    const posts = world.events.filter(({ event }) => (event as { type: string }).type === 'posted');
    expect(posts.filter(({ at }) => at > '2026-04-22')).toMatchObject([
      {
        at: '2026-04-23T14:00:00.000Z',
        event: {
          channel: 'cro-updates',
          text: 'Acme (acme.com): overdue since 2026-04-22, 10:00, and escalated to chief.staff: cro is to confirm, dispute or flag the dossier.',
        },
      },
    ]);
    expect(world.desk.missed).toEqual([{ role: 'cro', at: '2026-04-22T14:00:00.000Z' }]);
  });

  test('S-3 its act closes the escalation with it', () => {
    const world = acmePending();
    stir(world, daysLater(3));
    decide(world, 'confirm');
    expect(openOf(world, 'escalated_step')).toBeUndefined();
  });

  test('S-3 done at the last instant it is not missed', () => {
    const world = acmePending();
    world.now = '2026-04-22T14:00:00.000Z';
    decide(world, 'confirm');
    stir(world, daysLater(10));
    expect(passed(world)).toEqual([]);
  });

  test('S-3 a duty that is no approval is neither missed nor escalated', () => {
    const world = acmeMql();
    stir(world, daysLater(20));
    expect([openOf(world, 'dossier')?.due_at, passed(world)]).toEqual(['2026-04-22T14:00:00.000Z', []]);
  });
});

describe('missed again and again', () => {
  const withMisses = (...misses: DeskState['missed']) => {
    const world = acmePending();
    world.desk = { ...world.desk, missed: misses };
    stir(world, daysLater(2));
    return world;
  };
  const miss = (date: string, role: DeskState['missed'][number]['role'] = 'cro') => ({
    role,
    at: `${date}T14:00:00.000Z`,
  });

  test('7.7 three of one role within 30 days open a review of its capacity', () => {
    expect(capacity(withMisses(miss('2026-03-23'), miss('2026-04-10')))).toEqual([
      ['chief.staff', '7', 'cro', '2026-04-22T14:00:00.000Z'],
    ]);
  });

  test.each<[string, DeskState['missed']]>([
    ['the first 31 days before the last', [miss('2026-03-22'), miss('2026-04-10')]],
    ['two', [miss('2026-04-10')]],
    ['three of two roles', [miss('2026-04-09', 'sales.ops'), miss('2026-04-10')]],
  ])('S-4 not %s', (_, misses) => {
    expect(capacity(withMisses(...misses))).toEqual([]);
  });

  test('S-4 while it is open a fourth opens no second', () => {
    expect(capacity(withMisses(miss('2026-04-01'), miss('2026-04-02'), miss('2026-04-03')))).toHaveLength(1);
  });
});
