import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { type DecideChangeArgs, decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { type ProposeArgs, proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import type { Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acme,
  acmePending,
  check,
  checksOf,
  classify,
  con,
  fact,
  file,
  movesIn,
  openOf,
  passingFacts,
  put,
  save,
  signal,
  standing,
  verdict,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const leaving = (over: Partial<ProposeArgs> = {}): ProposeArgs => ({
  account: 'acme.com',
  change: 'disqualify',
  trigger: 'company_ended',
  reason: 'insolvent since March',
  ...over,
});
const empty = { trigger: 'no_ecosystem_motion', reason: 'no partners found', evidence: 'site, press, jobs' } as const;
const propose = (world: TestWorld, over: Partial<ProposeArgs> = {}) =>
  world.run('sales.ops', proposeStageChange, leaving(over));
const refused = (world: TestWorld, over: Partial<ProposeArgs> = {}) =>
  world.refused('sales.ops', proposeStageChange, leaving(over));
const word = (world: TestWorld, over: Partial<DecideChangeArgs> = {}) =>
  world.run('cro', decideStageChange, { account: 'acme.com', decision: 'confirm', ...over });
const reinstate = { account: 'acme.com', decision: 'reinstate', reason: 'it was bought and goes on' } as const;

const openTasks = (world: TestWorld) => world.account('acme.com').tasks.filter((task) => !task.closed_at);

describe('a company that ended', () => {
  test('3.5a sales.ops alone, with the reason kept; review and duties end', () => {
    const world = acmePending();
    const done = propose(world);
    expect([done.outcome, done.summary]).toEqual([
      'done',
      'Acme is DISQUALIFIED (company_ended). The CRO may reinstate it if the reason no longer holds.',
    ]);
    expect(movesIn(done.events)).toMatchObject([
      {
        arrow: 'disqualify',
        from: 'MQL',
        to: 'DISQUALIFIED',
        review: 'NONE',
        clause: '3.5',
        because: 'company_ended: insolvent since March',
      },
    ]);
    expect([standing(world), openTasks(world)]).toEqual([['DISQUALIFIED', 'NONE'], []]);
  });

  test.each<[Stage]>([
    ['PROSPECT'],
    ['MQL'],
    ['SQL'],
    ['BRIEFING_READY'],
    ['ASSESSMENT_QUALIFIED'],
    ['RECYCLED'],
    ['ARCHIVED'],
  ])('L11 from %s', (stage) => {
    const world = acmePending();
    put(world, { stage, review: 'NONE' });
    propose(world);
    expect(standing(world)).toEqual(['DISQUALIFIED', 'NONE']);
  });

  test.each<[Stage, string]>([
    ['WON', 'nothing moves a WON account here'],
    ['DISQUALIFIED', 'nothing: it is out already'],
  ])('L11 not from %s', (stage, next) => {
    const world = acmePending();
    put(world, { stage, review: 'NONE' });
    expect(refused(world)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L11',
      found: `Acme is ${stage}`,
      next,
    });
  });

  test('L11 it needs to say which', () => {
    expect(refused(acme(), { trigger: undefined })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`trigger` is missing',
      next: 'give company_ended, direct_competitor or no_ecosystem_motion',
    });
  });

  test('L11 notes are recorded still, and nothing is classified', () => {
    const world = acme();
    propose(world);
    expect(file(world, signal.E3(), { ago: 1 }).outcome).toBe('recorded');
    expect(world.refused('sales.ops', classifyMql, { account: 'acme.com' })).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L11',
      found: 'Acme is DISQUALIFIED since 2026-04-21T14:00:00.000Z; notes are kept, nothing is classified',
    });
  });
});

describe('a competitor', () => {
  test('3.5b itself on the list: out without further evidence', () => {
    const world = acme();
    put(world, { aliases: ['crossbeam.com'] });
    const done = propose(world, { trigger: 'direct_competitor', reason: 'competes' });
    expect([done.outcome, standing(world)]).toEqual(['done', ['DISQUALIFIED', 'NONE']]);
  });

  test('3.5b no account is opened for it', () => {
    expect(
      acme().refused('sales.ops', saveAccount, { domain: 'crossbeam.com', name: 'Crossbeam', facts: [] }),
    ).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'crossbeam.com is a listed competitor',
      next: 'leave it out; its customers are valid accounts of their own',
    });
  });

  test('3.5b its customer is none', () => {
    const world = acme();
    save(world, [fact('partner_tool', 'crossbeam.com')]);
    file(world, signal.comment(), { ago: 1 });
    expect(refused(world, { trigger: 'direct_competitor', reason: 'they use Crossbeam' })).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'L11',
      found: "acme.com is not on the list of direct competitors, and a competitor's customer is a valid account",
      next: 'give the evidence that the company itself competes, or leave it',
    });
    expect([classify(world).outcome, standing(world)]).toEqual(['mql', ['MQL', 'DOSSIER_DUE']]);
  });

  test('3.5b its employee counts for nothing, and the account is not out for it', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 1, contact: { email: 'cy@crossbeam.com', name: 'Cy Poe' } });
    expect([classify(world).outcome, standing(world), verdict(world, 'engagement_signal')]).toEqual([
      'stays_prospect',
      ['PROSPECT', 'NONE'],
      'fail',
    ]);
    expect([world.account('acme.com').flags, openOf(world, 'find_contact')?.role]).toEqual([
      ['needs_contact'],
      'sales.ops',
    ]);
    file(world, signal.comment(), { ago: 1 });
    expect([classify(world).outcome, world.account('acme.com').flags, openOf(world, 'find_contact')]).toEqual([
      'mql',
      [],
      undefined,
    ]);
  });
});

describe('no ecosystem motion', () => {
  test('3.5d sales.ops proposes, the CRO confirms, and G2 fails', () => {
    const world = acmePending();
    const asked = propose(world, empty);
    expect([asked.outcome, asked.summary, standing(world)]).toEqual([
      'awaiting_cro',
      'The CRO confirms that Acme has no ecosystem motion.',
      ['MQL', 'PENDING_CRO'],
    ]);
    expect(openOf(world, 'confirm_disqualification')).toMatchObject({ role: 'cro', clause: '3.5' });
    const proposal = world.account('acme.com').proposal?.id;
    const done = word(world);
    expect(done.summary).toBe('Acme is DISQUALIFIED: no ecosystem motion.');
    expect(movesIn(done.events)).toMatchObject([
      {
        arrow: 'disqualify_confirmed',
        to: 'DISQUALIFIED',
        because: 'no ecosystem motion, confirmed: no partners found',
      },
    ]);
    expect(world.account('acme.com').facts.at(-1)).toMatchObject({
      fact: 'has_ecosystem_motion',
      value: false,
      source: `investigation confirmed by the CRO (${proposal})`,
      evidence: 'site, press, jobs',
      as_of: '2026-04-21',
    });
    expect([check(checksOf(world), 'G2').verdict, openTasks(world), world.account('acme.com').proposal]).toEqual([
      'fail',
      [],
      null,
    ]);
  });

  test('3.5d it needs what was researched', () => {
    expect(refused(acme(), { trigger: 'no_ecosystem_motion', evidence: undefined })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`evidence` is missing',
      next: 'give what was researched, and where',
    });
  });

  test('3.5d declined it stays, and G2 with it', () => {
    const world = acmePending();
    propose(world, empty);
    expect(word(world, { decision: 'decline', reason: 'they have an alliance team' }).summary).toBe('Acme stays MQL.');
    expect([standing(world), verdict(world, 'G2'), openOf(world, 'confirm_disqualification')]).toEqual([
      ['MQL', 'PENDING_CRO'],
      'pass',
      undefined,
    ]);
  });

  test.each<[string, Partial<ProposeArgs>]>([
    ['the same', empty],
    ['a regression', { change: 'regress', trigger: undefined }],
    ['a recycling', { change: 'recycle', trigger: undefined }],
  ])('L11 while it waits, %s is a conflict', (_, over) => {
    const world = acmePending();
    propose(world, empty);
    expect(refused(world, over)).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.5',
      ruling: 'L11',
      found: 'a proposal to disqualify Acme waits since 2026-04-21T14:00:00.000Z',
      next: 'cro decides on it with decide_stage_change first',
    });
  });
});

describe('a proposal that waits', () => {
  test('L11 it goes with a company that ends meanwhile', () => {
    const world = acmePending();
    propose(world, empty);
    const done = propose(world);
    expect([done.outcome, standing(world), world.account('acme.com').proposal, openTasks(world)]).toEqual([
      'done',
      ['DISQUALIFIED', 'NONE'],
      null,
      [],
    ]);
  });

  test('L11 it outlives a step up, and the CRO still answers it', () => {
    const world = acmePending();
    propose(world, empty);
    world.run('cro', croDecide, { account: 'acme.com', decision: 'confirm' });
    expect([standing(world), openOf(world, 'confirm_disqualification')?.role]).toEqual([['SQL', 'NONE'], 'cro']);
    word(world);
    expect([standing(world), verdict(world, 'G2')]).toEqual([['DISQUALIFIED', 'NONE'], 'fail']);
  });

  test('L11 it falls where nothing moves the account any more', () => {
    const world = acmePending();
    propose(world, empty);
    put(world, { stage: 'ASSESSMENT_QUALIFIED', review: 'NONE' });
    world.run('cro', advanceDeal, { account: 'acme.com', event: 'won' });
    expect([world.account('acme.com').proposal, openOf(world, 'confirm_disqualification')]).toEqual([null, undefined]);
  });
});

describe('the way back', () => {
  test('S-6 the first touch is found anew', () => {
    const world = acmePending();
    propose(world);
    world.run('cro', decideStageChange, reinstate);
    expect(world.account('acme.com').first_touch).toBeNull();
    classify(world);
    expect(world.account('acme.com').first_touch?.type).toBe('E1');
  });

  test('L11 to PROSPECT, and no suppression is lifted', () => {
    const world = acmePending();
    world.run('sales.ops', suppressContact, { contact: con(world), reason: 'opt_out' });
    propose(world);
    const done = world.run('cro', decideStageChange, reinstate);
    expect(done.summary).toBe('Acme is a PROSPECT again. No suppression is lifted.');
    expect(movesIn(done.events)).toMatchObject([{ arrow: 'reinstate', from: 'DISQUALIFIED', to: 'PROSPECT' }]);
    expect([world.suppressed.has(con(world)), verdict(world, 'engagement_signal')]).toEqual([true, 'fail']);
  });

  test('L11 it needs a reason', () => {
    const world = acme();
    propose(world);
    expect(world.refused('cro', decideStageChange, { account: 'acme.com', decision: 'reinstate' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`reason` is missing',
      next: 'give why you reinstate',
    });
  });

  test('L11 only from DISQUALIFIED', () => {
    expect(acmePending().refused('cro', decideStageChange, reinstate)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L11',
      found: 'Acme is MQL, and only DISQUALIFIED is reinstated',
      next: 'explain_account says what it may do',
    });
  });

  test('L2 a strong act that nothing had weighed is to be classified, and opens the fast track', () => {
    const world = acme(passingFacts());
    file(world, signal.E3(), { ago: 1 });
    propose(world);
    const done = world.run('cro', decideStageChange, reinstate);
    expect(done.summary).toBe(
      'Acme is a PROSPECT again. No suppression is lifted. What is on file is to be classified.',
    );
    expect(done.opened.map(({ kind, role }) => [kind, role])).toEqual([['classify', 'sales.ops']]);
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2 a strong act that a classification had spent opens no other', () => {
    const world = acme(passingFacts());
    file(world, signal.E3(), { ago: 1 });
    classify(world);
    propose(world);
    world.run('cro', decideStageChange, reinstate);
    expect(classify(world).outcome).toBe('mql');
  });
});
