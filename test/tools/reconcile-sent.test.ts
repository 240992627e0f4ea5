import { expect, test } from 'vitest';
import { type Data, ok } from '../support/calls.ts';
import { direct, openMailHouse, permitted, seedAsked } from '../support/mailbox.ts';
import type { House } from '../support/server.ts';

const at = '2026-04-21T14:00:00.000Z';

const reconcile = (house: House, messages: readonly Data[]) =>
  ok(house, 'sales.ops', 'reconcile_sent', { messages, until: house.clock.now });

const mail = (id: string, more: Data = {}) => ({
  message_id: `<${id}@ours.example>`,
  to: [direct.contact],
  at,
  subject: direct.subject,
  text: direct.text,
  ...more,
});

test('M7 what a permit covers is matched, hand-written mail is recorded, mail to nobody on file is told', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit } = await permitted(house);
  const data = await reconcile(house, [
    mail('m1'),
    mail('m2', { subject: 'By hand', text: 'Hi Ana, from my phone' }),
    mail('m3', { to: ['mum@home.example'] }),
  ]);
  expect(data.matched).toEqual([{ message_id: '<m1@ours.example>', to: direct.contact, permit: permit.id }]);
  expect(data.direct).toEqual([{ message_id: '<m2@ours.example>', to: direct.contact }]);
  expect(data.unmatched.map((each: Data) => each.to)).toEqual(['mum@home.example']);
  expect(data.missing).toEqual([]);
  expect(data.incident).toBeUndefined();
  const again = await reconcile(house, [mail('m1'), mail('m2')]);
  expect(again.matched.map(({ message_id }: Data) => message_id)).toEqual(['<m1@ours.example>', '<m2@ours.example>']);
});

test('M7 a mail to a suppressed person is found, whoever sent it', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: direct.contact, reason: 'opt_out' });
  const { incident } = await reconcile(house, [mail('m1')]);
  expect(incident).toEqual({ id: 'inc_desk_1', severity: 'SEV2', state: 'opened' });
});

test('M7 what was reported as sent and is not in the folder is missing', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit } = await permitted(house);
  const sent = { permit: permit.id, event: 'sent', message_id: '<m1@ours.example>', at };
  await ok(house, 'cro', 'record_delivery', sent);
  house.clock.now = '2026-04-21T15:00:00.000Z';
  expect((await reconcile(house, [])).missing).toEqual([{ permit: permit.id, to: direct.contact }]);
});

test('M4b comparing the folder closes the duty, and authorising warns no more', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await ok(house, 'sales.ops', 'session_sweep');
  house.clock.now = '2026-04-22T14:00:00.000Z';
  const first = await permitted(house);
  expect(first.checks.map(({ rule }: Data) => rule)).toEqual(['sent_folder.reconciled']);
  const { closed } = await reconcile(house, []);
  expect(closed.map(({ kind }: Data) => kind)).toEqual(['take_in_replies']);
  expect((await permitted(house, { text: 'Hi Ana, again.' })).checks).toEqual([]);
});

test('A13 the thread of a mail in the sent folder finds the person from then on', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await reconcile(house, [
    mail('m1', { subject: 'By hand', thread: '18f2c9aa01' }),
    mail('m2', { to: ['mum@home.example'], thread: 't9' }),
  ]);
  const { contacts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(contacts[0].external).toEqual({ gmail_thread: '18f2c9aa01' });
  const found = await ok(house, 'viewer', 'find_accounts', { query: '18f2c9aa01' });
  expect(found.accounts.map(({ domain }: Data) => domain)).toEqual(['acme.com']);
  const head = await house.ledger.read((reader) => reader.head());
  await reconcile(house, [mail('m1', { subject: 'By hand', thread: '18f2c9aa01' })]);
  expect(await house.ledger.read((reader) => reader.head())).toBe(head + 1);
});
