import { expect, test } from 'vitest';
import { type Data, ok, refusal } from '../support/calls.ts';
import { direct, openMailHouse, permitted, seedAsked } from '../support/mailbox.ts';
import type { House } from '../support/server.ts';

const at = '2026-04-21T14:00:00.000Z';

const tell = (house: House, told: Data) => ok(house, 'cro', 'record_delivery', { at, ...told });

test('M2 a second report is answered with the first', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit } = await permitted(house);
  const first = await tell(house, { permit: permit.id, event: 'sent', message_id: '<m1@ours.example>' });
  expect(first.delivery).toEqual({
    permit: permit.id,
    event: 'sent',
    message_id: '<m1@ours.example>',
    to: direct.contact,
    at,
  });
  const again = await tell(house, { permit: permit.id, event: 'failed' });
  expect(again.outcome).toBe('repeated');
  expect(again.delivery).toEqual(first.delivery);
});

test('M2 unknown may be followed once by sent or failed; until then the bytes are not permitted anew', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit } = await permitted(house);
  expect((await tell(house, { permit: permit.id, event: 'unknown' })).outcome).toBe('recorded');
  expect((await tell(house, { permit: permit.id, event: 'unknown' })).outcome).toBe('repeated');
  expect(await refusal(house, 'cro', 'authorize_send', { direct })).toMatch(/^CONFLICT .* already \(unknown\)/);
  expect((await tell(house, { permit: permit.id, event: 'failed' })).outcome).toBe('recorded');
  expect((await permitted(house)).outcome).toBe('granted');
});

test('M2 a mail without a permit is recorded; to a suppressed person it opens SEV2, which two investigate and legal.exec closes', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const plain = await tell(house, { to: direct.contact, event: 'sent', message_id: '<m1@ours.example>' });
  expect(plain.outcome).toBe('recorded');
  expect(plain.incident).toBeUndefined();
  await ok(house, 'sales.ops', 'suppress_contact', { contact: direct.contact, reason: 'opt_out' });
  const { incident, opened } = await tell(house, {
    to: direct.contact,
    event: 'sent',
    message_id: '<m2@ours.example>',
  });
  expect(incident).toEqual({ id: 'inc_desk_1', severity: 'SEV2', state: 'opened' });
  expect(opened.map(({ kind, role, subject }: Data) => [kind, role, subject])).toEqual([
    ['investigate_incident', 'legal.exec', 'inc_desk_1'],
    ['investigate_incident', 'sales.ops', 'inc_desk_1'],
  ]);
  const alerts = async () =>
    (await ok(house, 'legal.exec', 'session_sweep')).alerts.map((each: Data) => each.summary.slice(0, 29));
  expect(await alerts()).toEqual(['SEV2 inc_desk_1 (opened): a m']);
  await ok(house, 'legal.exec', 'complete_task', { task: opened[0].id, note: 'written by hand on a phone' });
  const last = await ok(house, 'sales.ops', 'complete_task', {
    task: opened[1].id,
    note: 'the list was not looked at',
  });
  expect(last.opened.map(({ kind, role }: Data) => [kind, role])).toEqual([['close_incident', 'legal.exec']]);
  await ok(house, 'legal.exec', 'complete_task', { task: last.opened[0].id, note: 'reviewed' });
  expect(await alerts()).toEqual([]);
});

test('M4 a complaint suppresses, and the same bounce is told once', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await tell(house, { to: direct.contact, event: 'sent', message_id: '<m1@ours.example>' });
  expect((await tell(house, { message_id: '<m1@ours.example>', event: 'bounce_soft' })).outcome).toBe('recorded');
  expect((await tell(house, { message_id: '<m1@ours.example>', event: 'bounce_soft' })).outcome).toBe('repeated');
  await tell(house, { message_id: '<m1@ours.example>', event: 'complaint' });
  expect(await refusal(house, 'cro', 'authorize_send', { direct })).toMatch(/^SUPPRESSED \(§3.5, L13\)/);
});

test('M4 more than 5 % bounces of at least 20 mails pause the sequences of the mailbox', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  for (let n = 0; n < 20; n += 1)
    await tell(house, { to: direct.contact, event: 'sent', message_id: `<m${n}@ours.example>` });
  await tell(house, { message_id: '<m0@ours.example>', event: 'bounce_soft' });
  const { summary } = await tell(house, { message_id: '<m1@ours.example>', event: 'bounce_soft' });
  expect(summary).toBe(
    'Recorded: bounce soft, without a permit. The sequences of the mailbox are paused: 2 bounces of 20 mails in 7 days, more than 5 %.',
  );
});

test('M2 deliveries are told in one call, each with its answer', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit } = await permitted(house);
  const rows = [
    { permit: permit.id, event: 'sent', message_id: '<m1@ours.example>', at },
    { permit: permit.id, event: 'sent', at },
    { to: 'nobody@acme.com', event: 'sent', message_id: '<m2@ours.example>', at },
  ];
  const { deliveries, refused } = await ok(house, 'cro', 'record_delivery', { deliveries: rows });
  expect(deliveries.map(({ outcome }: Data) => outcome)).toEqual(['recorded']);
  expect(refused.map(({ index, code }: Data) => [index, code])).toEqual([
    [1, 'INVALID_INPUT'],
    [2, 'NOT_FOUND'],
  ]);
});
