import { describe, expect, test } from 'vitest';
import { explain } from '../../../src/rules/explain/explain-account.ts';
import type { Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acme,
  acmeMql,
  acmePending,
  check,
  classify,
  daysAgo,
  daysLater,
  decide,
  fact,
  file,
  finding,
  passingFacts,
  put,
  retract,
  save,
  score,
  scores,
  signal,
  standing,
  twoHigh,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

function of(world: TestWorld) {
  const { role: _role, ...moment } = world.context('viewer');
  return explain({ state: world.account('acme.com'), suppressed: world.suppressed }, moment);
}

describe('every criterion as a check', () => {
  test('3.4a five gates, the engagement and the four buying signals, scored or not', () => {
    const { checks } = of(acme());
    expect(checks.map((each) => [each.rule, each.verdict])).toEqual([
      ['G1', 'pass'],
      ['G2', 'pass'],
      ['G3', 'pass'],
      ['G4', 'pass'],
      ['G5', 'pass'],
      ['engagement_signal', 'fail'],
      ['S1', 'unknown'],
      ['S2', 'unknown'],
      ['S3', 'unknown'],
      ['S4', 'unknown'],
    ]);
    expect(check(checks, 'S2')).toEqual({
      rule: 'S2',
      clause: '3.3',
      ruling: 'L4',
      verdict: 'unknown',
      because: 'not scored yet: whether its go-to-market is being rebuilt',
      basis: 'sop',
      remedy: 'sales.ops: a dated finding for `exec_hire`, `restructure` or `partner_realignment`',
    });
  });

  test('3.4a a scored dossier speaks for the buying signals', () => {
    const { checks } = of(acmePending());
    expect(['S1', 'S2', 'S3', 'S4'].map((rule) => check(checks, rule).verdict)).toEqual([
      'pass',
      'pass',
      'pass',
      'unknown',
    ]);
  });
});

describe('what is missing, and who can supply it', () => {
  test('3.2a unknown and failed gates name their roles and save_account', () => {
    expect(of(acme(passingFacts({ employees: 10, gate_g5: undefined }))).missing).toEqual([
      {
        rule: 'G1',
        what: '`employees` is 10 as of 2026-04-01, wanted at least 200 (assumed gate)',
        who: ['sales.ops'],
        tool: 'save_account',
      },
      {
        rule: 'G5',
        what: '`gate_g5` is not on file, wanted true (assumed gate)',
        who: ['sales.ops', 'category.positioning'],
        tool: 'save_account',
      },
      {
        rule: 'engagement_signal',
        what: 'no qualifying engagement signal is on file',
        who: ['mining.mind', 'category.positioning'],
        tool: 'file_signal_note',
      },
    ]);
  });

  test('3.3a buying signals are missing from MQL on, until three stand', () => {
    const rules = (world: TestWorld) => of(world).missing.map((each) => each.rule);
    expect(rules(acme())).toEqual(['engagement_signal']);
    expect(rules(acmeMql())).toEqual(['S1', 'S2', 'S3', 'S4']);
    const short = acmeMql();
    score(short, twoHigh());
    expect(rules(short)).toEqual(['S3', 'S4']);
    expect(rules(acmePending())).toEqual([]);
  });

  test('L3 at SQL the gates alone: they are asked again for the Briefing', () => {
    const world = acme(passingFacts({ employees: 10 }));
    put(world, { stage: 'SQL' });
    expect(of(world).missing).toEqual([
      {
        rule: 'G1',
        what: '`employees` is 10 as of 2026-04-01, wanted at least 200 (assumed gate)',
        who: ['sales.ops'],
        tool: 'save_account',
      },
    ]);
  });

  test('L7 before the CRO and at SQL an aged finding warns; for a further dossier it is missing', () => {
    const world = acmeMql();
    const findings = [finding('exec_hire', undefined, { date: daysAgo(120) })];
    score(world, scores({ S1: 'CONFIRMED', S2: { score: 'CONFIRMED', findings }, S3: 'CONFIRMED' }));
    world.now = daysLater(1);
    const aged = () => {
      const { checks, missing } = of(world);
      return [check(checks, 'S2').verdict, check(checks, 'S2').ruling, missing.map((each) => each.rule)];
    };
    expect(aged()).toEqual(['warn', 'L7', []]);
    decide(world, 'confirm');
    expect(aged()).toEqual(['warn', 'L7', []]);
    put(world, { stage: 'MQL' });
    expect(aged()).toEqual(['fail', 'L4', ['S2', 'S4']]);
  });

  test.each<[Stage]>([['BRIEFING_READY'], ['WON'], ['DISQUALIFIED'], ['ARCHIVED']])(
    '3.4a at %s nothing is missing',
    (stage) => {
      const world = acme([]);
      put(world, { stage });
      expect(of(world).missing).toEqual([]);
    },
  );
});

describe('the cheapest lawful next step', () => {
  const next = (world: TestWorld) => of(world).next;

  test('3.2a first a failed gate and what could change it, then what nobody has looked up', () => {
    expect(next(acme(passingFacts({ employees: 10, gate_g5: undefined, arr_usd: undefined })))).toEqual({
      text: 'G1 fails: a newer fact may change that; and find the facts that G3, G5 still lack',
      who: ['sales.ops', 'category.positioning'],
      tool: 'save_account',
    });
    expect(next(acme(passingFacts({ gate_g5: undefined, arr_usd: undefined })))).toEqual({
      text: 'find the facts that G3, G5 still lack',
      who: ['sales.ops', 'category.positioning'],
      tool: 'save_account',
    });
  });

  test('3.2a then one failed gate: a newer fact or an override; two: facts alone', () => {
    expect(next(acme(passingFacts({ employees: 10 })))).toEqual({
      text: 'G1 fails: a newer fact may change that',
      who: ['sales.ops'],
      tool: 'save_account',
      otherwise: { text: 'override G1 with a justification', who: ['cro'], tool: 'override_gate' },
    });
    expect(next(acme(passingFacts({ employees: 10, gate_g5: false })))).toEqual({
      text: 'G1, G5 fail: only newer facts help, one failure alone can be overridden',
      who: ['sales.ops', 'category.positioning'],
      tool: 'save_account',
    });
  });

  test('3.2b with the gates holding, a signal', () => {
    expect(next(acme())).toEqual({
      text: 'wait for a qualifying signal of a contact at Acme and file it',
      who: ['mining.mind', 'category.positioning'],
      tool: 'file_signal_note',
    });
  });

  test.each([
    [signal.comment(), 'MQL'],
    [signal.E3(), 'on the fast track'],
    [signal.E4(), 'SQL'],
  ])('4.2a with a live signal, its classification: %o', (given, word) => {
    const world = acme();
    file(world, given, { ago: 1 });
    expect(next(world)).toEqual({ text: `classify it: it would be ${word}`, who: ['sales.ops'], tool: 'classify_mql' });
  });

  test('4.3a the dossier, the decision, the nurture', () => {
    const world = acmeMql();
    expect(next(world)).toEqual({
      text: 'score S1 to S4 with dated findings',
      who: ['sales.ops'],
      tool: 'score_dossier',
    });
    expect(next(acmePending())).toEqual({
      text: 'decide on the dossier: confirm, dispute, or flag for immediate outreach',
      who: ['cro'],
      tool: 'cro_decide',
    });
    score(world, twoHigh());
    expect(next(world)).toEqual({
      text: 'keep it in nurture; a new strong signal, or a dossier with a new finding, takes it further',
      who: ['sales.ops'],
      tool: 'score_dossier',
    });
  });

  test('L7 before a decision whose criteria lapsed: mend them or dispute', () => {
    const world = acmePending();
    save(world, [fact('employees', 10, { as_of: '2026-04-20' })]);
    expect(next(world)).toMatchObject({
      text: 'G1 fails: a newer fact may change that',
      who: ['sales.ops'],
      tool: 'save_account',
      otherwise: {
        text: 'override G1 with a justification',
        who: ['cro'],
        tool: 'override_gate',
        otherwise: { text: 'dispute the dossier, for G1 lapsed', who: ['cro'], tool: 'cro_decide' },
      },
    });
  });

  test('L14 at SQL with criteria that lapsed: the step down, or the Briefing all the same', () => {
    const world = acme();
    const { signal: request } = file(world, signal.E4(), { ago: 1 }).extra;
    classify(world);
    retract(world, request);
    expect(standing(world)).toEqual(['SQL', 'NONE']);
    expect(next(world)).toEqual({
      text: 'propose its return to MQL, for engagement_signal lapsed',
      who: ['sales.ops'],
      tool: 'propose_stage_change',
      otherwise: {
        text: 'if they want the Briefing all the same, agree on a date and record it',
        who: ['cro'],
        tool: 'advance_deal',
      },
    });
  });

  test('L14 a dossier that is due on criteria that lapsed: what must hold first is named', () => {
    const world = acmeMql();
    save(world, [fact('employees', 10, { as_of: '2026-04-20' })]);
    expect(next(world)).toEqual({
      text: 'score S1 to S4 with dated findings; G1 must hold again before the CRO can confirm it',
      who: ['sales.ops'],
      tool: 'score_dossier',
    });
  });

  test('L3 a Briefing request goes before the dossier that is due', () => {
    const world = acmeMql();
    file(world, signal.E4());
    expect(next(world)).toEqual({
      text: 'classify it: it would be SQL',
      who: ['sales.ops'],
      tool: 'classify_mql',
    });
  });

  test('G-4 no override is offered of a gate that an investigation settled', () => {
    const world = acme(passingFacts({ has_ecosystem_motion: false }));
    put(world, { no_ecosystem: true });
    expect(next(world)).toEqual({
      text: 'G2 fails, and an investigation confirmed it: only a newer fact helps',
      who: ['sales.ops', 'category.positioning'],
      tool: 'save_account',
    });
  });

  test('L10 after the cool-down the gates come before recycling', () => {
    const world = acme(passingFacts({ employees: 10 }));
    put(world, { stage: 'RECYCLED', cooldown_until: daysAgo(-1) });
    expect(next(world).text).toBe('wait until 2026-04-22, when the cool-down ends, or for a new strong signal');
    put(world, { cooldown_until: daysAgo(0) });
    expect(next(world).text).toBe('G1 fails: a newer fact may change that');
    save(world, [fact('employees', 900, { as_of: '2026-04-20' })]);
    expect(next(world).text).toBe('the cool-down is over: recycle it to MQL');
  });

  test('3.0 it never differs from what classify_mql would do', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 91 });
    expect(next(world).text).toBe('classify it: it would be MQL');
    expect(classify(world).outcome).toBe('mql');
  });
});
