import { describe, expect, test } from 'vitest';
import type { AccountState, Contact, Signal } from '../../../src/rules/aggregates/account.ts';
import { isNewlyAdopted } from '../../../src/rules/criteria/adoption.ts';
import { firstTouchOf, weightOf } from '../../../src/rules/criteria/attribution-credit.ts';
import {
  countedActs,
  countedSignals,
  counts,
  engagementCheck,
  liveSignals,
  newestOf,
} from '../../../src/rules/criteria/engagement.ts';
import { idleDays, idleSince, quietSince } from '../../../src/rules/criteria/idleness.ts';
import {
  freshStrong,
  isStrong,
  spentSignals,
  waitsForClassification,
} from '../../../src/rules/criteria/spent-signals.ts';
import { acme, file, signal } from '../../support/builders.ts';

const world = acme();
file(world, signal.comment(1), { ago: 30 });
file(world, signal.like(2), { ago: 8, contact: { email: 'bo@acme.com' } });
file(world, signal.E3(), { ago: 60, contact: { email: 'cy@acme.com' } });
const state = world.account('acme.com');
const [comment, like, question] = state.signals as readonly [Signal, Signal, Signal];
const [ana, bo] = state.contacts as readonly [Contact, Contact];
const context = world.context('sales.ops');
const standing = (over: Partial<AccountState> = {}, ...suppressed: readonly string[]) => ({
  state: { ...state, ...over },
  suppressed: new Set(suppressed),
});
const ids = (signals: readonly Signal[]) => signals.map(({ id }) => id);

describe('A3 who counts', () => {
  const of = (contact: Contact | undefined, ...suppressed: readonly string[]) =>
    counts(contact, standing({}, ...suppressed), context);

  test('A3 all but the suppressed, whoever works for a listed competitor, and nobody', () => {
    expect([of(ana), of(ana, bo.id), of(ana, ana.id), of(undefined)]).toEqual([true, true, false, false]);
    const at = (email_domain: string | null, further_domains?: readonly string[]) =>
      of({ ...ana, email_domain, ...(further_domains ? { further_domains } : {}) });
    expect([at('crossbeam.com'), at(null), at('gmail.com')]).toEqual([false, true, true]);
    expect([at(null, ['acme.com', 'crossbeam.com']), at('acme.com', ['beta.com'])]).toEqual([false, true]);
  });

  test('L9, A3 where none counts, the check says what is on file and why it does not', () => {
    const because = (over: Partial<AccountState>, ...suppressed: readonly string[]) =>
      engagementCheck(standing(over, ...suppressed), context).because;
    const is = `the newest qualifying signal is E1 of ${comment.on}`;
    expect([
      because({ signals: [like] }),
      because({ entry_floor: like.at }),
      because({ signals: [comment] }, ana.id),
    ]).toEqual([
      'no qualifying engagement signal is on file',
      `${is}; after idleness it takes an act later than the last one known then`,
      `${is}, of somebody who does not count: suppressed, or a listed competitor's`,
    ]);
  });

  test('A3, A5 signals and acts of those who count, as they stand', () => {
    expect(ids(countedSignals(standing(), context))).toEqual([comment.id, question.id]);
    expect(ids(countedActs(standing(), context))).toEqual([comment.id, like.id, question.id]);
    expect(ids(countedSignals(standing({}, ana.id), context))).toEqual([question.id]);
    expect(ids(countedActs(standing({}, ana.id, bo.id), context))).toEqual([question.id]);
    const gone = { why: 'retracted', at: '2026-04-20T00:00:00.000Z', because: 'not her' } as const;
    const signals = [{ ...comment, gone }, { ...like, is_act: false }, question];
    expect(ids(countedActs(standing({ signals }), context))).toEqual([question.id]);
    expect(ids(countedSignals(standing({ signals: [{ ...comment, gone }, question] }), context))).toEqual([
      question.id,
    ]);
  });

  test('L9 an account enters anew by an act after its last known one', () => {
    const from = (entry_floor: string | null) => ids(countedSignals(standing({ entry_floor }), context));
    expect(from(null)).toEqual([comment.id, question.id]);
    expect(from(question.at)).toEqual([comment.id]);
    expect(from(comment.at)).toEqual([]);
    const signals = [{ ...comment, below_floor: true as const }, question];
    expect(ids(countedSignals(standing({ signals }), context))).toEqual([question.id]);
  });

  test('A3 suppressed or not is asked anew of one state', () => {
    const suppressed = new Set<string>();
    const at = { state: { ...state }, suppressed };
    expect(ids(countedSignals(at, context))).toEqual([comment.id, question.id]);
    suppressed.add(ana.id);
    expect(ids(countedSignals(at, context))).toEqual([question.id]);
    expect(ids(countedSignals({ ...at, suppressed: new Set([bo.id]) }, context))).toEqual([comment.id, question.id]);
    const competitors = { ...context.policy.account.competitors, value: ['acme.com'] };
    const policy = { ...context.policy, account: { ...context.policy.account, competitors } };
    expect(countedSignals(at, { ...context, policy })).toEqual([]);
  });

  test('A3, inv7 what counts is found once for a state, by whichever set the same people are told to be suppressed', () => {
    // Of few signals it is found sooner than it is kept.
    const signals = [...state.signals, ...['a', 'b', 'c'].map((id) => ({ ...question, id }))];
    const found = countedSignals(standing({ signals }, ana.id), context);
    expect(countedSignals(standing({ signals }, ana.id), context)).toBe(found);
    expect(ids(countedSignals(standing({ signals }, bo.id), context))).not.toEqual(ids(found));
  });

  test('3.2b what is live is asked anew each day', () => {
    const at = standing();
    const on = (today: string) => ids(liveSignals(at, { ...context, today }));
    // The comment is of 22 March, the question of 20 February.
    expect([on('2026-08-19'), on('2026-08-20'), on('2026-09-18'), on('2026-09-19')]).toEqual([
      [comment.id, question.id],
      [comment.id],
      [comment.id],
      [],
    ]);
    const fresh = (today: string) => ids(freshStrong(at, { ...context, today }));
    expect([fresh('2026-05-21'), fresh('2026-05-22'), fresh('2026-05-21')]).toEqual([[question.id], [], [question.id]]);
  });

  test('3.2b the newest is the one that happened last, of one instant the one recorded last', () => {
    expect([newestOf([])?.id, newestOf([comment, question])?.id, newestOf([question, comment])?.id]).toEqual([
      undefined,
      comment.id,
      comment.id,
    ]);
    expect(newestOf([comment, { ...question, at: comment.at }])?.id).toBe(question.id);
  });
});

describe('A10 how long nothing happened', () => {
  const early = '2026-02-01T00:00:00.000Z';
  const quiet = (over: Partial<AccountState>) => ({ ...state, stage_since: early, ...over });
  const reply = (type: number, at: string) => ({ answered: { [ana.id]: { reply: 'rep_1', type, at } } });
  const since = (over: Partial<AccountState>, ...suppressed: readonly string[]) =>
    idleSince({ state: quiet(over), suppressed: new Set(suppressed) }, context);

  test('A10 since the last act of somebody who counts, a reply of types 1 to 6, a Briefing held, a decline, or the stage', () => {
    const late = '2026-04-19T12:00:00.000Z';
    expect(since({})).toBe(like.at);
    expect(since({}, bo.id)).toBe(comment.at);
    expect(since({ signals: [] })).toBe(early);
    expect(since({ stage_since: late })).toBe(late);
    expect(since({ idle_from: late })).toBe(late);
    expect(since({ deal: { ...state.deal, held_at: late } })).toBe(late);
    expect(since({ ...reply(6, late) })).toBe(late);
    expect(since({ ...reply(7, late) })).toBe(like.at);
    expect(since({ ...reply(6, early), idle_from: early })).toBe(like.at);
    const world_today = { ...context, today: '2026-04-23' };
    expect(idleDays({ state: quiet({}), suppressed: new Set() }, world_today)).toBe(10);
  });

  test('A10 by the acts of everybody, whether they count or not', () => {
    expect(quietSince(quiet({}))).toBe(like.at);
    expect(quietSince(quiet({ signals: [like, comment] }))).toBe(like.at);
    expect(quietSince(quiet({ signals: [{ ...like, is_act: false }, comment, question] }))).toBe(comment.at);
    const gone = { why: 'retracted', at: '2026-04-20T00:00:00.000Z', because: 'not him' } as const;
    expect(quietSince(quiet({ signals: [comment, { ...like, gone }] }))).toBe(comment.at);
    expect(quietSince(quiet({ signals: [] }))).toBe(early);
    expect(quietSince(quiet(reply(7, '2026-04-20T00:00:00.000Z')))).toBe(like.at);
  });
});

describe('L2 strong and spent', () => {
  test('P2 a type that became strong after its filing counted already where the account has moved since', () => {
    const strong = (over: Partial<Signal>, stage: AccountState['stage'], stage_since: string) =>
      isStrong({ ...question, ...over }, { ...state, stage, stage_since }, context);
    const [before, then, after] = ['2026-04-21T13:59:59.999Z', question.filed_at, '2026-04-21T14:00:00.001Z'];
    const late = { tier: 'standard' } as const;
    expect([before, then, after].map((at) => strong(late, 'PROSPECT', at))).toEqual([true, true, false]);
    expect([before, then, after].map((at) => strong(late, 'MQL', at))).toEqual([true, false, false]);
    expect([before, then, after].map((at) => strong({}, 'MQL', at))).toEqual([true, true, true]);
    expect(strong({ type: 'E1' }, 'PROSPECT', before)).toBe(false);
  });

  test('L2 what waits for a classification is named, one or many, and what was weighed waits no more', () => {
    const second = { ...question, id: 'sig_2', on: '2026-03-01' };
    const waits = (...signals: readonly Signal[]) => waitsForClassification(standing({ signals }), context);
    expect(waits(comment)).toBeNull();
    expect(waits({ ...question, weighed: true })).toBeNull();
    expect(waits({ ...question, spent: { by: 'mql', at: question.at, minted: 9 } })).toBeNull();
    expect(waits(question, comment)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.2.1',
      ruling: 'L2',
      found: `no classification has weighed E3 of 2026-02-20 (${question.id}) at Acme`,
      next: 'sales.ops calls classify_mql, which weighs it; then this again',
    });
    expect(waits(question, second)).toMatchObject({
      found: `no classification has weighed E3 of 2026-02-20 (${question.id}), E3 of 2026-03-01 (sig_2) at Acme`,
      next: 'sales.ops calls classify_mql, which weighs them; then this again',
    });
    const spent = { by: 'mql', at: question.at, minted: 9 };
    expect(spentSignals(standing({ signals: [question, { ...second, spent }] }), context)).toEqual([
      { signal: 'sig_2', type: 'E3', by: 'mql', at: question.at },
    ]);
  });
});

describe('S-6 the first touch', () => {
  test('S-6 the earliest act behind what is live that still stands, of one instant the one named first', () => {
    const repeat: Signal = { ...question, id: 'sig_8', type: 'E8', is_act: false, rests_on: [like.id, comment.id] };
    const touch = (live: readonly Signal[], over: Partial<AccountState> = {}) =>
      firstTouchOf(live, { ...state, ...over })?.signal ?? null;
    expect(firstTouchOf([comment, question], state)).toEqual({
      signal: question.id,
      type: 'E3',
      at: question.observed_at,
      source: 'linkedin export',
    });
    expect([touch([]), touch([repeat]), touch([comment])]).toEqual([null, comment.id, comment.id]);
    const gone = { why: 'retracted', at: '2026-04-20T00:00:00.000Z', because: 'not her' } as const;
    expect(touch([repeat], { signals: [{ ...comment, gone }, like] })).toBe(like.id);
    expect(touch([repeat], { signals: [like] })).toBe(like.id);
    const signals = [comment, { ...like, observed_at: comment.observed_at }];
    expect([
      touch([repeat], { signals }),
      touch([{ ...repeat, rests_on: [comment.id, like.id] }], { signals }),
    ]).toEqual([like.id, comment.id]);
  });

  test('P6 an act gives its whole credit unless the policy says otherwise', () => {
    const { E1, ...others } = context.policy.engagement.signals;
    const signals = { ...others, E1: { ...E1, weight: 0.25 } } as typeof context.policy.engagement.signals;
    const policy = { ...context.policy, engagement: { ...context.policy.engagement, signals } };
    expect([weightOf('E1', policy), weightOf('E2', policy), weightOf('E20', policy)]).toEqual([0.25, 1, 1]);
  });
});

test('A12 an account is newly adopted until its days are over', () => {
  const adopted = { at: '2026-04-21T14:00:00.000Z' } as NonNullable<AccountState['adopted']>;
  const on = (today: string) => isNewlyAdopted({ adopted }, { ...context, today });
  expect([on('2026-04-21'), on('2026-05-20'), on('2026-05-21')]).toEqual([true, true, false]);
  expect(isNewlyAdopted({}, context)).toBe(false);
});
