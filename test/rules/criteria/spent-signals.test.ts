import { describe, expect, test } from 'vitest';
import { spentSignals, spentText } from '../../../src/rules/criteria/spent-signals.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { explain } from '../../../src/rules/explain/explain-account.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import type { SignalInput } from '../../../src/rules/vocabulary/signal-types.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  con,
  daysLater,
  decide,
  fact,
  file,
  kinds,
  openKinds,
  passingFacts,
  retract,
  save,
  score,
  sig,
  signal,
  signalsOf,
  standing,
  standingE8,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const bo = { email: 'bo@acme.com' };

/** MQL in nurture: an E3 of ten days ago opened a fast track, whose dossier fell short. */
function fellShort(): TestWorld {
  const world = acme();
  file(world, signal.E3(), { ago: 10 });
  classify(world);
  score(world, twoHigh());
  return world;
}

function disputed(): TestWorld {
  const world = acme();
  file(world, signal.E3(), { ago: 10 });
  classify(world);
  score(world);
  decide(world, 'dispute');
  return world;
}

/** Lost 30 days after a Briefing request. */
function lost(): TestWorld {
  const world = acme();
  file(world, signal.E4(), { ago: 1 });
  classify(world);
  world.run('cro', advanceDeal, { account: 'acme.com', event: 'briefing_scheduled', at: daysLater(2) });
  world.run('cro', advanceDeal, { account: 'acme.com', event: 'lost', reason: 'went elsewhere' });
  return world;
}

const spentOf = (world: TestWorld) =>
  spentSignals({ state: world.account('acme.com'), suppressed: world.suppressed }, world.context('sales.ops'));
const spentBy = (world: TestWorld) => signalsOf(world).map(({ type, spent }) => [type, spent?.by]);
const nextStep = (world: TestWorld) =>
  explain({ state: world.account('acme.com'), suppressed: world.suppressed }, world.context('sales.ops')).next;

describe('a strong signal that no record had weighed moves the account', () => {
  const ends: readonly (readonly [string, () => TestWorld])[] = [
    ['a shortfall', fellShort],
    ['a dispute', disputed],
  ];

  for (const [end, made] of ends) {
    test.each<[string, SignalInput, string]>([
      ['E3', signal.E3({ quote: 'and another question' }), 'fast_track'],
      ['E4', signal.E4(), 'auto_sql'],
      ['E6', signal.E6(), 'fast_track'],
      ['E7', signal.E7(), 'fast_track'],
      ['E10', signal.E10(), 'fast_track'],
    ])(`L2 after ${end} an %s filed afterwards, though dated before every known act`, (_, given, outcome) => {
      const world = made();
      file(world, given, { ago: 40, contact: bo });
      expect(openKinds(world)).toContain('classify');
      expect(classify(world).outcome).toBe(outcome);
    });

    test(`L2 after ${end} one known only by its day`, () => {
      const world = made();
      file(world, signal.E6(), { at: '2026-04-11', contact: bo });
      expect(signalsOf(world, 'E6')[0]).toMatchObject({ on: '2026-04-11', observed_at: '2026-04-11T04:00:00.000Z' });
      expect(classify(world).outcome).toBe('fast_track');
    });
  }

  test.each<[string, (world: TestWorld) => void]>([
    ["an intern's like", (world) => file(world, signal.like(7), { ago: 0, contact: { email: 'intern@acme.com' } })],
    [
      "a competitor's employee",
      (world) => file(world, signal.comment(8), { ago: 0, contact: { email: 'spy@crossbeam.com' } }),
    ],
    [
      'a suppressed person',
      (world) => {
        const { contact } = signalsOf(world).at(-1) ?? { contact: con(world) };
        file(world, signal.comment(9), { ago: 0, contact: { email: 'gone@acme.com' } });
        world.run('sales.ops', suppressContact, { contact: 'gone@acme.com', reason: 'opt_out' });
        expect(contact).toBe(con(world));
      },
    ],
    [
      'a retracted act',
      (world) => {
        const { extra } = file(world, signal.comment(9), { ago: 0, contact: { email: 'cy@acme.com' } });
        retract(world, extra.signal);
      },
    ],
  ])('L2 one hidden behind %s', (_, hide) => {
    const world = acme();
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    hide(world);
    score(world, twoHigh());
    file(world, signal.E7(), { ago: 2, contact: bo });
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2 one filed before a disqualification and never classified', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    world.run('sales.ops', proposeStageChange, {
      account: 'acme.com',
      change: 'disqualify',
      trigger: 'company_ended',
      reason: 'said to be closing',
    });
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'reinstate', reason: 'it was another Acme' });
    expect(openKinds(world)).toContain('classify');
    expect(classify(world).outcome).toBe('auto_sql');
  });

  test('L2, L11 the Briefing request that made the CRO reinstate', () => {
    const world = fellShort();
    world.run('sales.ops', proposeStageChange, {
      account: 'acme.com',
      change: 'disqualify',
      trigger: 'company_ended',
      reason: 'said to be closing',
    });
    file(world, signal.E4(), { contact: bo });
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'reinstate', reason: 'they wrote to us' });
    expect(classify(world).outcome).toBe('auto_sql');
  });

  test('L2 a note that was corrected after its signal was spent', () => {
    const world = fellShort();
    retract(world, sig(world));
    file(world, signal.E3({ quote: 'what she really asked' }), { ago: 10 });
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2, A4 an introduction that was acknowledged late', () => {
    const world = acme();
    file(world, signal.E7({ response: 'none', evidence: undefined }), { ago: 20, contact: bo });
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    score(world, twoHigh());
    file(world, signal.E7(), { ago: 20, contact: bo });
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2, A5 a repeat engagement that an act filed late completes', () => {
    const world = fellShort();
    file(world, signal.comment(3), { ago: 12 });
    expect(standingE8(world)).toHaveLength(1);
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2, L10 after a loss one recorded since, whatever its day', () => {
    const world = lost();
    file(world, signal.E3(), { ago: 30, contact: bo });
    expect(classify(world).outcome).toBe('fast_track');
    expect(standing(world)).toEqual(['RECYCLED', 'DOSSIER_DUE']);
  });

  test('L2, L14 one that stood at a lapse, once the criteria hold again', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 5 });
    classify(world);
    score(world, twoHigh());
    save(world, [fact('employees', 100, { as_of: '2026-04-20' })]);
    file(world, signal.E3(), { ago: 1, contact: bo });
    expect(classify(world).outcome).toBe('unchanged');
    world.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'regress', reason: 'too small now' });
    save(world, [fact('employees', 300, { as_of: '2026-04-21' })]);
    expect(standing(world)).toEqual(['PROSPECT', 'NONE']);
    expect(openKinds(world)).toContain('classify');
    expect(classify(world).outcome).toBe('fast_track');
  });
});

describe('what is spent', () => {
  test('L2 what counted when a classification moved the account', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 10 });
    file(world, signal.E7(), { ago: 120, contact: bo });
    classify(world);
    expect(spentBy(world)).toEqual([
      ['E3', 'fast_track'],
      ['E7', 'fast_track'],
    ]);
  });

  test('L2 what counted when a classification left it in its review', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    file(world, signal.E7(), { ago: 2, contact: bo });
    expect(classify(world).outcome).toBe('unchanged');
    expect(spentBy(world)).toEqual([
      ['E3', 'fast_track'],
      ['E7', 'review'],
    ]);
    score(world, twoHigh());
    expect(classify(world).outcome).toBe('unchanged');
  });

  test('L2 not what a classification weighed while a gate failed', () => {
    const world = acme(passingFacts({ employees: 100 }));
    file(world, signal.E3(), { ago: 10 });
    expect(classify(world).outcome).toBe('stays_prospect');
    expect(signalsOf(world)[0]).toMatchObject({ weighed: true });
    expect(spentBy(world)).toEqual([['E3', undefined]]);
    save(world, [fact('employees', 300, { as_of: '2026-04-21' })]);
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2 all that was on file, weighed or not, at a loss', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    classify(world);
    world.run('cro', advanceDeal, { account: 'acme.com', event: 'briefing_scheduled', at: daysLater(2) });
    file(world, signal.E7(), { ago: 0, contact: bo });
    world.run('cro', advanceDeal, { account: 'acme.com', event: 'lost', reason: 'went elsewhere' });
    expect(spentBy(world)).toEqual([
      ['E4', 'auto_sql'],
      ['E7', 'lost'],
    ]);
    expect(classify(world).outcome).toBe('unchanged');
  });

  test('L2, L9 all that was on file at a regression for idleness', () => {
    const world = acmePending();
    decide(world, 'confirm');
    file(world, signal.E7(), { ago: 0, contact: bo });
    world.now = daysLater(31);
    world.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'regress', reason: 'no word' });
    world.run('cro', decideStageChange, { account: 'acme.com', decision: 'confirm' });
    expect(spentBy(world)).toEqual([
      ['E1', undefined],
      ['E7', 'regress_sql'],
    ]);
    expect(classify(world).outcome).toBe('unchanged');
    file(world, signal.E3(), { at: '2026-05-01T09:00:00-04:00', contact: bo });
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L2 a suppressed act spends nothing and is not spent', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 3 });
    file(world, signal.E7(), { ago: 2, contact: bo });
    world.run('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' });
    classify(world);
    expect(spentBy(world)).toEqual([
      ['E3', 'fast_track'],
      ['E7', undefined],
    ]);
  });

  test('L2 it still keeps the threshold', () => {
    const world = lost();
    world.now = daysLater(91);
    world.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'recycle', reason: 'cooled down' });
    expect(standing(world)).toEqual(['MQL', 'NONE']);
    expect(world.account('acme.com').flags).toEqual([]);
  });

  test('L2 `unchanged` names what is spent and by what, the newest first', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    file(world, signal.E7(), { ago: 2, contact: bo });
    classify(world);
    expect(spentOf(world)).toEqual([
      {
        signal: sig(world, 2),
        type: 'E7',
        by: 'review',
        at: '2026-04-21T14:00:00.000Z',
      },
      {
        signal: sig(world, 1),
        type: 'E3',
        by: 'fast_track',
        at: '2026-04-21T14:00:00.000Z',
      },
    ]);
  });

  test.each([
    ['mql', 'it counted when the account became MQL'],
    ['fast_track', 'it counted for the fast track'],
    ['auto_sql', 'it counted for the entry into SQL'],
    ['review', 'it counted in the review that was under way'],
    ['regress_sql', 'it was on file when the idle SQL went back to MQL'],
    ['regress_mql', 'it was on file when the idle MQL went back to PROSPECT'],
    ['lost', 'it was on file when the deal was lost'],
    ['falls_short', 'it was on file when an earlier review ended'],
  ])('L2 by %s is said in words', (by, words) => {
    expect(spentText({ signal: 'sig_x_1', type: 'E3', by, at: '2026-04-21T14:00:00.000Z' })).toBe(
      `E3 (sig_x_1) is spent, ${words}: it opens no other fast track.`,
    );
  });

  test.each([
    [90, 1],
    [91, 0],
  ])('L2 of %s days it is named %s times: beyond 90 it would open nothing anyway', (days, named) => {
    const world = acme();
    file(world, signal.E3(), { ago: 0 });
    classify(world);
    world.now = daysLater(days);
    expect(spentOf(world)).toHaveLength(named);
  });
});

describe('a repeat engagement after a spent one', () => {
  function repeatSpent(): TestWorld {
    const world = acme();
    file(world, signal.comment(1), { ago: 10 });
    file(world, signal.comment(2), { ago: 9 });
    classify(world);
    return world;
  }

  test('A5 one further act makes none, two recorded since do', () => {
    const world = repeatSpent();
    file(world, signal.comment(3), { ago: 8 });
    expect(standingE8(world)).toHaveLength(1);
    const second = file(world, signal.comment(4), { ago: 7 });
    expect(standingE8(world)).toHaveLength(2);
    expect(standingE8(world)[1]?.rests_on).toEqual([sig(world, 4), second.extra.signal]);
  });

  test('A5 while it is not spent there is one in the window, however many acts', () => {
    const world = acme();
    for (const n of [1, 2, 3, 4, 5]) file(world, signal.comment(n), { ago: 10 - n });
    expect(standingE8(world)).toHaveLength(1);
  });

  test('A5 acts on file at a loss make none with later ones', () => {
    const world = lost();
    file(world, signal.comment(1), { ago: 0 });
    expect(standingE8(world)).toEqual([]);
    file(world, signal.comment(2), { ago: 0 });
    expect(standingE8(world)).toHaveLength(1);
  });
});

describe('what waits for a classification', () => {
  const waiting = (found: string) => ({
    refused: true,
    code: 'RULE_REFUSED',
    clause: '3.2.1',
    ruling: 'L2',
    found,
    next: 'sales.ops calls classify_mql, which weighs it; then this again',
  });

  test('L2 a dossier, while a fresh strong signal is weighed by none; the answer `unchanged` weighs it', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    expect(kinds(file(world, signal.E7(), { ago: 2, contact: bo }).opened)).toEqual(['classify']);
    expect(world.refused('sales.ops', scoreDossier, twoHigh())).toEqual(
      waiting(`no classification has weighed E7 of 2026-04-19 (${sig(world, 2)}) at Acme`),
    );
    expect(nextStep(world)).toMatchObject({ who: ['sales.ops'], tool: 'classify_mql' });
    expect(classify(world).outcome).toBe('unchanged');
    expect(score(world, twoHigh()).outcome).toBe('falls_short');
  });

  test("L2 the CRO's dispute, but neither a confirmation nor immediate outreach", () => {
    const world = acmePending();
    file(world, signal.E7(), { ago: 2, contact: bo });
    const dispute = { account: 'acme.com', decision: 'dispute', reason_code: 'timing', reason: 'no budget' } as const;
    expect(world.refused('cro', croDecide, dispute)).toEqual(
      waiting(`no classification has weighed E7 of 2026-04-19 (${sig(world, 2)}) at Acme`),
    );
    expect(decide(world, 'confirm').outcome).toBe('confirmed');
  });

  test.each<[string, (world: TestWorld) => void]>([
    ['one of 91 days', (world) => file(world, signal.E7(), { ago: 91, contact: bo })],
    ['a standard one', (world) => file(world, signal.comment(5), { ago: 2, contact: bo })],
    ['one that does not qualify', (world) => file(world, signal.E3({ topic: 'other' }), { ago: 2, contact: bo })],
    ["a competitor's", (world) => file(world, signal.E7(), { ago: 2, contact: { email: 'spy@crossbeam.com' } })],
    [
      "a suppressed person's",
      (world) => {
        file(world, signal.E7(), { ago: 2, contact: bo });
        world.run('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' });
      },
    ],
    ['a retracted one', (world) => retract(world, file(world, signal.E7(), { ago: 2, contact: bo }).extra.signal)],
  ])('L2 not %s', (_, made) => {
    const world = acmeMql();
    made(world);
    expect(score(world, threeHigh()).outcome).toBe('pending_review');
  });

  test('L2 where nothing is to be weighed anew, classifying again writes nothing', () => {
    const world = fellShort();
    expect(classify(world).events).toEqual([]);
  });
});
