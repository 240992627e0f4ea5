import { describe, expect, test } from 'vitest';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import type { SignalInput } from '../../../src/rules/vocabulary/signal-types.ts';
import type { Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acme,
  acmeMql,
  acmePending,
  actAt,
  classify,
  daysLater,
  decide,
  essential,
  fact,
  file,
  idAt,
  isId,
  kinds,
  movesIn,
  openKinds,
  openOf,
  passingFacts,
  put,
  save,
  score,
  signal,
  standing,
  twoHigh,
} from '../../support/builders.ts';

/** Acme with one signal of that age, classified. */
function outcomeOf(given: SignalInput, ago: number, facts = passingFacts()) {
  const world = acme(facts);
  file(world, given, { ago });
  return { world, outcome: classify(world).outcome };
}

describe('standard signals', () => {
  test('4.2a gates and a live standard signal: MQL, a dossier due, tagged with signal and first touch', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 1 });
    const done = classify(world);
    expect([done.outcome, done.summary]).toEqual([
      'mql',
      'Acme is MQL: all gates hold and E1 is live. A dossier is due.',
    ]);
    expect(essential(done.events)).toEqual([
      {
        type: 'classified',
        outcome: 'mql',
        trigger: idAt('sig_7'),
        first_touch: {
          signal: idAt('sig_7'),
          type: 'E1',
          at: '2026-04-20T13:00:00.000Z',
          source: 'linkedin export',
        },
        evidence: [idAt('fct_1'), idAt('fct_2'), idAt('fct_3'), idAt('fct_4'), idAt('fct_5'), idAt('sig_7')],
        obstacles: [],
        weighs: [],
        spends: [],
      },
      {
        type: 'moved',
        arrow: 'mql',
        from: 'PROSPECT',
        to: 'MQL',
        review: 'DOSSIER_DUE',
        clause: '3.2',
        because: 'E1 of 2026-04-20',
        evidence: [idAt('sig_7'), idAt('fct_1'), idAt('fct_2'), idAt('fct_3'), idAt('fct_4'), idAt('fct_5')],
        spends: false,
      },
      {
        type: 'task_opened',
        task: {
          id: isId('tsk'),
          kind: 'dossier',
          role: 'sales.ops',
          clause: '4.3',
          due_at: '2026-04-22T14:00:00.000Z',
        },
      },
      { type: 'task_closed', task: isId('tsk') },
    ]);
    expect(standing(world)).toEqual(['MQL', 'DOSSIER_DUE']);
    expect(world.account('acme.com')).toMatchObject({
      trigger: idAt('sig_7'),
      stage_since: '2026-04-21T14:00:00.000Z',
    });
  });

  test.each<[string, SignalInput, number]>([
    ['3.2.E2', signal.E2(), 1],
    ['3.2.E5', signal.E5(), 1],
    ['3.2.E1', signal.comment(), 180],
  ])('%s makes an MQL', (_, given, ago) => {
    expect(outcomeOf(given, ago).outcome).toBe('mql');
  });

  test.each([
    [180, 'mql'],
    [181, 'stays_prospect'],
  ])('3.2b an act %d days old: %s', (ago, outcome) => {
    expect(outcomeOf(signal.comment(), ago).outcome).toBe(outcome);
  });

  test('3.2b the window is counted in days of New York, not in hours', () => {
    const world = acme(passingFacts(), '2026-04-22T03:59:00.000Z');
    file(world, signal.comment(), { at: '2025-10-23T00:01:00-04:00' });
    expect(classify(world).outcome).toBe('mql');
    const later = acme(passingFacts(), '2026-04-22T04:00:00.000Z');
    file(later, signal.comment(), { at: '2025-10-23T23:59:00-04:00' });
    expect(classify(later).outcome).toBe('stays_prospect');
  });

  test('3.2b an insufficient signal keeps nobody alive', () => {
    expect(outcomeOf(signal.like(), 1).outcome).toBe('stays_prospect');
    expect(outcomeOf(signal.E5({ gated: false }), 1).outcome).toBe('stays_prospect');
  });
});

describe('strong signals', () => {
  const strong: readonly [string, SignalInput][] = [
    ['3.2.E3', signal.E3()],
    ['3.2.E6', signal.E6()],
    ['3.2.E7', signal.E7()],
    ['3.2.E10', signal.E10()],
  ];

  test.each(
    strong.flatMap(([id, given]) => [
      [id, given, 90, 'fast_track'] as const,
      [id, given, 91, 'mql'] as const,
      [id, given, 180, 'mql'] as const,
      [id, given, 181, 'stays_prospect'] as const,
    ]),
  )('%s as %j of %d days: %s', (_, given, ago, outcome) => {
    expect(outcomeOf(given, ago).outcome).toBe(outcome);
  });

  test.each([
    [90, 'fast_track'],
    [91, 'mql'],
  ])('3.2.E8 completed %d days ago: %s', (ago, outcome) => {
    const world = acme();
    file(world, signal.comment(1), { ago: ago + 1 });
    file(world, signal.comment(2), { ago });
    expect(classify(world).outcome).toBe(outcome);
  });

  test.each([
    [90, 'auto_sql'],
    [91, 'mql'],
    [180, 'mql'],
    [181, 'stays_prospect'],
  ])('3.2.E4 of %d days: %s', (ago, outcome) => {
    expect(outcomeOf(signal.E4(), ago).outcome).toBe(outcome);
  });

  test('3.3c a fast track leaves the stage and makes the dossier due at once', () => {
    const { world } = outcomeOf(signal.E3(), 1);
    expect(standing(world)).toEqual(['PROSPECT', 'DOSSIER_DUE']);
    expect(openOf(world, 'dossier')).toMatchObject({ role: 'sales.ops', due_at: '2026-04-22T14:00:00.000Z' });
  });

  test('3.3c the move of a fast track names the clause, the signal and the gates', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 1 });
    const done = classify(world);
    expect(done.summary).toBe('Acme is on the fast track by E3 and stays PROSPECT until its dossier is scored.');
    expect(movesIn(done.events)).toEqual([
      {
        type: 'moved',
        arrow: 'fast_track',
        from: 'PROSPECT',
        to: 'PROSPECT',
        review: 'DOSSIER_DUE',
        clause: '3.2.1',
        because: 'E3 of 2026-04-20',
        evidence: [idAt('sig_7'), idAt('fct_1'), idAt('fct_2'), idAt('fct_3'), idAt('fct_4'), idAt('fct_5')],
        spends: false,
      },
    ]);
  });

  test('L15 a pass-through records its first touch and that the criteria were met', () => {
    for (const given of [signal.E3(), signal.E4()]) {
      const world = acme();
      file(world, given, { ago: 1 });
      const [classified] = essential(classify(world).events);
      expect(classified).toMatchObject({
        type: 'classified',
        first_touch: { signal: idAt('sig_7'), type: given.type },
        obstacles: [],
      });
      expect(world.account('acme.com').first_touch?.type).toBe(given.type);
    }
  });

  test('3.3c a strong signal among standard ones is the trigger, though a standard one is newer', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 40 });
    file(world, signal.comment(), { ago: 1, contact: { email: 'bo@acme.com' } });
    expect(classify(world).outcome).toBe('fast_track');
    expect(world.account('acme.com').trigger).toBe(idAt('sig_7'));
  });

  test('3.2.E4 a Briefing request goes before a newer strong signal', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 40 });
    file(world, signal.E3(), { ago: 1 });
    expect(classify(world).outcome).toBe('auto_sql');
    expect(world.account('acme.com').trigger).toBe(idAt('sig_7'));
  });

  test('L2 an MQL with a new strong signal is fast-tracked', () => {
    const world = acmeMql();
    score(world, twoHigh());
    world.now = daysLater(1);
    file(world, signal.E3(), { at: '2026-04-22T09:00:00-04:00' });
    expect(openKinds(world)).toContain('classify');
    expect(classify(world).outcome).toBe('fast_track');
    expect(standing(world)).toEqual(['MQL', 'DOSSIER_DUE']);
    expect(openKinds(world)).toEqual(['dossier']);
  });

  test('L2, L15 an MQL whose dossier is due already is fast-tracked by a new strong signal, once, and is not moved', () => {
    const world = acmeMql();
    file(world, signal.E3(), { contact: { email: 'bo@acme.com' } });
    expect(openKinds(world)).toEqual(['dossier', 'classify']);
    const done = classify(world);
    expect([done.outcome, standing(world), done.opened]).toEqual(['fast_track', ['MQL', 'DOSSIER_DUE'], []]);
    expect(essential(done.events)).toMatchObject([
      { type: 'classified', outcome: 'fast_track', first_touch: { type: 'E1' } },
      { type: 'task_closed' },
    ]);
    expect(classify(world).outcome).toBe('unchanged');
  });

  test('L2 of two strong signals the second opens nothing more while the dossier is due', () => {
    const { world } = outcomeOf(signal.E3(), 10);
    score(world, twoHigh());
    file(world, signal.E6(), { ago: 5 });
    expect(classify(world).outcome).toBe('fast_track');
    file(world, signal.E7(), { ago: 1 });
    expect(classify(world).outcome).toBe('unchanged');
  });

  test('3.5h, L10 a recycled account with a new strong signal is fast-tracked and stays RECYCLED; a standard one moves nothing', () => {
    const world = acme();
    put(world, { stage: 'RECYCLED' });
    file(world, signal.comment(), { ago: 1 });
    expect(openKinds(world)).toEqual([]);
    expect(classify(world).outcome).toBe('unchanged');
    file(world, signal.E10());
    expect(classify(world).outcome).toBe('fast_track');
    expect(standing(world)).toEqual(['RECYCLED', 'DOSSIER_DUE']);
  });
});

describe('a signal opens a fast track once', () => {
  function fellShort() {
    const { world } = outcomeOf(signal.E3(), 10);
    score(world, twoHigh());
    return world;
  }

  test('L2 after a shortfall the same signal opens no other', () => {
    const world = fellShort();
    expect(standing(world)).toEqual(['MQL', 'NONE']);
    expect(classify(world).outcome).toBe('unchanged');
    expect(standing(world)).toEqual(['MQL', 'NONE']);
  });

  test('L2 an act filed later that came before opens one', () => {
    const world = fellShort();
    expect(kinds(file(world, signal.E6(), { ago: 11, contact: { email: 'bo@acme.com' } }).opened)).toEqual([
      'classify',
    ]);
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2 an act that came after opens one', () => {
    const world = fellShort();
    expect(kinds(file(world, signal.E6(), { ago: 9, contact: { email: 'bo@acme.com' } }).opened)).toEqual(['classify']);
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2 after a dispute the same holds', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    score(world);
    decide(world, 'dispute');
    expect(classify(world).outcome).toBe('unchanged');
    file(world, signal.E7(), { ago: 9, contact: { email: 'bo@acme.com' } });
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2 a Briefing request that comes while the dossier is due is weighed before the dossier', () => {
    const world = acme(passingFacts());
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    file(world, signal.E4(), { ago: 12 });
    expect(world.refused('sales.ops', scoreDossier, twoHigh()).ruling).toBe('L2');
    expect(classify(world).outcome).toBe('auto_sql');
  });

  test('L2 the spent signals still keep the threshold: from PROSPECT they make an MQL', () => {
    const world = fellShort();
    put(world, { stage: 'PROSPECT', review: 'NONE' });
    expect(classify(world).outcome).toBe('mql');
  });
});

describe('auto-SQL', () => {
  function with4(ready: (world: ReturnType<typeof acme>) => void) {
    const world = acme();
    ready(world);
    const noted = file(world, signal.E4(), { contact: { email: 'cy@acme.com' } });
    expect(kinds(noted.opened)).toContain('answer_briefing_request');
    const done = classify(world);
    expect(done.outcome).toBe('auto_sql');
    expect(standing(world)).toEqual(['SQL', 'NONE']);
    expect(openKinds(world)).toEqual(['answer_briefing_request']);
    return { world, done };
  }

  test('3.2.E4 from PROSPECT', () => {
    const { done } = with4(() => undefined);
    expect(done.summary).toBe(
      'Acme is SQL: a Briefing was asked for (E4) and all gates hold. The CRO schedules the Briefing.',
    );
  });

  test('3.2.E4 from a fast track whose dossier is due', () => {
    const { done } = with4((world) => {
      file(world, signal.E3(), { ago: 1 });
      classify(world);
    });
    expect(new Set(kinds(done.closed))).toEqual(new Set(['dossier', 'classify']));
    expect(done.closed.find((task) => task.kind === 'dossier')?.note).toBe('a Briefing request made it SQL');
  });

  test('3.2.E4 from PENDING_CRO: the review ends', () => {
    const { done } = with4((world) => {
      file(world, signal.comment(), { ago: 1 });
      classify(world);
      score(world);
    });
    expect(new Set(kinds(done.closed))).toEqual(new Set(['cro_review', 'classify']));
  });

  test('3.2.E4 from MQL in nurture', () => {
    const { done } = with4((world) => {
      file(world, signal.comment(), { ago: 1 });
      classify(world);
      score(world, twoHigh());
    });
    expect(new Set(kinds(done.closed))).toEqual(new Set(['propose_nurture', 'classify']));
  });

  test('L10 from RECYCLED', () => {
    with4((world) => put(world, { stage: 'RECYCLED' }));
  });

  test.each<[string, Readonly<Record<string, boolean | undefined>>, string, readonly string[]]>([
    ['failed', { gate_g5: false }, 'fail', ['answer_briefing_request']],
    ['unknown', { gate_g5: undefined }, 'unknown', ['answer_briefing_request', 'research_gates']],
  ])('L3 with a %s gate the stage stays; the CRO answers the request all the same', (_, over, verdict, open) => {
    const world = acme(passingFacts(over));
    const noted = file(world, signal.E4(), { ago: 1 });
    expect(noted.opened.map((task) => [task.kind, task.role, task.clause, task.due_at])).toEqual([
      ['classify', 'sales.ops', '4.2', '2026-04-22T14:00:00.000Z'],
      ['answer_briefing_request', 'cro', '4.2', '2026-04-21T21:00:00.000Z'],
    ]);
    const done = classify(world);
    expect(done.outcome).toBe('stays_prospect');
    expect(done.checks.find((each) => each.rule === 'G5')?.verdict).toBe(verdict);
    expect(standing(world)).toEqual(['PROSPECT', 'NONE']);
    expect(openKinds(world)).toEqual(open);
  });

  test('L3 a request filed after business hours is answered by the close of the next business day', () => {
    const world = acme(passingFacts(), '2026-04-24T21:00:00.000Z');
    file(world, signal.E4(), { at: '2026-04-24T16:00:00-04:00' });
    expect(openOf(world, 'answer_briefing_request')?.due_at).toBe('2026-04-27T21:00:00.000Z');
  });

  test.each<[Stage, boolean]>([
    ['SQL', true],
    ['BRIEFING_READY', true],
    ['ASSESSMENT_QUALIFIED', true],
    ['WON', false],
  ])('L3 at %s a request opens an answer: %s, and never a classification', (stage, opens) => {
    const world = acme();
    put(world, { stage });
    expect(kinds(file(world, signal.E4()).opened)).toEqual(opens ? ['answer_briefing_request'] : []);
    expect(classify(world).outcome).toBe('unchanged');
    expect(standing(world)).toEqual([stage, 'NONE']);
  });
});

describe('what stays, and why', () => {
  test('4.2b a failed gate: logged with the obstacle, PROSPECT as before, nothing researched', () => {
    const { world } = outcomeOf(signal.comment(), 1, passingFacts({ employees: 199 }));
    const done = classify(world);
    expect(done.summary).toBe(
      'Acme stays PROSPECT. G1: `employees` is 199 as of 2026-04-01, wanted at least 200 (assumed gate).',
    );
    expect(essential(done.events)).toEqual([
      {
        type: 'classified',
        outcome: 'stays_prospect',
        trigger: null,
        first_touch: null,
        evidence: [idAt('fct_1'), idAt('fct_2'), idAt('fct_3'), idAt('fct_4'), idAt('fct_5'), idAt('sig_7')],
        obstacles: ['G1'],
        weighs: [],
        spends: [],
      },
    ]);
    expect([standing(world), openKinds(world), world.account('acme.com').first_touch]).toEqual([
      ['PROSPECT', 'NONE'],
      [],
      null,
    ]);
  });

  test('G-2 an unknown gate opens research', () => {
    const world = acme(passingFacts({ gate_g5: undefined, industry: undefined }));
    file(world, signal.comment(), { ago: 1 });
    const done = classify(world);
    expect(done.opened.map((task) => [task.kind, task.role, task.clause, task.due_at])).toEqual([
      ['research_gates', 'sales.ops', '3.2', '2026-04-22T14:00:00.000Z'],
    ]);
    expect(essential(done.events)[0]).toMatchObject({ obstacles: ['G4', 'G5'] });
  });

  test('3.2b without any signal it stays, and says what is missing', () => {
    const done = classify(acme());
    expect([done.outcome, done.summary]).toEqual([
      'stays_prospect',
      'Acme stays PROSPECT. engagement_signal: no qualifying engagement signal is on file.',
    ]);
  });

  test('4.2b every obstacle is named in one answer', () => {
    const world = acme(passingFacts({ employees: 10, gate_g5: undefined }));
    expect(
      classify(world)
        .checks.filter((each) => each.verdict !== 'pass')
        .map((each) => [each.rule, each.verdict]),
    ).toEqual([
      ['G1', 'fail'],
      ['G5', 'unknown'],
      ['engagement_signal', 'fail'],
    ]);
  });

  test('L2 classifying again changes nothing that holds', () => {
    const world = acmeMql();
    const again = classify(world);
    expect([again.outcome, again.events]).toEqual(['unchanged', []]);
    expect(again.summary).toBe('Acme stays MQL (review DOSSIER_DUE): nothing new moves it.');
  });

  test('L2 with failing gates nothing moves an MQL', () => {
    const world = acmeMql();
    score(world, twoHigh());
    save(world, [fact('employees', 10, { as_of: '2026-04-20' })]);
    file(world, signal.E3(), { at: '2026-04-21T09:30:00-04:00' });
    expect(classify(world).outcome).toBe('unchanged');
    expect(standing(world)).toEqual(['MQL', 'NONE']);
  });

  test('L2 a note that could not move the account opens no classification', () => {
    const world = acmePending();
    expect(file(world, signal.E2(), { contact: { email: 'bo@acme.com' } }).opened).toEqual([]);
  });

  test('4.2a the classification is due one business day from the filing, however old the act', () => {
    const world = acme(passingFacts(), '2026-04-24T20:00:00.000Z');
    file(world, signal.comment(), { at: actAt(100) });
    expect(openOf(world, 'classify')).toMatchObject({
      role: 'sales.ops',
      clause: '4.2',
      opened_at: '2026-04-24T20:00:00.000Z',
      due_at: '2026-04-27T20:00:00.000Z',
    });
  });
});

describe('outside the ladder', () => {
  test('L11 DISQUALIFIED keeps notes and refuses classification', () => {
    const world = acme();
    put(world, { stage: 'DISQUALIFIED' });
    const noted = file(world, signal.E3());
    expect([noted.outcome, noted.opened]).toEqual(['recorded', []]);
    expect(world.refused('sales.ops', classifyMql, { account: 'acme.com' })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L11',
      found: 'Acme is DISQUALIFIED since 2026-04-21T14:00:00.000Z; notes are kept, nothing is classified',
      next: 'cro may reinstate it with decide_stage_change if the reason no longer holds',
    });
  });

  test('L12 ARCHIVED refuses classification', () => {
    const world = acme();
    put(world, { stage: 'ARCHIVED' });
    expect(world.refused('sales.ops', classifyMql, { account: 'acme.com' })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '5.6',
      ruling: 'L12',
      found: 'Acme is ARCHIVED since 2026-04-21T14:00:00.000Z',
      next: 'file_signal_note when a contact shows a qualifying signal: that reopens it',
    });
  });

  test('A1 what was withdrawn is not classified either, for another reason', () => {
    const world = acme();
    put(world, { stage: 'ARCHIVED', entered_by: 'withdraw' });
    expect(world.refused('sales.ops', classifyMql, { account: 'acme.com' })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.1',
      ruling: 'A1',
      found:
        'Acme is withdrawn since 2026-04-21T14:00:00.000Z: its notes are all retracted, and nothing else is on file',
      next: expect.stringMatching(/^save_account with its domain, or a further note/),
    });
  });

  test('L3 a date for the Briefing that was asked for classifies first, and ends what was due', () => {
    const world = acmePending();
    const asked = file(world, signal.E4()).extra.signal;
    const scheduled = { account: 'acme.com', event: 'briefing_scheduled', at: daysLater(3) } as const;
    const done = world.run('cro', advanceDeal, scheduled);
    const classified = done.events.filter(({ type }) => type === 'classified');
    expect(classified).toMatchObject([
      {
        outcome: 'auto_sql',
        trigger: asked,
        weighs: expect.arrayContaining([asked]),
        spends: expect.arrayContaining([asked]),
      },
    ]);
    const ended = done.closed.flatMap(({ kind, note }) => (note === 'a Briefing request made it SQL' ? [kind] : []));
    expect(ended.sort()).toEqual(['classify', 'cro_review']);
    const auto = acme();
    file(auto, signal.E4());
    expect(classify(auto).events.filter(({ type }) => type === 'classified')).toHaveLength(1);
  });

  test("S-5, C3 each move is a line of the day's post, and a review comes before nurture", () => {
    const world = acmeMql();
    score(world, twoHigh());
    file(world, signal.E3(), { contact: { email: 'bo@acme.com' } });
    const done = classify(world);
    expect(done.outcome).toBe('fast_track');
    expect(done.closed.map(({ kind, note }) => [kind, note])).toEqual(
      expect.arrayContaining([['propose_nurture', 'a review is due first']]),
    );
    expect(classify(world).outcome).toBe('unchanged');
    const lines = world.events.flatMap(({ event }) => {
      const { type, line, closes_at } = event as { type: string; line?: string; closes_at?: string };
      return type === 'line_queued' ? [[line, closes_at]] : [];
    });
    const touch = 'first touch E1 (2026-04-20)';
    const close = '2026-04-21T21:00:00.000Z';
    expect(lines).toEqual([
      [`Acme (acme.com): MQL on E1 of 2026-04-20; ${touch}`, close],
      [`Acme (acme.com): fast track, dossier due on E3 of 2026-04-21; ${touch}`, close],
    ]);
  });

  test('L5 an account in nurture that asks for the Briefing is proposed for none', () => {
    const world = acmeMql();
    score(world, twoHigh());
    expect(openKinds(world)).toEqual(['propose_nurture']);
    file(world, signal.E4());
    expect(classify(world).outcome).toBe('auto_sql');
    expect(openKinds(world)).toEqual(['answer_briefing_request']);
  });

  test('3.0 an account that is not there is not found', () => {
    expect(acme().refused('sales.ops', classifyMql, { account: 'beta.com' })).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      found: 'no account stands under that id or domain',
      next: 'look it up with find_accounts, or let sales.ops register it with save_account',
    });
  });
});
