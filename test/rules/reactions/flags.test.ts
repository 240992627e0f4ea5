import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  daysLater,
  decide,
  fact,
  file,
  openOf,
  passingFacts,
  put,
  retract,
  save,
  sig,
  signal,
  standing,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const flags = (world: TestWorld) => world.account('acme.com').flags;
const shrink = (world: TestWorld) => save(world, [fact('employees', 150, { as_of: '2026-04-19' })]);
const grow = (world: TestWorld) => save(world, [fact('employees', 250, { as_of: '2026-04-20' })]);
/** A call that changes nothing, and brings the account up to now. */
const stir = (world: TestWorld) => world.run('sales.ops', saveAccount, { domain: 'acme.com' });

/** MQL, no review under way; its one signal is of 20 April. */
function nurtured(): TestWorld {
  const world = acmePending();
  decide(world, 'dispute');
  return world;
}

function acmeSql(): TestWorld {
  const world = acmePending();
  decide(world, 'confirm');
  return world;
}

function lost(): TestWorld {
  const world = acmeSql();
  const deal = { account: 'acme.com', event: 'briefing_scheduled', at: '2026-04-28T15:00:00Z' } as const;
  world.run('cro', advanceDeal, deal);
  world.run('cro', advanceDeal, { account: 'acme.com', event: 'lost', reason: 'no budget' });
  return world;
}

const raisings = (world: TestWorld) =>
  world.events.flatMap(({ event, at }) => {
    const each = event as { readonly type: string; readonly flag: string; readonly because: string };
    return each.type === 'flag_raised' ? [[each.flag, at, each.because]] : [];
  });

describe('gates that fail later', () => {
  test('L13b nobody moves: a flag and a duty', () => {
    const world = nurtured();
    shrink(world);
    expect([standing(world), flags(world)]).toEqual([
      ['MQL', 'NONE'],
      ['gates_failing', 'criteria_lapsed'],
    ]);
    expect(openOf(world, 'mend_gates')).toMatchObject({ role: 'sales.ops', due_at: '2026-04-22T14:00:00.000Z' });
    expect(openOf(world, 'mend_criteria')).toBeUndefined();
    expect(raisings(world)[0]).toEqual([
      'gates_failing',
      '2026-04-21T14:00:00.000Z',
      'G1: `employees` is 150 as of 2026-04-19, wanted at least 200 (assumed gate)',
    ]);
  });

  test('L13b a newer fact lowers both, and closes the duty', () => {
    const world = nurtured();
    shrink(world);
    grow(world);
    expect([flags(world), openOf(world, 'mend_gates')]).toEqual([[], undefined]);
  });

  test('L13b an override lowers them too', () => {
    const world = nurtured();
    shrink(world);
    world.run('cro', overrideGate, {
      account: 'acme.com',
      gate: 'G1',
      justification: 'its partners sell more than its people do',
      compensating_signals: [sig(world)],
    });
    expect([flags(world), openOf(world, 'mend_gates')]).toEqual([[], undefined]);
  });

  test.each<[AccountState['stage'], readonly string[]]>([
    ['PROSPECT', []],
    ['MQL', ['gates_failing', 'criteria_lapsed']],
    ['SQL', ['gates_failing', 'criteria_lapsed']],
    ['BRIEFING_READY', ['gates_failing', 'criteria_lapsed']],
    ['ASSESSMENT_QUALIFIED', ['gates_failing', 'criteria_lapsed']],
    ['WON', []],
    ['RECYCLED', []],
    ['DISQUALIFIED', []],
    ['ARCHIVED', []],
  ])('L13b at %s', (stage, expected) => {
    const world = nurtured();
    put(world, { stage });
    shrink(world);
    expect(flags(world)).toEqual(expected);
  });

  test('L13b a fast track whose gate fails is flagged too, with the one duty', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 1 });
    classify(world);
    shrink(world);
    expect([standing(world), flags(world)]).toEqual([
      ['PROSPECT', 'DOSSIER_DUE'],
      ['gates_failing', 'criteria_lapsed'],
    ]);
    expect([openOf(world, 'mend_gates')?.role, openOf(world, 'mend_criteria')]).toEqual(['sales.ops', undefined]);
  });

  test('L13b it is not raised twice', () => {
    const world = nurtured();
    shrink(world);
    save(world, [fact('employees', 140, { as_of: '2026-04-20' })]);
    expect(raisings(world)).toHaveLength(2);
    expect(world.account('acme.com').tasks.filter((task) => task.kind === 'mend_gates')).toHaveLength(1);
  });
});

describe('criteria that lapse', () => {
  test('L14 by retraction: a flag and a duty', () => {
    const world = nurtured();
    retract(world, sig(world));
    expect([standing(world), flags(world), openOf(world, 'mend_criteria')?.role]).toEqual([
      ['MQL', 'NONE'],
      ['criteria_lapsed'],
      'sales.ops',
    ]);
  });

  test('L14 a new signal lowers it', () => {
    const world = nurtured();
    retract(world, sig(world));
    file(world, signal.comment(2), { ago: 2 });
    expect([flags(world), openOf(world, 'mend_criteria')]).toEqual([[], undefined]);
  });

  test('L14 a review on the way counts too, at PROSPECT', () => {
    const world = acme(passingFacts());
    put(world, { review: 'DOSSIER_DUE' });
    file(world, signal.comment(), { ago: 1 });
    retract(world, sig(world));
    expect(flags(world)).toEqual(['criteria_lapsed']);
  });

  test.each([
    ['2026-10-18T03:59:59.999Z', []],
    ['2026-10-18T04:00:00.000Z', ['criteria_lapsed']],
  ])('L14 by time alone, after 180 days and not at them: %s', (now, expected) => {
    const world = nurtured();
    world.now = now;
    stir(world);
    expect(flags(world)).toEqual(expected);
  });

  test('L14 noticed late, it is dated when it fell', () => {
    const world = nurtured();
    world.now = '2026-11-03T15:00:00.000Z';
    stir(world);
    expect(raisings(world)).toEqual([
      [
        'criteria_lapsed',
        '2026-10-18T04:00:00.000Z',
        'engagement_signal: the newest qualifying signal is E1, 181 days old; the window is 180 days',
      ],
    ]);
    expect(openOf(world, 'mend_criteria')?.opened_at).toBe('2026-10-18T04:00:00.000Z');
    expect(world.account('acme.com').alarm).toBeNull();
  });

  test('L10 a recycled account needs no live signal, nor once it is MQL again', () => {
    const world = lost();
    world.now = daysLater(200);
    stir(world);
    expect(flags(world)).toEqual([]);
    world.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'recycle', reason: 'rested' });
    world.now = daysLater(201);
    stir(world);
    expect([standing(world), flags(world)]).toEqual([['MQL', 'NONE'], []]);
  });

  test('L14 one that came back from SQL does, like any MQL', () => {
    const world = acmeSql();
    world.now = daysLater(30);
    world.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'regress', reason: 'idle' });
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'confirm' });
    world.now = daysLater(200);
    stir(world);
    expect([standing(world), flags(world)]).toEqual([['MQL', 'NONE'], ['criteria_lapsed']]);
  });

  test.each<[AccountState['stage'], readonly string[]]>([
    ['BRIEFING_READY', ['criteria_lapsed']],
    ['ASSESSMENT_QUALIFIED', ['criteria_lapsed']],
    ['WON', []],
  ])('L3 beyond SQL it is flagged and nothing is refused: %s', (stage, expected) => {
    const world = acmeMql();
    put(world, { stage, review: 'NONE' });
    world.now = daysLater(200);
    stir(world);
    expect(flags(world)).toEqual(expected);
  });

  test('L14 booking the Briefing mends nothing', () => {
    const world = acmeSql();
    retract(world, sig(world));
    world.run('cro', advanceDeal, { account: 'acme.com', event: 'briefing_scheduled', at: '2026-04-28T15:00:00Z' });
    expect([standing(world)[0], flags(world), openOf(world, 'mend_criteria')?.role]).toEqual([
      'BRIEFING_READY',
      ['criteria_lapsed'],
      'sales.ops',
    ]);
    world.run('cro', advanceDeal, { account: 'acme.com', event: 'lost', reason: 'no budget' });
    expect([flags(world), openOf(world, 'mend_criteria')]).toEqual([[], undefined]);
  });
});
