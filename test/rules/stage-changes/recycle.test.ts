import { describe, expect, test } from 'vitest';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import {
  acmeMql,
  acmePending,
  classify,
  daysLater,
  decide,
  fact,
  file,
  movesIn,
  openOf,
  save,
  score,
  signal,
  standing,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const recycling = { account: 'acme.com', change: 'recycle', reason: 'the rest is over' } as const;
const recycle = (world: TestWorld) => world.run('sales.ops', proposeStageChange, recycling);
const refused = (world: TestWorld) => world.refused('sales.ops', proposeStageChange, recycling);

/** Lost on the starting day; it rests until 20 July. */
function lost(): TestWorld {
  const world = acmePending();
  decide(world, 'confirm');
  const deal = { account: 'acme.com', event: 'briefing_scheduled', at: '2026-04-28T15:00:00Z' } as const;
  world.run('cro', advanceDeal, deal);
  world.run('cro', advanceDeal, { account: 'acme.com', event: 'lost', reason: 'no budget' });
  return world;
}

/** Lost, and ten days later an act of the given kind. */
function lostThen(given: Parameters<typeof file>[1]): TestWorld {
  const world = lost();
  world.now = daysLater(10);
  file(world, given, { at: '2026-05-01T09:00:00-04:00' });
  return world;
}

describe('the cool-down', () => {
  test('3.5g on day 89 it is refused', () => {
    const world = lost();
    world.now = daysLater(89);
    expect(refused(world)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L10',
      found: 'Acme cools down until 2026-07-20, 1 day more',
      next: 'wait, or file a new strong signal when one is seen',
    });
  });

  test('3.5g on day 90 it is MQL, for re-engagement', () => {
    const world = lost();
    world.now = daysLater(90);
    const done = recycle(world);
    expect([done.outcome, done.summary]).toEqual([
      'done',
      "Acme is MQL again, under marketing's ownership; its contacts go to re-engagement.",
    ]);
    expect(movesIn(done.events)).toMatchObject([
      {
        arrow: 'recycle',
        from: 'RECYCLED',
        to: 'MQL',
        review: 'NONE',
        clause: '3.5',
        because: 'the cool-down ended on 2026-07-20',
      },
    ]);
    expect(openOf(world, 'propose_re_engagement')).toMatchObject({ role: 'sales.ops', clause: '3.5' });
    expect(world.account('acme.com').cooldown_until).toBeNull();
  });

  test.each([
    ['2026-07-20T03:59:59.999Z', true],
    ['2026-07-20T04:00:00.000Z', false],
  ])('3.5g the day begins in New York: %s', (now, isRefused) => {
    const world = lost();
    world.now = now;
    expect('refused' in world.try('sales.ops', proposeStageChange, recycling)).toBe(isRefused);
  });

  test('L10 no live signal is needed', () => {
    const world = lost();
    world.now = daysLater(200);
    recycle(world);
    expect([standing(world), world.account('acme.com').flags]).toEqual([['MQL', 'NONE'], []]);
  });

  test('L10 gates must hold', () => {
    const world = lost();
    world.now = daysLater(90);
    save(world, [fact('employees', 150, { as_of: '2026-07-01' })]);
    expect(refused(world)).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'L10',
      found:
        'the gates of Acme do not hold: G1, `employees` is 150 as of 2026-07-01, wanted at least 200 (assumed gate)',
      next: 'sales.ops records newer facts (save_account)',
    });
  });

  test('L10 only what is RECYCLED', () => {
    expect(refused(acmeMql())).toMatchObject({
      found: 'Acme is MQL; only RECYCLED is recycled',
      next: 'explain_account says what it may do',
    });
  });
});

describe('a new strong signal', () => {
  test('3.5h it is on the fast track again, during its rest', () => {
    const world = lostThen(signal.E3());
    expect(classify(world).outcome).toBe('fast_track');
    expect([standing(world), openOf(world, 'dossier')?.role]).toEqual([['RECYCLED', 'DOSSIER_DUE'], 'sales.ops']);
  });

  test('3.5h meanwhile it is not recycled, be the rest over', () => {
    const world = lostThen(signal.E3());
    classify(world);
    world.now = daysLater(90);
    expect(refused(world)).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'L10',
      found: 'Acme is on a fast track (DOSSIER_DUE)',
      next: 'let the review end first',
    });
  });

  test('3.5h three buying signals and the word of the CRO: SQL', () => {
    const world = lostThen(signal.E3());
    classify(world);
    score(world, threeHigh());
    expect(standing(world)).toEqual(['RECYCLED', 'PENDING_CRO']);
    decide(world, 'confirm');
    expect([standing(world), world.account('acme.com').cooldown_until]).toEqual([['SQL', 'NONE'], null]);
  });

  test('3.5h too few, or a dispute: MQL', () => {
    const short = lostThen(signal.E3());
    classify(short);
    score(short, twoHigh());
    const disputed = lostThen(signal.E3());
    classify(disputed);
    score(disputed, threeHigh());
    decide(disputed, 'dispute');
    expect([standing(short), standing(disputed)]).toEqual([
      ['MQL', 'NONE'],
      ['MQL', 'NONE'],
    ]);
  });

  test('3.5h a Briefing request: SQL at once', () => {
    const world = lostThen(signal.E4());
    expect([classify(world).outcome, standing(world)]).toEqual(['auto_sql', ['SQL', 'NONE']]);
  });

  test('L10 a standard one is engagement and moves nothing', () => {
    const world = lost();
    world.now = daysLater(40);
    file(world, signal.comment(2), { at: '2026-05-31T09:00:00-04:00' });
    expect([classify(world).outcome, standing(world)]).toEqual(['unchanged', ['RECYCLED', 'NONE']]);
  });

  test('L2, L10 one seen before the loss and filed after it is new: nothing on record had weighed it', () => {
    const world = lost();
    file(world, signal.E3(), { ago: 2, contact: { email: 'bo@acme.com' } });
    expect([classify(world).outcome, standing(world)]).toEqual(['fast_track', ['RECYCLED', 'DOSSIER_DUE']]);
  });
});
