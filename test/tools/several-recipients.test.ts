import { expect, test } from 'vitest';
import { type Data, ok } from '../support/calls.ts';
import { direct, openMailHouse, seedAsked } from '../support/mailbox.ts';
import type { House } from '../support/server.ts';

const at = '2026-04-21T14:00:00.000Z';

/** Bea may be written to; Ana opted out. */
async function twoPeople(): Promise<House> {
  const house = await openMailHouse();
  await seedAsked(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    contacts: [{ email: 'bea@acme.com', name: 'Bea Bell' }],
  });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: direct.contact, reason: 'opt_out' });
  return house;
}

const told = (house: House, to: string[], id = 'm1') =>
  ok(house, 'sales.ops', 'reconcile_sent', {
    messages: [{ message_id: `<${id}@ours.example>`, to, at, subject: 'By hand', text: 'Hi' }],
    until: house.clock.now,
  });

const sent = (house: House, to: string, id = 'm1') =>
  ok(house, 'sales.ops', 'record_delivery', { event: 'sent', message_id: `<${id}@ours.example>`, to, at });

const sev2 = (n: number) => ({ id: `inc_desk_${n}`, severity: 'SEV2', state: 'opened' });

test('M7 a suppressed person is found behind a name, and in a line of several', async () => {
  const house = await twoPeople();
  const { incident } = await told(house, [`Ana Ruiz <${direct.contact.toUpperCase()}>`]);
  expect(incident).toEqual(sev2(1));
  const second = await told(house, [`Bea Bell <bea@acme.com>, "Ruiz, Ana" <${direct.contact}>`], 'm2');
  expect(second.direct).toEqual([{ message_id: '<m2@ours.example>', to: 'bea@acme.com' }]);
  expect(second.incident).toEqual(sev2(2));
});

test('M7 a mail to two people opens its incident once, however often the folder is told', async () => {
  const house = await twoPeople();
  const both = ['bea@acme.com', direct.contact, direct.contact.toUpperCase()];
  expect((await told(house, both)).incident).toEqual(sev2(1));
  const again = await told(house, both);
  expect(again.matched.map(({ to }: Data) => to)).toEqual(['bea@acme.com', direct.contact]);
  expect(again.incident).toBeUndefined();
});

test('M2 a mail to a spelling of theirs that is no contact opens its incident once', async () => {
  const house = await twoPeople();
  const spelling = direct.contact.replace('@', '+news@');
  expect((await told(house, [spelling])).incident).toEqual(sev2(1));
  expect((await told(house, [spelling])).incident).toBeUndefined();
  expect((await sent(house, spelling)).outcome).toBe('repeated');
});

test('M2 of one mail to two people each is told for themselves', async () => {
  const house = await twoPeople();
  expect((await sent(house, 'bea@acme.com')).outcome).toBe('recorded');
  expect((await sent(house, direct.contact)).incident).toEqual(sev2(1));
  expect((await sent(house, direct.contact)).outcome).toBe('repeated');
  const rows = [direct.contact, 'bea@acme.com'].map((to) => ({ event: 'sent', message_id: '<m2@x>', to, at }));
  const { deliveries } = await ok(house, 'sales.ops', 'record_delivery', { deliveries: rows });
  expect(deliveries.map(({ outcome, incident }: Data) => [outcome, incident])).toEqual([
    ['recorded', sev2(2)],
    ['recorded', undefined],
  ]);
});

test('M4 a complaint about a mail to two people suppresses who complained', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'bell.com',
    name: 'Bell',
    contacts: [{ email: 'bea@bell.com', name: 'Bea Bell' }],
  });
  await sent(house, direct.contact);
  await sent(house, 'bea@bell.com');
  await ok(house, 'sales.ops', 'record_delivery', {
    event: 'complaint',
    message_id: '<m1@ours.example>',
    to: direct.contact,
    at,
  });
  const suppressed = async (account: string) =>
    (await ok(house, 'viewer', 'explain_account', { account })).contacts.map((each: Data) => each.suppressed);
  expect(await suppressed('acme.com')).toEqual([true]);
  expect(await suppressed('bell.com')).toEqual([false]);
});
