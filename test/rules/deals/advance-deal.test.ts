import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import type { DealEvent } from '../../../src/rules/aggregates/account-events.ts';
import { advanceDeal, type DealArgs } from '../../../src/rules/deals/advance-deal.ts';
import {
  acme,
  acmeMql,
  acmePending,
  check,
  classify,
  daysLater,
  decide,
  fact,
  file,
  movesIn,
  openOf,
  passingFacts,
  put,
  save,
  signal,
  standing,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const when = '2026-04-28T15:00:00.000Z';
const dated = (event: DealEvent, over: Partial<DealArgs> = {}): DealArgs => ({
  account: 'acme.com',
  event,
  ...(event === 'briefing_scheduled' ? { at: when } : {}),
  ...(event === 'lost' ? { reason: 'no budget' } : {}),
  ...over,
});
const deal = (world: TestWorld, event: DealEvent, over: Partial<DealArgs> = {}) =>
  world.run('cro', advanceDeal, dated(event, over));
const refused = (world: TestWorld, event: DealEvent, over: Partial<DealArgs> = {}) =>
  world.refused('cro', advanceDeal, dated(event, over));

function acmeSql(): TestWorld {
  const world = acmePending();
  decide(world, 'confirm');
  return world;
}

const none = { briefing_for: null, held_at: null, proposed_at: null };
const booked = { ...none, briefing_for: '2026-04-21T13:00:00.000Z' };
const held = { ...booked, held_at: '2026-04-21T13:00:00.000Z' };
const proposed = { ...held, proposed_at: '2026-04-21T13:30:00.000Z' };

const events: readonly DealEvent[] = [
  'briefing_scheduled',
  'briefing_held',
  'assessment_proposed',
  'assessment_qualified',
  'won',
  'lost',
];

describe('the order', () => {
  test.each<[string, Partial<AccountState>, readonly DealEvent[]]>([
    ['PROSPECT', { stage: 'PROSPECT' }, []],
    ['MQL', { stage: 'MQL' }, []],
    ['SQL', { stage: 'SQL' }, ['briefing_scheduled']],
    ['BRIEFING_READY', { stage: 'BRIEFING_READY', deal: booked }, ['briefing_scheduled', 'briefing_held', 'lost']],
    ['a Briefing held', { stage: 'BRIEFING_READY', deal: held }, ['assessment_proposed', 'lost']],
    ['an Assessment proposed', { stage: 'BRIEFING_READY', deal: proposed }, ['assessment_qualified', 'lost']],
    ['ASSESSMENT_QUALIFIED', { stage: 'ASSESSMENT_QUALIFIED', deal: proposed }, ['won', 'lost']],
    ['WON', { stage: 'WON', deal: proposed }, []],
    ['RECYCLED', { stage: 'RECYCLED' }, []],
    ['DISQUALIFIED', { stage: 'DISQUALIFIED' }, []],
    ['ARCHIVED', { stage: 'ARCHIVED' }, []],
  ])('L8 from %s', (_, over, expected) => {
    const allowed = events.filter((event) => {
      const world = acmeSql();
      put(world, over);
      return !('refused' in world.try('cro', advanceDeal, dated(event)));
    });
    expect(allowed).toEqual(expected);
  });

  test('3.0 from SQL to WON, one step after another', () => {
    const world = acmeSql();
    const seen = events
      .filter((event) => event !== 'lost')
      .map((event) => {
        const done = deal(world, event);
        return [done.outcome, done.summary, standing(world)[0], movesIn(done.events).map((move) => move.arrow)];
      });
    expect(seen).toEqual([
      [
        'recorded',
        'Acme is BRIEFING_READY; the Briefing is on 2026-04-28T15:00:00.000Z.',
        'BRIEFING_READY',
        ['briefing_ready'],
      ],
      [
        'recorded',
        'The Briefing with Acme was held. Next: propose the Assessment, or record the loss.',
        'BRIEFING_READY',
        [],
      ],
      ['recorded', 'The Assessment is proposed to Acme. Next: assessment_qualified, or lost.', 'BRIEFING_READY', []],
      [
        'recorded',
        'Acme is ASSESSMENT_QUALIFIED. Next: won, or lost.',
        'ASSESSMENT_QUALIFIED',
        ['assessment_qualified'],
      ],
      ['recorded', 'Acme is WON. What follows belongs to the hand-off of the Assessment.', 'WON', ['won']],
    ]);
    expect(world.account('acme.com').deal).toEqual({
      briefing_for: '2026-04-28T15:00:00.000Z',
      held_at: '2026-04-21T14:00:00.000Z',
      proposed_at: '2026-04-21T14:00:00.000Z',
    });
  });

  test.each<[DealEvent, Partial<AccountState>, string, string]>([
    [
      'won',
      { stage: 'SQL' },
      'Acme is SQL; won is recorded at ASSESSMENT_QUALIFIED',
      'record the steps before it first',
    ],
    [
      'lost',
      { stage: 'SQL' },
      'Acme is SQL; lost is recorded at BRIEFING_READY or ASSESSMENT_QUALIFIED',
      'no deal is open yet: sales.ops takes it down with propose_stage_change',
    ],
    [
      'briefing_held',
      { stage: 'ASSESSMENT_QUALIFIED' },
      'Acme is ASSESSMENT_QUALIFIED; briefing_held is recorded at BRIEFING_READY',
      'record whether it is won or lost',
    ],
    [
      'lost',
      { stage: 'WON' },
      'Acme is WON; lost is recorded at BRIEFING_READY or ASSESSMENT_QUALIFIED',
      'nothing moves a WON account here',
    ],
    [
      'won',
      { stage: 'DISQUALIFIED' },
      'Acme is DISQUALIFIED; won is recorded at ASSESSMENT_QUALIFIED',
      'reinstate it first (decide_stage_change), if the reason no longer holds',
    ],
    [
      'won',
      { stage: 'ARCHIVED' },
      'Acme is ARCHIVED; won is recorded at ASSESSMENT_QUALIFIED',
      'file_signal_note when a contact shows a qualifying signal: that reopens it',
    ],
    [
      'briefing_held',
      { stage: 'BRIEFING_READY', deal: held },
      'Acme is BRIEFING_READY and its Briefing was held at 2026-04-21T13:00:00.000Z already',
      'record assessment_proposed next',
    ],
    [
      'briefing_scheduled',
      { stage: 'BRIEFING_READY', deal: held },
      'Acme is BRIEFING_READY and its Briefing was held at 2026-04-21T13:00:00.000Z',
      'record what follows: assessment_proposed, or lost',
    ],
    [
      'assessment_proposed',
      { stage: 'BRIEFING_READY', deal: booked },
      'Acme is BRIEFING_READY and no Briefing was held',
      'record briefing_held first',
    ],
    [
      'assessment_proposed',
      { stage: 'BRIEFING_READY', deal: proposed },
      'Acme is BRIEFING_READY and the Assessment was proposed at 2026-04-21T13:30:00.000Z already',
      'record assessment_qualified or lost next',
    ],
    [
      'assessment_qualified',
      { stage: 'BRIEFING_READY', deal: booked },
      'Acme is BRIEFING_READY and no Assessment was proposed',
      'record briefing_held and assessment_proposed first',
    ],
    [
      'assessment_qualified',
      { stage: 'BRIEFING_READY', deal: held },
      'Acme is BRIEFING_READY and no Assessment was proposed',
      'record assessment_proposed first',
    ],
  ])('L8 %s refused: %o', (event, over, found, next) => {
    const world = acmeSql();
    put(world, over);
    expect(refused(world, event)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3',
      ruling: 'L8',
      found,
      next,
    });
  });

  test.each([
    ['2026-04-21T12:59:59.999Z', true],
    ['2026-04-21T13:00:00.000Z', false],
  ])('L8 an Assessment proposed at %s, the Briefing held at 13:00', (at, isRefused) => {
    const world = acmeSql();
    put(world, { stage: 'BRIEFING_READY', deal: held });
    const answer = world.try('cro', advanceDeal, dated('assessment_proposed', { at }));
    expect('refused' in answer ? answer.found : null).toBe(
      isRefused
        ? 'Acme is BRIEFING_READY; assessment_proposed is dated 2026-04-21T12:59:59.999Z, before the step that precedes it (2026-04-21T13:00:00.000Z)'
        : null,
    );
  });

  test('L8 only an appointment may lie ahead', () => {
    const world = acmeSql();
    deal(world, 'briefing_scheduled');
    expect(refused(world, 'briefing_held', { at: when }).code).toBe('INVALID_INPUT');
  });
});

describe('the appointment', () => {
  test('L8 it needs its date', () => {
    expect(refused(acmeSql(), 'briefing_scheduled', { at: undefined })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`at` is missing',
      next: 'give the date of the Briefing, as an instant with offset',
    });
  });

  test('L8 a second one moves it, and the stage is no newer for it', () => {
    const world = acmeSql();
    deal(world, 'briefing_scheduled');
    world.now = daysLater(1);
    const done = deal(world, 'briefing_scheduled', { at: '2026-05-05T11:00:00-04:00' });
    expect(movesIn(done.events)).toEqual([]);
    expect(world.account('acme.com')).toMatchObject({
      stage: 'BRIEFING_READY',
      stage_since: '2026-04-21T14:00:00.000Z',
      deal: { briefing_for: '2026-05-05T15:00:00.000Z' },
    });
  });

  test('L8 it closes what was owed for it', () => {
    const world = acmePending();
    decide(world, 'flag_immediate');
    expect(openOf(world, 'immediate_outreach')).toBeDefined();
    deal(world, 'briefing_scheduled');
    expect(openOf(world, 'immediate_outreach')).toBeUndefined();
  });

  test('L13b a gate that fails keeps it out of BRIEFING_READY', () => {
    const world = acmeSql();
    save(world, [fact('employees', 150, { as_of: '2026-04-20' })]);
    expect(refused(world, 'briefing_scheduled')).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '3',
      ruling: 'L8',
      found: 'Acme is SQL, but G1: `employees` is 150 as of 2026-04-20, wanted at least 200 (assumed gate)',
      next: 'sales.ops records a newer fact (save_account), or the CRO overrides a single failed gate',
    });
    expect(standing(world)).toEqual(['SQL', 'NONE']);
  });

  test('L8 once there, what fails later warns and stops nothing', () => {
    const world = acmeSql();
    deal(world, 'briefing_scheduled');
    save(world, [fact('employees', 150, { as_of: '2026-04-20' })]);
    expect(check(deal(world, 'briefing_scheduled').checks, 'G1').verdict).toBe('warn');
    const done = deal(world, 'briefing_held');
    expect([done.outcome, check(done.checks, 'G1').verdict, check(done.checks, 'G5').verdict]).toEqual([
      'recorded',
      'warn',
      'pass',
    ]);
  });
});

describe('a request below SQL', () => {
  test('3.0 it makes SQL first, then BRIEFING_READY', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    const done = deal(world, 'briefing_scheduled');
    expect(movesIn(done.events).map(({ arrow, from, to }) => [arrow, from, to])).toEqual([
      ['request_to_sql', 'PROSPECT', 'SQL'],
      ['briefing_ready', 'SQL', 'BRIEFING_READY'],
    ]);
    expect(world.account('acme.com').first_touch?.type).toBe('E4');
    expect([openOf(world, 'classify'), openOf(world, 'answer_briefing_request')]).toEqual([undefined, undefined]);
  });

  test('3.0 it ends a review under way', () => {
    const world = acmePending();
    file(world, signal.E4());
    deal(world, 'briefing_scheduled');
    expect([standing(world), openOf(world, 'cro_review')]).toEqual([['BRIEFING_READY', 'NONE'], undefined]);
  });

  test.each<[string, () => TestWorld, string, string]>([
    ['without one', acmeMql, 'MQL', 'sales.ops takes it further: explain_account says how'],
    ['with the dossier before the CRO', acmePending, 'MQL', 'decide on the dossier first (cro_decide)'],
    [
      'with a failed gate',
      () => {
        const world = acme(passingFacts({ employees: 150 }));
        file(world, signal.E4(), { ago: 1 });
        return world;
      },
      'PROSPECT',
      'G1 first: newer facts by sales.ops, or an override by the CRO of a single failure',
    ],
  ])('L8 %s it is refused', (_, given, stage, next) => {
    expect(refused(given(), 'briefing_scheduled')).toMatchObject({
      code: 'RULE_REFUSED',
      found: `Acme is ${stage}: a Briefing is scheduled from SQL, or on a fresh Briefing request (E4) with all gates holding`,
      next,
    });
  });
});

test.each<[AccountState['stage'], string]>([
  ['ASSESSMENT_QUALIFIED', 'record whether it is won or lost'],
  ['WON', 'nothing moves a WON account here'],
])('L8 no Briefing is scheduled at %s', (stage, next) => {
  const world = acmeSql();
  put(world, { stage });
  expect(refused(world, 'briefing_scheduled')).toMatchObject({ code: 'RULE_REFUSED', next });
});

describe('a loss', () => {
  test.each([
    ['a confirmed dossier', acmeSql],
    [
      'a Briefing request',
      () => {
        const world = acme();
        file(world, signal.E4(), { ago: 20 });
        classify(world);
        return world;
      },
    ],
  ])('L8 it is not dated before the account became SQL on %s', (_, sql) => {
    const world = sql();
    deal(world, 'briefing_scheduled');
    expect(refused(world, 'lost', { at: '2026-04-20T23:59:00-04:00', reason: 'no budget' })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3',
      ruling: 'L8',
      found: 'Acme is BRIEFING_READY; the loss is dated 2026-04-20, before it became SQL (2026-04-21)',
      next: 'give the time at which the deal was lost',
    });
    expect(deal(world, 'lost', { at: '2026-04-21T00:00:00-04:00', reason: 'no budget' }).outcome).toBe('recorded');
  });

  test.each([
    [undefined, 'missing'],
    ['  ', '`  `'],
  ])('3.5g it needs its reason, not %j', (reason, shown) => {
    const world = acmeSql();
    deal(world, 'briefing_scheduled');
    expect(refused(world, 'lost', { reason })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: `\`reason\` is ${shown}`,
      next: 'give why the deal was lost',
    });
  });

  test.each<[AccountState['stage']]>([['BRIEFING_READY'], ['ASSESSMENT_QUALIFIED']])(
    '3.5g from %s to RECYCLED, with ninety days of rest',
    (stage) => {
      const world = acmeSql();
      put(world, { stage, deal: proposed });
      const done = deal(world, 'lost');
      expect(done.summary).toBe('Acme is RECYCLED; it cools down until 2026-07-20, then sales.ops may recycle it.');
      expect(movesIn(done.events)).toMatchObject([
        {
          arrow: 'lost',
          from: stage,
          to: 'RECYCLED',
          clause: '3.5',
          because: 'lost 2026-04-21: no budget',
          spends: true,
        },
      ]);
      expect(world.account('acme.com')).toMatchObject({ cooldown_until: '2026-07-20', deal: none });
    },
  );

  test.each<[DealEvent]>([['won'], ['lost']])('L8 after %s no request for a Briefing waits for an answer', (event) => {
    const world = acmeSql();
    put(world, { stage: 'ASSESSMENT_QUALIFIED', deal: proposed });
    file(world, signal.E4());
    expect(openOf(world, 'answer_briefing_request')?.role).toBe('cro');
    deal(world, event);
    expect(openOf(world, 'answer_briefing_request')).toBeUndefined();
  });

  test('L2 what was there before the loss opens no fast track', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    deal(world, 'briefing_scheduled');
    deal(world, 'lost');
    expect(classify(world).outcome).toBe('unchanged');
  });
});
