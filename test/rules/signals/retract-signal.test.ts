import { describe, expect, test } from 'vitest';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import {
  acme,
  classify,
  essential,
  file,
  idAt,
  kinds,
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
import { accountId } from '../../support/world.ts';

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
