import { expect, test } from 'vitest';
import { layChanges } from '../../src/policy/changes.ts';
import type { LoadedPolicy } from '../../src/policy/index.ts';
import { type Data, no, ok } from '../support/calls.ts';
import { direct, mailboxPolicy, openMailHouse } from '../support/mailbox.ts';
import { cid, contactId, seedStarted } from '../support/sequences.ts';
import { eventsIn, type House } from '../support/server.ts';

const day = { from: '2026-04-21', to: '2026-05-31' };

/** Sequences may have one mail a day. */
function oneMailADay(): LoadedPolicy {
  const laid = layChanges(mailboxPolicy(), { 'sending.direct_reserve': 24 }, { version: 'one-a-day', note: 'a test' });
  if ('faults' in laid) throw new Error(JSON.stringify(laid.faults));
  return laid.policy;
}

async function rendered(house: House, contact: string, template = 'nurture_1', from = 'Your'): Promise<string> {
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const { email } = await ok(house, 'sales.ops', 'render_sequence_email', {
    template,
    contact,
    slots: { insight: `${from} annual report counts 900 employees at Acme Corp.` },
    insight_fact: facts.find((each: Data) => each.fact === 'employees').id,
  });
  return email.id;
}

const nothing = { would_not: [], would: [], counts: { would_not: 0, would: 0 }, unknown: 0 };

const simulated = (house: House, changes: object) =>
  ok(house, 'cro', 'simulate_policy', { changes, ...day, mode: 'point' });

const refusedMails = (house: House) => eventsIn(house).filter(({ type }) => type === 'mail_refused');

test('6.3b P4 a mail that the cap kept back beside one that went out would have been permitted under a wider cap', async () => {
  const house = await openMailHouse({ policy: oneMailADay() });
  await seedStarted(house);
  const [ana, bea] = [await rendered(house, 'ana@acme.com'), await rendered(house, 'bea@acme.com')];
  const { refused } = await ok(house, 'sales.ops', 'authorize_send', { emails: [ana, bea] });
  expect(refused.map(({ email, code }: Data) => [email, code])).toEqual([[bea, 'CAP_REACHED']]);
  expect(refused[0].because).toMatch(/; ask again on \d{4}-\d{2}-\d{2}, which has room$/);
  const [event] = refusedMails(house);
  expect(event?.body).toMatchObject({ email: bea, code: 'CAP_REACHED', hindrances: ['CAP_REACHED 5.5 M3'] });

  expect((await simulated(house, {})).mails).toEqual(nothing);
  const { point, mails, draft } = await simulated(house, { 'sending.direct_reserve': 5 });
  const because = [
    {
      rule: 'authorize_send',
      clause: '5.5',
      verdict: 'pass',
      because: 'then: 1 of 25 mails of 2026-04-21 are sent or permitted, 24 of them kept for direct mail',
      basis: 'ruling',
    },
  ];
  expect(mails).toEqual({
    ...nothing,
    counts: { would_not: 0, would: 1 },
    would: [{ account: 'acme.com', refused_event: event?.seq, because }],
  });
  expect(point.differences).toMatchObject([
    { account: 'acme.com', decision: 'authorize_send', event: event?.seq, was: 'refused', would: 'granted' },
  ]);
  expect(draft.changes).toEqual({ 'sending.direct_reserve': 5 });
});

test('6.3b P4 a call that was refused is taken again mail by mail, each with all that kept it back', async () => {
  const house = await openMailHouse({ policy: oneMailADay() });
  await seedStarted(house);
  const [ana, bea] = [await rendered(house, 'ana@acme.com'), await rendered(house, 'bea@acme.com')];
  const early = await rendered(house, 'bea@acme.com', 'nurture_2', 'The');
  await ok(house, 'sales.ops', 'authorize_send', { email: ana });
  await no(house, 'sales.ops', 'authorize_send', { emails: [early, bea] });
  expect(refusedMails(house).map(({ body }) => [body.email, body.hindrances])).toEqual([
    [early, ['RULE_REFUSED 5.2 C1', 'CAP_REACHED 5.5 M3']],
    [bea, ['CAP_REACHED 5.5 M3']],
  ]);
  const { point, mails } = await simulated(house, { 'sending.direct_reserve': 5 });
  expect(mails.would).toHaveLength(1);
  expect([mails.unknown, point.different]).toEqual([0, 1]);
});

test('6.3b P4 a mail that was asked for first is taken again without the permits that its call granted later', async () => {
  const house = await openMailHouse({ policy: oneMailADay() });
  await seedStarted(house);
  await ok(house, 'sales.ops', 'hold_sequence', { contact: 'ana@acme.com', action: 'pause', reason: 'they are away' });
  const [ana, bea] = [await rendered(house, 'ana@acme.com'), await rendered(house, 'bea@acme.com')];
  const { permits } = await ok(house, 'sales.ops', 'authorize_send', { emails: [ana, bea] });
  expect(refusedMails(house)[0]?.body).toMatchObject({
    hindrances: ['RULE_REFUSED 5.2 C4'],
    granted: [permits[0].id],
  });
  const { point, mails } = await simulated(house, { 'gates.G1.value': { value: 200, basis: 'confirmed' } });
  expect([mails.would, mails.unknown, point.different]).toEqual([[], 0, 0]);
});

test('6.3b P4 refused direct mail, whose words nobody kept, is said to be unknown, with its account', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  await no(house, 'cro', 'authorize_send', { direct: { ...direct, contact: cid.email } });
  const contact = await contactId(house, cid.email);
  const [event] = refusedMails(house);
  expect(event?.body).toMatchObject({ contact, code: 'RULE_REFUSED' });
  expect(JSON.stringify(event?.body)).not.toContain('gladly');
  const { mails, point } = await simulated(house, { 'sending.direct_stages': ['MQL'] });
  const why = 'the words of direct mail that was refused are not on record';
  expect(mails).toMatchObject({
    would: [],
    unknown: 1,
    unknown_because: [{ account: 'acme.com', event: event?.seq, why }],
  });
  expect(point.not_replayable_because).toContainEqual({ account: 'acme.com', event: event?.seq, why });
});

test('6.3b P4 a mail to an address that was not the one on file would not go out under any cap', async () => {
  const house = await openMailHouse({ policy: oneMailADay() });
  await seedStarted(house);
  const [ana, bea] = [await rendered(house, 'ana@acme.com'), await rendered(house, 'bea@acme.com')];
  await ok(house, 'sales.ops', 'authorize_send', { email: ana });
  const id = await contactId(house, 'bea@acme.com');
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    contacts: [{ contact: id, email: 'bea.lind@acme.com' }],
  });
  await no(house, 'sales.ops', 'authorize_send', { email: bea });
  expect(refusedMails(house)[0]?.body).toMatchObject({ other_address: true });
  expect((await simulated(house, { 'sending.direct_reserve': 5 })).mails).toMatchObject({ would: [], unknown: 0 });
});

test('6.3b P4 what time had ended by then is ended for a mail that is taken again', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const ana = await rendered(house, 'ana@acme.com');
  house.clock.now = '2026-04-25T03:55:00.000Z';
  await ok(house, 'sales.ops', 'authorize_send', { email: ana });
  // Saturday: the permit is over, and nobody has swept.
  house.clock.now = '2026-04-25T04:40:00.000Z';
  await no(house, 'sales.ops', 'authorize_send', { email: ana });
  expect(refusedMails(house).map(({ body }) => body.hindrances)).toEqual([['RULE_REFUSED 5.2 C2']]);
  const changes = { 'gates.G1.value': { value: 200, basis: 'confirmed' } };
  expect((await simulated(house, changes)).mails).toEqual(nothing);
});
