import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../clients/program.ts';
import { acme, ana, comment, type Data, ok, refusal } from '../support/calls.ts';
import { type House, loadedFrom, openHouse } from '../support/server.ts';

/** A house whose mails carry a link. */
async function linking(): Promise<House> {
  const file = join(tempFolder(), 'policy.yaml');
  const mailbox =
    'address: rick@twin.example, sender_name: Rick, postal_address: 1 Main Street, warmup_started_on: 2026-04-20';
  writeFileSync(file, `extends: handoff-0.2\nmailbox: { ${mailbox}, unsubscribe_url: 'https://twin.example/u' }\n`);
  return openHouse({ policy: loadedFrom(file) });
}

async function linkTo(house: House, contact: string): Promise<string> {
  const { facts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  const slots = { insight: 'Your annual report counts 900 employees at Acme Corp.' };
  const args = { template: 'nurture_1', contact, slots, insight_fact: facts[0].id };
  const { email } = await ok(house, 'sales.ops', 'render_sequence_email', args);
  const [link = ''] = /https:\/\/twin\.example\/u\/\S+/.exec(email.text) ?? [];
  expect(email.headers).toEqual({
    'List-Unsubscribe': `<${link}>, <mailto:rick@twin.example?subject=unsubscribe>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
  return link;
}

const token = (link: string) => link.slice(link.lastIndexOf('/') + 1);
const idOf = async (house: House): Promise<string> =>
  (await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).contacts[0].id;

test('K5 the token of an opt-out link names its person: the token or the whole link suppresses them', async () => {
  const house = await linking();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana, { name: 'Bea', email: 'bea@acme.com' }] });
  const [link, other] = [await linkTo(house, 'ana@acme.com'), await linkTo(house, 'bea@acme.com')];
  expect(token(link)).toMatch(/^[a-z0-9]{32}-[a-z0-9]{16}$/);
  expect(link).not.toMatch(/ana|acme|=/);
  expect(token(other)).not.toBe(token(link));
  expect(await linkTo(house, 'ana@acme.com')).toBe(link);
  const { accounts } = await ok(house, 'sales.ops', 'suppress_contact', { contact: token(link), reason: 'opt_out' });
  expect(accounts).toHaveLength(1);
  expect(await ok(house, 'cro', 'suppress_contact', { contact: other, reason: 'opt_out' })).toMatchObject({ accounts });
  const { contacts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(contacts.map(({ suppressed }: Data) => suppressed)).toEqual([true, true]);
});

test('K5 a token that was made up names nobody', async () => {
  const house = await linking();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const real = token(await linkTo(house, 'ana@acme.com'));
  const forged = `${real.slice(0, -1)}${real.endsWith('a') ? 'b' : 'a'}`;
  expect(await refusal(house, 'sales.ops', 'suppress_contact', { contact: forged, reason: 'opt_out' })).toBe(
    'NOT_FOUND (§3.5, K5): the opt-out token is none that this ledger gave out. Next: give the whole token of the link as it was opened, or the e-mail address.',
  );
});

test('K5 L13 a click after the erasure still suppresses the address, in any spelling', async () => {
  const house = await linking();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const link = await linkTo(house, 'ana@acme.com');
  await ok(house, 'legal.exec', 'erase_person', { contact: await idOf(house), basis: 'their request of today' });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: token(link), reason: 'opt_out' });
  const filed = await ok(
    house,
    'mining.mind',
    'file_signal_note',
    comment({ contact: { name: 'A', email: 'A.NA+x@acme.com' } }),
  );
  expect(filed.summary).toContain('The person is suppressed');
});

test('K5 L13 a click after the address was corrected suppresses who they are now', async () => {
  const house = await linking();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const link = await linkTo(house, 'ana@acme.com');
  const contact = await idOf(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    contacts: [{ contact, email: 'ruiz@acme.com' }],
  });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: link, reason: 'opt_out' });
  const { contacts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(contacts).toMatchObject([{ id: contact, suppressed: true }]);
});
