import { describe, expect, test } from 'vitest';
import type { Arrow } from '../../../src/rules/ladder/arrow.ts';
import { type ArrowId, adoptionTo, arrows, isAdoption, mayTake } from '../../../src/rules/ladder/arrows.ts';
import { stageNamed } from '../../../src/rules/ladder/stage-named.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import type { Review, Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acmePending,
  fact,
  file,
  movesIn,
  passingFacts,
  put,
  save,
  signal,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import type { SavedWorld, TestWorld } from '../../support/world.ts';
import { type Otherwise, ready, step, taking } from './taking.ts';

const stages: readonly Stage[] = [
  'PROSPECT',
  'MQL',
  'SQL',
  'BRIEFING_READY',
  'ASSESSMENT_QUALIFIED',
  'WON',
  'RECYCLED',
  'DISQUALIFIED',
  'ARCHIVED',
];
const reviews: readonly Review[] = ['NONE', 'DOSSIER_DUE', 'PENDING_CRO'];
const below = 'PROSPECT MQL RECYCLED';
const ladder = `${below} SQL BRIEFING_READY ASSESSMENT_QUALIFIED ARCHIVED`;
const any = 'NONE DOSSIER_DUE PENDING_CRO';

/** Each arrow: from which stages, in which reviews, to which stage and review, by whom, under which clause. */
const table: readonly (readonly [string, string, string, string, Review, string, string])[] = [
  ['mql', 'PROSPECT', 'NONE', 'MQL', 'DOSSIER_DUE', 'sales.ops', '3.2'],
  ['fast_track', below, 'NONE', 'same', 'DOSSIER_DUE', 'sales.ops', '3.2.1'],
  ['auto_sql', below, any, 'SQL', 'NONE', 'sales.ops', '3.2.1'],
  ['pending_review', below, 'NONE DOSSIER_DUE', 'same', 'PENDING_CRO', 'sales.ops', '4.3'],
  ['falls_short', below, 'NONE DOSSIER_DUE', 'MQL', 'NONE', 'sales.ops', '4.3'],
  ['falls_short_lapsed', 'PROSPECT MQL', 'NONE DOSSIER_DUE', 'PROSPECT', 'NONE', 'sales.ops', '3.5'],
  ['falls_short_recycled', 'RECYCLED', 'NONE DOSSIER_DUE', 'same', 'NONE', 'sales.ops', '3.5'],
  ['confirm', below, 'PENDING_CRO', 'SQL', 'NONE', 'cro', '4.3'],
  ['flag_immediate', below, 'PENDING_CRO', 'SQL', 'NONE', 'cro', '4.3'],
  ['dispute', below, 'PENDING_CRO', 'MQL', 'NONE', 'cro', '4.3'],
  ['dispute_lapsed', 'PROSPECT MQL', 'PENDING_CRO', 'PROSPECT', 'NONE', 'cro', '3.5'],
  ['dispute_recycled', 'RECYCLED', 'PENDING_CRO', 'same', 'NONE', 'cro', '3.5'],
  ['briefing_ready', 'SQL', 'NONE', 'BRIEFING_READY', 'NONE', 'cro', '3.3'],
  ['assessment_qualified', 'BRIEFING_READY', 'NONE', 'ASSESSMENT_QUALIFIED', 'NONE', 'cro', '3'],
  ['won', 'ASSESSMENT_QUALIFIED', 'NONE', 'WON', 'NONE', 'cro', '3'],
  ['lost', 'BRIEFING_READY ASSESSMENT_QUALIFIED', 'NONE', 'RECYCLED', 'NONE', 'cro', '3.5'],
  ['request_to_sql', below, any, 'SQL', 'NONE', 'cro', '3.2.1'],
  ['regress_sql', 'SQL', 'NONE', 'MQL', 'NONE', 'cro', '3.5'],
  ['regress_mql', 'MQL', 'NONE DOSSIER_DUE', 'PROSPECT', 'NONE', 'sales.ops', '3.5'],
  ['recycle', 'RECYCLED', 'NONE', 'MQL', 'NONE', 'sales.ops', '3.5'],
  ['disqualify', ladder, any, 'DISQUALIFIED', 'NONE', 'sales.ops', '3.5'],
  ['disqualify_confirmed', ladder, any, 'DISQUALIFIED', 'NONE', 'cro', '3.5'],
  ['reinstate', 'DISQUALIFIED', 'NONE', 'PROSPECT', 'NONE', 'cro', '3.5'],
  ['adopt_mql', 'PROSPECT', 'NONE', 'MQL', 'NONE', 'sales.ops cmo', '3'],
  ['adopt_sql', 'PROSPECT', 'NONE', 'SQL', 'NONE', 'cro', '3'],
  ['adopt_briefing_ready', 'PROSPECT', 'NONE', 'BRIEFING_READY', 'NONE', 'cro', '3'],
  ['adopt_assessment_qualified', 'PROSPECT', 'NONE', 'ASSESSMENT_QUALIFIED', 'NONE', 'cro', '3'],
  ['adopt_won', 'PROSPECT', 'NONE', 'WON', 'NONE', 'cro', '3'],
  ['adopt_recycled', 'PROSPECT', 'NONE', 'RECYCLED', 'NONE', 'cro', '3'],
  ['adopt_disqualified', 'PROSPECT', 'NONE', 'DISQUALIFIED', 'NONE', 'sales.ops cmo cro', '3'],
  ['adopt_archived', 'PROSPECT', 'NONE', 'ARCHIVED', 'NONE', 'sales.ops cmo cro', '3'],
  ['reopen', 'ARCHIVED', 'NONE', 'PROSPECT', 'NONE', 'mining.mind category.positioning sales.ops cro', '5.6'],
  ['reopen_reply', 'ARCHIVED', 'NONE', 'PROSPECT', 'NONE', 'sales.ops cro', '5.6'],
  ['reopen_saved', 'ARCHIVED', 'NONE', 'PROSPECT', 'NONE', 'sales.ops', '5.6'],
  ['archive_silent', below, 'NONE', 'ARCHIVED', 'NONE', '', '5.6'],
  ['withdraw', 'PROSPECT', 'NONE', 'ARCHIVED', 'NONE', 'mining.mind category.positioning sales.ops cro', '3.1'],
  ['return_noted', 'ARCHIVED', 'NONE', 'PROSPECT', 'NONE', 'mining.mind category.positioning sales.ops cro', '3.1'],
  ['return_answered', 'ARCHIVED', 'NONE', 'PROSPECT', 'NONE', 'sales.ops cro', '3.1'],
  ['return_saved', 'ARCHIVED', 'NONE', 'PROSPECT', 'NONE', 'sales.ops category.positioning', '3.1'],
];
const rows = table.map(([id, from, inReview, to, review, who, clause]) => ({
  id: id as ArrowId,
  from: from.split(' ') as Stage[],
  reviews: inReview.split(' ') as Review[],
  to: to as Stage | 'same',
  review,
  roles: who.split(' ').filter((each) => each !== '') as Role[],
  clause,
}));

const words = (list: readonly string[]) => [...list].sort().join(' ');

/** Decisions of the ladder; an adoption puts on file what stood elsewhere (A12). */
const decided = arrows.filter((arrow) => arrow.command !== 'adopt');

describe('the arrows', () => {
  test('3.0 there are these and no others', () => {
    expect(arrows.map((arrow) => arrow.id).sort()).toEqual(rows.map((row) => row.id).sort());
  });

  test.each(rows.map((row) => [row.id, row] as const))(
    '3.0 %s leads where the ladder says, by whom it says',
    (id, row) => {
      const arrow: Arrow | undefined = arrows.find((each) => each.id === id);
      expect(
        arrow && { ...arrow, from: words(arrow.from), reviews: words(arrow.reviews), roles: words(arrow.roles) },
      ).toMatchObject({
        from: words(row.from),
        reviews: words(row.reviews),
        to: row.to,
        review: row.review,
        roles: words(row.roles),
        clause: row.clause,
      });
    },
  );

  test('3.0 nothing leads out of WON, and only SQL or a lost deal leads past SQL', () => {
    expect(arrows.filter((arrow) => (arrow.from as readonly string[]).includes('WON'))).toEqual([]);
    const beyond = decided.filter((arrow) => ['BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON'].includes(arrow.to));
    expect(beyond.map((arrow) => arrow.id)).toEqual(['briefing_ready', 'assessment_qualified', 'won']);
  });

  test('3.0 every arrow into SQL from below asks for gates and a live signal, and for the request or three buying signals', () => {
    for (const arrow of decided.filter((each) => each.to === 'SQL') as readonly Arrow[]) {
      expect(arrow.guards).toEqual(expect.arrayContaining(['gates', 'live_signal']));
      expect(arrow.guards.some((guard) => guard === 'fresh_briefing_request' || guard === 'three_buying_signals')).toBe(
        true,
      );
    }
  });

  test.each<[Stage, Role]>([
    ['PROSPECT', 'sales.ops'],
    ['MQL', 'cmo'],
    ['SQL', 'cro'],
    ['BRIEFING_READY', 'cro'],
    ['ASSESSMENT_QUALIFIED', 'cro'],
    ['WON', 'cro'],
    ['RECYCLED', 'cmo'],
    ['DISQUALIFIED', 'sales.ops'],
    ['ARCHIVED', 'sales.ops'],
  ])('L1 %s belongs to %s', (stage, role) => {
    expect(testPolicy().values.stage_owner.value[stage]).toBe(role);
  });
});

describe('each arrow from each stage and review', () => {
  const everywhere = stages.flatMap((stage) => reviews.map((review) => [stage, review] as const));

  test.each(rows.map((row) => [row.id, row] as const))(
    '3.0 %s is taken where it starts, and a defect elsewhere',
    (id, row) => {
      for (const [stage, review] of everywhere) {
        const starts = row.from.includes(stage) && row.reviews.includes(review);
        expect([stage, review, mayTake(id, { stage, review })]).toEqual([stage, review, starts]);
        const { draft, take } = taking(id, { state: { stage, review } });
        const bar = barAt(id, starts, [stage, review]);
        if (bar) {
          expect(take).toThrow(new Error(bar));
          expect(draft.pending).toEqual([]);
          continue;
        }
        take();
        const to = row.to === 'same' ? stage : row.to;
        expect(draft.pending.map(({ event }) => event)).toMatchObject([
          { type: 'moved', arrow: id, from: stage, to, review: row.review, clause: row.clause, ...step },
        ]);
        expect([draft.state.stage, draft.state.review]).toEqual([to, row.review]);
        expect(draft.state.stage_since).toBe(to === stage ? '2026-04-21T14:00:00.000Z' : '2026-04-22T14:00:00.000Z');
      }
    },
  );

  test.each([
    ['lost', true, true],
    ['regress_sql', false, true],
    ['regress_mql', false, true],
    ...arrows
      .filter(({ id, command }) => command !== 'adopt' && id !== 'lost' && id !== 'regress_sql' && id !== 'regress_mql')
      .map(({ id }) => [id, false, false] as const),
  ] as const)('L2 %s spends the signals on file: %s, and for idleness %s', (id, always, idle) => {
    const strong = ready(id).signals.map((each) => ({ ...each, tier: 'strong' as const }));
    const spentBy = (over: Otherwise) => {
      const { draft, take } = taking(id, { ...over, state: { ...over.state, signals: strong } });
      take();
      return draft.state.signals.map((each) => each.spent?.by);
    };
    expect(spentBy({})).toEqual(strong.map(() => (always ? id : undefined)));
    const late = id.startsWith('regress')
      ? { now: '2026-08-01T14:00:00.000Z', state: { review: 'NONE' as const } }
      : {};
    expect(spentBy({ ...late, step: { idle: { lastAct: null } } })).toEqual(strong.map(() => (idle ? id : undefined)));
  });
});

/** Outside its start no arrow is taken; a dossier is due where a review asks for it, or of an MQL (L4). */
function barAt(id: string, starts: boolean, [stage, review]: readonly [Stage, Review]): string | null {
  if (!starts) return `no arrow ${id} from ${stage}/${review}`;
  const scored = id === 'pending_review' || id.startsWith('falls_short');
  const due = review === 'DOSSIER_DUE' || stage === 'MQL';
  return scored && !due ? `the arrow ${id} is barred by its guard dossier_due` : null;
}

describe('each command at each stage and review', () => {
  const reachable = stages.flatMap((stage) =>
    reviews.filter((review) => review === 'NONE' || below.includes(stage)).map((review) => [stage, review] as const),
  );
  const grounds = [
    ['a comment', 800, []],
    ['a fresh strong signal', 800, [signal.E3()]],
    ['a Briefing request', 800, [signal.E4()]],
    ['a Briefing request and a failed gate', 100, [signal.E4()]],
  ] as const;
  const acts = [
    ['classify_mql', 'sales.ops', classifyMql, { account: 'acme.com' }],
    ['score_dossier with three', 'sales.ops', scoreDossier, threeHigh()],
    ['score_dossier with two', 'sales.ops', scoreDossier, twoHigh()],
    ['cro_decide confirm', 'cro', croDecide, { account: 'acme.com', decision: 'confirm' }],
    ['cro_decide flag', 'cro', croDecide, { account: 'acme.com', decision: 'flag_immediate' }],
    [
      'cro_decide dispute',
      'cro',
      croDecide,
      { account: 'acme.com', decision: 'dispute', reason_code: 'icp', reason: 'no fit' },
    ],
  ] as const;

  const prepared = new Map<string, { readonly world: TestWorld; readonly saved: SavedWorld }>();

  /** A world for each ground, made once. */
  function worldOf([name, employees, more]: (typeof grounds)[number]): TestWorld {
    const known = prepared.get(name);
    if (known) {
      known.world.restore(known.saved);
      return known.world;
    }
    const world = acmePending();
    for (const given of more)
      file(world, given, { contact: { email: 'bo@acme.com' }, at: '2026-04-21T09:30:00-04:00' });
    save(world, [fact('employees', employees, { as_of: '2026-04-20' })]);
    prepared.set(name, { world, saved: world.save() });
    return world;
  }

  function attempt(
    at: readonly [Stage, Review],
    ground: (typeof grounds)[number],
    [, role, command, args]: (typeof acts)[number],
  ) {
    const [stage, review] = at;
    const world = worldOf(ground);
    const { dossier } = world.account('acme.com');
    put(world, { stage, review, dossier: review === 'PENDING_CRO' ? dossier : null });
    const answer = world.try(role, command as typeof classifyMql, args as { account: string });
    return { moved: isRefusal(answer) ? [] : movesIn(answer.events), now: world.account('acme.com') };
  }

  const tried = grounds.flatMap((ground) => acts.map((act) => [`${ground[0]}, ${act[0]}`, ground, act] as const));

  test.each(reachable)('3.0 at %s with review %s every act takes one arrow of the table or none', (stage, review) => {
    for (const [where, ground, act] of tried) {
      const { moved, now } = attempt([stage, review], ground, act);
      const row = rows.find((each) => each.id === moved[0]?.arrow);
      const takes = row?.from.includes(stage) && row.reviews.includes(review) && row.roles.includes(act[1]);
      expect([where, moved.length, takes ?? null]).toEqual(moved.length === 0 ? [where, 0, null] : [where, 1, true]);
      const to = row === undefined ? [stage, review] : [row.to === 'same' ? stage : row.to, row.review];
      expect([where, now.stage, now.review]).toEqual([where, ...to]);
      if (row?.to === 'SQL') expect([where, ground[1]]).toEqual([where, 800]);
    }
  });

  test.each<[Stage]>([['SQL'], ['BRIEFING_READY'], ['ASSESSMENT_QUALIFIED'], ['WON']])(
    'L2 at %s a classification changes nothing, whatever the signals',
    (stage) => {
      const world = acmePending();
      file(world, signal.E4(), { ago: 0, contact: { email: 'bo@acme.com' } });
      save(world, passingFacts());
      put(world, { stage, review: 'NONE' });
      expect(world.run('sales.ops', classifyMql, { account: 'acme.com' }).outcome).toBe('unchanged');
      expect(world.account('acme.com').stage).toBe(stage);
    },
  );
});

const { values } = testPolicy();
const named = (given: string) => stageNamed(given, values);

describe('the stage that another system means', () => {
  test.each(stages)('M5 %s is meant by its own name, whatever its case, blanks and signs', (stage) => {
    const spellings = [stage, stage.toLowerCase(), ` ${stage.replaceAll('_', ' -- ')}. `, stage.replaceAll('_', '')];
    expect(spellings.map(named)).toEqual(spellings.map(() => stage));
  });

  test.each<[string, Stage]>([
    ['Marketing-Qualified Lead', 'MQL'],
    ['SQL (Pending Review)', 'MQL'],
    ['closed/won', 'WON'],
    ['Closed Lost', 'RECYCLED'],
    ['new', 'PROSPECT'],
    ['identified', 'PROSPECT'],
    ['Not a fit', 'DISQUALIFIED'],
  ])('M5 %s is an alias of %s', (given, stage) => {
    expect(named(given)).toBe(stage);
  });

  test.each(['', ' - ', '…', 'SQ', 'SQLs', 'closed', 'Stryker was here!', 'прос'])('M5 %j names no stage', (given) => {
    expect(named(given)).toBeUndefined();
  });

  test("M5 a name of the ladder's own goes before an alias, and letters and digits of every script count", () => {
    const aliases = {
      ...values.adoption.stage_aliases.value,
      PROSPECT: ['won', ' - ', '新規 1', 'ÉTAPE'],
      WON: ['新規 2'],
    };
    const adoption = { ...values.adoption, stage_aliases: { ...values.adoption.stage_aliases, value: aliases } };
    expect(
      ['Won', '新規-1', '新規2', '新規', 'étape', 'tape', '--'].map((each) => stageNamed(each, { adoption })),
    ).toEqual([
      // A blank alias names nothing either.
      'WON',
      'PROSPECT',
      'WON',
      undefined,
      'PROSPECT',
      undefined,
      undefined,
    ]);
  });
});

describe('the arrow of an adoption', () => {
  test('A12 one leads to each stage but PROSPECT, and these alone put on file what stood elsewhere', () => {
    const taken = stages.map((stage) => adoptionTo(stage)?.id ?? null);
    expect(taken).toEqual([
      null,
      'adopt_mql',
      'adopt_sql',
      'adopt_briefing_ready',
      'adopt_assessment_qualified',
      'adopt_won',
      'adopt_recycled',
      'adopt_disqualified',
      'adopt_archived',
    ]);
    expect(arrows.map(({ id }) => id).filter(isAdoption)).toEqual(taken.slice(1));
    expect(isAdoption('adopt')).toBe(false);
  });
});
