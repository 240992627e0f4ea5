import { describe, expect, test } from 'vitest';
import { type DecideChangeArgs, decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import type { Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  daysLater,
  decide,
  fact,
  file,
  movesIn,
  openKinds,
  openOf,
  put,
  retract,
  save,
  score,
  sig,
  signal,
  standing,
  standingE8,
  twoHigh,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const regression = { account: 'acme.com', change: 'regress', reason: 'no word since' } as const;
const regress = (world: TestWorld) => world.run('sales.ops', proposeStageChange, regression);
const refused = (world: TestWorld) => world.refused('sales.ops', proposeStageChange, regression);
const word = (world: TestWorld, over: Partial<DecideChangeArgs> = {}) =>
  world.run('cro', decideStageChange, { account: 'acme.com', decision: 'confirm', ...over });
const noWord = (world: TestWorld, over: Partial<DecideChangeArgs> = {}) =>
  world.refused('cro', decideStageChange, { account: 'acme.com', decision: 'confirm', ...over });

function acmeSql(): TestWorld {
  const world = acmePending();
  decide(world, 'confirm');
  return world;
}

/** MQL, no review under way. */
function nurtured(): TestWorld {
  const world = acmePending();
  decide(world, 'dispute');
  return world;
}

const later = (world: TestWorld, days: number): TestWorld => {
  world.now = daysLater(days);
  return world;
};

describe('an idle SQL', () => {
  test('3.5e after 29 days not yet', () => {
    expect(refused(later(acmeSql(), 29))).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L9',
      found: 'Acme has been idle for 29 days, wanted at least 30',
      next: 'wait for 1 day more without engagement',
    });
  });

  test('3.5e after 30 the CRO is asked, and moves it to nurture', () => {
    const world = later(acmeSql(), 30);
    const asked = regress(world);
    expect([asked.outcome, asked.summary, standing(world)]).toEqual([
      'awaiting_cro',
      'Acme is idle for 30 days; the CRO confirms its return to MQL.',
      ['SQL', 'NONE'],
    ]);
    expect(openOf(world, 'confirm_regression')).toMatchObject({
      role: 'cro',
      clause: '3.5',
      due_at: '2026-05-22T14:00:00.000Z',
    });
    const proposal = world.account('acme.com').proposal?.id;
    const done = word(world);
    expect(done.summary).toBe('Acme is MQL again and enters nurture.');
    expect(movesIn(done.events)).toEqual([
      {
        type: 'moved',
        arrow: 'regress_sql',
        from: 'SQL',
        to: 'MQL',
        review: 'NONE',
        clause: '3.5',
        because: 'idle for 30 days, confirmed by the CRO: no word since',
        evidence: [proposal],
        spends: true,
      },
    ]);
    expect([openKinds(world), openOf(world, 'confirm_regression'), world.account('acme.com').proposal]).toEqual([
      ['propose_nurture'],
      undefined,
      null,
    ]);
  });

  test('L9 it has no cool-down', () => {
    const world = later(acmeSql(), 30);
    regress(world);
    word(world);
    expect(world.account('acme.com').cooldown_until).toBeNull();
  });

  test.each([
    [29 + 10, true],
    [30 + 10, false],
  ])('3.5e an act of the tenth day counts: day %d', (days, isRefused) => {
    const world = later(acmeSql(), 10);
    file(world, signal.like(), { at: '2026-05-01T09:00:00-04:00' });
    later(world, days);
    expect('refused' in world.try('sales.ops', proposeStageChange, regression)).toBe(isRefused);
  });

  test('L9 engagement before the confirmation ends the proposal, and its task', () => {
    const world = later(acmeSql(), 30);
    regress(world);
    later(world, 31);
    file(world, signal.like(), { at: '2026-05-22T09:00:00-04:00' });
    expect(noWord(world)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L9',
      found: 'no proposal waits for Acme',
      next: 'sales.ops proposes with propose_stage_change',
    });
    expect([standing(world), openOf(world, 'confirm_regression'), world.account('acme.com').idle_from]).toEqual([
      ['SQL', 'NONE'],
      undefined,
      null,
    ]);
  });

  test.each([
    [29, true],
    [30, false],
  ])('L9 %d days after a decline', (days, isRefused) => {
    const world = later(acmeSql(), 30);
    regress(world);
    word(world, { decision: 'decline', reason: 'they are on leave' });
    expect(openOf(world, 'confirm_regression')).toBeUndefined();
    later(world, 30 + days);
    expect('refused' in world.try('sales.ops', proposeStageChange, regression)).toBe(isRefused);
  });

  test('L9 a decline needs its reason', () => {
    const world = later(acmeSql(), 30);
    regress(world);
    expect(noWord(world, { decision: 'decline' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`reason` is missing',
      next: 'give why you decline',
    });
  });

  test('L9 without a proposal there is nothing to decide', () => {
    expect(noWord(acmeSql())).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L9',
      found: 'no proposal waits for Acme',
      next: 'sales.ops proposes with propose_stage_change',
    });
  });

  test('L9 a second proposal while one waits', () => {
    const world = later(acmeSql(), 30);
    regress(world);
    expect(refused(world)).toMatchObject({
      code: 'CONFLICT',
      found: 'a proposal to regress Acme waits since 2026-05-21T14:00:00.000Z',
      next: 'cro decides on it with decide_stage_change first',
    });
  });
});

describe('an idle MQL', () => {
  test.each([
    [89, true],
    [90, false],
  ])('3.5f %d days', (days, isRefused) => {
    const world = later(nurtured(), days);
    const answer = world.try('sales.ops', proposeStageChange, regression);
    expect('refused' in answer ? answer.found : answer.summary).toBe(
      isRefused
        ? 'Acme has been idle for 89 days, wanted at least 90'
        : 'Acme is a PROSPECT again; to enter anew it takes a later act.',
    );
  });

  test('3.5f sales.ops alone takes it back, and its first touch goes', () => {
    const world = later(nurtured(), 90);
    const done = regress(world);
    expect(movesIn(done.events)).toMatchObject([
      { arrow: 'regress_mql', from: 'MQL', to: 'PROSPECT', review: 'NONE', because: 'idle for 90 days: no word since' },
    ]);
    expect([standing(world), openKinds(world), world.account('acme.com').first_touch]).toEqual([
      ['PROSPECT', 'NONE'],
      [],
      null,
    ]);
  });

  test.each<[string, () => TestWorld, string, string]>([
    ['with a dossier due', acmeMql, 'Acme is under review (DOSSIER_DUE)', 'score the dossier first (score_dossier)'],
    ['before the CRO', acmePending, 'Acme is with the CRO for review', 'cro disputes the dossier first (cro_decide)'],
  ])('L9 %s it is refused', (_, given, found, next) => {
    expect(refused(later(given(), 90))).toMatchObject({ code: 'RULE_REFUSED', ruling: 'L9', found, next });
  });

  test.each<[Stage]>([
    ['PROSPECT'],
    ['BRIEFING_READY'],
    ['ASSESSMENT_QUALIFIED'],
    ['WON'],
    ['RECYCLED'],
    ['DISQUALIFIED'],
    ['ARCHIVED'],
  ])('L9 %s never regresses', (stage) => {
    const world = nurtured();
    put(world, { stage });
    expect(refused(later(world, 200))).toMatchObject({
      found: `Acme is ${stage}; only SQL and MQL regress`,
      next: 'beyond SQL record the loss with advance_deal, below MQL there is nothing to take back',
    });
  });

  test('L9 a bare introduction is no act, and holds no later act back', () => {
    const world = nurtured();
    const introduced = signal.E7({ response: 'none', evidence: undefined });
    file(later(world, 10), introduced, { at: '2026-04-30T09:00:00-04:00' });
    regress(later(world, 90));
    file(world, signal.comment(3), { at: '2026-04-25T09:00:00-04:00' });
    expect(classify(world).outcome).toBe('mql');
  });

  test('L9 entry anew takes a later act, not one of before', () => {
    const world = later(nurtured(), 90);
    regress(world);
    expect(classify(world).outcome).toBe('stays_prospect');
    file(world, signal.comment(2), { ago: 2 });
    expect(classify(world).outcome).toBe('stays_prospect');
    file(world, signal.comment(3), { at: '2026-07-20T09:00:00-04:00' });
    expect([classify(world).outcome, standing(world)]).toEqual(['mql', ['MQL', 'DOSSIER_DUE']]);
    expect(world.account('acme.com').first_touch?.at).toBe('2026-07-20T13:00:00.000Z');
  });
});

describe('where criteria lapsed', () => {
  test('L14 an MQL needs no idleness', () => {
    const world = nurtured();
    retract(world, sig(world));
    const done = regress(world);
    expect(standing(world)).toEqual(['PROSPECT', 'NONE']);
    expect(movesIn(done.events)).toMatchObject([
      { because: 'without its MQL criteria (engagement_signal): no word since' },
    ]);
  });

  test('L14 nor does one whose dossier is due', () => {
    const world = acmeMql();
    retract(world, sig(world));
    regress(world);
    expect([standing(world), openKinds(world)]).toEqual([['PROSPECT', 'NONE'], []]);
  });

  test('L14 an SQL still takes the word of the CRO', () => {
    const world = acmeSql();
    retract(world, sig(world));
    expect(regress(world)).toMatchObject({
      outcome: 'awaiting_cro',
      summary: 'Acme is without its MQL criteria (engagement_signal); the CRO confirms its return to MQL.',
    });
    word(world);
    expect(standing(world)).toEqual(['MQL', 'NONE']);
  });

  test('L14 once they hold again the proposal has ended', () => {
    const world = acmeSql();
    save(world, [fact('employees', 150, { as_of: '2026-04-19' })]);
    regress(world);
    save(world, [fact('employees', 250, { as_of: '2026-04-20' })]);
    expect(noWord(world).found).toBe('no proposal waits for Acme');
  });

  test('A5 after idleness acts of before make no repeat with one of after', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 1 });
    classify(world);
    score(world, twoHigh());
    later(world, 90);
    regress(world);
    file(world, signal.comment(2), { at: '2026-05-15T09:00:00-04:00' });
    expect(standingE8(world)).toEqual([]);
    file(world, signal.comment(3), { at: '2026-05-16T09:00:00-04:00' });
    expect(standingE8(world)).toHaveLength(1);
  });

  test('A5, L14 after a lapse they do, and the criteria alone decide', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 1 });
    classify(world);
    save(world, [fact('employees', 150, { as_of: '2026-04-19' })]);
    regress(world);
    save(world, [fact('employees', 250, { as_of: '2026-04-20' })]);
    file(world, signal.comment(2), { at: '2026-04-21T09:30:00-04:00' });
    expect(standingE8(world)).toHaveLength(1);
    expect(classify(world).outcome).toBe('fast_track');
  });
});
