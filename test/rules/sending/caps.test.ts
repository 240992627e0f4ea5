import { describe, expect, test } from 'vitest';
import { evolveMailbox } from '../../../src/rules/aggregates/evolve-mailbox.ts';
import {
  emptyDay,
  emptyMailbox,
  type MailboxEvent,
  type MailboxState,
  type MailDay,
} from '../../../src/rules/aggregates/mailbox.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import { capLeft, capOf, complaintsTold, countMail, isFull, mostOn } from '../../../src/rules/sending/caps.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const now = '2026-05-04T14:00:00.000Z';
const today = '2026-05-04';
const { values, ...rest } = testPolicy();

function contextFrom(warmup_started_on?: string) {
  const value = warmup_started_on
    ? {
        address: 'paul@acme.example',
        sender_name: 'Paul',
        postal_address: '1 Main Street, Ridley Park',
        warmup_started_on,
      }
    : null;
  const mailbox = { ...values.mailbox, value };
  return new TestWorld(now, { ...rest, values: { ...values, mailbox } }).context('sales.ops');
}

const context = contextFrom('2026-04-13');

describe('M3 the cap of a day', () => {
  test('5.5d M3 it grows by week from the warm-up date, and stays at the last figure', () => {
    const days = ['2026-04-13', '2026-04-19', '2026-04-20', '2026-04-26', '2026-04-27', '2026-05-03'] as const;
    expect(days.map((day) => mostOn(day, context))).toEqual([25, 25, 25, 25, 37, 37]);
    expect(['2026-05-04', '2026-05-11', '2027-05-11'].map((day) => mostOn(day, context))).toEqual([50, 50, 50]);
  });

  test('M3 it is that of the first week before the warm-up date, and nothing without a mailbox', () => {
    expect(mostOn('2026-03-01', context)).toBe(25);
    expect(mostOn(today, contextFrom())).toBe(0);
  });

  const until = '2026-05-04T14:00:00.001Z';
  const mailbox: MailboxState = {
    days: {
      '2026-05-03': { ...emptyDay, sent: 30, direct: 4 },
      [today]: { ...emptyDay, sent: 7, direct: 2, bounced: 3, complaints: 1 },
    },
    slots: {
      per_1: { day: today, is_direct: false, until },
      per_2: { day: today, is_direct: true, until },
      per_3: { day: '2026-05-03', is_direct: false, until },
      per_4: { day: today, is_direct: false, until: now },
      per_5: { day: today, is_direct: false, until: null },
      per_6: { day: '2026-05-03', is_direct: false, until: null },
    },
  };

  test('M3 what was sent, is on its way or is permitted holds a place, of both days at midnight, until its time is over', () => {
    expect(capOf(mailbox, context)).toEqual({
      most: 50,
      used: 13,
      by_sequences: 10,
      reserve: 5,
      held: ['per_1', 'per_2', 'per_3', 'per_5'],
    });
    expect(capOf(emptyMailbox, context)).toEqual({ most: 50, used: 0, by_sequences: 0, reserve: 5, held: [] });
  });

  test('M3 M6 sequences leave five places to direct mail, and nothing goes beyond the cap', () => {
    const cap = (used: number, by_sequences: number) => ({ most: 50, used, by_sequences, reserve: 5, held: [] });
    const both = (used: number, by_sequences: number) =>
      [false, true].map((isDirect) => isFull(cap(used, by_sequences), isDirect));
    expect(both(44, 44)).toEqual([false, false]);
    expect(both(45, 45)).toEqual([true, false]);
    expect(both(49, 44)).toEqual([false, false]);
    expect(both(50, 44)).toEqual([true, true]);
    expect(capLeft(cap(44, 44))).toEqual({ all: 6, sequences: 1 });
    expect(capLeft(cap(46, 46))).toEqual({ all: 4, sequences: 0 });
    expect(capLeft(cap(48, 20))).toEqual({ all: 2, sequences: 2 });
    expect(capLeft(cap(51, 20))).toEqual({ all: 0, sequences: 0 });
  });
});

describe('M4 bounces and complaints of seven days', () => {
  const day = (over: Partial<MailDay>): MailDay => ({ ...emptyDay, ...over });

  /** One more of them on top of the days: what pauses the mailbox, and how it stands then. */
  function counted(what: keyof MailDay, days: MailboxState['days'], paused?: MailboxState['paused']) {
    const draft = draftOf<MailboxState, MailboxEvent>({
      kind: 'mailbox',
      stream: 'mailbox',
      before: { ...emptyMailbox, days, ...(paused ? { paused } : {}) },
      now,
      evolve: (state, event, at) => evolveMailbox(state, event, { at, by: 'sales.ops' }),
    });
    const because = countMail(draft, { what, day: today }, context);
    return { because, paused: draft.state.paused?.because, today: draft.state.days[today] };
  }

  test('5.5e M4 more than 5 % bounces of at least 20 sends pause the sequences', () => {
    const of = (sent: number, bounced: number) => counted('bounced', { [today]: day({ sent, bounced }) }).because;
    expect(of(20, 0)).toBeNull();
    expect(of(20, 1)).toBe('2 bounces of 20 mails in 7 days, more than 5 %');
    expect(of(19, 18)).toBeNull();
    expect(of(40, 1)).toBeNull();
    expect(of(39, 1)).toBe('2 bounces of 39 mails in 7 days, more than 5 %');
  });

  test('M4 a bounce is counted on its day, and pauses once', () => {
    const { paused, today: stands } = counted('bounced', { [today]: day({ sent: 20, bounced: 1 }) });
    expect([paused, stands]).toEqual([
      '2 bounces of 20 mails in 7 days, more than 5 %',
      { sent: 20, direct: 0, bounced: 2, complaints: 0 },
    ]);
    const held = { at: now, because: 'an earlier reason', by: 'sales.ops' as const };
    expect(counted('bounced', { [today]: day({ sent: 20, bounced: 9 }) }, held)).toMatchObject({
      because: null,
      paused: 'an earlier reason',
    });
    expect(counted('sent', { [today]: day({ sent: 20, bounced: 9 }) }).because).toBeNull();
  });

  test('M4 mails by hand count as sends, and days before the last seven do not', () => {
    const days = { '2026-04-27': day({ sent: 900, bounced: 90 }), '2026-04-28': day({ sent: 10, direct: 9 }) };
    expect(counted('bounced', { ...days, [today]: day({ direct: 1 }) }).because).toBeNull();
    expect(counted('bounced', { ...days, [today]: day({ direct: 1, bounced: 1 }) }).because).toBe(
      '2 bounces of 20 mails in 7 days, more than 5 %',
    );
    expect(counted('bounced', { '2026-05-05': day({ sent: 20, bounced: 20 }) }).because).toBeNull();
  });

  test('M4 complaints from 0.3 % of at least 300 sends pause the sequences', () => {
    const of = (sent: number, complaints: number) =>
      counted('complaints', { [today]: day({ sent, complaints }) }).because;
    expect(of(1000, 1)).toBeNull();
    expect(of(1000, 2)).toBe('3 complaints of 1000 mails in 7 days, 0.3 % or more');
    expect(of(299, 9)).toBeNull();
    expect(of(300, 0)).toBe('1 complaint of 300 mails in 7 days, 0.3 % or more');
  });

  test('M4 complaints from 0.1 % are told, with what would pause the sequences', () => {
    const of = (sent: number, complaints: number) =>
      complaintsTold({ ...emptyMailbox, days: { [today]: day({ sent, complaints }) } }, context);
    expect(of(1000, 1)).toBe('1 complaint of 1000 mails in 7 days, 0.1 % or more; 0.3 % pauses the sequences');
    expect(of(1001, 1)).toBeNull();
    expect(of(300, 1)).toBe('1 complaint of 300 mails in 7 days, 0.1 % or more; 0.3 % pauses the sequences');
    expect(of(299, 2)).toBeNull();
    expect(of(1000, 0)).toBeNull();
    expect(of(0, 0)).toBeNull();
  });
});
