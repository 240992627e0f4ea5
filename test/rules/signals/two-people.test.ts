import { describe, expect, test } from 'vitest';
import type { Signal } from '../../../src/rules/aggregates/account.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { acme, file, log, retract, signal, signalsOf, standingE8, verdict } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const [ana, bo] = [
  { email: 'ana@acme.com', name: 'Ana Ruiz' },
  { email: 'bo@acme.com', name: 'Bo Lind' },
];
const shared = acme();
const fresh = shared.save();

type Given = readonly [Parameters<typeof file>[1], number, typeof ana?];

/** Acme with these acts, each so many days ago, Ana's where nobody is named; with the ids of their notes. */
function noted(...given: readonly Given[]): { readonly world: TestWorld; readonly ids: readonly string[] } {
  shared.restore(fresh);
  const ids = given.map(([what, ago, contact = ana]) => file(shared, what, { ago, contact }).extra.signal);
  return { world: shared, ids };
}

/** The signals that an act of the test changed. */
function changedBy(world: TestWorld, act: () => unknown): readonly Signal[] {
  const before = new Map(signalsOf(world).map((each) => [each.id, JSON.stringify(each)]));
  act();
  return signalsOf(world).filter((each) => before.get(each.id) !== JSON.stringify(each));
}

const told = (signals: readonly Signal[]) => signals.map(({ type, gone }) => `${type} ${gone?.why ?? 'stands'}`);

describe('L14 a like that is retracted', () => {
  test('L14, A4 without the one that completed them, those that are left are enough or not', () => {
    const three = noted([signal.like(1), 9], [signal.like(2), 8], [signal.like(3), 7], [signal.comment(4), 6]);
    const changed = changedBy(three.world, () => retract(three.world, three.ids[2] ?? ''));
    expect(told(changed)).toEqual(['E1 retracted', 'E8 fallen', 'E8 stands']);
    const four = noted([signal.like(1), 9], [signal.like(2), 8], [signal.like(3), 7], [signal.like(4), 6]);
    const left = changedBy(four.world, () => retract(four.world, four.ids[2] ?? ''));
    expect(left.map(({ id, qualifies, because }) => [id, qualifies, because])).toEqual([
      [four.ids[2], true, '3 likes on different posts within 30 days'],
      [four.ids[3], true, '3 likes on different posts'],
    ]);
    expect(left[1]?.rests_on).toEqual([four.ids[0], four.ids[1], four.ids[3]]);
  });

  test('L14, A4 one that was retracted before counts among none', () => {
    const { world, ids } = noted([signal.like(1), 9], [signal.like(2), 8], [signal.like(3), 7], [signal.like(4), 6]);
    retract(world, ids[1] ?? '');
    expect(verdict(world, 'engagement_signal')).toBe('pass');
    const changed = changedBy(world, () => retract(world, ids[2] ?? ''));
    expect(told(changed)).toEqual(['E1 retracted']);
    expect(verdict(world, 'engagement_signal')).toBe('fail');
  });

  test('L14, A4 the likes of another E1 are not free, and those of another person never', () => {
    const { world, ids } = noted(
      [signal.like(1), 60],
      [signal.like(2), 50],
      [signal.like(3), 40],
      [signal.like(4), 85],
      [signal.like(5), 80],
      [signal.like(6), 75],
      [signal.like(7), 80, bo],
      [signal.like(8), 80, bo],
    );
    expect(signalsOf(world).map(({ qualifies }) => qualifies)).toEqual([
      ...[false, false, true, false, false, true],
      ...[false, false],
    ]);
    const changed = changedBy(world, () => retract(world, ids[4] ?? ''));
    expect(changed.map(({ id, qualifies, because }) => [id, qualifies, because])).toEqual([
      [ids[4], false, expect.stringMatching(/^a like alone/)],
      [ids[5], false, 'too few likes are left to qualify'],
    ]);
    expect(changed[1]?.rests_on).toEqual([ids[5]]);
  });
});

describe('L14 a warm introduction that is retracted', () => {
  const kim = { referrer: 'Kim Lee' };

  test('3.2.E10 brings back the referral of that referrer to that person, and no other', () => {
    const { world, ids } = noted(
      [signal.E7(), 9],
      [signal.E7(kim), 9],
      [signal.E7(), 9, bo],
      [signal.E10(kim), 5],
      [signal.E10(), 5, bo],
      [signal.E10(), 5],
      [signal.E5({ gated: false }), 50],
      [signal.E5(), 50],
    );
    expect(told(signalsOf(world, 'E7'))).toEqual(['E7 replaced', 'E7 replaced', 'E7 replaced']);
    retract(world, ids[5] ?? '');
    expect(told(signalsOf(world, 'E7'))).toEqual(['E7 stands', 'E7 replaced', 'E7 replaced']);
    expect(told(signalsOf(world, 'E5'))).toEqual(['E5 replaced', 'E5 stands']);
  });

  test('A7 the retraction of anything else brings nothing back; a note that was replaced may be retracted', () => {
    const { world, ids } = noted([signal.E5({ gated: false }), 50], [signal.E5(), 50], [signal.comment(1), 9]);
    retract(world, ids[2] ?? '');
    expect(told(signalsOf(world))).toEqual(['E5 replaced', 'E5 stands', 'E1 retracted']);
    retract(world, ids[0] ?? '');
    expect(told(signalsOf(world))).toEqual(['E5 retracted', 'E5 stands', 'E1 retracted']);
  });
});

describe('L14 what falls with an act', () => {
  test('A5, A6 its E8 and its E9, each told; what another person did stands', () => {
    const { world, ids } = noted(
      [signal.comment(1), 9],
      [signal.comment(2), 8],
      [signal.comment(1), 9, bo],
      [signal.comment(2), 8, bo],
    );
    log(world, { published_at: '2026-04-01' });
    const e9 = file(world, signal.E9('partner-essay', ids[1] ?? '')).extra.signal;
    const e8 = standingE8(world).map(({ id }) => id);
    const done = retract(world, ids[1] ?? '');
    expect(done.extra.fallen).toEqual([e8[0], e9]);
    expect(done.summary).toBe(
      `E1 (${ids[1]}) of Acme counts no more. With it fell ${e8[0]}, ${e9}. The account stays PROSPECT.`,
    );
    expect(standingE8(world).map(({ id }) => id)).toEqual(e8.slice(1));
    expect(signalsOf(world).find(({ id }) => id === e9)?.gone?.because).toBe(
      `${ids[1]}, on which it rested, was retracted`,
    );
  });

  test('A5 no repeat engagement of a suppressed person is found on the acts that are left', () => {
    const acts = [
      [signal.comment(1), 40],
      [signal.comment(2), 5],
    ] as const;
    const late = [signal.comment(3), { ago: 20 }] as const;
    const open = noted(...acts);
    const [first = ''] = open.ids;
    file(open.world, ...late);
    expect(standingE8(open.world)).toHaveLength(1);
    const { world } = noted(...acts);
    world.run('sales.ops', suppressContact, { contact: ana.email, reason: 'opt_out' });
    file(world, ...late);
    expect(retract(world, first).summary).toBe(`E1 (${first}) of Acme counts no more. The account stays PROSPECT.`);
    expect(standingE8(world)).toEqual([]);
  });

  test('L3, A11 the answer owed to a Briefing request ends with the last request, the look with the last act', () => {
    const { world, ids } = noted([signal.E4(), 3], [signal.comment(1), 2], [signal.comment(1), 2, bo]);
    world.run('sales.ops', suppressContact, { contact: bo.email, reason: 'opt_out' });
    const back = file(world, signal.comment(2), { contact: bo }).extra.signal;
    const closed = (id = '') => retract(world, id).closed.map(({ kind, note }) => [kind, note]);
    expect(closed(ids[0])).toEqual([['answer_briefing_request', 'the request was retracted']]);
    expect(closed(ids[2])).toEqual([]);
    expect(closed(back)).toEqual([['look_at_returned', 'the note that they came back with was retracted']]);
  });
});
