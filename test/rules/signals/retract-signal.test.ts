import { describe, expect, test } from 'vitest';
import type { Signal } from '../../../src/rules/aggregates/account.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import {
  acme,
  classify,
  essential,
  file,
  idAt,
  kinds,
  log,
  openKinds,
  openOf,
  retract,
  score,
  sig,
  signal,
  signalsOf,
  standing,
  standingE8,
  verdict,
} from '../../support/builders.ts';
import { accountId, type TestWorld } from '../../support/world.ts';

const by = (world: ReturnType<typeof acme>, role: Role, id: string) =>
  world.try(role, retractSignal, { signal: id, reason: 'filed in error' });

describe('who may retract, and what', () => {
  test('L14 the one who filed it, and sales.ops', () => {
    for (const role of ['category.positioning', 'sales.ops'] as const) {
      const world = acme();
      const id = file(world, signal.E5()).extra.signal;
      expect(by(world, role, id)).toMatchObject({
        outcome: 'retracted',
        extra: { account: accountId('acme.com'), fallen: [] },
      });
    }
  });

  test('L14 nobody else', () => {
    const world = acme();
    const id = file(world, signal.E5()).extra.signal;
    expect(by(world, 'mining.mind', id)).toEqual({
      refused: true,
      code: 'NOT_PERMITTED',
      clause: '3.2.1',
      ruling: 'L14',
      found: 'that note was filed by category.positioning',
      next: 'let category.positioning or sales.ops retract it',
    });
    expect(verdict(world, 'engagement_signal')).toBe('pass');
  });

  test('L14 an E8 is not retracted, its acts are', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 2 });
    const [e8] = file(world, signal.E5(), { ago: 1 }).extra.derived;
    expect(by(world, 'sales.ops', e8 ?? '')).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.2.1',
      ruling: 'L14',
      found: 'an E8 is derived and falls with an act that it rests on',
      next: `retract the wrong act among ${sig(world, 1)}, ${sig(world, 2)}`,
    });
  });

  test('L14 twice is a conflict', () => {
    const world = acme();
    const id = file(world, signal.comment()).extra.signal;
    retract(world, id);
    expect(by(world, 'sales.ops', id)).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.2.1',
      ruling: 'L14',
      found: 'that note is retracted since 2026-04-21T14:00:00.000Z',
      next: 'nothing more is to do',
    });
  });

  test.each([idAt('sig_99'), 'sig_zzzzzzzzzz_1', 'nonsense', ''])('L14 no signal stands under %j', (id) => {
    const world = acme();
    file(world, signal.comment());
    expect(by(world, 'sales.ops', id)).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.2.1',
      found: 'no signal stands under that id',
      next: 'take the id from explain_account',
    });
  });

  test('L14 the reason is wanted', () => {
    expect(acme().refused('sales.ops', retractSignal, { signal: idAt('sig_7'), reason: ' ' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`reason` is ` `',
      next: 'give a text that says it',
    });
  });
});

describe('what a retraction does', () => {
  test('L14 the note stays on file with its reason, and counts no more', () => {
    const world = acme();
    const id = file(world, signal.comment(), { ago: 1 }).extra.signal;
    const done = retract(world, id);
    expect([done.outcome, done.summary]).toEqual([
      'retracted',
      `E1 (${id}) of Acme counts no more. The account stays PROSPECT.`,
    ]);
    expect(signalsOf(world)[0]).toMatchObject({
      id,
      gone: { why: 'retracted', at: '2026-04-21T14:00:00.000Z', because: 'filed for the wrong person' },
    });
    expect(verdict(world, 'engagement_signal')).toBe('fail');
  });

  test('L14 the account is not moved silently', () => {
    const world = acme();
    const id = file(world, signal.comment(), { ago: 1 }).extra.signal;
    classify(world);
    expect(essential(retract(world, id).events).filter((event) => event.type === 'moved')).toEqual([]);
    expect(standing(world)).toEqual(['MQL', 'DOSSIER_DUE']);
  });

  test('L14 a classification that has nothing left to classify closes', () => {
    const world = acme();
    const id = file(world, signal.comment(), { ago: 1 }).extra.signal;
    const done = retract(world, id);
    expect(done.closed.map((task) => [task.kind, task.note])).toEqual([['classify', 'nothing is left to classify']]);
  });

  test('L14 with another live signal it stays open', () => {
    const world = acme();
    const id = file(world, signal.comment(), { ago: 1 }).extra.signal;
    file(world, signal.E2(), { ago: 50 });
    expect(kinds(retract(world, id).closed)).toEqual([]);
    expect(openKinds(world)).toEqual(['classify']);
  });

  test('L14 the answer to a Briefing request closes with the request', () => {
    const world = acme();
    const id = file(world, signal.E4(), { ago: 1 }).extra.signal;
    retract(world, id);
    expect(openOf(world, 'answer_briefing_request')).toBeUndefined();
    expect(world.account('acme.com').tasks.find((task) => task.kind === 'answer_briefing_request')?.note).toBe(
      'the request was retracted',
    );
  });

  test('L14 while another request stands the answer stays due', () => {
    const world = acme();
    const id = file(world, signal.E4(), { ago: 2 }).extra.signal;
    file(world, signal.E4(), { ago: 1 });
    retract(world, id);
    expect(openOf(world, 'answer_briefing_request')).toBeDefined();
  });

  test('L14 what is found anew on the acts that are left is named too', () => {
    const world = acme();
    const act = file(world, signal.comment(1), { ago: 3 }).extra.signal;
    const [e8] = file(world, signal.E5(), { ago: 2 }).extra.derived;
    file(world, signal.E2(), { ago: 1 });
    const done = retract(world, act);
    expect(done.summary).toBe(
      `E1 (${act}) of Acme counts no more. With it fell ${e8}. On the acts that are left, the engine found ${standingE8(world)[0]?.id}. The account stays PROSPECT.`,
    );
  });

  test('L14 several signals fall with one act, and are named', () => {
    const world = acme();
    const act = file(world, signal.comment(1), { ago: 3 }).extra.signal;
    const [e8] = file(world, signal.E5(), { ago: 2 }).extra.derived;
    const done = retract(world, act);
    expect(done.summary).toBe(`E1 (${act}) of Acme counts no more. With it fell ${e8}. The account stays PROSPECT.`);
  });

  test('L7 after the retraction of its last signal a confirmation is refused', () => {
    const world = acme();
    const id = file(world, signal.comment(), { ago: 1 }).extra.signal;
    classify(world);
    score(world);
    retract(world, id);
    expect(verdict(world, 'engagement_signal')).toBe('fail');
    expect(standing(world)).toEqual(['MQL', 'PENDING_CRO']);
  });
});

describe('an SQL on a Briefing request that was none', () => {
  test('L14 it is flagged though another signal is live, and may go back without idleness', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 3 });
    const id = file(world, signal.E4(), { ago: 1 }).extra.signal;
    classify(world);
    retract(world, id);
    expect(world.account('acme.com')).toMatchObject({ stage: 'SQL', flags: ['criteria_lapsed'] });
    expect(openOf(world, 'mend_criteria')?.role).toBe('sales.ops');
    file(world, signal.E4());
    expect([world.account('acme.com').flags, openOf(world, 'mend_criteria')]).toEqual([[], undefined]);
  });

  test('S-6 with no act left a later one takes the first touch', () => {
    const world = acme();
    const id = file(world, signal.E4(), { ago: 1 }).extra.signal;
    classify(world);
    retract(world, id);
    expect(world.account('acme.com').first_touch).toBeNull();
    const later = file(world, signal.comment()).extra.signal;
    expect(world.account('acme.com').first_touch).toMatchObject({ signal: later, type: 'E1' });
  });
});

describe('a referral behind a warm introduction', () => {
  test('3.2.E10 its retraction brings the referral back', () => {
    const world = acme();
    file(world, signal.E7(), { ago: 3 });
    const e10 = file(world, signal.E10(), { ago: 1 }).extra.signal;
    const done = retract(world, e10);
    expect(essential(done.events).filter((event) => event.type === 'signal_restored')).toEqual([
      { type: 'signal_restored', signal: sig(world, 1), because: `${e10}, which stood in its place, was retracted` },
    ]);
    expect(signalsOf(world, 'E7')[0]).not.toHaveProperty('gone');
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('3.2.E10 while another warm introduction of that referrer stands, the referral stays replaced', () => {
    const world = acme();
    file(world, signal.E7(), { ago: 5 });
    const e10 = file(world, signal.E10(), { ago: 3 }).extra.signal;
    file(world, signal.E10(), { ago: 1 });
    retract(world, e10);
    expect(signalsOf(world, 'E7')[0]?.gone?.why).toBe('replaced');
  });

  test('3.2.E10 a referral of another referrer is not touched', () => {
    const world = acme();
    const e7 = file(world, signal.E7({ referrer: 'Kim Lee' }), { ago: 3 }).extra.signal;
    const e10 = file(world, signal.E10(), { ago: 1 }).extra.signal;
    retract(world, e7);
    retract(world, e10);
    expect(signalsOf(world, 'E7')[0]?.gone?.why).toBe('retracted');
  });

  test('3.2.E8 the referral that came back is an act again', () => {
    const world = acme();
    file(world, signal.E7(), { ago: 3 });
    const e10 = file(world, signal.E10(), { ago: 2 }).extra.signal;
    file(world, signal.comment(), { ago: 1 });
    expect(standingE8(world)).toMatchObject([{ rests_on: [sig(world, 2), sig(world, 3)] }]);
    retract(world, e10);
    expect(standingE8(world)).toMatchObject([{ rests_on: [sig(world, 1), sig(world, 3)] }]);
  });
});

describe("what one person did, and another's", () => {
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
});
