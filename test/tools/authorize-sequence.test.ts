import { expect, test } from 'vitest';
import { type Data, ok, refusal } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { seedListApproved, seedStarted } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

async function rendered(house: House, contact = 'ana@acme.com', template = 'nurture_1'): Promise<Data> {
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const insight = facts.find((each: Data) => each.fact === 'employees');
  return ok(house, 'sales.ops', 'render_sequence_email', {
    template,
    contact,
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: insight.id,
  });
}

const permit = (house: House, email: string) => ok(house, 'sales.ops', 'authorize_send', { email });

test('M1 a touch that is due is sendable, gets one permit, and the next is due after it was sent', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const mail = await rendered(house);
  expect(mail.withheld).toEqual([]);
  expect(mail.sendable).toBe(true);
  const granted = await permit(house, mail.email.id);
  expect(granted.payload).toEqual({
    to: ['ana@acme.com'],
    subject: mail.email.subject,
    body: mail.email.text,
    headers: mail.email.headers,
  });
  const { id } = granted.permit;
  expect(await refusal(house, 'sales.ops', 'authorize_send', { email: mail.email.id })).toBe(
    `CONFLICT (§5.5, M1): touch 1 of nurture has permit ${id} already (open). Next: send by ${id} until Tue 21 Apr 2026, 10:30, then report it with record_delivery.`,
  );
  const sent = { permit: id, event: 'sent', message_id: '<m1@ours.example>', at: house.clock.now };
  expect((await ok(house, 'sales.ops', 'record_delivery', sent)).summary).toBe(
    `Recorded: sent (${id}). The next touch is due on 2026-04-23.`,
  );
  expect(await refusal(house, 'sales.ops', 'authorize_send', { email: mail.email.id })).toBe(
    `CONFLICT (§5.5, M1): touch 1 of nurture was sent on Tue 21 Apr 2026 by ${id}. Next: nothing is to send; explain_account names the touch in turn.`,
  );
  const next = await rendered(house, 'ana@acme.com', 'nurture_2');
  expect(next.withheld).toEqual(['touch 2 of nurture is due on 2026-04-23, not on 2026-04-21 (C2)']);
});

test('M1 who is not enrolled is rendered, withheld, and not permitted', async () => {
  const house = await openMailHouse();
  await seedListApproved(house);
  const mail = await rendered(house);
  expect(mail.sendable).toBe(false);
  expect(mail.withheld).toEqual(['they are not enrolled in nurture (Q4)']);
  expect(await refusal(house, 'sales.ops', 'authorize_send', { email: mail.email.id })).toBe(
    'RULE_REFUSED (§5.2, Q4): they are not enrolled in nurture. Next: name them with propose_recipients, and start the list once the cro approved it.',
  );
});

test('M1 several are tried in the order given, each with its answer', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const [ana, bea] = [await rendered(house), await rendered(house, 'bea@acme.com')];
  const emails = ['eml_0000000000000000', ana.email.id, bea.email.id, ana.email.id];
  const { permits, refused } = await ok(house, 'sales.ops', 'authorize_send', { emails });
  expect(permits.map(({ email }: Data) => email)).toEqual([ana.email.id, bea.email.id]);
  expect(refused.map(({ email, code }: Data) => [email, code])).toEqual([
    ['eml_0000000000000000', 'NOT_FOUND'],
    [ana.email.id, 'CONFLICT'],
  ]);
});

test('M1 one mail of one is permitted', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const { email } = await rendered(house);
  const { summary } = await ok(house, 'sales.ops', 'authorize_send', { emails: [email.id] });
  expect(summary).toMatch(/^1 of 1 mail is permitted until /);
});

test('M1 a pause takes the unused permit back, and a mail that went out later is SEV3', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const { email } = await rendered(house);
  const granted = await permit(house, email.id);
  await ok(house, 'sales.ops', 'hold_sequence', { contact: 'ana@acme.com', action: 'pause', reason: 'they are away' });
  const sent = { permit: granted.permit.id, event: 'sent', message_id: '<m1@ours.example>', at: house.clock.now };
  const { incident } = await ok(house, 'sales.ops', 'record_delivery', sent);
  expect(incident).toEqual({ id: 'inc_desk_1', severity: 'SEV3', state: 'opened' });
});

test('7.8 I1 drift in a mail that was sent holds its copy and is SEV3, until the correction is proposed and decided on', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const { email } = await rendered(house);
  const flag = { email: email.id, kind: 'positioning_drift', why: 'it calls us the next RevOps' };
  expect(await refusal(house, 'sales.ops', 'flag_content', flag)).toMatch(/^NOT_FOUND/);
  const granted = await permit(house, email.id);
  const sent = { permit: granted.permit.id, event: 'sent', message_id: '<m1@ours.example>', at: house.clock.now };
  await ok(house, 'sales.ops', 'record_delivery', sent);
  const flagged = await ok(house, 'sales.ops', 'flag_content', flag);
  const incident = async () => {
    const { alerts } = await ok(house, 'cmo', 'session_sweep');
    return alerts.filter(({ kind }: Data) => kind === 'incident').map(({ summary }: Data) => summary);
  };
  expect(flagged.incident).toEqual({ id: 'inc_desk_1', severity: 'SEV3', state: 'opened' });
  expect(await incident()).toEqual([expect.stringMatching(/^SEV3/)]);
  const held = await rendered(house, 'bea@acme.com');
  expect(held.sendable).toBe(false);
  const resolution = 'the second sentence goes with the next version';
  const proposed = await ok(house, 'category.positioning', 'resolve_flag', { flag: flagged.flag.id, resolution });
  expect(proposed.incident).toMatchObject({ severity: 'SEV3', state: 'investigated' });
  const args = { flag: flagged.flag.id, resolution, decision: 'approve' };
  const decided = await ok(house, 'cmo', 'resolve_flag', args);
  expect(decided.incident).toMatchObject({ severity: 'SEV3', state: 'closed' });
  expect(await incident()).toEqual([]);
  expect((await rendered(house, 'bea@acme.com')).sendable).toBe(true);
});

test('M4 a hard bounce ends the enrolment', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const { email } = await rendered(house);
  const granted = await permit(house, email.id);
  const at = house.clock.now;
  await ok(house, 'sales.ops', 'record_delivery', {
    permit: granted.permit.id,
    event: 'sent',
    message_id: '<m1@ours.example>',
    at,
  });
  const { summary } = await ok(house, 'sales.ops', 'record_delivery', {
    message_id: '<m1@ours.example>',
    event: 'bounce_hard',
    at,
  });
  expect(summary).toBe(`Recorded: bounce hard (${granted.permit.id}). nurture ended for them.`);
});
