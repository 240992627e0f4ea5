import { expect, test } from 'vitest';
import { answer, type Data, ok, refusal } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { metric, report } from '../support/reports.ts';
import { bea, cid, contactId, permittedMail, seedNurture } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

const people = ['ana@acme.com', bea.email, cid.email];

async function mailed(house: House, contact: string): Promise<string> {
  const permit = await permittedMail(house, contact);
  await told(house, { permit: permit.id, event: 'sent', message_id: `<${contact}>` });
  return permit.id;
}

const told = (house: House, args: Data) => ok(house, 'sales.ops', 'record_delivery', { at: house.clock.now, ...args });

const replied = (house: House, contact: string, type: number, text: string) =>
  ok(house, 'sales.ops', 'record_response', { contact, type, received_at: house.clock.now, text });

/** Tuesday of W17: Ana, Bea and Cid are on the way through nurture. */
async function enrolled(): Promise<House> {
  const house = await openMailHouse();
  await seedNurture(house);
  const { list } = await ok(house, 'sales.ops', 'propose_recipients', { template: 'nurture_1', contacts: people });
  await ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' });
  await ok(house, 'sales.ops', 'start_sequence', { list: list.id });
  return house;
}

/** ... the first touch to each, and a mail outside any sequence; Bea's bounces. */
async function sent(): Promise<{ readonly house: House; readonly permits: readonly string[] }> {
  const house = await enrolled();
  const permits: string[] = [];
  for (const each of people) permits.push(await mailed(house, each));
  await told(house, { to: 'dov@acme.com', event: 'sent', message_id: '<direct@ours.example>' });
  await told(house, { permit: permits[1], event: 'bounce_hard' });
  return { house, permits };
}

const week = { kind: 'weekly_close', period: '2026-W17' };

test('W9 6.1c of three mails that were sent one bounced, one was answered, one by a machine: 1 of 2', async () => {
  const { house } = await sent();
  const before = await report(house, week);
  expect(metric(before, 'reply_rate')).toMatchObject({ value: 0, numerator: 0, denominator: 2 });
  house.clock.now = '2026-04-21T15:00:00.000Z';
  await replied(house, cid.email, 9, 'I am out of the office until 4 May.');
  await replied(house, 'ana@acme.com', 2, 'Interesting, send me more.');
  const data = await report(house, week);
  const parts = { sends: 3, bounced: 1, auto_replies: 1, positive: 1 };
  expect(metric(data, 'reply_rate')).toMatchObject({ value: 0.5, numerator: 1, denominator: 2, parts });
  expect(metric(data, 'open_rate')).toMatchObject({ value: null, not_measurable: { why: 'not_told' }, parts });
  expect(data.sequences).toEqual([
    {
      sequence: 'nurture',
      sends: 3,
      bounced: 1,
      replies: 1,
      positive: 1,
      opens: null,
      open_rate: null,
      reply_rate: 0.5,
    },
  ]);
  const { traced } = await report(house, { ...week, detail: 'full', filter: { metric: 'reply_rate' } });
  expect(traced.map((each: Data) => each.in)).toEqual([['numerator', 'denominator'], ['denominator']]);
});

test('W9 a mail is answered once, an objection is no positive reply, and one that comes later counts for its week', async () => {
  const { house } = await sent();
  house.clock.now = '2026-04-28T15:00:00.000Z';
  await replied(house, cid.email, 6, 'We already have this covered.');
  await replied(house, cid.email, 6, 'As I said, we have this covered already.');
  const data = await report(house, week);
  const parts = { sends: 3, bounced: 1, auto_replies: 0, positive: 0 };
  expect(metric(data, 'reply_rate')).toMatchObject({ value: 0.5, numerator: 1, denominator: 2, parts });
  const next = await report(house, { kind: 'weekly_close', period: '2026-W18' });
  expect(metric(next, 'reply_rate')).toMatchObject({ value: null, before: 0.5, not_measurable: { why: 'no_cases' } });
  expect(next.sequences).toEqual([]);
});

const rate = async (house: House) => {
  const { numerator, denominator } = metric(await report(house, week), 'reply_rate');
  return `${numerator} of ${denominator}`;
};

test('W9 a reply belongs to the mail that went out before it, though its report as sent came later', async () => {
  const house = await enrolled();
  const { id: permit } = await permittedMail(house, cid.email);
  const at = house.clock.now;
  house.clock.now = '2026-04-21T18:00:00.000Z';
  await told(house, { permit, event: 'sent', message_id: '<cid>', at });
  const received_at = '2026-04-21T16:00:00.000Z';
  await ok(house, 'sales.ops', 'record_response', { contact: cid.email, type: 2, received_at, text: 'Send me more.' });
  expect(await rate(house)).toBe('1 of 1');
});

test('W9 a reply that comes after direct mail answers that, not the sequence', async () => {
  const house = await enrolled();
  await mailed(house, cid.email);
  house.clock.now = '2026-04-21T16:00:00.000Z';
  await told(house, { to: cid.email, event: 'sent', message_id: '<by-hand>' });
  house.clock.now = '2026-04-21T17:00:00.000Z';
  await replied(house, cid.email, 2, 'Interesting, send me more.');
  expect(await rate(house)).toBe('0 of 1');
});

test('W9 A2 joined contacts are one person: what one of them answers is an answer to the mail of the other', async () => {
  const house = await enrolled();
  await mailed(house, bea.email);
  const [contact, same_as] = [await contactId(house, cid.email), await contactId(house, bea.email)];
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [{ contact, same_as }] });
  await replied(house, bea.email, 2, 'Interesting, send me more.');
  expect(await rate(house)).toBe('1 of 1');
});

test('W9 A2 who moved to another account answers the mail of the first', async () => {
  const house = await enrolled();
  await mailed(house, cid.email);
  const contact = await contactId(house, cid.email);
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta', contacts: [{ contact }] });
  await replied(house, cid.email, 2, 'Interesting, send me more.');
  expect(await rate(house)).toBe('1 of 1');
});

test('W9 6.1c opens are a rate only where the way of sending tells of them', async () => {
  const { house, permits } = await sent();
  await told(house, { permit: permits[2], event: 'open' });
  const data = await report(house, week);
  expect(metric(data, 'open_rate')).toMatchObject({ value: 0.5, numerator: 1, denominator: 2 });
  expect(data.sequences[0]).toMatchObject({ opens: 1, open_rate: 0.5, reply_rate: 0 });
});

test('W9 filter.sequence keeps the mails of one sequence in rates, rows and traces', async () => {
  const { house } = await sent();
  const of = (sequence: string, more: object = {}) => report(house, { ...week, filter: { sequence }, ...more });
  const nurture = await of('nurture', { detail: 'full' });
  expect(metric(nurture, 'reply_rate')).toMatchObject({ numerator: 0, denominator: 2, parts: { sends: 3 } });
  expect(nurture.sequences).toHaveLength(1);
  expect(nurture.remarks).toBeUndefined();
  const activation = await of('activation', { detail: 'full' });
  expect(metric(activation, 'reply_rate')).toMatchObject({ value: null, denominator: 0, parts: { sends: 0 } });
  expect(activation.sequences).toEqual([]);
  expect(activation.traced.filter((each: Data) => each.metric === 'reply_rate')).toEqual([]);
  // A figure that counts no mail stays whole.
  expect(metric(activation, 'new_mqls')).toEqual(metric(nurture, 'new_mqls'));
  expect(await refusal(house, 'viewer', 'pipeline_report', { ...week, filter: { sequence: 'nurtur' } })).toBe(
    'INVALID_INPUT: `filter.sequence` is `nurtur`. Next: give one of nurture, activation, re_engagement, post_briefing.',
  );
});

test.each(['daily_check_in', 'attribution', 'sla', 'scaling', 'calibration'])(
  'W9 %s counts no mails of a sequence, and says that the filter changes nothing',
  async (kind) => {
    const { house } = await sent();
    const plain = await report(house, { kind });
    const { data, text } = await answer(house, 'viewer', 'pipeline_report', {
      kind,
      filter: { sequence: 'nurture' },
    });
    expect(data).toEqual({
      ...plain,
      remarks: [`filter.sequence changes nothing in ${kind}; it is for weekly_close`],
    });
    expect(text).toContain(`Mind: filter.sequence changes nothing in ${kind}; it is for weekly_close.`);
    expect(await refusal(house, 'viewer', 'pipeline_report', { kind, filter: { sequence: 'x' } })).toMatch(
      /^INVALID_INPUT: `filter.sequence` is `x`/,
    );
  },
);
