import { expect, test } from 'vitest';
import { acme, no, ok, refusal } from '../support/calls.ts';
import { direct, openMailHouse, permitted, seedAsked } from '../support/mailbox.ts';
import { openHouse } from '../support/server.ts';

test('M6 direct mail to who asked is permitted for its very bytes, for 30 minutes', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const data = await permitted(house);
  expect(data.outcome).toBe('granted');
  expect(data.permit).toMatchObject({ to: 'ana@acme.com', expires_at: '2026-04-21T14:30:00.000Z' });
  expect(data.payload).toEqual({ to: ['ana@acme.com'], subject: direct.subject, body: direct.text, headers: {} });
});

test('M6 nobody is written to directly who neither asked nor stands at SQL', async () => {
  const house = await openMailHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [{ name: 'Ana Ruiz', email: direct.contact }] });
  expect(await refusal(house, 'cro', 'authorize_send', { direct })).toBe(
    'RULE_REFUSED (§5.6, M6): they neither replied nor asked (E3, E4), and acme.com is PROSPECT. Next: enrol them with propose_recipients; direct mail is for who asked, or for accounts at SQL or beyond.',
  );
});

test('M6 sales.ops writes directly only while it answers a wrong person', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  expect(await refusal(house, 'sales.ops', 'authorize_send', { direct })).toBe(
    'NOT_PERMITTED (§5.6, M6): sales.ops writes directly only while it answers a person who said that they are the wrong one (type 5). Next: let the cro write, or enrol the person with propose_recipients.',
  );
});

test('K5 without a mailbox nothing can be sent', async () => {
  const house = await openHouse();
  await seedAsked(house);
  expect(await refusal(house, 'cro', 'authorize_send', { direct })).toBe(
    'NOT_CONFIGURED (§5.5, K5): no mailbox is configured. Next: set `mailbox` in the policy file: address, sender_name, postal_address, warmup_started_on.',
  );
});

test('L13 a suppressed person is written to by no hand', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: direct.contact, reason: 'opt_out' });
  expect((await no(house, 'cro', 'authorize_send', { direct })).error.code).toBe('SUPPRESSED');
});

test('A9 words that ask to stop withhold direct mail until somebody looked at them', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const signal = { type: 'E3', channel: 'email', topic: 'other', quote: 'Please stop emailing me' };
  const note = { account: 'acme.com', contact: { email: direct.contact }, source: 'gmail', signal };
  await ok(house, 'sales.ops', 'file_signal_note', { ...note, observed_at: '2026-04-21T09:00:00-04:00' });
  expect(await refusal(house, 'cro', 'authorize_send', { direct })).toBe(
    'RULE_REFUSED (§5.6, A9): words of theirs that ask to stop wait to be looked at. Next: settle that first; explain_account shows the person and their tasks.',
  );
});

test('K10 Re: wants the message id that it answers', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const reply = { ...direct, subject: 'Re: Your question' };
  expect(await refusal(house, 'cro', 'authorize_send', { direct: reply })).toBe(
    'RULE_REFUSED (§5.3, K10): subject.honest: `Re: Your question` says that it answers, and no `in_reply_to` is given. Next: give the message id that it answers, or another subject.',
  );
  const { payload } = await permitted(house, { subject: reply.subject, in_reply_to: '<a1@acme.com>' });
  expect(payload.in_reply_to).toBe('<a1@acme.com>');
});

test('K3 direct mail names no price below SQL', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const priced = { ...direct, text: 'Hi Ana, it costs $2,500 for you.' };
  expect((await no(house, 'cro', 'authorize_send', { direct: priced })).error).toMatchObject({
    code: 'RULE_REFUSED',
    clause: '5.3.2',
    ruling: 'K3',
  });
});

test('M1 the same bytes to the same contact have one permit, until it lapsed unused', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit } = await permitted(house);
  expect(await refusal(house, 'cro', 'authorize_send', { direct })).toBe(
    `CONFLICT (§5.5, M1): these bytes to this contact have permit ${permit.id} already (open). Next: send by ${permit.id} until Tue 21 Apr 2026, 10:30, then report it with record_delivery.`,
  );
  house.clock.now = '2026-04-21T14:30:00.000Z';
  expect((await permitted(house)).permit.id).not.toBe(permit.id);
});

test('5.5d M3 the cap of the first week is 25 mails a day, and lapsed permits give their place back', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  for (let n = 0; n < 25; n += 1) await permitted(house, { text: `Hi Ana, this is ${n}.` });
  expect(await refusal(house, 'cro', 'authorize_send', { direct })).toBe(
    'CAP_REACHED (§5.5, M3): 25 of 25 mails of Tue 21 Apr 2026 are sent or permitted. Next: ask again on Wed 22 Apr 2026, which has room.',
  );
  house.clock.now = '2026-04-21T14:30:00.000Z';
  expect((await permitted(house)).outcome).toBe('granted');
});

test('7.3 M1 suppression takes unused permits back, and a mail sent by one all the same is SEV2', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit } = await permitted(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: direct.contact, reason: 'opt_out' });
  house.clock.now = '2026-04-21T14:05:00.000Z';
  const sent = { permit: permit.id, event: 'sent', message_id: '<m1@ours.example>', at: house.clock.now };
  const { incident } = await ok(house, 'cro', 'record_delivery', sent);
  expect(incident).toEqual({ id: 'inc_desk_1', severity: 'SEV2', state: 'opened' });
});
