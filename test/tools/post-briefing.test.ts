import { expect, test } from 'vitest';
import { type Data, ok, refusal, seedSql } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { contactId } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

const copy = {
  subject: '{{company}}: what I took from our Briefing',
  body: '{{first_point}} {{second_point}}\nI went through my notes again with both points in mind, and they lead me to the same gap at {{company}}. An Assessment would start right there and leave the rest alone. I would rather have you correct that than guess. Shall I put that scope on a page for you to mark up?',
  slots: [
    { name: 'first_point', rests_on: 'conversation' },
    { name: 'second_point', rests_on: 'conversation' },
  ],
};

const advance = (house: House, event: string, more: Data = {}) =>
  ok(house, 'cro', 'advance_deal', { account: 'acme.com', event, ...more });

/** Acme's Briefing was held two days before, and the framework is live. */
async function seedHeld(house: House): Promise<void> {
  await seedSql(house);
  const asked = { sequence: 'post_briefing', touch: 1, purpose: 'after a Briefing', estimate_hours: 1 };
  const { request } = await ok(house, 'cro', 'request_template', asked);
  const draft = { request: request.id, ...copy, submit: true };
  const { template } = await ok(house, 'category.positioning', 'draft_template', draft);
  await ok(house, 'cmo', 'review_template', { template: template.id, decision: 'approve', hash: template.hash });
  await ok(house, 'sales.ops', 'load_template', { template: template.id });
  await advance(house, 'briefing_scheduled', { at: '2026-04-22T11:00:00-04:00' });
  house.clock.now = '2026-04-22T17:00:00.000Z';
  await advance(house, 'briefing_held', { at: '2026-04-22T11:00:00-04:00' });
}

const rendered = (house: House) =>
  ok(house, 'cro', 'render_sequence_email', {
    template: 'post_briefing_1',
    contact: 'ana@acme.com',
    slots: {
      first_point: 'You said that 3 of 14 listings name a delivery partner.',
      second_point: 'Dana asked who signs off the co-sell number at Acme Corp.',
    },
    references: [
      { slot: 'first_point', said: '3 of 14 listings name a delivery partner', where: 'notes of 22 April' },
      { slot: 'second_point', said: 'Dana: who signs off the co-sell number?', where: 'notes of 22 April' },
    ],
  });

const enrolments = async (house: House) =>
  (await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).enrolments;

test('5.2d C1 the permit of the cro for a post-Briefing mail enrols the contact, and the mail sent completes it', async () => {
  const house = await openMailHouse();
  await seedHeld(house);
  const ana = await contactId(house, 'ana@acme.com');
  const mail = await rendered(house);
  expect(mail.withheld).toEqual([]);
  expect(await refusal(house, 'sales.ops', 'authorize_send', { email: mail.email.id })).toBe(
    "NOT_PERMITTED (§5.2, C1): post_briefing mails are the cro's to send. Next: let the cro ask for its permit.",
  );
  expect(await enrolments(house)).toEqual([]);
  const { permit } = await ok(house, 'cro', 'authorize_send', { email: mail.email.id });
  const of = { contact: ana, sequence: 'post_briefing', touch: 1 };
  expect(await enrolments(house)).toEqual([{ ...of, due_on: '2026-04-22', state: 'active' }]);
  const sent = { permit: permit.id, event: 'sent', message_id: '<p1@ours.example>', at: house.clock.now };
  const { summary } = await ok(house, 'cro', 'record_delivery', sent);
  expect(summary).toContain(`The post_briefing of Ana Ruiz (${ana}) is complete: every touch was sent.`);
  expect(await enrolments(house)).toEqual([{ ...of, state: 'complete', because: 'every touch was sent' }]);
  expect(await refusal(house, 'cro', 'authorize_send', { email: mail.email.id })).toMatch(/^CONFLICT \(§5\.5, M1\)/);
});

test('5.2d C1 an Assessment proposed ends it, takes the permit back, and lets no further one be granted', async () => {
  const house = await openMailHouse();
  await seedHeld(house);
  const mail = await rendered(house);
  const { permit } = await ok(house, 'cro', 'authorize_send', { email: mail.email.id });
  const { summary } = await advance(house, 'assessment_proposed');
  expect(summary).toContain('ends: the Assessment was proposed');
  const { permits } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(permits).toBeUndefined();
  const days = await house.ledger.read((reader) => reader.mailbox().slots);
  expect(days).not.toHaveProperty(permit.id);
  expect(await refusal(house, 'cro', 'authorize_send', { email: mail.email.id })).toBe(
    'RULE_REFUSED (§5.2, C3): acme.com is BRIEFING_READY; a post-Briefing mail is for a Briefing that was held, before an Assessment is proposed. Next: explain_account shows where the account stands.',
  );
});
