import { expect, test } from 'vitest';
import type { PolicyInForce } from '../../../src/ledger/port/ledger.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { PolicyChanges } from '../../../src/rules/aggregates/policy-change.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  decide,
  fact,
  file,
  finding,
  passingFacts,
  save,
  score,
  scores,
  signal,
  start,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import { acc, at, policyWith as changed, recycled, replay, rulesOf, walked as walk } from '../../support/replay.ts';
import { TestWorld } from '../../support/world.ts';

/** The same in short. */
const walked = (world: TestWorld, changes: PolicyChanges) => {
  const { differences, unobserved, metrics } = walk(world, changes);
  return {
    differences,
    unobserved: unobserved.map(([since, question]) => [since, question]),
    metrics: metrics.map(({ name, week, was, would, unobserved: might }) => [name, week, was, would, might]),
  };
};
const nothing = { differences: [], unobserved: [], metrics: [] };

const anew = scores({
  S1: { score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 40, { date: '2026-08-01' })] },
  S2: { score: 'LIKELY', findings: [finding('exec_hire', undefined, { date: '2026-08-01' })] },
  S3: 'CONFIRMED',
});

test('P4 each act is tried and each word is used where its question stands, up the ladder and down again', () => {
  const world = recycled();
  // On the first day after its cool-down it may be recycled, a day longer it may not.
  expect(walked(world, { 'regression.cooldown_days': 102 })).toEqual(nothing);
  expect(walked(world, { 'regression.cooldown_days': 103 }).differences).toEqual([
    ['2026-04-23T14:00:00.000Z', 'MQL NONE', 'RECYCLED NONE'],
  ]);
  at(world, '2026-08-04');
  file(world, signal.E3(), { at: '2026-08-04T09:00:00-04:00' });
  classify(world);
  score(world, anew);
  decide(world, 'confirm');
  const longer = { 'regression.cooldown_days': 100 };
  expect([world.account('acme.com').stage, walked(world, longer)]).toEqual(['SQL', nothing]);
  at(world, '2026-10-05');
  world.run('sales.ops', proposeStageChange, { ...acc, change: 'regress', reason: 'silent' });
  world.run('cro', decideStageChange, { ...acc, decision: 'confirm' });
  expect([world.account('acme.com').stage, walked(world, longer)]).toEqual(['MQL', nothing]);
  at(world, '2026-10-06');
  const why = { reason: 'no partners anywhere', evidence: 'their site' };
  world.run('sales.ops', proposeStageChange, {
    ...acc,
    change: 'disqualify',
    trigger: 'no_ecosystem_motion',
    ...why,
  });
  world.run('cro', decideStageChange, { ...acc, decision: 'confirm' });
  world.run('cro', decideStageChange, { ...acc, decision: 'reinstate', reason: 'they hired a partner lead' });
  expect([world.account('acme.com').stage, walked(world, longer)]).toEqual(['PROSPECT', nothing]);
});

/** A question of a strong signal, 50 days old: fresh as shipped, no more where 40 days are fresh. */
const asked = (world: TestWorld) => file(world, signal.E3(), { ago: 50 });
const stale = { 'engagement.fresh_days': 40 };

test('P4 a dossier that no signal asked for there is not used, nor is the word on it', () => {
  const world = acmeMql();
  score(world, twoHigh());
  at(world, '2026-04-22');
  asked(world);
  classify(world);
  score(world, threeHigh());
  decide(world, 'confirm');
  expect(walked(world, stale)).toEqual({
    differences: [['2026-04-22T14:00:00.000Z', 'SQL NONE', 'MQL NONE']],
    unobserved: [],
    metrics: [
      ['mql_to_sql', '2026-W17', 0.5, 0, 0],
      ['sql_entries', '2026-W17', 1, 0, 0],
      ['sql_to_briefing', '2026-W17', 0, null, 0],
    ],
  });
});

test('P4 a dossier on the same signal is used at whatever stage it is asked for', () => {
  const world = acme();
  asked(world);
  classify(world);
  expect(world.account('acme.com')).toMatchObject({ stage: 'PROSPECT', review: 'DOSSIER_DUE' });
  expect(walked(world, stale).differences).toEqual([[start, 'PROSPECT DOSSIER_DUE', 'MQL DOSSIER_DUE']]);
  score(world, threeHigh());
  decide(world, 'confirm');
  expect(walked(world, stale)).toEqual(nothing);
});

test('L2 P4 a strong signal that is spent here alone opens a review there', () => {
  const world = acme(passingFacts({ employees: 6000 }));
  file(world, signal.comment(), { ago: 1 });
  classify(world);
  score(world);
  file(world, signal.E3());
  save(world, [fact('employees', 800, { as_of: '2026-04-20' })]);
  classify(world);
  const more = { 'gates.G1.value': 5000 };
  expect(walked(world, more)).toEqual(nothing);
  decide(world, 'dispute');
  at(world, '2026-04-22');
  save(world, [fact('employees', 6000, { as_of: '2026-04-21' })]);
  classify(world);
  expect([world.account('acme.com').review, walked(world, more).unobserved]).toEqual([
    'NONE',
    [['2026-04-22T14:00:00.000Z', 'classify_mql']],
  ]);
});

test('P4 what becomes known in a call is judged once that is over, and a classification that is owed here too answers it', () => {
  const world = acmeMql();
  at(world, '2026-04-22');
  file(world, signal.E3(), { at: '2026-04-22T09:00:00-04:00' });
  at(world, '2026-04-28');
  save(world, [fact('employees', 6000, { as_of: '2026-04-28' })]);
  const more = { 'gates.G1.value': 5000 };
  expect(walked(world, more).unobserved).toEqual([]);
  classify(world);
  score(world, threeHigh());
  decide(world, 'confirm');
  expect(walked(world, more)).toEqual({
    differences: [],
    unobserved: [],
    metrics: [
      ['new_mqls', '2026-W17', 1, 0, 0],
      ['new_mqls', '2026-W18', 0, 1, 0],
    ],
  });
});

test('W4 P4 a deal that was won here alone, by weeks from the first of the period', () => {
  const world = acmeMql();
  score(world, { ...threeHigh(), accessibility: 3 });
  decide(world, 'confirm');
  const steps = [
    ['briefing_scheduled', '2026-04-27'],
    ['briefing_held', '2026-04-28'],
    ['assessment_proposed', '2026-04-28'],
    ['assessment_qualified', '2026-04-29'],
    ['won', '2026-04-30'],
  ] as const;
  for (const [event, day] of steps) {
    at(world, day);
    const on = `${day}T1${event === 'briefing_scheduled' ? 8 : 3}:00:00.000Z`;
    world.run('cro', advanceDeal, { ...acc, event, at: on, ...(event === 'won' ? { reference: 'contract 7' } : {}) });
  }
  const less = { 'buying.accessibility_max': 2 };
  const [difference, ...others] = replay(world.happened, changed(less)).point.differences;
  expect([difference?.decision, difference?.would, others]).toEqual(['score_dossier', 'refused', []]);
  // No clause stands behind a call that could not be read: its tool's own does.
  expect(difference?.because).toStrictEqual([
    {
      rule: 'score_dossier',
      clause: '4.3',
      basis: 'ruling',
      verdict: 'fail',
      because: expect.stringContaining('accessibility'),
    },
  ]);
  const since = (from: string) => {
    const { trajectory } = replay(world.happened, changed(less), { from });
    return trajectory?.metrics.flatMap(({ name, week, was, would }) =>
      name === 'won' || name === 'sql_entries' ? [[name, week, was, would]] : [],
    );
  };
  expect(since(start)).toEqual([
    ['sql_entries', '2026-W17', 1, 0],
    ['won', '2026-W17', 0, 0],
    ['sql_entries', '2026-W18', 0, 0],
    ['won', '2026-W18', 1, 0],
  ]);
  // The dossier lies before the period: it is as it was.
  expect(since('2026-04-27T04:00:00.000Z')).toEqual([
    ['sql_entries', '2026-W18', 0, 0],
    ['won', '2026-W18', 1, 1],
  ]);
});

test('L16 P4 who scored a dossier there may not decide on it there either', () => {
  const off = changed({ 'separation.score_decide': 'off' });
  const world = new TestWorld(start, off);
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts() });
  asked(world);
  classify(world);
  world.principal = 'p-1';
  score(world, threeHigh());
  decide(world, 'confirm');
  const unobserved = (policy: PolicyInForce) =>
    replay(world.happened, off, {
      rulebookOf: () => ({ named: rulesOf(off), changed: rulesOf(policy) }),
    }).trajectory?.unobserved.map(({ question }) => question);
  expect(unobserved(changed(stale, off))).toEqual([]);
  expect(unobserved(changed(stale))).toEqual(['cro_decide']);
});

test('L9 P4 criteria that lapse on the other way are flagged there, and it regresses there too', () => {
  const world = acmePending();
  decide(world, 'dispute');
  at(world, '2026-04-24');
  save(world, [fact('employees', 150, { as_of: '2026-04-24' })]);
  at(world, '2026-04-27');
  world.run('sales.ops', proposeStageChange, { ...acc, change: 'regress', reason: 'too small' });
  expect(world.account('acme.com').stage).toBe('PROSPECT');
  expect(walked(world, { 'buying.needed': 4 }).differences).toEqual([]);
});
