import { expect, test } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
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

test('7.3 M2 a mail without a permit is recorded; to a suppressed person it opens SEV2, which two investigate and legal.exec closes', async () => {
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

/** So many mails to Ana, reported as sent. */
async function sentMails(house: House, count: number): Promise<void> {
  for (let from = 0; from < count; from += 25) {
    const deliveries = Array.from({ length: Math.min(25, count - from) }, (_, n) => ({
      to: direct.contact,
      event: 'sent',
      message_id: `<s${from + n}@ours.example>`,
      at,
    }));
    await ok(house, 'cro', 'record_delivery', { deliveries });
  }
}

test('M4 a bounce that is told by the address alone is of the last mail to it, and counts once', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await sentMails(house, 20);
  const bounce = { to: direct.contact, event: 'bounce_soft' };
  const first = await tell(house, bounce);
  expect(first.outcome).toBe('recorded');
  expect(first.delivery).toEqual({ event: 'bounce_soft', message_id: '<s19@ours.example>', to: direct.contact, at });
  expect((await tell(house, bounce)).outcome).toBe('repeated');
  expect((await tell(house, { message_id: '<s19@ours.example>', event: 'bounce_soft' })).outcome).toBe('repeated');
  const later = await tell(house, { ...bounce, at: '2026-04-21T14:00:00.000Z', event: 'bounce_hard' });
  expect(later.outcome).toBe('recorded');
  expect(await house.ledger.read((reader) => reader.mailbox().days['2026-04-21']?.bounced)).toBe(1);
});

test('M4 a soft and a hard bounce of one mail count once, in one call too', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await sentMails(house, 20);
  const deliveries = [
    { message_id: '<s1@ours.example>', event: 'bounce_soft', at },
    { message_id: '<s1@ours.example>', event: 'bounce_hard', at },
    { to: direct.contact, event: 'bounce_hard', at },
    { to: direct.contact, event: 'bounce_hard', at },
  ];
  const { deliveries: recorded } = await ok(house, 'cro', 'record_delivery', { deliveries });
  expect(recorded.map(({ outcome }: Data) => outcome)).toEqual(['recorded', 'recorded', 'recorded', 'repeated']);
  expect(await house.ledger.read((reader) => reader.mailbox().days['2026-04-21']?.bounced)).toBe(2);
});

test('M4 a bounce of a mail that is not on file is recorded once', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  expect((await tell(house, { to: direct.contact, event: 'bounce_soft' })).outcome).toBe('recorded');
  expect((await tell(house, { to: direct.contact, event: 'bounce_soft' })).outcome).toBe('repeated');
  expect(await house.ledger.read((reader) => reader.mailbox().days['2026-04-21']?.bounced)).toBe(1);
});

test('M4 complaints of 0.1 % of at least 300 mails are told, 0.3 % pause the sequences', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  await sentMails(house, 400);
  const rates = async (role: Role) =>
    (await ok(house, role, 'session_sweep')).alerts.flatMap(({ kind, summary }: Data) =>
      kind === 'mail_rates' ? [summary] : [],
    );
  const { summary } = await tell(house, { message_id: '<s1@ours.example>', event: 'complaint' });
  const said = 'Complaints: 1 complaint of 400 mails in 7 days, 0.1 % or more; 0.3 % pauses the sequences';
  expect(summary).toContain(` ${said}.`);
  for (const role of ['sales.ops', 'cro', 'chief.staff'] as const) expect(await rates(role)).toEqual([said]);
  expect(await rates('cmo')).toEqual([]);
  const second = await tell(house, { message_id: '<s2@ours.example>', event: 'complaint' });
  expect(second.summary).toContain(
    'The sequences of the mailbox are paused: 2 complaints of 400 mails in 7 days, 0.3 % or more.',
  );
  expect(await rates('sales.ops')).toEqual([
    'The sequences of the mailbox are paused since 2026-04-21T14:00:00.000Z: 2 complaints of 400 mails in 7 days, 0.3 % or more. sales.ops resumes them with hold_sequence (mailbox), with a reason',
  ]);
});
