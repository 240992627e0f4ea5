import { expect, test } from 'vitest';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import { nobodyLeft } from '../../../src/rules/sequences/eligibility.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { proposeRecipients } from '../../../src/rules/sequences/propose-recipients.ts';
import { startSequence } from '../../../src/rules/sequences/start-sequence.ts';
import { toldEnrolments } from '../../../src/rules/sequences/told-enrolments.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { con } from '../../support/builders.ts';
import { acmeNurtured, enrolmentOf, listApproved, proposed, started, twoStarted } from './nurtured.ts';

test('C4 what became of enrolments stands in the answer, of whom and why', () => {
  const world = started();
  const state = world.account('acme.com');
  const { id } = enrolmentOf(world);
  const ana = con(world);
  const whose = `Ana Ruiz (${ana})`;
  const nameOf = (contact: string) => (contact === ana ? 'Ana Ruiz' : undefined);
  const told = (...events: readonly object[]) => toldEnrolments(events as readonly AccountEvent[], state, nameOf);
  const of = { enrolment: id, because: 'b' };
  expect(
    told(
      { type: 'enrolment_held', enrolment: id, hold: { why: 'hold', because: 'c' } },
      { type: 'enrolment_released', why: 'hold', ...of },
      { type: 'enrolment_handed_on', enrolment: id, contact: ana },
      { type: 'alarm_set', at: null },
      { type: 'enrolment_over', as: 'ended', enrolment: 'enr_9', because: 'd' },
    ),
  ).toBe(
    ` The nurture of ${whose} is paused: c. The nurture of ${whose} goes on: b. The nurture of ${whose} goes on with them. The enrolment enr_9 ends: d.`,
  );
  expect(told({ type: 'enrolment_over', as: 'complete', ...of })).toBe(` The nurture of ${whose} is complete: b.`);
  // M1: the holder of a permit hears that it lets nothing out any more.
  expect(told({ type: 'permit_revoked', permit: 'prm_1', contact: ana, because: 'e' })).toBe(
    ' The permit prm_1 is revoked: e.',
  );
  expect(
    told({ type: 'enrolment_released', why: 'reply', ...of }, { type: 'enrolment_over', as: 'ended', ...of }),
  ).toBe(` The nurture of ${whose} ends: b.`);
  const { enrolments: _, ...bare } = state;
  expect(toldEnrolments([{ type: 'enrolment_released', why: 'hold', ...of }], bare, nameOf)).toBe(
    ` The enrolment ${id} goes on: b.`,
  );
  expect(told()).toBe('');
  const goesOnAndEnds = told(
    { type: 'enrolment_released', why: 'reply', ...of },
    { type: 'enrolment_over', as: 'ended', enrolment: id, because: 'the person is suppressed' },
  );
  expect(goesOnAndEnds).toBe(` The nurture of ${whose} ends: the person is suppressed.`);
});

test('Q4 L13 where nobody is left the code says whether suppression is why for all', () => {
  const row = (contact: string, suppressed: boolean) => ({ contact, because: `${contact} fails`, suppressed });
  const left_out = ['a', 'b'].map((contact) => ({ contact, because: `${contact} fails` }));
  expect(nobodyLeft('nurture', [row('a', true), row('b', true)])).toEqual({
    refused: true,
    code: 'SUPPRESSED',
    clause: '3.5',
    ruling: 'L13',
    found: 'everybody named for nurture is suppressed',
    next: 'leave them alone; name other contacts',
    left_out,
  });
  expect(nobodyLeft('nurture', [row('a', true), row('b', false)])).toEqual({
    refused: true,
    code: 'RULE_REFUSED',
    clause: '5.2',
    ruling: 'Q4',
    found: 'nobody named for nurture may be enrolled: all 2 fail',
    next: 'read why beside each name, mend it or name other contacts with propose_recipients',
    left_out,
  });
});

test('5.4c a list that was started, or that nobody proposed, is not started again', () => {
  const world = started();
  const again = world.refused('sales.ops', startSequence, { list: 'lst_copy_1' });
  expect([again.code, world.refused('sales.ops', startSequence, { list: 'lst_copy_9' }).code]).toEqual([
    'CONFLICT',
    'NOT_FOUND',
  ]);
  const early = proposed();
  expect(early.refused('sales.ops', startSequence, { list: 'lst_copy_1' }).code).toBe('RULE_REFUSED');
  const stopped = listApproved(proposed());
  stopped.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
  expect(stopped.refused('sales.ops', startSequence, { list: 'lst_copy_1' }).code).toBe('SUPPRESSED');
});

test('C4 a hold names one of a person, a version and the mailbox, and a day that is to come', () => {
  const world = twoStarted();
  const hold = (args: object) => {
    const { code, found, next } = world.refused('sales.ops', holdSequence, {
      action: 'pause',
      reason: 'r',
      ...args,
    } as never);
    return [code, found, next];
  };
  expect(hold({})).toEqual([
    'INVALID_INPUT',
    '`contact` is missing',
    'give one of `contact`, `template` and `mailbox`: what is held',
  ]);
  expect(hold({ mailbox: false })[1]).toBe('`contact` is missing');
  expect(hold({ contact: 'ana@acme.com', template: 'nurture_1', mailbox: true })[1]).toBe(
    '`contact`: 3 of `contact`, `template` and `mailbox` are given, and one is wanted',
  );
  expect(hold({ contact: 'ana@acme.com', reason: ' ' })[1]).toMatch(/^`reason`/);
  const alone = 'give a day only to pause a contact or a template; a mailbox waits until it is resumed';
  expect(hold({ mailbox: true, until: '2026-05-20' })).toEqual(['INVALID_INPUT', '`until` is `2026-05-20`', alone]);
  expect(hold({ contact: 'ana@acme.com', action: 'resume', until: '2026-05-20' })[2]).toBe(alone);
  expect(hold({ contact: 'ana@acme.com', until: 'soon' })[2]).toBe('give a date such as 2026-05-20');
  expect(hold({ contact: 'ana@acme.com', until: world.today })[2]).toBe(`give a day after today, ${world.today}`);
  expect(
    world.run('sales.ops', holdSequence, { action: 'pause', reason: 'r', contact: 'ana@acme.com', until: '2026-04-22' })
      .outcome,
  ).toBeDefined();
  expect(hold({ contact: 'zoe@acme.com' })[0]).toBe('NOT_FOUND');
});

test('Q4 a list wants contacts whom the sequence may be sent to', () => {
  const world = acmeNurtured();
  const refused = world.refused('sales.ops', proposeRecipients, { template: 'nurture_9', contacts: [con(world)] });
  expect(refused.code).not.toBe('SUPPRESSED');
  world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
  expect(
    world.refused('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world)] }),
  ).toMatchObject({
    code: 'SUPPRESSED',
    found: 'everybody named for nurture is suppressed',
  });
});
