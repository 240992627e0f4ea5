import { describe, expect, test } from 'vitest';
import type { Hold } from '../../../src/rules/aggregates/enrolment.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import type { HoldArgs } from '../../../src/rules/sequences/hold-types.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { con, passingFacts, put, save } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { acmeNurtured, enrolmentOf, started } from './nurtured.ts';

const pause = { action: 'pause', reason: 'their fair is on' } as const;
const held = (world: TestWorld, args: Partial<HoldArgs> = {}) =>
  world.run('sales.ops', holdSequence, { contact: con(world), ...pause, ...args });
const notHeld = (world: TestWorld, args: Partial<HoldArgs> = {}) =>
  world.refused('sales.ops', holdSequence, { contact: con(world), ...pause, ...args });

describe('5.2 C4 one person is held', () => {
  test('C4 paused and resumed by sales.ops, with why', () => {
    const world = started();
    const { outcome, summary, extra } = held(world);
    expect([outcome, summary, extra]).toEqual([
      'paused',
      `Ana Ruiz of Acme (${con(world)}): nurture, touch 1 is paused.`,
      { contacts: [con(world)] },
    ]);
    expect(enrolmentOf(world).holds).toEqual([{ why: 'hold', because: 'their fair is on', at: world.now }]);
    expect(held(world, { action: 'resume' }).summary).toBe(
      `Ana Ruiz of Acme (${con(world)}): nurture, touch 1 is resumed.`,
    );
    expect(enrolmentOf(world).holds).toEqual([]);
    expect(notHeld(world, { action: 'resume' })).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'C4',
      found: `Ana Ruiz of Acme (${con(world)}) is not paused`,
      next: 'nothing is to be resumed',
    });
  });

  test('C4 paused until a day goes on when that day begins', () => {
    const world = started();
    expect(held(world, { until: '2026-04-23' })).toMatchObject({
      summary: `Ana Ruiz of Acme (${con(world)}): nurture, touch 1 is paused until 2026-04-23.`,
      extra: { until: '2026-04-23' },
    });
    const holds = (now: string) => {
      world.now = now;
      save(world, passingFacts());
      return enrolmentOf(world).holds.map(({ because }) => because);
    };
    expect(holds('2026-04-23T03:59:59.999Z')).toEqual(['their fair is on']);
    expect(holds('2026-04-23T04:00:00.000Z')).toEqual([]);
  });

  test('C4 a day is one after today, and to pause a contact or a template alone', () => {
    const world = started();
    const day = 'give a day only to pause a contact or a template; a mailbox waits until it is resumed';
    expect(notHeld(world, { until: '2026-04-21' }).next).toBe('give a day after today, 2026-04-21');
    expect(notHeld(world, { until: '2026-04-31' }).next).toBe('give a date such as 2026-05-20');
    expect(notHeld(world, { until: '2026-05-20', action: 'resume' }).next).toBe(day);
    expect(notHeld(world, { until: '2026-05-20', contact: undefined, mailbox: true }).next).toBe(day);
    expect(held(world, { until: '2026-04-22' }).outcome).toBe('paused');
  });

  test('C4 one thing is named at a time, and why', () => {
    const world = started();
    expect(notHeld(world, { contact: undefined })).toMatchObject({
      code: 'INVALID_INPUT',
      next: 'give one of `contact`, `template` and `mailbox`: what is held',
    });
    expect(notHeld(world, { contact: undefined, mailbox: false }).code).toBe('INVALID_INPUT');
    expect(notHeld(world, { template: 'nurture_1' }).found).toBe(
      '`contact`: 2 of `contact`, `template` and `mailbox` are given, and one is wanted',
    );
    expect(notHeld(world, { reason: ' ' }).found).toContain('`reason`');
  });

  test('C4 ended goes no further, and who is on no way is named', () => {
    const world = started();
    expect(held(world, { action: 'end', reason: 'they asked us to wait' }).outcome).toBe('ended');
    expect(enrolmentOf(world).over).toEqual({ as: 'ended', at: world.now, because: 'they asked us to wait' });
    expect(notHeld(world)).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'C4',
      found: `Ana Ruiz of Acme (${con(world)}) is on the way through no sequence`,
      next: 'propose_recipients names people for one',
    });
    const quiet = acmeNurtured();
    const contact = con(quiet);
    quiet.run('sales.ops', suppressContact, { contact, reason: 'opt_out', note: undefined, source: undefined });
    expect(notHeld(quiet)).toMatchObject({
      ruling: 'L13',
      found: `Ana Ruiz of Acme (${contact}) is suppressed, and on the way through no sequence`,
      next: 'legal.exec alone lifts it, with void_suppression',
    });
    expect(notHeld(quiet, { contact: 'nobody@acme.com' }).code).toBe('NOT_FOUND');
  });

  const of = (over: Partial<Hold>) => {
    const world = started();
    const hold: Hold = { why: 'hold', because: 'as said', at: world.now, ...over };
    put(world, { enrolments: [{ ...enrolmentOf(world), holds: [hold] }] });
    return world;
  };

  test('C4 what something else holds is closed there first', () => {
    const next = (over: Partial<Hold>) => notHeld(of(over), { action: 'resume' }).next;
    expect(next({ why: 'reply', ref: 'rpl_1' })).toBe(
      'the reply is answered first: the direct mail that answers it, or complete_task, closes its task',
    );
    expect(next({ why: 'colleague', ref: 'rpl_1' })).toBe("the colleague's reply is answered first");
    expect(next({ why: 'away', until: '2026-04-22' })).toBe('they are away until then; it goes on by itself');
    expect(next({ why: 'review' })).toBe('the review is decided first: score_dossier, then cro_decide');
    expect(next({ why: 'flag', ref: 'flg_copy_1' })).toBe(
      'the flag is decided first: resolve_flag of category.positioning and cmo',
    );
    expect(next({ why: 'hold', ref: 'nurture_1_v1' })).toBe('resume its template with hold_sequence');
    const { found } = notHeld(of({ why: 'review', because: 'acme.com is under review' }), { action: 'resume' });
    expect(found).toMatch(/^Ana Ruiz of Acme \(con_\S+\) is held by something else: acme\.com is under review$/);
  });

  test('C4 Y1 an absence without a day is resumed by hand', () => {
    expect(held(of({ why: 'away' }), { action: 'resume' }).outcome).toBe('resumed');
  });
});
