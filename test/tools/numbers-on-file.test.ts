import { expect, test } from 'vitest';
import { acme, ana, type Data, ok } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';

test('K4 a slot may give a number that another fact on file holds, and the day of the fact it rests on', async () => {
  const house = await openMailHouse();
  const listings = { fact: 'listings', value: 14, source: 'AWS', evidence: 'Marketplace', as_of: '2026-04-02' };
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana], facts: [...acme.facts, listings] });
  const { facts } = await ok(house, 'viewer', 'explain_account', { account: acme.domain });
  const { id } = facts.find(({ fact }: Data) => fact === 'listings');
  const traced = async (insight: string) => {
    const mail = { template: 'nurture_1', contact: ana.email, slots: { insight }, insight_fact: id };
    const { checks } = await ok(house, 'category.positioning', 'render_sequence_email', mail);
    return checks.find(({ rule }: Data) => rule === 'claims.traced').verdict;
  };
  expect(await traced('Acme Corp has 900 people and 14 listings.')).toBe('pass');
  expect(await traced('On 2 April I counted 14 listings of Acme Corp.')).toBe('pass');
  expect(await traced('Acme Corp has 900 listings.')).toBe('fail');
  expect(await traced('On 3 April I counted 14 listings of Acme Corp.')).toBe('fail');
});
