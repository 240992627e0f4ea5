import { expect, test } from 'vitest';
import { type Data, ok, refusal } from '../support/calls.ts';
import { direct, openMailHouse } from '../support/mailbox.ts';
import { bea, reply, seedStarted } from '../support/sequences.ts';

test('Y3 M1 who is enrolled while an answer is owed to them, or to a colleague, waits for it', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  await ok(house, 'cro', 'record_response', reply({ type: 6, text: 'We have this covered.' }));
  await ok(house, 'sales.ops', 'hold_sequence', { contact: bea.email, action: 'end', reason: 'she is named anew' });
  const contacts = ['ana@acme.com', bea.email];
  const { list } = await ok(house, 'sales.ops', 'propose_recipients', { template: 'nurture_1', contacts });
  await ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' });
  await ok(house, 'sales.ops', 'start_sequence', { list: list.id });
  const running = async () => {
    const { enrolments } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
    return enrolments.flatMap(({ state, because }: Data) => (state === 'ended' ? [] : [[state, because]]));
  };
  const waits = ['paused', 'a reply of type 6 waits for its answer'];
  expect(await running()).toEqual([waits, waits]);
  const { facts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  const { email, sendable } = await ok(house, 'sales.ops', 'render_sequence_email', {
    template: 'nurture_1',
    contact: bea.email,
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: facts[0].id,
  });
  expect(sendable).toBe(false);
  expect(await refusal(house, 'sales.ops', 'authorize_send', { email: email.id })).toContain('RULE_REFUSED (§5.2, C4)');
  const { permit } = await ok(house, 'cro', 'authorize_send', { direct });
  const sent = { permit: permit.id, event: 'sent', message_id: '<m1@x>', at: house.clock.now };
  await ok(house, 'cro', 'record_delivery', sent);
  expect(await running()).toEqual([
    ['active', undefined],
    ['active', undefined],
  ]);
});
