import { describe, expect, test } from 'vitest';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { disputeMql } from '../../../src/rules/qualification/dispute-mql.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  decide,
  file,
  finding,
  openOf,
  score,
  scores,
  signal,
  twoHigh,
} from '../../support/builders.ts';
import { accountId, type TestWorld } from '../../support/world.ts';

describe('P4 what is kept of a refused call holds nobody’s words', () => {
  const state = acmePending().account('acme.com');
  const [first] = state.dossier?.scores ?? [];
  const [known] = first?.findings ?? [];

  test('P4 of an override the gate, how long it says why, and ids of ours', () => {
    const ids = ['sig_a1b2_17', 'fct_x_1'];
    const words = [
      'xsig_a1_17',
      'sig_a1_17x',
      'si_a1_17',
      'SIG_a1_17',
      'sig__17',
      'sig_a1_',
      'sig_a1_x',
      'she said so',
    ];
    expect(
      overrideGate.asked?.({ gate: 'G1', justification: 'because', compensating: [...ids, ...words] }, state),
    ).toEqual({
      tool: 'override_gate',
      gate: 'G1',
      justification: 7,
      compensating: [...ids, ...words.map(() => '?')],
    });
  });

  test('P4 of a dossier routes, figures and days, and which finding the last one had', () => {
    if (!first || !known) throw new Error('the dossier has no finding');
    const fresh = { ...known, date: '2026-03-02' };
    const same = { ...known, reference: ` ${known.reference.toUpperCase()} ` };
    const asked = (accessibility?: number) =>
      scoreDossier.asked?.(
        {
          scores: [
            { ...first, findings: [fresh, same] },
            { signal: 'S4', score: 'NOT_PRESENT', findings: [] },
          ],
          ...(accessibility === undefined ? {} : { accessibility }),
        },
        state,
      );
    expect(asked()).toEqual({
      tool: 'score_dossier',
      scores: [
        {
          signal: 'S1',
          score: 'CONFIRMED',
          findings: [
            { route: known.route, value: known.value, date: '2026-03-02' },
            { route: known.route, value: known.value, date: known.date, again: 0 },
          ],
        },
        { signal: 'S4', score: 'NOT_PRESENT', findings: [] },
      ],
    });
    expect(asked(0)).toMatchObject({ accessibility: 0 });
  });

  test('P4 of a classification, a decision and a dispute what was chosen', () => {
    expect(classifyMql.asked?.(null, state)).toEqual({ tool: 'classify_mql' });
    expect(croDecide.asked?.({ decision: 'dispute', reason_code: 'timing', reason: 'her words' }, state)).toEqual({
      tool: 'cro_decide',
      decision: 'dispute',
      reason_code: 'timing',
    });
    expect(croDecide.asked?.({ decision: 'confirm', reason_code: undefined, reason: undefined }, state)).toEqual({
      tool: 'cro_decide',
      decision: 'confirm',
    });
    expect(disputeMql.asked?.({ criterion: 'G1', claim: 'her words' }, state)).toEqual({
      tool: 'dispute_mql',
      criterion: 'G1',
    });
  });
});

describe('S-5, L2 what a classification leaves behind', () => {
  const lines = (world: TestWorld) => world.desk.batch;

  test('S-5 a line in the post of the day for each that moved, with the first touch', () => {
    const world = acme();
    expect(classify(world).outcome).toBe('stays_prospect');
    expect(lines(world)).toBeNull();
    file(world, signal.comment(), { ago: 3 });
    classify(world);
    const closes_at = '2026-04-21T21:00:00.000Z';
    const first = 'Acme (acme.com): MQL on E1 of 2026-04-18; first touch E1 (2026-04-18)';
    expect(lines(world)).toEqual({ closes_at, lines: [first] });
    expect(classify(world).outcome).toBe('unchanged');
    file(world, signal.E3(), { contact: { email: 'bo@acme.com' }, ago: 2 });
    classify(world);
    file(world, signal.E4(), { contact: { email: 'cy@acme.com' }, ago: 1 });
    classify(world);
    expect(lines(world)?.lines).toEqual([
      first,
      'Acme (acme.com): fast track, dossier due on E3 of 2026-04-19; first touch E1 (2026-04-18)',
      'Acme (acme.com): SQL on a Briefing request on E4 of 2026-04-20; first touch E1 (2026-04-18)',
    ]);
  });

  test('L2 a fast track out of nurture: a review is due first', () => {
    const world = acmeMql();
    score(world, twoHigh());
    expect(openOf(world, 'propose_nurture')).toBeDefined();
    file(world, signal.E3(), { contact: { email: 'bo@acme.com' }, ago: 2 });
    expect(classify(world).outcome).toBe('fast_track');
    const nurture = world.account('acme.com').tasks.find(({ kind }) => kind === 'propose_nurture');
    expect(nurture?.note).toBe('a review is due first');
    expect(openOf(world, 'dossier')?.role).toBe('sales.ops');
  });
});

test('4.3a what is missing of a dossier, a decision or a dispute is named', () => {
  const [world, bad] = [acmeMql(), 'x\u0000'];
  const dossier = (args: object) => world.refused('sales.ops', scoreDossier, { ...scores(), ...args } as never).found;
  expect(dossier({ account: 'no domain' })).toMatch(/no domain/);
  expect(dossier({ account: 'nobody.com' })).toMatch(/no account/);
  expect(dossier({ accessibility: 6 })).toBe('`accessibility` is `6`');
  expect(dossier({ accessibility: -1 })).toBe('`accessibility` is `-1`');
  expect(dossier({ scores: scores().scores.slice(1) })).toMatch(/^`scores`/);
  const wrong = scores({ S1: { score: 'CONFIRMED', findings: [finding('partners_section'), finding('aws')] } });
  expect(dossier(wrong)).toBe('`scores[0].findings[1].route` is `aws`');
  const dispute = (criterion: string, claim = 'it is too small', account = 'acme.com') =>
    world.refused('cmo', disputeMql, { account, criterion, claim });
  expect(dispute('G9')).toMatchObject({
    found: '`criterion` is `G9`',
    next: 'give one of G1, G2, G3, G4, G5, engagement_signal',
  });
  expect([dispute('G1', bad).found, dispute('G1', 'x', 'nobody.com').found]).toEqual([
    expect.stringMatching(/^`claim`/),
    expect.stringMatching(/no account/),
  ]);
  expect(decide(acmePending(), 'confirm').extra).toEqual({ account: accountId('acme.com') });
});
