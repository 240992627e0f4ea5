import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { acmePending, classify, daysLater, decide, file, openOf, retract, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

/** Any act brings the account up to now. */
function stir(world: TestWorld, now: string): TestWorld {
  world.now = now;
  world.run('sales.ops', saveAccount, { domain: 'acme.com' });
  return world;
}
const propose = (world: TestWorld, change: 'regress' | 'recycle') =>
  world.run('sales.ops', proposeStageChange, { account: 'acme.com', change, reason: 'no word since' });

function decided(decision: 'confirm' | 'dispute'): TestWorld {
  const world = acmePending();
  decide(world, decision);
  return world;
}

function lost(): TestWorld {
  const world = decided('confirm');
  for (const event of ['briefing_scheduled', 'briefing_held', 'lost'] as const)
    world.run('cro', advanceDeal, { account: 'acme.com', event, at: world.now, reason: 'no budget' });
  return world;
}

describe.each([
  ['3.5e', 'an SQL', 'flag_idle_sql', () => decided('confirm'), '2026-05-21T04:00:00.000Z', '2026-05-21T21:00:00.000Z'],
  [
    '3.5f',
    'an MQL',
    'revert_idle_mql',
    () => decided('dispute'),
    '2026-07-20T04:00:00.000Z',
    '2026-07-20T21:00:00.000Z',
  ],
  ['3.5g', 'a lost deal', 'recycle', lost, '2026-07-20T04:00:00.000Z', '2026-07-20T21:00:00.000Z'],
] as const)('%s what days alone bring to %s', (clause, _, kind, seed, at, due_at) => {
  const before = new Date(Date.parse(at) - 1).toISOString();

  test(`${clause} nothing is owed a moment before its day`, () => {
    expect(openOf(stir(seed(), before), kind)).toBeUndefined();
  });

  test(`${clause} from its day on sales.ops owes it within a business day`, () => {
    expect(openOf(stir(seed(), at), kind)).toMatchObject({ role: 'sales.ops', clause: '3.5', opened_at: at, due_at });
  });

  test(`T6 ${clause} noticed days later it fell due then, and is recorded as noticed now`, () => {
    const world = stir(seed(), '2026-08-11T14:00:00.000Z');
    expect(openOf(world, kind)).toMatchObject({ opened_at: at, due_at });
    expect(world.account('acme.com').tasks.filter((task) => task.kind === kind)).toHaveLength(1);
  });

  test(`T6 ${clause} the alarm rings for it`, () => {
    expect(seed().account('acme.com').alarm).toBe(at);
  });
});

describe('the act closes it', () => {
  test('3.5e the proposal does, and a decline starts the days anew', () => {
    const world = stir(decided('confirm'), daysLater(30));
    expect(propose(world, 'regress').closed.map((task) => task.kind)).toEqual(['flag_idle_sql']);
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'decline', reason: 'they wrote to me' });
    expect(openOf(world, 'flag_idle_sql')).toBeUndefined();
    expect(openOf(stir(world, daysLater(59)), 'flag_idle_sql')).toBeUndefined();
    expect(openOf(stir(world, daysLater(60)), 'flag_idle_sql')?.opened_at).toBe('2026-06-20T04:00:00.000Z');
  });

  test('3.5f the way back does', () => {
    const world = stir(decided('dispute'), daysLater(90));
    expect(propose(world, 'regress').closed.map((task) => task.kind)).toContain('revert_idle_mql');
  });

  test('3.5g the recycling does, and a fast track out of the cool-down owes none', () => {
    expect(propose(stir(lost(), daysLater(90)), 'recycle').closed.map((task) => task.kind)).toEqual(['recycle']);
    const world = lost();
    world.now = daysLater(80);
    file(world, signal.E3(), { at: '2026-07-09T10:00:00-04:00' });
    classify(world);
    expect(openOf(stir(world, daysLater(100)), 'recycle')).toBeUndefined();
  });

  test('A10 engagement does, and its retraction brings it back at once', () => {
    const world = stir(decided('confirm'), daysLater(31));
    const done = file(world, signal.comment(7), { at: '2026-05-21T10:00:00-04:00' });
    expect(done.closed.map((task) => task.kind)).toContain('flag_idle_sql');
    world.now = daysLater(33);
    retract(world, done.extra.signal);
    expect(openOf(world, 'flag_idle_sql')?.opened_at).toBe(daysLater(33));
  });
});

test('L14 criteria that lapse ask for the same act in one duty, from the day they lapse', () => {
  const world = stir(decided('dispute'), '2026-11-03T15:00:00.000Z');
  const tasks = world
    .account('acme.com')
    .tasks.filter((task) => ['revert_idle_mql', 'mend_criteria'].includes(task.kind));
  expect(tasks.map(({ kind, opened_at, closed_at }) => [kind, opened_at, closed_at])).toEqual([
    ['revert_idle_mql', '2026-07-20T04:00:00.000Z', '2026-10-18T04:00:00.000Z'],
    ['mend_criteria', '2026-10-18T04:00:00.000Z', undefined],
  ]);
});

test('3.5f an MQL under review owes nothing of the kind', () => {
  const world = acmePending();
  expect(openOf(stir(world, daysLater(120)), 'revert_idle_mql')).toBeUndefined();
});
