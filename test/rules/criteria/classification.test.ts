import { describe, expect, test } from 'vitest';
import type { AccountState, Signal } from '../../../src/rules/aggregates/account.ts';
import {
  type Classification,
  classification,
  criteriaChecks,
  owesClassification,
} from '../../../src/rules/criteria/mql-criteria.ts';
import type { Review, Stage } from '../../../src/rules/vocabulary/stages.ts';
import { acme, check, file, signal } from '../../support/builders.ts';

/** One signal of each age and kind, by the name it has in the tables below. */
const world = acme();
const named: Readonly<Record<string, string>> = {
  comment: file(world, signal.comment(), { ago: 20 }).extra.signal,
  old_comment: file(world, signal.comment(2), { ago: 181, contact: { email: 'bo@acme.com' } }).extra.signal,
  question: file(world, signal.E3(), { ago: 90, contact: { email: 'cy@acme.com' } }).extra.signal,
  stale_question: file(world, signal.E3(), { ago: 91, contact: { email: 'di@acme.com' } }).extra.signal,
  event: file(world, signal.E6(), { ago: 40, contact: { email: 'ed@acme.com' } }).extra.signal,
  request: file(world, signal.E4(), { ago: 90, contact: { email: 'flo@acme.com' } }).extra.signal,
  new_request: file(world, signal.E4(), { ago: 3, contact: { email: 'guy@acme.com' } }).extra.signal,
  stale_request: file(world, signal.E4(), { ago: 91, contact: { email: 'hal@acme.com' } }).extra.signal,
};
const state = world.account('acme.com');
const context = world.context('sales.ops');

interface Case {
  readonly stage?: Stage;
  readonly review?: Review;
  readonly of: readonly string[];
  /** Of those, which are spent, and which weighed. */
  readonly spent?: readonly string[];
  readonly weighed?: readonly string[];
  readonly over?: Partial<AccountState>;
}

function standingOf({ stage = 'PROSPECT', review = 'NONE', of, spent = [], weighed = [], over = {} }: Case) {
  const spentBy = { by: 'fast_track', at: '2026-04-01T00:00:00.000Z', minted: 99 };
  const signals = state.signals.flatMap((each): readonly Signal[] => {
    const name = of.find((one) => named[one] === each.id);
    if (name === undefined) return [];
    return [
      {
        ...each,
        ...(spent.includes(name) ? { spent: spentBy } : {}),
        ...(weighed.includes(name) ? { weighed: true as const } : {}),
      },
    ];
  });
  return { state: { ...state, stage, review, signals, ...over }, suppressed: new Set<string>() };
}

/** The outcome, and the name of the signal that opened it. */
function told({ outcome, trigger }: Classification): readonly [string, string | null] {
  return [outcome, Object.keys(named).find((name) => named[name] === trigger?.id) ?? null];
}
const outcomeOf = (given: Case, gatesOk = true) => told(classification(standingOf(given), gatesOk, context));

describe('L2 what a classification finds', () => {
  test.each<[string, Case, readonly [string, string | null]]>([
    ['nothing', { of: [] }, ['stays_prospect', null]],
    ['an act out of the window', { of: ['old_comment'] }, ['stays_prospect', null]],
    ['a standard act', { of: ['comment', 'old_comment'] }, ['mql', 'comment']],
    ['a question of 91 days', { of: ['stale_question'] }, ['mql', 'stale_question']],
    ['a request of 91 days', { of: ['stale_request', 'comment'] }, ['mql', 'comment']],
    ['a question of 90 days', { of: ['comment', 'question'] }, ['fast_track', 'question']],
    ['two questions', { of: ['event', 'question'] }, ['fast_track', 'event']],
    ['a request of 90 days beside a newer question', { of: ['request', 'event'] }, ['auto_sql', 'request']],
    ['two requests', { of: ['new_request', 'request'] }, ['auto_sql', 'new_request']],
    ['a spent question', { of: ['question'], spent: ['question'] }, ['mql', 'question']],
    ['a spent request', { of: ['request', 'event'], spent: ['request'] }, ['fast_track', 'event']],
    ['a weighed question', { of: ['question'], weighed: ['question'] }, ['fast_track', 'question']],
  ])('L2 of a PROSPECT by %s', (_, given, expected) => {
    expect(outcomeOf(given)).toEqual(expected);
    expect(outcomeOf(given, false)).toEqual(['stays_prospect', null]);
  });

  const by = (stage: Stage, review: Review, over: Partial<AccountState> = {}) =>
    [['comment'], ['question'], ['request'], []].map((of) => outcomeOf({ stage, review, of, over })[0]);

  test.each<[Stage, Review, readonly string[]]>([
    ['PROSPECT', 'DOSSIER_DUE', ['unchanged', 'unchanged', 'auto_sql', 'unchanged']],
    ['PROSPECT', 'PENDING_CRO', ['unchanged', 'unchanged', 'auto_sql', 'unchanged']],
    ['MQL', 'NONE', ['unchanged', 'fast_track', 'auto_sql', 'unchanged']],
    ['MQL', 'DOSSIER_DUE', ['unchanged', 'fast_track', 'auto_sql', 'unchanged']],
    ['MQL', 'PENDING_CRO', ['unchanged', 'unchanged', 'auto_sql', 'unchanged']],
    ['RECYCLED', 'NONE', ['unchanged', 'fast_track', 'auto_sql', 'unchanged']],
    ['RECYCLED', 'DOSSIER_DUE', ['unchanged', 'unchanged', 'auto_sql', 'unchanged']],
    ['SQL', 'NONE', ['unchanged', 'unchanged', 'unchanged', 'unchanged']],
    ['BRIEFING_READY', 'NONE', ['unchanged', 'unchanged', 'unchanged', 'unchanged']],
    ['WON', 'NONE', ['unchanged', 'unchanged', 'unchanged', 'unchanged']],
  ])('L2 at %s with review %s a comment, a question, a request, nothing: %j', (stage, review, expected) => {
    expect(by(stage, review)).toEqual(expected);
  });

  test('L2 an MQL on the fast track already is not put on it again', () => {
    expect(by('MQL', 'DOSSIER_DUE', { fast_track: true })).toEqual(['unchanged', 'unchanged', 'auto_sql', 'unchanged']);
  });

  test('P6 a type that the policy in force does not have opens nothing and is no criterion', () => {
    const { E3: _E3, ...others } = context.policy.engagement.signals;
    const engagement = { ...context.policy.engagement, signals: others as typeof context.policy.engagement.signals };
    const under = { ...context, policy: { ...context.policy, engagement } };
    expect(told(classification(standingOf({ of: ['question'] }), true, under))).toEqual(['stays_prospect', null]);
    expect(told(classification(standingOf({ of: ['question', 'event'] }), true, under))).toEqual([
      'fast_track',
      'event',
    ]);
  });
});

describe('L2 when a classification is owed', () => {
  const owes = (given: Case) => owesClassification(standingOf(given), context);

  test('L2 where it could move the account', () => {
    expect([owes({ of: ['comment'] }), owes({ of: ['old_comment'] }), owes({ of: [] })]).toEqual([true, false, false]);
    expect([owes({ stage: 'MQL', of: ['comment'] }), owes({ stage: 'MQL', of: ['question'] })]).toEqual([false, true]);
    expect(owes({ stage: 'SQL', of: ['request'] })).toBe(false);
  });

  test('L2 where a review waits for the weighing of a strong signal', () => {
    const review = { stage: 'RECYCLED', review: 'PENDING_CRO' } as const;
    expect([
      owes({ ...review, of: ['question'] }),
      owes({ ...review, of: ['question'], weighed: ['question'] }),
      owes({ ...review, of: ['question'], spent: ['question'] }),
      owes({ ...review, of: ['comment'] }),
      owes({ ...review, of: ['stale_question'] }),
      owes({ stage: 'SQL', of: ['question'] }),
    ]).toEqual([true, false, false, false, false, false]);
  });
});

describe('L14 an SQL that a Briefing request brought there', () => {
  const retracted = { why: 'retracted', at: '2026-04-20T00:00:00.000Z', because: 'another person' } as const;
  /** Ids behind the verdict on engagement. */
  function judged(given: Case, gone: Signal['gone'] | undefined, over: Partial<AccountState> = {}) {
    const standing = standingOf({ stage: 'SQL', ...given });
    const trigger = named.request ?? null;
    const signals = standing.state.signals.map((each) => (each.id === trigger && gone ? { ...each, gone } : each));
    const at = { ...standing.state, trigger, entered_by: 'auto_sql' as const, ...over, signals };
    return check(criteriaChecks({ ...standing, state: at }, context), 'engagement_signal');
  }

  test('L14 stands on nothing once the request is retracted, whatever else is live', () => {
    const lost = {
      rule: 'engagement_signal',
      clause: '3.2.1',
      ruling: 'L14',
      verdict: 'fail',
      because: `it entered SQL on the Briefing request ${named.request} alone, which is retracted`,
      basis: 'ruling',
      evidence: [named.request],
      remedy: 'file_signal_note if they did ask; else sales.ops: propose_stage_change with regress',
    };
    expect(judged({ of: ['request', 'comment', 'question'] }, retracted)).toEqual(lost);
    expect(judged({ of: ['request', 'comment'] }, retracted, { entered_by: 'request_to_sql' })).toEqual(lost);
  });

  test('L14 but not while the request stands or was replaced, another was made, or a review brought it there', () => {
    const verdicts = [
      judged({ of: ['request'] }, undefined),
      judged({ of: ['request', 'comment'] }, { ...retracted, why: 'replaced' }),
      judged({ of: ['request', 'stale_request'] }, retracted),
      judged({ of: ['request', 'comment'] }, retracted, { entered_by: 'confirm' }),
      judged({ of: ['request', 'comment'] }, retracted, { stage: 'BRIEFING_READY' }),
      judged({ of: ['request', 'comment'] }, retracted, { trigger: named.comment ?? null }),
    ];
    expect(verdicts.map(({ verdict, ruling }) => [verdict, ruling])).toEqual(verdicts.map(() => ['pass', 'L2']));
  });
});
