import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { type OverrideArgs, overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import {
  acme,
  check,
  checksOf,
  classify,
  daysLater,
  fact,
  file,
  idAt,
  isId,
  openKinds,
  openOf,
  passingFacts,
  put,
  save,
  signal,
  standing,
  verdict,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const why = 'Partners carry it; the list is out of da';

const args = (over: Partial<OverrideArgs> = {}): OverrideArgs => ({
  account: 'acme.com',
  gate: 'G1',
  justification: why,
  compensating_signals: [idAt('fct_3')],
  ...over,
});
const override = (world: TestWorld, over: Partial<OverrideArgs> = {}) => world.run('cro', overrideGate, args(over));
const refused = (world: TestWorld, over: Partial<OverrideArgs> = {}) => world.refused('cro', overrideGate, args(over));

/** Acme with too few people, and a comment of yesterday. */
function small(over: Parameters<typeof passingFacts>[0] = {}): TestWorld {
  const world = acme(passingFacts({ employees: 150, ...over }));
  file(world, signal.comment(), { ago: 1 });
  return world;
}

/** Why overrides fell, in order. */
const fallen = (world: TestWorld): readonly string[] =>
  world.events.flatMap(({ event }) => {
    const each = event as { readonly type: string; readonly because: string };
    return each.type === 'override_fell' ? [each.because] : [];
  });

const calibrations = (world: TestWorld) =>
  world.desk.tasks.filter((task) => task.kind === 'gate_calibration').map(({ role, subject }) => [role, subject]);

describe('granting', () => {
  test('3.6a one failed gate is set aside, with all that the record needs', () => {
    const world = small();
    const done = override(world, { gate: ' g1 ', compensating_signals: [idAt('sig_7'), ` ${idAt('sig_7')} `] });
    expect([done.outcome, done.summary]).toEqual([
      'granted',
      'G1 of Acme is overridden. It shows in the weekly audit, and falls when its fact changes or another gate fails.',
    ]);
    const held = world.account('acme.com').override;
    expect(held).toEqual({
      id: isId('ovr'),
      gate: 'G1',
      fact: idAt('fct_1'),
      justification: why,
      compensating: [idAt('sig_7')],
      at: '2026-04-21T14:00:00.000Z',
    });
    expect(check(checksOf(world), 'G1')).toEqual({
      rule: 'G1',
      clause: '3.6',
      ruling: 'G-4',
      verdict: 'warn',
      because: `\`employees\` is 150 as of 2026-04-01, wanted at least 200 (assumed gate); the CRO overrode it (${held?.id})`,
      basis: 'assumed',
      evidence: [idAt('fct_1'), held?.id, idAt('sig_7')],
    });
    expect(classify(world).outcome).toBe('mql');
  });

  test('3.6a it opens the classification that it makes possible', () => {
    const world = small();
    classify(world);
    expect([standing(world), openKinds(world)]).toEqual([['PROSPECT', 'NONE'], []]);
    override(world);
    expect(openKinds(world)).toEqual(['classify']);
  });

  test('3.6a the classification that stands on it says so', () => {
    const world = small();
    override(world);
    expect(classify(world).summary).toBe(
      'Acme is MQL: all gates hold (G1 by override) and E1 is live. A dossier is due.',
    );
  });

  test('3.6a without a live signal it opens none', () => {
    const world = acme(passingFacts({ employees: 150 }));
    override(world);
    expect(openOf(world, 'classify')).toBeUndefined();
  });

  test.each([
    ['39 characters', why.slice(0, 39), true],
    ['40 characters', why, false],
    ['40 with the blank at its end', `${why.slice(0, 39)} `, true],
  ])('3.6a %s', (_, justification, isRefused) => {
    const answer = small().try('cro', overrideGate, args({ justification }));
    expect('refused' in answer).toBe(isRefused);
  });

  test('3.6a too short a justification is told its length', () => {
    expect(refused(small(), { justification: why.slice(0, 39) })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      clause: '3.6',
      ruling: 'G-4',
      found: '`justification` has 39 characters, wanted at least 40',
      next: 'say in full why the gate is set aside',
    });
  });

  test('3.6a something must make up for the gate', () => {
    expect(refused(small(), { compensating_signals: [] })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      clause: '3.6',
      ruling: 'G-4',
      found: '`compensating_signals` is empty',
      next: 'give the id of a signal or fact that makes up for the gate',
    });
  });
});

describe('which gate', () => {
  test('G-4 none fails: nothing to set aside', () => {
    expect(refused(acme())).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '3.6',
      ruling: 'G-4',
      found: 'no gate of Acme fails',
      next: 'nothing is to override; sales.ops may classify it',
    });
  });

  test('G-4 two fail: refused, both named', () => {
    expect(refused(small({ gate_g5: false }))).toMatchObject({
      code: 'RULE_REFUSED',
      found: '2 gates of Acme fail (G1, G5), and only one may',
      next: 'sales.ops looks for newer facts (save_account)',
    });
  });

  test('G-4 an unknown gate beside the failed one: refused', () => {
    expect(refused(small({ gate_g5: undefined }))).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'G5 of Acme cannot be answered yet, and an unknown gate cannot be overridden',
      next: 'sales.ops finds the missing facts first (save_account)',
    });
  });

  test('G-4 the gate named holds: refused, the failed one named', () => {
    expect(refused(small(), { gate: 'G5' })).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'G5 of Acme holds; G1 is the one that fails',
      next: 'override G1, if that is what you mean',
    });
  });

  test('G-4 no such gate', () => {
    expect(refused(small(), { gate: 'G6' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`gate` is `G6`',
      next: 'give one of G1, G2, G3, G4, G5',
    });
  });

  test.each(['DISQUALIFIED', 'WON'] as const)('G-4 at %s it decides nothing', (stage) => {
    const world = small();
    put(world, { stage });
    expect(refused(world)).toMatchObject({
      code: 'RULE_REFUSED',
      found: `Acme is ${stage}`,
      next: 'nothing: its gates decide nothing there',
    });
  });

  test('G-4 evidence that the ledger does not hold for the account', () => {
    const world = small();
    expect(refused(world, { compensating_signals: [idAt('fct_3'), idAt('sig_99')] })).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.6',
      ruling: 'G-4',
      found: 'the ledger holds no such signal or fact for Acme: 1 of 2 ids',
      next: 'take the ids from explain_account',
    });
  });

  test('G-4 an account not on file', () => {
    expect(refused(small(), { account: 'beta.com' }).code).toBe('NOT_FOUND');
  });

  test('G-4 a second while one stands', () => {
    const world = small();
    override(world);
    expect(refused(world)).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.6',
      ruling: 'G-4',
      found: `Acme has an override of G1 already (${world.account('acme.com').override?.id})`,
      next: 'one override stands at a time; it falls when its fact changes',
    });
  });
});

describe('falling', () => {
  test.each([
    ['passes now', 250, 'pass'],
    ['fails still', 160, 'fail'],
  ])('G-4 a newer fact that %s', (_, employees, expected) => {
    const world = small();
    override(world);
    save(world, [fact('employees', employees, { as_of: '2026-04-20' })]);
    expect([world.account('acme.com').override, verdict(world, 'G1')]).toEqual([null, expected]);
    expect(fallen(world)).toEqual(['a newer fact answers G1']);
  });

  test('G-4 a newer word that says the same changes nothing, and the check rests on it', () => {
    const world = small();
    override(world);
    save(world, [fact('employees', 150, { as_of: '2026-04-20' })]);
    expect([world.account('acme.com').override?.gate, verdict(world, 'G1'), fallen(world)]).toEqual(['G1', 'warn', []]);
    expect(check(checksOf(world), 'G1').evidence?.[0]).toBe(world.account('acme.com').facts.at(-1)?.id);
    save(world, [fact('employees', 151, { as_of: '2026-04-20' })]);
    expect([world.account('acme.com').override, verdict(world, 'G1')]).toEqual([null, 'fail']);
  });

  test('G-4 an older fact changes nothing', () => {
    const world = small();
    override(world);
    save(world, [fact('employees', 900, { as_of: '2026-03-31' })]);
    expect([world.account('acme.com').override?.gate, fallen(world)]).toEqual(['G1', []]);
  });

  test('G-4 another gate that fails takes it along', () => {
    const world = small();
    override(world);
    save(world, [fact('gate_g5', false, { as_of: '2026-04-20' })]);
    expect([world.account('acme.com').override, verdict(world, 'G1'), fallen(world)]).toEqual([
      null,
      'fail',
      ['G5 fails as well'],
    ]);
  });

  test('G-4 after it fell another may be granted', () => {
    const world = small();
    override(world);
    save(world, [fact('employees', 160, { as_of: '2026-04-20' })]);
    expect(override(world).outcome).toBe('granted');
  });

  test('G-4 with disqualification, and reinstating does not bring it back', () => {
    const world = small();
    override(world);
    world.run('sales.ops', proposeStageChange, {
      account: 'acme.com',
      change: 'disqualify',
      trigger: 'company_ended',
      reason: 'insolvent',
    });
    expect([world.account('acme.com').override, fallen(world)]).toEqual([null, ['the account was disqualified']]);
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'reinstate', reason: 'it was another Acme' });
    expect([world.account('acme.com').override, verdict(world, 'G1')]).toEqual([null, 'fail']);
  });

  test('G-4 G2 stands once the CRO confirmed that there is no ecosystem', () => {
    const world = acme();
    world.run('sales.ops', proposeStageChange, {
      account: 'acme.com',
      change: 'disqualify',
      trigger: 'no_ecosystem_motion',
      reason: 'no partners found',
      evidence: 'site, press, jobs',
    });
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'confirm' });
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'reinstate', reason: 'look again' });
    expect(refused(world, { gate: 'G2' })).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '3.6',
      ruling: 'G-4',
      found: 'an investigation confirmed that Acme has no ecosystem motion: G2 stands',
      next: 'sales.ops records a newer fact if that has changed',
    });
  });

  test('G-4 without such a word G2 may be set aside', () => {
    expect(override(acme(passingFacts({ has_ecosystem_motion: false })), { gate: 'G2' }).outcome).toBe('granted');
  });
});

describe('the share of the month', () => {
  test('3.6b one of one opens the review, with both counts', () => {
    const world = small();
    override(world);
    expect(calibrations(world)).toEqual([]);
    classify(world);
    expect(calibrations(world)).toEqual([['chief.staff', '2026-04: 1 of 1 classifications stood on an override']]);
    expect(world.desk.months).toEqual({ '2026-04': { met: 1, overridden: 1 } });
  });

  test('7.6 once a month, and anew in the next', () => {
    const world = small();
    override(world);
    classify(world);
    for (const [domain, now] of [
      ['beta.com', daysLater(1)],
      ['gamma.com', daysLater(10)],
    ] as const) {
      world.now = now;
      world.run('sales.ops', saveAccount, { domain, name: domain, facts: passingFacts({ employees: 150 }) });
      file(world, signal.comment(), { account: domain, contact: { email: `cy@${domain}` } });
      override(world, { account: domain, compensating_signals: [world.account(domain).facts[1]?.id ?? ''] });
      classify(world, domain);
      if (domain === 'beta.com') expect(calibrations(world)).toHaveLength(1);
    }
    expect(calibrations(world).map(([, subject]) => subject)).toEqual([
      '2026-04: 1 of 1 classifications stood on an override',
      '2026-05: 1 of 1 classifications stood on an override',
    ]);
  });

  test.each([
    [9, []],
    [8, [['chief.staff', '2026-04: 1 of 9 classifications stood on an override']]],
  ])('3.6b beyond a tenth, not at it: after %d without', (met, expected) => {
    const world = small();
    world.desk = { ...world.desk, months: { '2026-04': { met, overridden: 0 } } };
    override(world);
    classify(world);
    expect(calibrations(world)).toEqual(expected);
  });

  test('3.6b a classification that stays PROSPECT counts nowhere', () => {
    const world = small();
    classify(world);
    expect(world.desk.months).toEqual({});
  });
});
