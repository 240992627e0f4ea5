import { describe, expect, test } from 'vitest';
import { catalogue, filedTypes, type SignalInput } from '../../../src/rules/signals/catalogue.ts';
import { isKnownByDay, missingField } from '../../../src/rules/signals/signal-input.ts';
import { kindOf } from '../../../src/rules/signals/signal-kind.ts';
import { idAt, signal } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';

const policy = testPolicy().values;

/** Each type: a whole note, what it can't lack, and by what two of one contact are one act. */
const table: readonly (readonly [SignalInput, string, string])[] = [
  [signal.comment(), 'interaction object', 'day'],
  [signal.E2(), '', 'contact'],
  [signal.E3(), 'channel topic quote', 'day'],
  [signal.E4(), 'channel quote', 'day'],
  [signal.E5(), 'object gated', 'day'],
  [signal.E6(), 'object kind attended engagement', 'day'],
  [signal.E7(), 'referrer relationship context response evidence', 'day'],
  [signal.E9('partner-essay', idAt('sig_1')), 'piece engagement_signal why_causal', 'piece_and_act'],
  [signal.E10(), 'referrer relationship context response evidence', 'day'],
];

describe('the catalogue of signals', () => {
  test('3.2.E8 it has every type that is filed, and not the one that the engine finds', () => {
    expect(filedTypes).toEqual(table.map(([{ type }]) => type));
    expect(Object.keys(catalogue)).toEqual(table.map(([{ type }]) => type));
    expect(filedTypes).not.toContain('E8');
  });

  test.each(table.map(([whole, needed]) => [whole.type, needed, whole] as const))(
    'A4 %s is whole with %s, and refused without any one of them',
    (_, needed, whole) => {
      expect(missingField(whole, { policy })).toBeNull();
      const optional = Object.keys(whole).filter(
        (field) => field !== 'type' && missingField({ ...whole, [field]: undefined }, { policy }) === null,
      );
      expect(optional).toEqual([]);
      expect(
        Object.keys(whole)
          .filter((field) => field !== 'type')
          .sort(),
      ).toEqual(
        needed
          .split(' ')
          .filter((field) => field !== '')
          .sort(),
      );
    },
  );

  test('A4 an introduction that nobody acknowledged needs no evidence', () => {
    expect(missingField({ ...signal.E7({ response: 'none' }), evidence: undefined }, { policy })).toBeNull();
  });

  test.each([
    ['E3', signal.E3({ channel: 'website_form' }), 'one of linkedin_dm, email for E3'],
    [
      'E7',
      signal.E7({ response: 'requested_call' }),
      'one of none, reply_email, linkedin_accept_and_message, meeting_scheduled for E7',
    ],
    ['E10', signal.E10({ response: 'reply_email' }), 'one of asked_about_work, shared_context, requested_call for E10'],
  ] as const)("A4 %s refuses another type's answer", (_, given, wanted) => {
    expect(missingField(given, { policy })?.next).toContain(wanted);
  });

  test('T7 the day alone is enough of E2, E5 and E6', () => {
    expect(table.filter(([whole]) => isKnownByDay(whole, { policy })).map(([{ type }]) => type)).toEqual([
      'E2',
      'E5',
      'E6',
    ]);
  });

  test.each(table.map(([{ type }, , by]) => [type, by] as const))(
    'A7 two %s of one contact are one by %s',
    (type, by) => {
      expect(kindOf(type, policy).sameBy).toBe(by);
    },
  );
});
