import { expect, test } from 'vitest';
import { acme, type Data, no, ok } from '../support/calls.ts';
import { direct, openMailHouse } from '../support/mailbox.ts';
import { bea, contactId, permittedMail, reply, seedStarted } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

const beta = { ...acme, domain: 'beta.com', name: 'Beta' };

/** Ana and Bea on their way through nurture at Acme, Ana with a permit of 10:00. */
async function onTheWay(): Promise<{ readonly house: House; readonly permit: Data }> {
  const house = await openMailHouse();
  await seedStarted(house);
  const permit = await permittedMail(house);
  await ok(house, 'sales.ops', 'save_account', beta);
  return { house, permit };
}

const absorb = (house: House) => ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', aliases: ['acme.com'] });

const later = (house: House, minutes: number) => {
  house.clock.now = new Date(Date.parse(house.clock.now) + minutes * 60_000).toISOString();
  return house.clock.now;
};

const touches = async (house: House, account = 'beta.com') =>
  (await ok(house, 'viewer', 'explain_account', { account })).enrolments.map(({ touch }: Data) => touch);

test.each([
  [2, 'sent', 'permit'],
  [7, 'without a permit', 'SEV3'],
] as const)('M1 M2 C4 a mail of minute %i, its account taken over at 5, is told: %s', async (minute, _said, what) => {
  const { house, permit } = await onTheWay();
  const start = house.clock.now;
  const at = new Date(Date.parse(start) + minute * 60_000).toISOString();
  later(house, 5);
  await absorb(house);
  later(house, 5);
  const sent = { permit: permit.id, event: 'sent', message_id: '<m1@ours.example>', at };
  const { delivery, incident } = await ok(house, 'sales.ops', 'record_delivery', sent);
  if (what === 'permit') expect([delivery.permit, incident]).toEqual([permit.id, undefined]);
  else expect([delivery.permit, incident.severity]).toEqual([undefined, 'SEV3']);
  expect(await touches(house)).toEqual([1, 2]);
  expect(await house.ledger.verify()).toMatchObject({ ok: true });
});

test('M7 the sent folder settles what nobody knew of, though its account was taken over meanwhile', async () => {
  const { house, permit } = await onTheWay();
  const at = house.clock.now;
  await ok(house, 'sales.ops', 'record_delivery', { permit: permit.id, event: 'unknown', at });
  const { email } = await ok(house, 'sales.ops', 'render_sequence_email', {
    template: 'nurture_1',
    contact: 'ana@acme.com',
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: (await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).facts[0].id,
  });
  later(house, 5);
  await absorb(house);
  expect(await no(house, 'sales.ops', 'authorize_send', { email: email.id })).toMatchObject({
    error: { code: 'CONFLICT', clause: '5.5', ruling: 'M1' },
  });
  const { subject, text } = email;
  const messages = [{ message_id: '<m1@gmail>', to: ['ana@acme.com'], at, subject, text }];
  const { matched, incident } = await ok(house, 'sales.ops', 'reconcile_sent', { messages, until: house.clock.now });
  expect(matched).toEqual([{ message_id: '<m1@gmail>', to: 'ana@acme.com', permit: permit.id }]);
  expect(incident).toBeUndefined();
  expect(await touches(house)).toEqual([1, 2]);
});

test('A1 M6 A10 a reply comes along with its account: it may be answered, and counts as engagement', async () => {
  const { house } = await onTheWay();
  await ok(house, 'sales.ops', 'record_response', reply());
  await absorb(house);
  const { tasks } = await ok(house, 'cro', 'session_sweep');
  const owed = tasks.find(({ kind }: Data) => kind === 'answer_warm');
  expect(JSON.stringify(owed)).toContain('Interesting, send me more.');
  const { permit } = await ok(house, 'cro', 'authorize_send', { direct });
  const at = house.clock.now;
  const sent = { permit: permit.id, event: 'sent', message_id: '<m2@x>', at };
  const { closed } = await ok(house, 'cro', 'record_delivery', sent);
  expect(closed.map(({ kind }: Data) => kind)).toEqual(['answer_warm']);
  await ok(house, 'legal.exec', 'erase_person', { contact: 'ana@acme.com', basis: 'she asked for it' });
  expect(await house.ledger.verify()).toMatchObject({ ok: true });
});

test('Y3 A2 a mail to who they were joined into answers what they wrote', async () => {
  const { house } = await onTheWay();
  await ok(house, 'sales.ops', 'record_response', reply());
  const [contact, same_as] = [await contactId(house, bea.email), await contactId(house, 'ana@acme.com')];
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [{ contact, same_as }] });
  const { tasks } = await ok(house, 'cro', 'session_sweep');
  expect(JSON.stringify(tasks.find(({ kind }: Data) => kind === 'answer_warm'))).toContain('Interesting');
  const { permit } = await ok(house, 'cro', 'authorize_send', { direct: { ...direct, contact: bea.email } });
  const sent = { permit: permit.id, event: 'sent', message_id: '<m2@x>', at: house.clock.now };
  const { closed } = await ok(house, 'cro', 'record_delivery', sent);
  expect(closed.map(({ kind }: Data) => kind)).toEqual(['answer_warm']);
});

test('M6 A2 who replied may be written to where they moved, which is no engagement there', async () => {
  const { house } = await onTheWay();
  await ok(house, 'sales.ops', 'record_response', reply());
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', contacts: [{ contact: 'ana@acme.com' }] });
  expect((await ok(house, 'cro', 'authorize_send', { direct })).outcome).toBe('granted');
  const { state } = await house.ledger.read((reader) => reader.account('beta.com') ?? expect.fail());
  expect(Object.values(state.answered ?? {})).toMatchObject([{ type: 2, elsewhere: true }]);
});

test('inv7 A1 the same bytes rendered anew after their account was taken in: the tables still follow from the events', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  await ok(house, 'sales.ops', 'save_account', { ...beta, name: acme.name });
  const render = async (account: string, on: string) => {
    const { facts } = await ok(house, 'viewer', 'explain_account', { account });
    return ok(house, 'sales.ops', 'render_sequence_email', {
      template: 'nurture_1',
      contact: 'ana@acme.com',
      slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
      insight_fact: facts.find(({ fact }: Data) => fact === on).id,
    });
  };
  const before = await render('acme.com', 'employees');
  await absorb(house);
  expect((await render('beta.com', 'industry')).email.id).toBe(before.email.id);
  expect(await house.ledger.verify()).toMatchObject({ ok: true });
});
