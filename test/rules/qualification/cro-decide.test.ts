import { describe, expect, test } from 'vitest';
import { croDecide, type DecideArgs } from '../../../src/rules/qualification/cro-decide.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import type { Review, Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acme,
  acmeMql,
  acmePending,
  check,
  classify,
  daysAgo,
  daysLater,
  decide,
  dos,
  essential,
  fact,
  file,
  finding,
  idAt,
  kinds,
  movesIn,
  openKinds,
  openOf,
  passingFacts,
  put,
  retract,
  save,
  score,
  scores,
  sig,
  signal,
  standing,
} from '../../support/builders.ts';

describe('confirm', () => {
  test('4.3c SQL, the review closed, the move with all its evidence', () => {
    const world = acmePending();
    const done = decide(world, 'confirm');
    expect([done.outcome, done.summary]).toEqual(['confirmed', 'Acme is SQL. The CRO schedules the Briefing.']);
    expect(essential(done.events).slice(0, 2)).toEqual([
      { type: 'sql_decided', decision: 'confirm', dossier: dos(world) },
      {
        type: 'moved',
        arrow: 'confirm',
        from: 'MQL',
        to: 'SQL',
        review: 'NONE',
        clause: '4.3',
        because: 'the CRO confirmed 3 of 4 buying signals',
        evidence: [
          dos(world),
          idAt('fct_1'),
          idAt('fct_2'),
          idAt('fct_3'),
          idAt('fct_4'),
          idAt('fct_5'),
          idAt('sig_7'),
        ],
        spends: false,
      },
    ]);
    expect([standing(world), kinds(done.closed), openKinds(world)]).toEqual([['SQL', 'NONE'], ['cro_review'], []]);
    expect(world.account('acme.com')).toMatchObject({
      priority: 'normal',
      dossier: { decided: { decision: 'confirm', at: '2026-04-21T14:00:00.000Z' } },
    });
  });

  test.each<[Stage]>([['PROSPECT'], ['MQL'], ['RECYCLED']])('L6 from %s', (stage) => {
    const world = acmePending();
    put(world, { stage });
    decide(world, 'confirm');
    expect(standing(world)).toEqual(['SQL', 'NONE']);
  });
});

describe('flag for immediate outreach', () => {
  test('4.3c SQL with high priority and a task of the CRO for the same day', () => {
    const world = acmePending();
    const done = decide(world, 'flag_immediate');
    expect([done.outcome, done.summary]).toEqual(['flagged', 'Acme is SQL. High priority: the CRO reaches out today.']);
    expect(movesIn(done.events)).toMatchObject([
      { arrow: 'flag_immediate', from: 'MQL', to: 'SQL', review: 'NONE', clause: '4.3' },
    ]);
    expect(world.account('acme.com').priority).toBe('high');
    expect(openOf(world, 'immediate_outreach')).toMatchObject({
      role: 'cro',
      clause: '4.3',
      due_at: '2026-04-21T21:00:00.000Z',
    });
  });
});

describe('dispute', () => {
  test('4.3c MQL, nurture, the reason kept', () => {
    const world = acmePending();
    const done = decide(world, 'dispute');
    expect([done.outcome, done.summary]).toEqual([
      'disputed',
      'Acme is MQL and enters nurture. The reason (timing) is kept for calibration.',
    ]);
    expect(movesIn(done.events)).toEqual([
      {
        type: 'moved',
        arrow: 'dispute',
        from: 'MQL',
        to: 'MQL',
        review: 'NONE',
        clause: '4.3',
        because: 'the CRO disputed the dossier: timing',
        evidence: [dos(world)],
        spends: false,
      },
    ]);
    expect(openKinds(world)).toEqual(['propose_nurture']);
    expect(world.account('acme.com').dossier?.decided).toEqual({
      decision: 'dispute',
      at: '2026-04-21T14:00:00.000Z',
      reason_code: 'timing',
      reason: 'the budget is gone',
    });
  });

  test('L5 a disputed fast track becomes MQL', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 1 });
    classify(world);
    score(world);
    decide(world, 'dispute');
    expect(standing(world)).toEqual(['MQL', 'NONE']);
  });

  test('L14 with lapsed criteria it ends at PROSPECT, and opens no nurture', () => {
    const world = acmePending();
    save(world, [fact('gate_g5', false, { as_of: '2026-04-20' })]);
    const done = decide(world, 'dispute');
    expect(done.summary).toBe(
      'Acme is PROSPECT: its MQL criteria lapsed. The reason (timing) is kept for calibration.',
    );
    expect(movesIn(done.events)).toMatchObject([
      { arrow: 'dispute_lapsed', to: 'PROSPECT', clause: '3.5', spends: false },
    ]);
    expect([standing(world), openKinds(world)]).toEqual([['PROSPECT', 'NONE'], []]);
  });

  test('L14 a recycled account stays RECYCLED', () => {
    const world = acmePending();
    put(world, { stage: 'RECYCLED' });
    save(world, [fact('gate_g5', false, { as_of: '2026-04-20' })]);
    decide(world, 'dispute');
    expect(standing(world)).toEqual(['RECYCLED', 'NONE']);
  });

  const refused = (over: Partial<DecideArgs>) =>
    acmePending().refused('cro', croDecide, { account: 'acme.com', decision: 'dispute', ...over });

  test('4.3c it needs a reason code', () => {
    expect(refused({ reason: 'too early' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`reason_code` is missing',
      next: 'give one of icp, timing, evidence, duplicate, other: a dispute is kept for calibration',
    });
  });

  test.each([
    [undefined, 'missing'],
    ['   ', '`   `'],
  ])('4.3c it needs the reason in words, not %j', (reason, shown) => {
    expect(refused({ reason_code: 'timing', reason })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: `\`reason\` is ${shown}`,
      next: 'give the reason in words: a dispute is kept for calibration',
    });
  });
});

describe('only on a dossier before the CRO', () => {
  test.each<[Stage, Review, string]>([
    ['PROSPECT', 'NONE', 'sales.ops scores a dossier first (score_dossier), where one is due'],
    ['MQL', 'DOSSIER_DUE', 'sales.ops scores the dossier first with score_dossier'],
    ['SQL', 'NONE', 'sales.ops scores a dossier first (score_dossier), where one is due'],
  ])('L6 at %s with review %s it is refused', (stage, review, next) => {
    for (const decision of ['confirm', 'flag_immediate', 'dispute'] as const) {
      const world = acmePending();
      put(world, { stage, review });
      expect(
        world.refused('cro', croDecide, { account: 'acme.com', decision, reason_code: 'icp', reason: 'no' }),
      ).toEqual({
        refused: true,
        code: 'RULE_REFUSED',
        clause: '4.3',
        ruling: 'L6',
        found: `Acme is ${stage} with review ${review}; the CRO decides on PENDING_CRO alone`,
        next,
      });
    }
  });

  test('L6 below three a confirmation is refused, whatever brought the review here', () => {
    const world = acmeMql();
    score(world, scores({ S1: 'CONFIRMED', S2: 'LIKELY' }));
    put(world, { review: 'PENDING_CRO' });
    expect(world.refused('cro', croDecide, { account: 'acme.com', decision: 'confirm' })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.3',
      ruling: 'L6',
      found: 'the dossier of Acme has 2 buying signals, wanted at least 3',
      next: 'dispute it, so that sales.ops may score it anew',
    });
    decide(world, 'dispute');
    expect(standing(world)).toEqual(['MQL', 'NONE']);
  });

  test('4.3c an unknown account is not found', () => {
    expect(acme().refused('cro', croDecide, { account: 'beta.com', decision: 'confirm' }).code).toBe('NOT_FOUND');
  });
});

describe('what changed since the dossier', () => {
  test.each<['confirm' | 'flag_immediate']>([['confirm'], ['flag_immediate']])(
    'L7 a gate that fails meanwhile: %s is refused with what changed',
    (decision) => {
      const world = acmePending();
      save(world, [fact('employees', 150, { as_of: '2026-04-20' })]);
      const refusal = world.refused('cro', croDecide, { account: 'acme.com', decision });
      expect(refusal).toMatchObject({
        code: 'RULE_REFUSED',
        clause: '3.3',
        ruling: 'L7',
        found:
          'Acme no longer meets the MQL criteria: G1, `employees` is 150 as of 2026-04-20, wanted at least 200 (assumed gate)',
        next: 'sales.ops: save_account if a newer fact says otherwise; or dispute it',
      });
      expect(refusal.checks?.map((each) => each.rule)).toEqual([
        'G1',
        'G2',
        'G3',
        'G4',
        'G5',
        'engagement_signal',
        'S1',
        'S2',
        'S3',
        'S4',
      ]);
      expect(standing(world)).toEqual(['MQL', 'PENDING_CRO']);
    },
  );

  test('L7 once the gate holds again the confirmation is taken', () => {
    const world = acmePending();
    save(world, [fact('employees', 150, { as_of: '2026-04-19' })]);
    save(world, [fact('employees', 250, { as_of: '2026-04-20' })]);
    expect(decide(world, 'confirm').outcome).toBe('confirmed');
  });

  test('L7 two obstacles are named together', () => {
    const world = acmePending();
    save(world, [fact('gate_g5', false, { as_of: '2026-04-20' })]);
    retract(world, idAt('sig_7'));
    expect(world.refused('cro', croDecide, { account: 'acme.com', decision: 'confirm' })).toMatchObject({
      found:
        'Acme no longer meets the MQL criteria: G5, `gate_g5` is false as of 2026-04-20, wanted true (assumed gate); engagement_signal, no qualifying engagement signal is on file',
      next: 'sales.ops or category.positioning: save_account if a newer fact says otherwise; mining.mind or category.positioning: file_signal_note when one is seen; or dispute it',
    });
  });

  test.each([
    [179, 'confirmed'],
    [180, 'refused'],
  ])('L3 %d days on, with the one signal then a day older: %s', (days, expected) => {
    const world = acmePending();
    world.now = daysLater(days);
    const answer = world.try('cro', croDecide, { account: 'acme.com', decision: 'confirm' });
    expect('refused' in answer ? 'refused' : answer.outcome).toBe(expected);
  });

  test('L7 a finding that aged out meanwhile is a warning and no obstacle', () => {
    const world = acmeMql();
    const findings = [finding('exec_hire', undefined, { date: daysAgo(120) })];
    score(world, scores({ S1: 'CONFIRMED', S2: { score: 'CONFIRMED', findings }, S3: 'CONFIRMED' }));
    world.now = daysLater(1);
    const done = decide(world, 'confirm');
    expect(done.summary).toBe(
      'Acme is SQL. The CRO schedules the Briefing. A finding of S2 aged out since the scoring.',
    );
    expect(check(done.checks, 'S2')).toMatchObject({
      verdict: 'warn',
      ruling: 'L7',
      clause: '3.3',
      because: 'scored CONFIRMED: `exec_hire` is 121 days old, wanted at most 120; it met its route when it was scored',
    });
  });

  test('L7 a gate that the CRO set aside is no aged finding', () => {
    const world = acmeMql();
    save(world, [fact('employees', 150, { as_of: '2026-04-20' })]);
    world.run('cro', overrideGate, {
      account: 'acme.com',
      gate: 'G1',
      justification: 'Partners carry most of it, and the list is old.',
      compensating_signals: [sig(world)],
    });
    score(world);
    expect(decide(world, 'confirm').summary).toBe('Acme is SQL. The CRO schedules the Briefing.');
  });

  test('L7 on its last day it is none', () => {
    const world = acmeMql();
    const findings = [finding('exec_hire', undefined, { date: daysAgo(119) })];
    score(world, scores({ S1: 'CONFIRMED', S2: { score: 'CONFIRMED', findings }, S3: 'CONFIRMED' }));
    world.now = daysLater(1);
    const done = decide(world, 'confirm');
    expect([done.summary, check(done.checks, 'S2').verdict]).toEqual([
      'Acme is SQL. The CRO schedules the Briefing.',
      'pass',
    ]);
  });

  test('L7 a gate that became unknown refuses too', () => {
    const world = acme(passingFacts());
    file(world, signal.comment(), { ago: 1 });
    classify(world);
    score(world);
    put(world, { facts: world.account('acme.com').facts.slice(1) });
    expect(world.refused('cro', croDecide, { account: 'acme.com', decision: 'confirm' }).found).toBe(
      'Acme no longer meets the MQL criteria: G1, `employees` is not on file, wanted at least 200 (assumed gate)',
    );
  });
});
