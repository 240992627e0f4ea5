import { expect, test } from 'vitest';
import { acme, ana, comment, type Data, ok, refusal, twoHigh } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { seedNurture } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

const bell = { ...acme, domain: 'bell.com', name: 'Bell Labs', contacts: [{ name: 'Bo Bell', email: 'bo@bell.com' }] };

/** Two companies with the same figures on file. */
async function twoCompanies(): Promise<House> {
  const house = await openMailHouse();
  await ok(house, 'sales.ops', 'save_account', {
    ...acme,
    contacts: [ana, { name: 'Bea Lind', email: 'bea@acme.com' }],
  });
  await ok(house, 'sales.ops', 'save_account', bell);
  return house;
}

async function failing(house: House, contact: string, insight: string, role: 'sales.ops' | 'category.positioning') {
  const account = contact.split('@')[1] ?? '';
  const { facts } = await ok(house, 'viewer', 'explain_account', { account });
  const mail = { template: 'nurture_1', contact, slots: { insight }, insight_fact: facts[0].id };
  const { checks } = await ok(house, role, 'render_sequence_email', mail);
  return checks.filter(({ verdict }: Data) => verdict === 'fail').map(({ rule }: Data) => rule);
}

/** Ana of Acme and Bo of Bell on their way through nurture. */
async function bothStarted(): Promise<House> {
  const house = await openMailHouse();
  await seedNurture(house);
  await ok(house, 'sales.ops', 'save_account', bell);
  const contact = { name: 'Bo Bell', email: 'bo@bell.com' };
  await ok(house, 'mining.mind', 'file_signal_note', { ...comment(), account: 'bell.com', contact });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'bell.com' });
  await ok(house, 'sales.ops', 'score_dossier', { ...twoHigh, account: 'bell.com' });
  const contacts = ['ana@acme.com', 'bea@acme.com', 'bo@bell.com'];
  const { list } = await ok(house, 'sales.ops', 'propose_recipients', { template: 'nurture_1', contacts });
  await ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' });
  await ok(house, 'sales.ops', 'start_sequence', { list: list.id });
  return house;
}

const names: Readonly<Record<string, string>> = { 'acme.com': 'Acme Corp', 'bell.com': 'Bell Labs' };

/** A mail of the number of employees; or other words. */
async function mailTo(house: House, contact: string, words?: string): Promise<Data> {
  const account = contact.split('@')[1] ?? '';
  const { facts } = await ok(house, 'viewer', 'explain_account', { account });
  const insight = words ?? `Your annual report counts 900 employees at ${names[account]}.`;
  const mail = { template: 'nurture_1', contact, slots: { insight }, insight_fact: facts[0].id };
  return ok(house, 'sales.ops', 'render_sequence_email', mail);
}

const permit = async (house: House, email: string) =>
  (await ok(house, 'sales.ops', 'authorize_send', { email })).permit.id;
const used = ['personal.company_insight fails'];

test('K4 an insight is used up by a permit that is live or a mail that was sent, and by no other rendering', async () => {
  const house = await bothStarted();
  const toAna = await mailTo(house, 'ana@acme.com');
  const toBo = await mailTo(house, 'bo@bell.com');
  expect([toAna.withheld, toBo.withheld]).toEqual([[], []]);
  const first = await permit(house, toAna.email.id);
  expect((await mailTo(house, 'bo@bell.com')).withheld).toEqual(used);
  const turned = 'At Bell Labs I found 900 employees counted in your annual report.';
  expect((await mailTo(house, 'bo@bell.com', turned)).withheld).toEqual(used);
  expect((await mailTo(house, 'bea@acme.com')).withheld).toEqual([]);
  house.clock.now = '2026-04-21T14:31:00.000Z';
  expect((await mailTo(house, 'bo@bell.com')).withheld).toEqual([]);
  const second = await permit(house, toBo.email.id);
  const sent = { event: 'sent', message_id: '<m2@ours.example>', at: house.clock.now };
  await ok(house, 'sales.ops', 'record_delivery', { permit: second, ...sent });
  house.clock.now = '2026-04-22T14:00:00.000Z';
  expect((await mailTo(house, 'ana@acme.com')).withheld).toEqual(used);
  expect(first).not.toBe(second);
  expect(await house.ledger.verify()).toMatchObject({ ok: true });
});

test('K4 of two mails with one insight that are rendered at once one is permitted', async () => {
  const house = await bothStarted();
  const [toAna, toBo] = await Promise.all([mailTo(house, 'ana@acme.com'), mailTo(house, 'bo@bell.com')]);
  const emails = [toAna.email.id, toBo.email.id];
  const { permits, refused } = await ok(house, 'sales.ops', 'authorize_send', { emails });
  expect(permits).toHaveLength(1);
  expect(refused).toEqual([
    {
      email: toBo.email.id,
      code: 'RULE_REFUSED',
      because: 'but for the names, the sentence on this company stands in a mail to another one',
      next: 'render the mail anew with a sentence on this company alone',
    },
  ]);
  expect(await refusal(house, 'sales.ops', 'authorize_send', { email: toBo.email.id })).toBe(
    'RULE_REFUSED (§5.3.4, K4): but for the names, the sentence on this company stands in a mail to another one. Next: render the mail anew with a sentence on this company alone.',
  );
  const asked = { changes: {}, from: '2026-04-21', to: '2026-04-22', mode: 'point' };
  const { point } = await ok(house, 'chief.staff', 'simulate_policy', asked);
  expect(point).toMatchObject({ different: 0, differences: [] });
  expect(JSON.stringify(point.not_replayable)).not.toContain('kept the mail back');
});

test('K4 what the approved text says of every company is no insight of one', async () => {
  const house = await twoCompanies();
  const said = 'Acme Corp has 900 reasons to be proud.';
  expect(await failing(house, 'ana@acme.com', said, 'sales.ops')).toContain('personal.company_insight');
});
