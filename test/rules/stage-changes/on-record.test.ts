import { describe, expect, test } from 'vitest';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { type ProposeArgs, proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import {
  acme,
  acmeMql,
  acmePending,
  daysLater,
  decide,
  fact,
  file,
  idAt,
  isId,
  openOf,
  passingFacts,
  save,
  sig,
  signal,
} from '../../support/builders.ts';
import { accountId, type TestWorld } from '../../support/world.ts';

const propose = (world: TestWorld, args: Partial<ProposeArgs>) =>
  world.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'regress', reason: 'no word', ...args });
const word = (world: TestWorld, decision: 'confirm' | 'decline' | 'reinstate', reason?: string) =>
  world.run('cro', decideStageChange, { account: 'acme.com', decision, ...(reason ? { reason } : {}) });
const of = (done: ReturnType<typeof propose>, ...types: readonly string[]) =>
  done.events.filter(({ type }) => types.includes(type));
const extra = { account: accountId('acme.com') };
const long = 'x'.repeat(250);
const facts = ['fct_1', 'fct_2', 'fct_3', 'fct_4', 'fct_5'].map((id) => idAt(id));

/** SQL since the start, idle for thirty days, with the CRO's duties of an immediate outreach. */
function idleSql(): TestWorld {
  const world = acmePending();
  decide(world, 'flag_immediate');
  world.now = daysLater(31);
  return world;
}

describe('L9 what a regression puts on record', () => {
  test('L9 a proposal with its id, then the CRO’s word and the move, and the duties of an SQL end', () => {
    const world = idleSql();
    expect(openOf(world, 'immediate_outreach')).toBeDefined();
    const asked = propose(world, { reason: long });
    expect([asked.outcome, asked.extra]).toEqual(['awaiting_cro', extra]);
    expect(of(asked, 'change_proposed')).toEqual([
      { type: 'change_proposed', proposal: { id: isId('prp'), change: 'regress', reason: long } },
    ]);
    const done = word(world, 'confirm', 'they went quiet');
    expect([done.outcome, done.extra, done.checks.map(({ rule }) => rule).at(-1)]).toEqual([
      'done',
      extra,
      'engagement_signal',
    ]);
    expect(of(done, 'change_decided')).toEqual([
      { type: 'change_decided', change: 'regress', decision: 'confirmed', reason: 'they went quiet' },
    ]);
    expect(of(done, 'moved')).toMatchObject([
      {
        arrow: 'regress_sql',
        from: 'SQL',
        to: 'MQL',
        because: `idle for 31 days, confirmed by the CRO: ${'x'.repeat(200)}`,
        evidence: [isId('prp')],
      },
    ]);
    expect(of(done, 'task_closed').map((event) => (event as { note?: string }).note)).toContain('it is MQL again');
    expect([openOf(world, 'immediate_outreach'), openOf(world, 'confirm_regression')]).toEqual([undefined, undefined]);
    expect(openOf(world, 'propose_nurture')?.role).toBe('sales.ops');
  });

  test('L9 a decline with its reason, from which the idle days count anew', () => {
    const world = idleSql();
    propose(world, {});
    const done = word(world, 'decline', 'we speak on Monday');
    expect([done.outcome, done.summary, done.extra]).toEqual([
      'done',
      'Acme stays SQL. Its idle days count anew from today.',
      extra,
    ]);
    expect(of(done, 'change_decided')).toEqual([
      { type: 'change_decided', change: 'regress', decision: 'declined', reason: 'we speak on Monday' },
    ]);
    expect(openOf(world, 'confirm_regression')).toBeUndefined();
    const early = { account: 'acme.com', change: 'regress', reason: 'no word' } as const;
    expect(world.refused('sales.ops', proposeStageChange, early).found).toBe(
      'Acme has been idle for 0 days, wanted at least 30',
    );
  });

  test('L9 engagement before the CRO’s word bars the confirmation, and what to do is told', () => {
    const world = idleSql();
    propose(world, {});
    world.place({ ...world.account('acme.com'), idle_from: world.now });
    expect(world.refused('cro', decideStageChange, { account: 'acme.com', decision: 'confirm' })).toMatchObject({
      found: 'Acme has been idle for 0 days, wanted at least 30',
      next: 'wait for 30 days more without engagement; or decline the proposal',
    });
  });

  test('L9 of an MQL at once, with its checks’ evidence; its duties end', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 5 });
    world.place({ ...world.account('acme.com'), stage: 'MQL', review: 'NONE' });
    world.now = '2026-08-01T14:00:00.000Z';
    const done = propose(world, { reason: long });
    expect([done.outcome, done.summary, done.extra]).toEqual([
      'done',
      'Acme is a PROSPECT again; to enter anew it takes a later act.',
      extra,
    ]);
    expect(of(done, 'change_decided')).toEqual([
      { type: 'change_decided', change: 'regress', decision: 'done', reason: long },
    ]);
    const [moved] = of(done, 'moved');
    expect(moved).toMatchObject({
      arrow: 'regress_mql',
      because: `idle for 102 days: ${'x'.repeat(200)}`,
      evidence: [...facts, sig(world)],
    });
  });

  test('L14 after a lapse the criteria alone bring it back, and its duties end with their ground', () => {
    const world = acmeMql();
    save(world, [fact('employees', 100, { as_of: '2026-04-20' })]);
    const kinds = ['dossier', 'mend_criteria', 'mend_gates'];
    expect(kinds.map((kind) => openOf(world, kind) !== undefined)).toEqual([true, false, true]);
    const done = propose(world, { reason: 'too small' });
    expect(done.summary).toBe('Acme is a PROSPECT again; to enter anew it takes its criteria.');
    expect(of(done, 'moved')).toMatchObject([{ because: 'without its MQL criteria (G1): too small' }]);
    expect(world.account('acme.com').tasks.find(({ kind }) => kind === 'dossier')?.note).toBe('it is a PROSPECT again');
    const fine = acmeMql();
    fine.place({ ...fine.account('acme.com'), flags: ['criteria_lapsed'] });
    const args = { account: 'acme.com', change: 'regress', reason: 'no word' } as const;
    expect(fine.refused('sales.ops', proposeStageChange, args).found).toBe('Acme is under review (DOSSIER_DUE)');
  });
});

describe('L11 what a disqualification puts on record', () => {
  test('L11 the trigger, the reason and the evidence, and every duty ends', () => {
    const world = acmeMql();
    const done = propose(world, {
      change: 'disqualify',
      trigger: 'direct_competitor',
      reason: long,
      evidence: 'their site',
    });
    expect([done.outcome, done.extra]).toEqual(['done', extra]);
    expect(of(done, 'change_decided')).toEqual([
      {
        type: 'change_decided',
        change: 'disqualify',
        decision: 'done',
        trigger: 'direct_competitor',
        reason: long,
        evidence: 'their site',
      },
    ]);
    expect(of(done, 'moved')).toMatchObject([
      {
        arrow: 'disqualify',
        from: 'MQL',
        to: 'DISQUALIFIED',
        because: `direct_competitor: ${'x'.repeat(200)}`,
        evidence: [],
      },
    ]);
    expect(of(done, 'task_closed')).toMatchObject([{ note: 'the account was disqualified' }]);
    const [plain] = of(propose(acmeMql(), { change: 'disqualify', trigger: 'company_ended' }), 'change_decided');
    expect(plain).toEqual({
      type: 'change_decided',
      change: 'disqualify',
      decision: 'done',
      trigger: 'company_ended',
      reason: 'no word',
    });
  });

  test('L11 no ecosystem motion, proposed with what was researched and confirmed: G2 fails by it', () => {
    const world = acmeMql();
    const asked = propose(world, {
      change: 'disqualify',
      trigger: 'no_ecosystem_motion',
      reason: long,
      evidence: 'no partner page',
    });
    expect(asked.outcome).toBe('awaiting_cro');
    const proposal = {
      id: isId('prp'),
      change: 'disqualify',
      trigger: 'no_ecosystem_motion',
      reason: long,
      evidence: 'no partner page',
    };
    expect(of(asked, 'change_proposed')).toEqual([{ type: 'change_proposed', proposal }]);
    const again = { account: 'acme.com', change: 'regress', reason: 'x' } as const;
    expect(world.refused('sales.ops', proposeStageChange, again)).toMatchObject({
      code: 'CONFLICT',
      found: 'a proposal to disqualify Acme waits since 2026-04-21T14:00:00.000Z',
    });
    const done = word(world, 'confirm');
    expect([done.outcome, done.summary]).toEqual(['done', 'Acme is DISQUALIFIED: no ecosystem motion.']);
    expect(of(done, 'change_decided')).toEqual([
      {
        type: 'change_decided',
        change: 'disqualify',
        decision: 'confirmed',
        trigger: 'no_ecosystem_motion',
        evidence: 'no partner page',
      },
    ]);
    expect(of(done, 'moved')).toMatchObject([
      { because: `no ecosystem motion, confirmed: ${'x'.repeat(200)}`, evidence: [] },
    ]);
    expect(of(done, 'fact_recorded')).toEqual([
      {
        type: 'fact_recorded',
        fact: {
          id: isId('fct'),
          fact: 'has_ecosystem_motion',
          value: false,
          source: expect.stringMatching(/^investigation confirmed by the CRO \(prp_/),
          evidence: 'no partner page',
          as_of: '2026-04-21',
        },
      },
    ]);
    const declined = acmeMql();
    propose(declined, { change: 'disqualify', trigger: 'no_ecosystem_motion', evidence: 'no partner page' });
    expect(word(declined, 'decline', 'they have one').summary).toBe('Acme stays MQL.');
  });

  test('L11 a reinstatement with its reason, and what is to be classified', () => {
    const world = acmeMql();
    propose(world, { change: 'disqualify', trigger: 'company_ended' });
    const done = word(world, 'reinstate', long);
    expect([done.outcome, done.summary, done.extra]).toEqual([
      'done',
      'Acme is a PROSPECT again. No suppression is lifted. What is on file is to be classified.',
      extra,
    ]);
    expect(of(done, 'change_decided')).toEqual([
      { type: 'change_decided', change: 'reinstate', decision: 'done', reason: long },
    ]);
    expect(of(done, 'moved')).toMatchObject([{ because: `reinstated by the CRO: ${'x'.repeat(200)}`, evidence: [] }]);
    expect(openOf(world, 'classify')?.role).toBe('sales.ops');
    const bare = acme();
    propose(bare, { change: 'disqualify', trigger: 'company_ended' });
    expect(word(bare, 'reinstate', 'it lives').summary).toBe('Acme is a PROSPECT again. No suppression is lifted.');
    expect(openOf(bare, 'classify')).toBeUndefined();
  });
});

describe('L10 what a recycling puts on record', () => {
  const recycled = (over = {}) => {
    const world = acme(passingFacts(over));
    world.place({ ...world.account('acme.com'), stage: 'RECYCLED', cooldown_until: '2026-04-21' });
    return world;
  };

  test('L10 its reason, and the evidence of its gates', () => {
    const world = recycled();
    const done = propose(world, { change: 'recycle', reason: 'cooled down' });
    expect([done.outcome, done.extra]).toEqual(['done', extra]);
    expect(of(done, 'change_decided')).toEqual([
      { type: 'change_decided', change: 'recycle', decision: 'done', reason: 'cooled down' },
    ]);
    expect(of(done, 'moved')).toMatchObject([
      { arrow: 'recycle', because: 'the cool-down ended on 2026-04-21', evidence: facts },
    ]);
    expect(openOf(world, 'propose_re_engagement')?.role).toBe('sales.ops');
  });

  test('L10 gates that do not hold are told, all of them', () => {
    const args = { account: 'acme.com', change: 'recycle', reason: 'cooled down' } as const;
    const refusal = recycled({ employees: 100, gate_g5: undefined }).refused('sales.ops', proposeStageChange, args);
    expect(refusal).toMatchObject({ ruling: 'L10', next: 'sales.ops records newer facts (save_account)' });
    expect(refusal.found).toMatch(/^the gates of Acme do not hold: G1, .*; G5, /);
    expect(refusal.checks?.map(({ rule }) => rule)).toEqual(['G1', 'G2', 'G3', 'G4', 'G5']);
  });
});

describe('3.5a what is missing is named', () => {
  test('3.5a a reason, a trigger, evidence, and the account', () => {
    const refused = (args: Partial<ProposeArgs>) =>
      acmeMql().refused('sales.ops', proposeStageChange, {
        account: 'acme.com',
        change: 'disqualify',
        reason: 'x',
        ...args,
      }).found;
    expect(refused({ reason: ' ', trigger: 'company_ended' })).toMatch(/^`reason`/);
    expect(refused({})).toMatch(/^`trigger`/);
    expect(refused({ trigger: 'no_ecosystem_motion' })).toMatch(/^`evidence`/);
    expect(refused({ trigger: 'company_ended', evidence: 'x\u0000' })).toMatch(/^`evidence`/);
    expect(refused({ account: 'nobody.com', trigger: 'company_ended' })).toMatch(/no account/);
    const decided = (decision: 'confirm' | 'decline', reason?: string, account = 'acme.com') =>
      acmeMql().refused('cro', decideStageChange, { account, decision, reason }).found;
    expect([decided('decline'), decided('confirm', 'x\u0000'), decided('confirm', 'x', 'nobody.com')]).toEqual([
      expect.stringMatching(/^`reason`/),
      expect.stringMatching(/^`reason`/),
      expect.stringMatching(/no account/),
    ]);
    expect(decided('confirm')).toBe('no proposal waits for Acme');
  });
});
