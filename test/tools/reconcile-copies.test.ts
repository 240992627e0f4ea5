import { expect, test } from 'vitest';
import { type Data, no, ok } from '../support/calls.ts';
import { direct, openMailHouse, permitted, seedAsked } from '../support/mailbox.ts';
import type { House } from '../support/server.ts';

const at = '2026-04-21T14:00:00.000Z';

async function askedHouse(): Promise<House> {
  const house = await openMailHouse();
  await seedAsked(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    contacts: [{ name: 'Bea Lind', email: 'bea@acme.com' }],
  });
  return house;
}
const reconcile = (house: House, ...messages: readonly Data[]) =>
  ok(house, 'sales.ops', 'reconcile_sent', { messages, until: house.clock.now });
const report = (house: House, permit: string, event: string) =>
  ok(house, 'cro', 'record_delivery', { permit, event, message_id: '<m1@ours.example>', at: house.clock.now });
const copy = (more: Data = {}) => ({
  message_id: '<m1@ours.example>',
  to: [direct.contact],
  at,
  subject: direct.subject,
  text: direct.text,
  ...more,
});
const stepsOf = (house: House, permit: string) =>
  house.ledger.read((reader) => reader.mail.stepsOf(permit).map(({ step }) => step));

test('M2 M7 a mail that nobody knew to have gone is settled by its copy in the folder', async () => {
  const house = await askedHouse();
  const { permit } = await permitted(house);
  await report(house, permit.id, 'unknown');
  const { matched } = await reconcile(house, copy());
  expect(matched).toEqual([{ message_id: '<m1@ours.example>', to: direct.contact, permit: permit.id }]);
  expect(await stepsOf(house, permit.id)).toEqual(['granted', 'unknown', 'sent']);
});

test('M7 what was recorded as written by hand is matched the next time, without a permit', async () => {
  const house = await askedHouse();
  await reconcile(house, copy());
  expect((await reconcile(house, copy())).matched).toEqual([{ message_id: '<m1@ours.example>', to: direct.contact }]);
});

test('M7 a message id that is known for one person says nothing of a mail to another', async () => {
  const house = await askedHouse();
  const { permit } = await permitted(house);
  await report(house, permit.id, 'sent');
  const { matched, direct: byHand } = await reconcile(house, copy({ to: ['bea@acme.com'] }));
  expect([matched, byHand]).toEqual([[], [{ message_id: '<m1@ours.example>', to: 'bea@acme.com' }]]);
});

test('M7 a permit covers its own person and its own bytes', async () => {
  const house = await askedHouse();
  const { permit } = await permitted(house);
  const found = await reconcile(
    house,
    copy({ message_id: '<b@ours.example>', to: ['bea@acme.com'] }),
    copy({ message_id: '<c@ours.example>', text: 'Hi Ana,\n\nno.\n\nRick' }),
    copy({ message_id: '<d@ours.example>', subject: 'Another' }),
  );
  expect(found.direct.map(({ message_id }: Data) => message_id)).toEqual(
    ['b', 'c', 'd'].map((id) => `<${id}@ours.example>`),
  );
  expect(await stepsOf(house, permit.id)).toEqual(['granted']);
  // The line ends and the blank end of a copy are the mailbox's.
  const text = `${direct.text.replaceAll('\n', '\r\n')}\r\n\r\n`;
  expect((await reconcile(house, copy({ text }))).matched).toMatchObject([{ permit: permit.id }]);
});

test.each([
  ['2026-04-21T14:29:59.999Z', true],
  ['2026-04-21T14:30:00.000Z', false],
])('M1 M7 a mail that went out at %s, its permit over at 14:30 unused, is covered: %s', async (went, covered) => {
  const house = await askedHouse();
  const { permit } = await permitted(house);
  house.clock.now = '2026-04-21T15:00:00.000Z';
  await ok(house, 'sales.ops', 'session_sweep');
  const { matched, direct: byHand } = await reconcile(house, copy({ at: went }));
  const row = { message_id: '<m1@ours.example>', to: direct.contact };
  expect([matched, byHand]).toEqual(covered ? [[{ ...row, permit: permit.id }], []] : [[], [row]]);
});

test('7.3 M7 a mail to an address that is suppressed and no contact opens an incident, one to a stranger none', async () => {
  const house = await askedHouse();
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'zoe@else.example', reason: 'opt_out' });
  const stranger = copy({ message_id: '<s@ours.example>', to: ['mum@home.example'] });
  const { incident, unmatched } = await reconcile(house, stranger, copy({ to: ['zoe@else.example'] }));
  expect(incident).toMatchObject({ severity: 'SEV2', state: 'opened' });
  expect(unmatched.map(({ to }: Data) => to)).toEqual(['mum@home.example']);
});

test('M1 the same words to the same person have one permit: while it is open and once they went', async () => {
  const house = await askedHouse();
  const { permit } = await permitted(house);
  const again = async () => (await no(house, 'cro', 'authorize_send', { direct })).error;
  const taken = `these bytes to this contact have permit ${permit.id} already`;
  const open = `send by ${permit.id} until ${permit.expires_at}, then report it with record_delivery`;
  expect(await again()).toMatchObject({ code: 'CONFLICT', message: `${taken} (open)`, remedy: open });
  await report(house, permit.id, 'sent');
  const sent = 'nothing is to send; write another text for another mail';
  expect(await again()).toMatchObject({ code: 'CONFLICT', message: `${taken} (sent)`, remedy: sent });
  // Others are free: another text, another person.
  await permitted(house, { text: 'Hi Ana,\n\nand one more thing.\n\nRick' });
});

test.each(['failed', 'lapsed'])('M1 words whose permit %s may be permitted anew', async (how) => {
  const house = await askedHouse();
  const { permit } = await permitted(house);
  if (how === 'failed') await report(house, permit.id, 'failed');
  house.clock.now = '2026-04-21T14:30:00.000Z';
  const { permit: next } = await permitted(house);
  expect(next.id).not.toBe(permit.id);
});

test('7.3 M7 what was found is said in one sentence, each incident by its own', async () => {
  const house = await askedHouse();
  await permitted(house);
  for (const contact of ['zoe@else.example', 'bea@acme.com'])
    await ok(house, 'sales.ops', 'suppress_contact', { contact, reason: 'opt_out' });
  const one = (id: string, to: string, more: Data = {}) =>
    copy({ message_id: ` <${id}@ours.example> `, to: [to], ...more });
  const found = await reconcile(
    house,
    one('a', 'ana@acme.com'),
    one('b', 'ana@acme.com', { subject: 'By hand' }),
    one('c', 'mum@home.example'),
    one('d', 'zoe@else.example'),
    one('e', 'bea@acme.com'),
  );
  expect(found.outcome).toBe('done');
  expect(found.summary).toBe(
    `The sent folder up to ${house.clock.now}: 1 matched, 1 written by hand and recorded, 1 to nobody on file, 0 reported as sent and not there. SEV2 inc_desk_1 is opened. SEV2 inc_desk_2 is opened.`,
  );
  expect(found.incidents.map(({ id }: Data) => id)).toEqual(['inc_desk_1', 'inc_desk_2']);
  expect(found.unmatched).toEqual([
    { message_id: '<c@ours.example>', to: 'mum@home.example', because: 'nobody on file has that address' },
  ]);
  const single = await askedHouse();
  await ok(single, 'sales.ops', 'suppress_contact', { contact: 'bea@acme.com', reason: 'opt_out' });
  const other = await reconcile(single, one('e', 'bea@acme.com'));
  expect([other.incident.id, other.incidents]).toEqual(['inc_desk_1', undefined]);
});

test('M7 a copy to ourselves is none, and one without a message id is refused by its place', async () => {
  const house = await askedHouse();
  const {
    matched,
    direct: byHand,
    unmatched,
  } = await reconcile(house, copy({ to: [' RICK@ours.example', 'ana@acme.com'] }));
  expect([matched, byHand, unmatched]).toEqual([[], [{ message_id: '<m1@ours.example>', to: 'ana@acme.com' }], []]);
  const messages = [copy(), copy({ message_id: ' ' })];
  const { error } = await no(house, 'sales.ops', 'reconcile_sent', { messages, until: house.clock.now });
  expect([error.code, error.message]).toEqual(['INVALID_INPUT', expect.stringContaining('messages[1].message_id')]);
});
