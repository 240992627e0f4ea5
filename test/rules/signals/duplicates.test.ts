import { describe, expect, test } from 'vitest';
import type { SignalInput } from '../../../src/rules/vocabulary/signal-types.ts';
import { acme, classify, file, idAt, log, retract, score, signal, signalsOf, twoHigh } from '../../support/builders.ts';
import { accountId } from '../../support/world.ts';

describe('the same act filed twice', () => {
  test.each<[SignalInput]>([
    [signal.comment()],
    [signal.like()],
    [signal.E3()],
    [signal.E4()],
    [signal.E5()],
    [signal.E6()],
    [signal.E7()],
    [signal.E10()],
    [signal.E2()],
  ])('A7 %o: the first note is returned and nothing is written', (given) => {
    const world = acme();
    const first = file(world, given, { ago: 1 });
    const before = structuredClone(world.account('acme.com'));
    const again = file(world, given, { ago: 1 });
    expect(again.outcome).toBe('duplicate');
    expect(again.extra).toEqual({ account: accountId('acme.com'), signal: first.extra.signal, derived: [] });
    expect([again.events, again.opened]).toEqual([[], []]);
    expect(world.account('acme.com')).toEqual(before);
  });

  test('A7 one post under LinkedIn’s two kinds of address is one post', () => {
    const world = acme();
    const number = '7190000000000000001';
    const first = `https://www.linkedin.com/feed/update/urn:li:activity:${number}/`;
    const shared = `https://de.linkedin.com/posts/jane-roe_partners-activity-${number}-AbCd?utm_source=share`;
    file(world, signal.comment(), { ago: 3 });
    const filed = file(world, { type: 'E1', interaction: 'share', object: first });
    expect(file(world, { type: 'E1', interaction: 'share', object: shared })).toMatchObject({
      outcome: 'duplicate',
      extra: { signal: filed.extra.signal },
    });
    const other = shared.replace(number, '7190000000000000002');
    expect(file(world, { type: 'E1', interaction: 'share', object: other }).outcome).toBe('recorded');
  });

  test('A7 it says so', () => {
    const world = acme();
    file(world, signal.comment());
    expect(file(world, signal.comment()).summary).toBe(
      `E1 at Acme is on file already (${idAt('sig_7')}); it qualifies: a comment on a post.`,
    );
  });

  test('A7 where the first note fell short and this one qualifies, it takes the place of the first', () => {
    const world = acme();
    const first = file(world, signal.E3({ topic: 'other' })).extra.signal;
    const second = file(world, signal.E3());
    expect(second.outcome).toBe('recorded');
    expect(second.summary).toBe('E3 at Acme is recorded; it qualifies: asked about assessment.');
    expect(signalsOf(world).map(({ id, qualifies, gone }) => [id, qualifies, gone?.why])).toEqual([
      [first, false, 'replaced'],
      [second.extra.signal, true, undefined],
    ]);
    for (const again of [signal.E3(), signal.E3({ topic: 'other' })])
      expect(file(world, again)).toMatchObject({ outcome: 'duplicate', extra: { signal: second.extra.signal } });
  });

  test('A7 what rested on the first note rests on the one that took its place', () => {
    const world = acme();
    const first = file(world, signal.E3({ topic: 'other' })).extra.signal;
    const { derived } = file(world, signal.comment()).extra;
    const second = file(world, signal.E3()).extra;
    expect(second.derived).toEqual([]);
    const repeat = signalsOf(world, 'E8');
    expect(repeat.map(({ id, gone }) => [id, gone])).toEqual([[derived[0], undefined]]);
    expect(repeat[0]?.rests_on).toContain(second.signal);
    expect(repeat[0]?.rests_on).not.toContain(first);
  });

  test('A7 likes are counted, and none takes the place of another', () => {
    const world = acme();
    const first = file(world, signal.like(1)).extra.signal;
    file(world, signal.like(2));
    expect(file(world, signal.like(1))).toMatchObject({ outcome: 'duplicate', extra: { signal: first } });
    expect(signalsOf(world).filter((each) => each.gone)).toEqual([]);
  });

  test('A7 whoever files it', () => {
    const world = acme();
    file(world, signal.E6(), { ago: 1, by: 'mining.mind' });
    expect(file(world, signal.E6(), { ago: 1, by: 'category.positioning' }).outcome).toBe('duplicate');
    expect(signalsOf(world)[0]?.filed_by).toBe('mining.mind');
  });

  test('A7 at another hour of the same day in New York', () => {
    const world = acme();
    file(world, signal.comment(), { at: '2026-04-20T00:10:00-04:00' });
    expect(file(world, signal.comment(), { at: '2026-04-20T23:50:00-04:00' }).outcome).toBe('duplicate');
    expect(file(world, signal.comment(), { at: '2026-04-21T00:10:00-04:00' }).outcome).toBe('recorded');
  });

  test.each<[string, SignalInput, SignalInput]>([
    ['another object', signal.comment(1), signal.comment(2)],
    ['another interaction', signal.like(1), signal.comment(1)],
    ['another type', signal.E3(), signal.E4()],
    ['a registration and the attendance', signal.E6({ attended: false }), signal.E6()],
    ['an introduction and its acknowledgement', signal.E7({ response: 'none' }), signal.E7()],
    ['another referrer', signal.E10(), signal.E10({ referrer: 'Kim Lee' })],
    ['a question by another channel', signal.E3(), signal.E3({ channel: 'linkedin_dm' })],
    ['a request by another channel', signal.E4(), signal.E4({ channel: 'email' })],
  ])('A7 %s on one day is another act', (_, first, second) => {
    const world = acme();
    file(world, first, { ago: 1 });
    expect(file(world, second, { ago: 1 }).outcome).not.toBe('duplicate');
    expect(signalsOf(world).filter(({ type, gone }) => gone && type !== 'E8')).toEqual([]);
  });

  test('A7 another contact is another act', () => {
    const world = acme();
    file(world, signal.comment());
    expect(file(world, signal.comment(), { contact: { email: 'bo@acme.com' } }).outcome).toBe('recorded');
  });

  test('A7 one referrer under two spellings is one', () => {
    const world = acme();
    file(world, signal.E10({ referrer: 'Sam  Poe' }));
    expect(file(world, signal.E10({ referrer: 'sam poe' })).outcome).toBe('duplicate');
  });

  test('3.2.E2 a subscription happens once per contact, on whatever day it is noticed', () => {
    const world = acme();
    file(world, signal.E2(), { ago: 100 });
    expect(file(world, signal.E2(), { ago: 1 }).outcome).toBe('duplicate');
    expect(file(world, signal.E2(), { contact: { email: 'bo@acme.com' } }).outcome).toBe('recorded');
  });

  test.each([
    [179, 'duplicate'],
    [180, 'duplicate'],
    [181, 'recorded'],
  ])('A4 a subscription %d days after another', (ago, outcome) => {
    const world = acme();
    file(world, signal.E2(), { ago });
    expect(file(world, signal.E2(), { ago: 0 }).outcome).toBe(outcome);
  });

  test('3.2.E9 the same piece and act are one E9, another act is another', () => {
    const world = acme();
    log(world);
    const [one, two] = [
      file(world, signal.comment(1), { ago: 2 }).extra.signal,
      file(world, signal.comment(2), { ago: 1 }).extra.signal,
    ];
    expect(file(world, signal.E9('partner-essay', one)).outcome).toBe('recorded');
    expect(file(world, signal.E9('partner-essay', one)).outcome).toBe('duplicate');
    expect(file(world, signal.E9('partner-essay', two)).outcome).toBe('recorded');
  });

  test('L14 what was retracted may be filed again', () => {
    const world = acme();
    const first = file(world, signal.comment()).extra.signal;
    retract(world, first);
    const again = file(world, signal.comment());
    expect([again.outcome, again.extra.signal === first]).toEqual(['recorded', false]);
  });

  test('A7 a referral that a warm introduction replaced is still on file', () => {
    const world = acme();
    file(world, signal.E7(), { ago: 2 });
    file(world, signal.E10(), { ago: 1 });
    expect(file(world, signal.E7(), { ago: 2 }).outcome).toBe('duplicate');
  });
});

describe('a warm introduction stands in the place of a referral', () => {
  test('3.2.E10 it replaces an E7 of the same referrer', () => {
    const world = acme();
    const e7 = file(world, signal.E7(), { ago: 2 }).extra.signal;
    const e10 = file(world, signal.E10(), { ago: 1 }).extra.signal;
    expect(signalsOf(world, 'E7')[0]?.gone).toEqual({
      why: 'replaced',
      at: '2026-04-21T14:00:00.000Z',
      because: `${e10} of the same referrer stands in its place`,
    });
    expect(signalsOf(world, 'E7')[0]?.id).toBe(e7);
  });

  test('3.2.E10 an E7 filed after it is replaced at once', () => {
    const world = acme();
    const e10 = file(world, signal.E10(), { ago: 1 }).extra.signal;
    const e7 = file(world, signal.E7(), { ago: 2 });
    expect(signalsOf(world, 'E7')[0]?.gone?.why).toBe('replaced');
    expect(e7.summary).toContain(`It counts no more: ${e10} of the same referrer stands in its place.`);
  });

  test('3.2.E10 an E7 of another referrer, or of another contact, stands', () => {
    const world = acme();
    file(world, signal.E7({ referrer: 'Kim Lee' }), { ago: 2 });
    file(world, signal.E7(), { ago: 2, contact: { email: 'bo@acme.com' } });
    file(world, signal.E10(), { ago: 1 });
    expect(signalsOf(world, 'E7').map((each) => each.gone)).toEqual([undefined, undefined]);
  });

  test.each([
    ['30 days after it is the same introduction', 60, 'replaced'],
    ['31 days after it is another, and counts', 59, undefined],
  ] as const)('A4 an E7 of the same referrer %s', (_, ago, why) => {
    const world = acme();
    file(world, signal.E10(), { ago: 90 });
    file(world, signal.E7(), { ago });
    expect(signalsOf(world, 'E7')[0]?.gone?.why).toBe(why);
  });

  test('A4, L2 a new introduction by who made one that is spent opens a fast track', () => {
    const world = acme();
    file(world, signal.E10(), { ago: 89 });
    classify(world);
    score(world, twoHigh());
    file(world, signal.E7(), { ago: 3 });
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('L14 the E7 steps back in where no E10 that took it up is left', () => {
    const world = acme();
    file(world, signal.E10(), { ago: 90 });
    file(world, signal.E7(), { ago: 9 });
    const late = file(world, signal.E10(), { ago: 5 }).extra.signal ?? 'none';
    expect(signalsOf(world, 'E7')[0]?.gone?.why).toBe('replaced');
    retract(world, late);
    expect(signalsOf(world, 'E7')[0]?.gone).toBeUndefined();
  });
});
