import { describe, expect, test } from 'vitest';
import {
  acme,
  checksOf,
  file,
  openKinds,
  retract,
  sig,
  signal,
  signalsOf,
  standingE8,
  verdict,
} from '../../support/builders.ts';

const verdicts = (world: ReturnType<typeof acme>) => signalsOf(world, 'E1').map((each) => each.qualifies);

describe('likes are counted together', () => {
  test('3.2.E1 two likes on different posts are insufficient', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 2 });
    expect(file(world, signal.like(2), { ago: 1 }).outcome).toBe('insufficient');
    expect(verdict(world, 'engagement_signal')).toBe('fail');
    expect(openKinds(world)).toEqual([]);
  });

  test('3.2.E1 the third like on a third post files one E1 that names all three', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 2 });
    file(world, signal.like(2), { ago: 1 });
    const third = file(world, signal.like(3));
    expect(third.outcome).toBe('recorded');
    expect(verdicts(world)).toEqual([false, false, true]);
    expect(signalsOf(world).at(-1)).toMatchObject({
      because: '3 likes on different posts within 30 days',
      rests_on: [sig(world, 1), sig(world, 2), sig(world, 3)],
    });
    expect(openKinds(world)).toEqual(['classify']);
  });

  test('3.2.E1 three likes on two posts are insufficient', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 3 });
    file(world, signal.like(2), { ago: 2 });
    expect(file(world, signal.like(1), { ago: 1 }).outcome).toBe('insufficient');
    expect(verdicts(world)).toEqual([false, false, false]);
  });

  test('3.2.E1 one post under two spellings of its address is one post', () => {
    const world = acme();
    file(world, { type: 'E1', interaction: 'like', object: 'https://www.linkedin.com/posts/1' }, { ago: 3 });
    file(world, signal.like(2), { ago: 2 });
    expect(
      file(
        world,
        { type: 'E1', interaction: 'like', object: 'http://LinkedIn.com/posts/1/?utm_source=feed' },
        { ago: 1 },
      ).outcome,
    ).toBe('insufficient');
  });

  test.each([
    'https://de.linkedin.com/posts/1',
    'm.linkedin.com/posts/1#comments',
    'https://www.linkedin.com/posts/1?rcm=ACoAAB&utm_medium=member_desktop',
    'https://www.linkedin.com/posts/1?trackingId=x%3D&lipi=urn',
  ])('3.2.E1 %s is the post it is under its plain address', (object) => {
    const world = acme();
    file(world, signal.like(1), { ago: 3 });
    file(world, signal.like(2), { ago: 2 });
    expect(file(world, { type: 'E1', interaction: 'like', object }, { ago: 1 }).outcome).toBe('insufficient');
  });

  test('3.2.E1 two posts told apart by their query are two posts', () => {
    const world = acme();
    file(world, { type: 'E1', interaction: 'like', object: 'linkedin.com/feed?id=1' }, { ago: 3 });
    file(world, { type: 'E1', interaction: 'like', object: 'linkedin.com/feed?id=2' }, { ago: 2 });
    expect(file(world, { type: 'E1', interaction: 'like', object: 'linkedin.com/feed?id=3' }, { ago: 1 }).outcome).toBe(
      'recorded',
    );
  });

  test.each([
    [30, 'recorded'],
    [31, 'insufficient'],
  ])('3.2.E1 a third like %d days after the first: %s', (days, outcome) => {
    const world = acme();
    file(world, signal.like(1), { ago: days });
    file(world, signal.like(2), { ago: 10 });
    expect(file(world, signal.like(3)).outcome).toBe(outcome);
  });

  test('3.2.E1 likes of two contacts do not add up', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 3 });
    file(world, signal.like(2), { ago: 2 });
    expect(file(world, signal.like(3), { contact: { email: 'bo@acme.com' } }).outcome).toBe('insufficient');
  });

  test('3.2.E1 filed out of order, the like that is filed third completes them', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 20 });
    file(world, signal.like(2), { ago: 0 });
    expect(file(world, signal.like(3), { ago: 10 }).outcome).toBe('recorded');
    expect(signalsOf(world).at(-1)?.rests_on).toEqual([sig(world, 1), sig(world, 3), sig(world, 2)]);
  });

  test('3.2.E1 filed in the order newest to oldest they qualify as well', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 0 });
    file(world, signal.like(2), { ago: 15 });
    expect(file(world, signal.like(3), { ago: 30 }).outcome).toBe('recorded');
    expect(verdicts(world)).toEqual([false, false, true]);
  });

  test('3.2.E1 a late like that lies outside every 30 days of the others is insufficient', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 0 });
    file(world, signal.like(2), { ago: 15 });
    expect(file(world, signal.like(3), { ago: 31 }).outcome).toBe('insufficient');
  });

  test('3.2.E1 a comment is no like: two likes and a comment make no third like', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 3 });
    file(world, signal.comment(2), { ago: 2 });
    expect(file(world, signal.like(3), { ago: 1 }).outcome).toBe('insufficient');
  });

  test('3.2.E1, 3.2.E8 three likes are one standard signal and no repeat engagement', () => {
    const world = acme();
    for (const n of [1, 2, 3]) file(world, signal.like(n), { ago: 4 - n });
    expect(standingE8(world)).toEqual([]);
    expect(checksOf(world).at(-1)).toMatchObject({
      verdict: 'pass',
      because: 'the newest qualifying signal is E1, 1 day old; the window is 180 days',
    });
  });
});

describe('likes beyond the third', () => {
  /** Likes on as many posts, so many days before the start, filed in this order. */
  const likes = (...ago: readonly number[]) => {
    const world = acme();
    const filed = ago.map((days, n) => file(world, signal.like(n), { ago: days }));
    return { world, filed, outcomes: filed.map(({ outcome }) => outcome) };
  };

  test.each([
    [30, ['insufficient', 'insufficient', 'recorded', 'recorded'], [false, false, true, false]],
    [31, ['insufficient', 'insufficient', 'recorded', 'insufficient'], [false, false, true, false]],
  ])('A4 one %d days after the E1 joins it, or starts anew', (days, outcomes, qualify) => {
    const { world, outcomes: found } = likes(days + 2, days + 1, days, 0);
    expect([found, verdicts(world)]).toEqual([outcomes, qualify]);
    expect(signalsOf(world).at(-1)?.joins).toBe(days === 30 ? sig(world, 3) : undefined);
  });

  test('A4 what joined makes no other E1; three later ones do', () => {
    expect(likes(62, 61, 60, 40, 29, 28, 27).outcomes).toEqual([
      'insufficient',
      'insufficient',
      'recorded',
      'recorded',
      'insufficient',
      'insufficient',
      'recorded',
    ]);
  });

  test('A4 filed late, one of before the E1 joins it too', () => {
    const { world, outcomes } = likes(20, 10, 0, 29);
    expect([outcomes.at(-1), signalsOf(world).at(-1)?.joins]).toEqual(['recorded', sig(world, 3)]);
  });

  test('L14 the like that made the E1 is retracted: with the one that joined three are left', () => {
    const { world } = likes(4, 3, 2, 1);
    retract(world, sig(world, 3));
    expect(verdict(world, 'engagement_signal')).toBe('pass');
    expect(signalsOf(world).at(-1)).toMatchObject({
      qualifies: true,
      rests_on: [sig(world, 1), sig(world, 2), sig(world, 4)],
    });
  });
});

describe('likes after a retraction', () => {
  test('L14 of three likes one is retracted: the E1 qualifies no more, the others stay on file', () => {
    const world = acme();
    const first = file(world, signal.like(1), { ago: 3 }).extra.signal;
    file(world, signal.like(2), { ago: 2 });
    file(world, signal.like(3), { ago: 1 });
    const done = retract(world, first);
    expect(done.extra.fallen).toEqual([]);
    expect(signalsOf(world).at(-1)).toMatchObject({
      qualifies: false,
      because: 'too few likes are left to qualify',
      rests_on: [sig(world, 3)],
    });
    expect(verdict(world, 'engagement_signal')).toBe('fail');
    expect(openKinds(world)).toEqual([]);
  });

  test('L14 of four likes one is retracted: three are left and qualify', () => {
    const world = acme();
    const first = file(world, signal.like(1), { ago: 4 }).extra.signal;
    for (const n of [2, 3, 4]) file(world, signal.like(n), { ago: 5 - n });
    retract(world, first);
    expect(verdict(world, 'engagement_signal')).toBe('pass');
    const last = signalsOf(world)[2];
    expect(last).toMatchObject({ qualifies: true, because: '3 likes on different posts' });
    expect(new Set(last?.rests_on)).toEqual(new Set([sig(world, 2), sig(world, 3), sig(world, 4)]));
  });

  test('L14 the like that completed the three is retracted: two are left', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 3 });
    file(world, signal.like(2), { ago: 2 });
    const third = file(world, signal.like(3), { ago: 1 }).extra.signal;
    retract(world, third);
    expect(verdict(world, 'engagement_signal')).toBe('fail');
    expect(file(world, signal.like(4)).outcome).toBe('recorded');
  });
});
