import { describe, expect, test } from 'vitest';
import type { DossierArgs } from '../../../src/rules/qualification/dossier-input.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import type { Score } from '../../../src/rules/vocabulary/signal-types.ts';
import type { Review, Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  decide,
  dos,
  fact,
  file,
  finding,
  idAt,
  isId,
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
  signal,
  standing,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import { accountId } from '../../support/world.ts';

describe('three of four', () => {
  const words: readonly Score[] = ['CONFIRMED', 'LIKELY', 'UNVERIFIED', 'NOT_PRESENT'];
  const combinations = words.flatMap((S1) =>
    words.flatMap((S2) => words.flatMap((S3) => words.map((S4) => ({ S1, S2, S3, S4 })))),
  );

  test('4.3a, 4.3b in all 256 combinations three or more CONFIRMED or LIKELY go to the CRO, fewer do not', () => {
    const fresh = acmeMql().account('acme.com');
    const world = acmeMql();
    for (const given of combinations) {
      const high = Object.values(given).filter((word) => word === 'CONFIRMED' || word === 'LIKELY').length;
      put(world, fresh);
      const done = score(world, scores(given));
      expect([given, done.outcome, standing(world)]).toEqual(
        high >= 3 ? [given, 'pending_review', ['MQL', 'PENDING_CRO']] : [given, 'falls_short', ['MQL', 'NONE']],
      );
      expect(world.account('acme.com').dossier?.count).toBe(high);
    }
  });

  test('4.3a the whole handover: dossier, task for the CRO, post', () => {
    const world = acmeMql();
    const done = score(world);
    expect(done.summary).toBe('Acme: 3 of 4 buying signals are CONFIRMED or LIKELY; 3 are needed. The CRO reviews it.');
    expect(done.extra).toEqual({ account: accountId('acme.com'), dossier: dos(world) });
    expect(movesIn(done.events)).toEqual([
      {
        type: 'moved',
        arrow: 'pending_review',
        from: 'MQL',
        to: 'MQL',
        review: 'PENDING_CRO',
        clause: '4.3',
        because: '3 of 4 buying signals are CONFIRMED or LIKELY',
        evidence: [dos(world)],
        spends: false,
      },
    ]);
    expect(done.opened.filter((task) => task.kind === 'cro_review')).toEqual([
      {
        id: isId('tsk'),
        kind: 'cro_review',
        role: 'cro',
        clause: '4.3',
        opened_at: '2026-04-21T14:00:00.000Z',
        due_at: '2026-04-22T14:00:00.000Z',
      },
    ]);
    expect(kinds(done.closed)).toEqual(['dossier']);
    expect(done.events.filter((event) => event.type === 'posted')).toEqual([
      {
        type: 'posted',
        channel: 'cro-updates',
        text: 'Acme (acme.com): SQL-Pending Review, 3 of 4 buying signals are CONFIRMED or LIKELY: S1 CONFIRMED, S2 LIKELY, S3 CONFIRMED, S4 UNVERIFIED.',
      },
    ]);
    expect(world.account('acme.com').dossier).toMatchObject({
      id: isId('dos'),
      scored_at: '2026-04-21T14:00:00.000Z',
      by: 'sales.ops',
      count: 3,
      outcome: 'pending_review',
      scores: [
        { signal: 'S1' },
        { signal: 'S2' },
        { signal: 'S3' },
        { signal: 'S4', score: 'UNVERIFIED', findings: [] },
      ],
    });
    expect(done.checks.map((each) => each.rule)).toEqual([
      'S1',
      'S2',
      'S3',
      'S4',
      'G1',
      'G2',
      'G3',
      'G4',
      'G5',
      'engagement_signal',
    ]);
  });

  test('4.3b the whole shortfall: MQL, no review, nurture proposed, nothing posted', () => {
    const world = acmeMql();
    const done = score(world, twoHigh());
    expect(done.summary).toBe(
      'Acme: 2 of 4 buying signals are CONFIRMED or LIKELY, fewer than 3. It is MQL and enters nurture.',
    );
    expect(movesIn(done.events)).toMatchObject([
      {
        arrow: 'falls_short',
        from: 'MQL',
        to: 'MQL',
        review: 'NONE',
        clause: '4.3',
        evidence: [dos(world)],
        spends: false,
      },
    ]);
    expect(done.opened.map((task) => [task.kind, task.role, task.due_at])).toEqual([
      ['propose_nurture', 'sales.ops', '2026-04-22T14:00:00.000Z'],
    ]);
    expect(done.events.filter((event) => event.type === 'posted')).toEqual([]);
  });

  test('L5 a fast-tracked prospect that falls short becomes MQL', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 1 });
    classify(world);
    score(world, twoHigh());
    expect(standing(world)).toEqual(['MQL', 'NONE']);
    expect(openKinds(world)).toEqual(['propose_nurture']);
  });

  test('L5 a fast-tracked prospect with three stays PROSPECT before the CRO', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 1 });
    classify(world);
    score(world);
    expect(standing(world)).toEqual(['PROSPECT', 'PENDING_CRO']);
  });

  test('L14 a shortfall whose criteria lapsed ends at PROSPECT', () => {
    const world = acmeMql();
    save(world, [fact('employees', 10, { as_of: '2026-04-20' })]);
    const done = score(world, twoHigh());
    expect(standing(world)).toEqual(['PROSPECT', 'NONE']);
    expect(done.summary).toBe(
      'Acme: 2 of 4 buying signals are CONFIRMED or LIKELY, fewer than 3. It is PROSPECT: its MQL criteria lapsed.',
    );
    expect(movesIn(done.events)).toMatchObject([{ arrow: 'falls_short_lapsed', clause: '3.5', spends: false }]);
    expect(openKinds(world)).toEqual([]);
  });

  test.each<[string, (world: ReturnType<typeof acme>) => void]>([
    ['an unknown gate', (world) => put(world, { facts: world.account('acme.com').facts.slice(1) })],
    ['no live signal left', (world) => void retract(world, idAt('sig_7'))],
    ['the contact suppressed', (world) => world.suppressContact(idAt('con_6'))],
  ])('L14 %s is a lapse too', (_, lapse) => {
    const world = acmeMql();
    lapse(world);
    score(world, twoHigh());
    expect(standing(world)).toEqual(['PROSPECT', 'NONE']);
  });

  test('L14 a recycled account that falls short with lapsed criteria stays RECYCLED, else it is MQL', () => {
    for (const [employees, stage] of [
      [10, 'RECYCLED'],
      [800, 'MQL'],
    ] as const) {
      const world = acmeMql();
      put(world, { stage: 'RECYCLED' });
      save(world, [fact('employees', employees, { as_of: '2026-04-20' })]);
      score(world, twoHigh());
      expect(standing(world)).toEqual([stage, 'NONE']);
    }
  });
});

describe('S5', () => {
  test.each([0, 3, 5])('3.3b accessibility %d is recorded and never counted', (accessibility) => {
    const world = acmeMql();
    expect(score(world, { ...twoHigh(), accessibility }).outcome).toBe('falls_short');
    expect(world.account('acme.com').dossier).toMatchObject({ count: 2, accessibility });
  });

  test.each([[-1], [6], [2.5]])('3.3b accessibility %d is refused', (accessibility) => {
    expect(acmeMql().refused('sales.ops', scoreDossier, { ...twoHigh(), accessibility })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: `\`accessibility\` is \`${accessibility}\``,
      next: 'give a whole number from 0 to 5',
    });
  });

  test('3.3b left out, it is not recorded', () => {
    const world = acmeMql();
    score(world);
    expect(world.account('acme.com').dossier).not.toHaveProperty('accessibility');
  });
});

describe('S1 to S4 once each', () => {
  const four = threeHigh().scores;
  test.each<[string, DossierArgs['scores'], string]>([
    ['one left out', four.slice(0, 3), '`S1, S2, S3`'],
    ['one twice', [...four.slice(0, 3), ...four.slice(0, 1)], '`S1, S2, S3, S1`'],
    ['five', [...four, ...four.slice(3)], '`S1, S2, S3, S4, S4`'],
    ['none', [], '``'],
  ])('L4 %s is refused', (_, given, shown) => {
    expect(acmeMql().refused('sales.ops', scoreDossier, { account: 'acme.com', scores: given })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: `\`scores\` is ${shown}`,
      next: 'give S1, S2, S3 and S4 once each',
    });
  });

  test('L4 in any order', () => {
    const world = acmeMql();
    expect(score(world, { account: 'acme.com', scores: [...four].reverse() }).outcome).toBe('pending_review');
    expect(world.account('acme.com').dossier?.scores.map((each) => each.signal)).toEqual(['S1', 'S2', 'S3', 'S4']);
  });
});

describe('where a dossier is taken', () => {
  const due: readonly (readonly [Stage, Review])[] = [
    ['PROSPECT', 'DOSSIER_DUE'],
    ['MQL', 'NONE'],
    ['MQL', 'DOSSIER_DUE'],
    ['RECYCLED', 'DOSSIER_DUE'],
  ];

  test.each(due)('L4 at %s with review %s', (stage, review) => {
    const world = acmeMql();
    put(world, { stage, review });
    score(world);
    expect(standing(world)).toEqual([stage, 'PENDING_CRO']);
  });

  test.each<[Stage, Review, string]>([
    ['PROSPECT', 'NONE', 'sales.ops calls classify_mql; an MQL or a fast track makes a dossier due'],
    ['RECYCLED', 'NONE', 'sales.ops calls classify_mql; an MQL or a fast track makes a dossier due'],
    ['SQL', 'NONE', 'sales.ops calls classify_mql; an MQL or a fast track makes a dossier due'],
    ['WON', 'NONE', 'sales.ops calls classify_mql; an MQL or a fast track makes a dossier due'],
    ['DISQUALIFIED', 'NONE', 'sales.ops calls classify_mql; an MQL or a fast track makes a dossier due'],
    ['MQL', 'PENDING_CRO', 'cro decides on the dossier at hand with cro_decide'],
    ['PROSPECT', 'PENDING_CRO', 'cro decides on the dossier at hand with cro_decide'],
  ])('L4 at %s with review %s it is refused', (stage, review, next) => {
    const world = acmeMql();
    put(world, { stage, review });
    expect(world.refused('sales.ops', scoreDossier, threeHigh())).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '4.3',
      ruling: 'L4',
      found: `Acme is ${stage} with review ${review}: no dossier is due`,
      next,
    });
  });

  test('4.3a an unknown account is not found', () => {
    expect(acme().refused('sales.ops', scoreDossier, threeHigh('beta.com')).code).toBe('NOT_FOUND');
  });
});

describe('a score above its evidence', () => {
  test('L4 is refused with the checks, and nothing is written', () => {
    const world = acmeMql();
    const refusal = world.refused(
      'sales.ops',
      scoreDossier,
      scores({
        S1: { score: 'LIKELY' },
        S2: 'CONFIRMED',
        S4: { score: 'CONFIRMED', findings: [finding('operating_loss', 1)] },
      }),
    );
    expect(refusal).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '3.3',
      ruling: 'L4',
      found:
        'the dossier of Acme scores above its evidence: S1 scored LIKELY: no finding is given; S4 scored CONFIRMED: `operating_loss` is 1 statement, wanted at least 2 statements',
      next: 'sales.ops: give a dated finding that meets `partner_influenced_pct` (more than 20%), `channel_exec_titles` (at least 500 employees), `partners_section` or `earnings_disclosure`, or score it lower; sales.ops: give a dated finding that meets `guidance_miss_pct` (more than 5%), `yoy_growth_pct` (less than 5%), `operating_loss` (at least 2 statements) or `cost_program`, or score it lower',
    });
    expect(refusal.checks?.map((each) => [each.rule, each.verdict])).toEqual([
      ['S1', 'fail'],
      ['S2', 'pass'],
      ['S3', 'fail'],
      ['S4', 'fail'],
    ]);
    expect([standing(world), world.account('acme.com').dossier]).toEqual([['MQL', 'DOSSIER_DUE'], null]);
  });
});

describe('the next dossier', () => {
  const shortAgain = (world: ReturnType<typeof acme>) => world.refused('sales.ops', scoreDossier, twoHigh());

  test('L4 after a shortfall it must hold a finding the last one lacked', () => {
    const world = acmeMql();
    score(world, twoHigh());
    expect(shortAgain(world)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '4.3',
      ruling: 'L4',
      found: 'the last dossier of Acme fell short with 2 of 3, and this one holds no finding that it lacked',
      next: 'sales.ops: add a finding that is new, then score it again',
    });
  });

  test('L4 after a dispute too', () => {
    const world = acmePending();
    decide(world, 'dispute');
    expect(world.refused('sales.ops', scoreDossier, threeHigh()).found).toBe(
      'the last dossier of Acme was disputed (timing), and this one holds no finding that it lacked',
    );
  });

  test('L4 fewer findings, other words or another spelling of the reference are nothing new', () => {
    const world = acmeMql();
    score(world, twoHigh());
    const same = scores({
      S1: {
        score: 'CONFIRMED',
        findings: [
          finding('partner_influenced_pct', 35, {
            shows: 'in other words',
            source: 'elsewhere',
            reference: ' REF:partner_influenced_pct ',
          }),
        ],
      },
    });
    expect(world.refused('sales.ops', scoreDossier, same).ruling).toBe('L4');
  });

  test.each([
    ['another date', { date: '2026-04-02' }],
    ['another reference', { reference: 'ref:new' }],
    ['another value', { value: 36 }],
  ])('L4 with %s it is new', (_, over) => {
    const world = acmeMql();
    score(world, twoHigh());
    expect(
      score(
        world,
        scores({ S1: { score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 35, over)] }, S2: 'LIKELY' }),
      ).outcome,
    ).toBe('falls_short');
  });

  test('L4 a new finding under a low score is new', () => {
    const world = acmeMql();
    score(world, twoHigh());
    expect(
      score(world, scores({ S1: 'CONFIRMED', S4: { score: 'UNVERIFIED', findings: [finding('cost_program')] } }))
        .outcome,
    ).toBe('falls_short');
  });

  test('L4 a dossier that a new strong signal opened asks for none', () => {
    const world = acmeMql();
    score(world, twoHigh());
    file(world, signal.E3(), { at: '2026-04-21T09:30:00-04:00' });
    classify(world);
    expect(score(world, twoHigh()).outcome).toBe('falls_short');
    expect(shortAgain(world).ruling).toBe('L4');
  });
});

describe('when the review is due', () => {
  function fastTracked(ago: number) {
    const world = acme();
    file(world, signal.comment(1), { ago: ago + 1 });
    file(world, signal.comment(2), { ago });
    classify(world);
    return world;
  }

  test('4.3d one business day from the posting', () => {
    expect(openOf(acmePending(), 'cro_review')?.due_at).toBe('2026-04-22T14:00:00.000Z');
  });

  test.each([
    [90, '2026-04-21T21:00:00.000Z', ' A repeat engager (E8): decide today.'],
    [91, '2026-04-22T14:00:00.000Z', ''],
  ])('4.3d with an E8 of %d days: %s', (ago, due_at, more) => {
    const world = fastTracked(ago);
    const done = score(world);
    expect(openOf(world, 'cro_review')).toMatchObject({ due_at, kind: 'cro_review', role: 'cro', clause: '4.3' });
    expect(done.events.find((event) => event.type === 'posted')?.text).toBe(
      `Acme (acme.com): SQL-Pending Review, 3 of 4 buying signals are CONFIRMED or LIKELY: S1 CONFIRMED, S2 LIKELY, S3 CONFIRMED, S4 UNVERIFIED.${more}`,
    );
  });

  test('L6 an E8 of a suppressed person hastens nothing', () => {
    const world = fastTracked(3);
    file(world, signal.comment(), { contact: { email: 'bo@acme.com' } });
    world.suppressContact(idAt('con_6'));
    score(world);
    expect(openOf(world, 'cro_review')?.due_at).toBe('2026-04-22T14:00:00.000Z');
  });

  test('L6 a dossier posted after hours, with an E8: the close of the next business day', () => {
    const world = fastTracked(3);
    world.now = '2026-04-24T21:30:00.000Z';
    score(world);
    expect(openOf(world, 'cro_review')?.due_at).toBe('2026-04-27T21:00:00.000Z');
  });

  test('L6 an E8 that comes later moves the due time to that day’s close', () => {
    const world = acmePending();
    const noted = file(world, signal.E5());
    expect(noted.extra.derived).toHaveLength(1);
    expect(openOf(world, 'cro_review')?.due_at).toBe('2026-04-21T21:00:00.000Z');
    const [, , e8] = world.account('acme.com').signals.map((each) => each.id);
    expect(noted.events.filter((event) => event.type === 'task_hastened')).toMatchObject([
      { due_at: '2026-04-21T21:00:00.000Z', because: `${e8} is a repeat engagement` },
    ]);
  });

  test('L6 it never moves the due time back', () => {
    const world = acmePending();
    world.now = '2026-04-22T13:30:00.000Z';
    file(world, signal.E5());
    expect(openOf(world, 'cro_review')?.due_at).toBe('2026-04-22T14:00:00.000Z');
  });

  test.each([
    [90, '2026-04-21T21:00:00.000Z'],
    [91, '2026-04-22T14:00:00.000Z'],
  ])('L6 a backdated E8 of %d days that comes later: due %s', (ago, due_at) => {
    const world = acmePending();
    const bo = { email: 'bo@acme.com' };
    file(world, signal.comment(1), { ago: ago + 1, contact: bo });
    expect(file(world, signal.comment(2), { ago, contact: bo }).extra.derived).toHaveLength(1);
    expect(openOf(world, 'cro_review')?.due_at).toBe(due_at);
  });

  test('S-2 a single strong signal while the review is open leaves its due time', () => {
    const world = acmePending();
    expect(kinds(file(world, signal.E3(), { contact: { email: 'bo@acme.com' } }).opened)).toEqual(['classify']);
    expect(openOf(world, 'cro_review')?.due_at).toBe('2026-04-22T14:00:00.000Z');
  });

  test('4.3a the dossier itself is due one business day from the classification', () => {
    const world = acme(passingFacts(), '2026-04-24T20:00:00.000Z');
    file(world, signal.comment());
    classify(world);
    expect(openOf(world, 'dossier')?.due_at).toBe('2026-04-27T20:00:00.000Z');
  });
});
