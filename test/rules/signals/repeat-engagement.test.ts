import { describe, expect, test } from 'vitest';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { repeatEngagement } from '../../../src/rules/signals/repeat-engagement.ts';
import type { SignalInput } from '../../../src/rules/vocabulary/signal-types.ts';
import {
  acme,
  classify,
  con,
  daysAgo,
  file,
  idAt,
  log,
  note,
  retract,
  sig,
  signal,
  signalsOf,
  standingE8,
  verdict,
} from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';

/** Files acts as [signal, days ago] and answers the E8s that stand. */
function repeats(...acts: readonly (readonly [SignalInput, number])[]) {
  const world = acme();
  for (const [given, ago] of acts) file(world, given, { ago });
  return standingE8(world);
}

describe('what a repeat engagement is', () => {
  test('3.2.E8 the whole signal: derived, strong, dated by the act that completes it', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 12 });
    const noted = file(world, signal.E5(), { ago: 2 });
    expect(noted.extra.derived).toEqual([sig(world, 3)]);
    expect(standingE8(world)).toEqual([
      {
        id: sig(world, 3),
        type: 'E8',
        contact: idAt('con_6'),
        tier: 'strong',
        qualifies: true,
        is_act: false,
        because: '2 distinct acts within 30 days',
        observed_at: '2026-04-19T13:00:00.000Z',
        at: '2026-04-19T13:00:00.000Z',
        on: '2026-04-19',
        filed_at: '2026-04-21T14:00:00.000Z',
        filed_by: 'category.positioning',
        source: 'derived from recorded acts',
        rests_on: [sig(world, 1), sig(world, 2)],
      },
    ]);
  });

  test.each([
    [30, 1],
    [31, 0],
  ])('3.2.E8 two acts %d days apart: %d found', (days, count) => {
    expect(repeats([signal.comment(), days], [signal.E5(), 0])).toHaveLength(count);
  });

  test.each([
    [30, 1],
    [31, 0],
  ])('3.2.E8 the earlier of two acts filed last, %d days apart: %d found', (days, count) => {
    const found = repeats([signal.E5(), 0], [signal.comment(), days]);
    expect(found).toHaveLength(count);
    if (count === 1) expect(found[0]?.on).toBe('2026-04-21');
  });

  test.each<[string, SignalInput, SignalInput]>([
    ['a like and a comment on different posts', signal.like(1), signal.comment(2)],
    ['a like and a subscription', signal.like(1), signal.E2()],
    ['comments on different posts', signal.comment(1), signal.comment(2)],
    ['a download and an attendance', signal.E5(), signal.E6()],
    ['an ungated download and an off-topic message', signal.E5({ gated: false }), signal.E3({ topic: 'other' })],
    ['an attendance without engagement and a subscription', signal.E6({ engagement: 'none' }), signal.E2()],
    ['a direct message and a Briefing request', signal.E3(), signal.E4()],
    ['an acknowledged referral and a comment', signal.E7(), signal.comment()],
    ['a warm introduction and a comment', signal.E10(), signal.comment()],
  ])('3.2.E8 %s repeat', (_, first, second) => {
    expect(repeats([first, 5], [second, 1])).toHaveLength(1);
    expect(repeats([second, 5], [first, 1])).toHaveLength(1);
  });

  test.each<[string, SignalInput, SignalInput]>([
    ['two likes', signal.like(1), signal.like(2)],
    ['two comments on one post', signal.comment(1), signal.comment(1)],
    ['a like and a comment on one post', signal.like(1), signal.comment(1)],
    [
      'a comment and a share of one post',
      signal.comment(1),
      { type: 'E1', interaction: 'share', object: 'https://linkedin.com/posts/1/' },
    ],
    [
      'an unacknowledged referral and a comment',
      signal.E7({ response: 'none', evidence: undefined }),
      signal.comment(),
    ],
    ['a registration without attendance and a comment', signal.E6({ attended: false }), signal.comment()],
    ['a registration and the attendance of one event', signal.E6({ attended: false }), signal.E6()],
    ['a referral and the warm introduction it grew into', signal.E7(), signal.E10()],
  ])('3.2.E8 %s do not', (_, first, second) => {
    expect(repeats([first, 5], [second, 1])).toEqual([]);
    expect(repeats([second, 5], [first, 1])).toEqual([]);
  });

  test('3.2.E8 however many likes there are, likes alone never repeat', () => {
    expect(repeats([signal.like(1), 5], [signal.like(2), 4], [signal.like(3), 3], [signal.like(4), 2])).toEqual([]);
  });

  test('3.2.E8 acts without an object are told apart by day', () => {
    expect(repeats([signal.E3(), 5], [signal.E3(), 4])).toHaveLength(1);
    expect(repeats([signal.E3({ object: 'thread-1' }), 5], [signal.E3({ object: 'thread-1' }), 4])).toEqual([]);
  });

  test('3.2.E8 acts without an object are told apart by type on one day', () => {
    expect(repeats([signal.E3(), 5], [signal.E4(), 5])).toHaveLength(1);
  });

  test('3.2.E8 a duplicate of the one act completes nothing', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 1 });
    const again = file(world, signal.comment(), { ago: 1 });
    expect([again.outcome, again.extra.derived]).toEqual(['duplicate', []]);
    expect(standingE8(world)).toEqual([]);
  });

  test('3.2.E8 an E9 reads an act again and is none of its own', () => {
    const world = acme();
    log(world);
    const act = file(world, signal.comment(), { ago: 2 }).extra.signal;
    expect(file(world, signal.E9('partner-essay', act)).extra.derived).toEqual([]);
    expect(standingE8(world)).toEqual([]);
  });

  test('3.2.E8 three likes and then a comment name all four acts', () => {
    const [found] = repeats([signal.like(1), 9], [signal.like(2), 8], [signal.like(3), 7], [signal.comment(4), 6]);
    expect(found).toMatchObject({ because: '4 distinct acts within 30 days', on: daysAgo(6) });
    expect(found?.rests_on).toHaveLength(4);
  });

  test('3.2.E8 of a like and a comment on one post the comment is named', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 9 });
    file(world, signal.comment(1), { ago: 8 });
    file(world, signal.E5(), { ago: 1 });
    expect(standingE8(world)[0]?.rests_on).toEqual([sig(world, 2), sig(world, 3)]);
  });

  test('A5 it cannot be filed', () => {
    const given = { type: 'E8' } as unknown as SignalInput;
    expect(acme().refused('mining.mind', fileSignalNote, note(given)).code).toBe('NOT_PERMITTED');
  });
});

describe('at most once per contact in 30 days', () => {
  const first = [
    [signal.comment(1), 60],
    [signal.comment(2), 59],
  ] as const;

  test('A5 a third and a fourth act soon after bring no second one', () => {
    expect(repeats(...first, [signal.comment(3), 58], [signal.E5(), 40])).toHaveLength(1);
  });

  test.each([
    [29, 1],
    [28, 2],
  ])('A5 with the first of 59 days ago, acts that complete %d days ago leave %d', (ago, count) => {
    expect(repeats(...first, [signal.comment(3), ago + 1], [signal.comment(4), ago])).toHaveLength(count);
  });

  test.each([
    [89, 1],
    [90, 2],
  ])('A5 backdated acts that complete %d days ago leave %d', (ago, count) => {
    expect(repeats(...first, [signal.comment(3), ago + 1], [signal.comment(4), ago])).toHaveLength(count);
  });

  test('A5 each contact has its own', () => {
    const world = acme();
    for (const email of ['ana@acme.com', 'bo@acme.com']) {
      file(world, signal.comment(1), { ago: 3, contact: { email } });
      file(world, signal.comment(2), { ago: 2, contact: { email } });
    }
    expect(standingE8(world).map((each) => each.contact)).toEqual([con(world, 1), con(world, 2)]);
  });

  test('A5 a second word on a post that is counted already completes nothing', () => {
    // The earlier E8 of 64 days ago keeps the pair of 35 and 34 days ago from being one; a reply under the same post is no new act.
    const found = repeats(
      [signal.comment(1), 65],
      [signal.comment(2), 64],
      [signal.comment(3), 35],
      [signal.comment(4), 34],
      [signal.comment(3), 33],
    );
    expect(found).toHaveLength(1);
  });
});

/** How often a field of a signal is read to weigh the newest of so many acts of one person. */
function reads(acts: number): number {
  const world = acme();
  for (let n = 0; n < acts; n += 1) file(world, signal.comment(n), { ago: 1 });
  const state = world.account('acme.com');
  let count = 0;
  const signals = (state?.signals ?? []).map(
    (each) =>
      new Proxy(each, {
        get(target, field, receiver) {
          count += 1;
          return Reflect.get(target, field, receiver);
        },
      }),
  );
  const newest = signals.filter(({ is_act }) => is_act).at(-1);
  count = 0;
  if (state && newest)
    expect(repeatEngagement({ ...state, signals }, newest, { policy: testPolicy().values })).toBeNull();
  return count;
}

describe('dates and order', () => {
  test('inv7 a further act of somebody with many costs as much more as there are more', () => {
    expect(reads(40) / reads(20)).toBeLessThan(2.3);
  });

  test('A5 a backdated act that comes between two far acts joins the nearer of them', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 50 });
    file(world, signal.comment(2), { ago: 5 });
    expect(standingE8(world)).toEqual([]);
    file(world, signal.comment(3), { ago: 30 });
    expect(standingE8(world)).toMatchObject([{ on: daysAgo(30), rests_on: [sig(world, 1), sig(world, 3)] }]);
  });

  test('A5 an E8 whose acts are long past is found, and is not live', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 200 });
    file(world, signal.comment(2), { ago: 190 });
    expect(standingE8(world)).toHaveLength(1);
    expect(verdict(world, 'engagement_signal')).toBe('fail');
  });

  test('4.1a two insufficient acts of different types repeat and qualify together', () => {
    const world = acme();
    expect(file(world, signal.E5({ gated: false }), { ago: 3 }).outcome).toBe('insufficient');
    const second = file(world, signal.like(), { ago: 1 });
    expect([second.outcome, second.extra.derived.length]).toEqual(['insufficient', 1]);
    expect(second.opened.map((task) => task.kind)).toEqual(['classify']);
    expect(second.summary).toBe(
      'E1 at Acme is recorded; it does not qualify: a like alone does not qualify; 3 on different posts within 30 days do. With it, the engine found a repeat engagement (E8).',
    );
  });
});

describe('what falls with an act', () => {
  test('L14 an E8 falls with an act it rests on', () => {
    const world = acme();
    const first = file(world, signal.comment(1), { ago: 3 }).extra.signal;
    file(world, signal.E5(), { ago: 2 });
    const done = retract(world, first);
    expect(done.extra.fallen).toEqual([sig(world, 3)]);
    expect(standingE8(world)).toEqual([]);
    expect(signalsOf(world, 'E8')[0]?.gone).toEqual({
      why: 'fallen',
      at: '2026-04-21T14:00:00.000Z',
      because: `${idAt('sig_7')}, on which it rested, was retracted`,
    });
  });

  test('L14 where enough acts are left it is found anew on them', () => {
    const world = acme();
    const first = file(world, signal.comment(1), { ago: 5 }).extra.signal;
    file(world, signal.E5(), { ago: 4 });
    file(world, signal.E2(), { ago: 3 });
    retract(world, first);
    expect(standingE8(world)).toMatchObject([{ on: daysAgo(3), rests_on: [sig(world, 2), sig(world, 4)] }]);
  });

  test('L14 an E8 that the fallen one kept away is found', () => {
    const world = acme();
    const first = file(world, signal.comment(1), { ago: 40 }).extra.signal;
    file(world, signal.comment(2), { ago: 39 });
    file(world, signal.comment(3), { ago: 12 });
    file(world, signal.comment(4), { ago: 11 });
    expect(standingE8(world).map((each) => each.on)).toEqual([daysAgo(39)]);
    retract(world, first);
    expect(standingE8(world).map((each) => each.on)).toEqual([daysAgo(12)]);
  });

  test('L14 an E8 that does not rest on the act stays', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 5 });
    file(world, signal.comment(2), { ago: 4 });
    const third = file(world, signal.comment(3), { ago: 3 }).extra.signal;
    expect(retract(world, third).extra.fallen).toEqual([]);
    expect(standingE8(world)).toHaveLength(1);
  });
});

describe('acts filed in another order than they happened', () => {
  test('A5 an earlier act filed last moves the date of what was found before anything weighed it', () => {
    const world = acme();
    file(world, signal.comment(3), { ago: 0 });
    file(world, signal.comment(2), { ago: 25 });
    expect(standingE8(world).map((each) => each.on)).toEqual([daysAgo(0)]);
    const last = file(world, signal.comment(1), { ago: 40 });
    expect(last.extra.derived).toEqual([sig(world, 5)]);
    expect(standingE8(world)).toMatchObject([{ on: daysAgo(25), rests_on: [sig(world, 4), sig(world, 2)] }]);
  });

  test('A5 what a classification weighed keeps its date', () => {
    const world = acme();
    file(world, signal.comment(3), { ago: 0 });
    file(world, signal.comment(2), { ago: 25 });
    classify(world);
    expect(file(world, signal.comment(1), { ago: 40 }).extra.derived).toEqual([]);
    expect(standingE8(world).map((each) => each.on)).toEqual([daysAgo(0)]);
  });

  test.each([
    ['filed after', [signal.E7(), signal.E5(), signal.E10()], [3, 2, 1]],
    ['filed before', [signal.E10(), signal.E7(), signal.E5()], [1, 3, 2]],
  ] as const)('A4, A5 an E10 %s its E7 dates the repeat engagement by itself', (_, acts, days) => {
    const found = repeats(...acts.map((each, nth) => [each, days[nth] ?? 0] as const));
    expect(found.map((each) => each.on)).toEqual([daysAgo(1)]);
  });
});
