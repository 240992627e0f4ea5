import { expect, test } from 'vitest';
import { acme, ana, type Data, ok } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
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

test('K4 an insight that, names aside, stands in a mail to another company is none', async () => {
  const house = await twoCompanies();
  const of = (name: string) => `Your annual report counts 900 employees at ${name}.`;
  expect(await failing(house, 'ana@acme.com', of('Acme Corp'), 'category.positioning')).toEqual([]);
  expect(await failing(house, 'bo@bell.com', of('Bell Labs'), 'sales.ops')).toEqual([]);
  expect(await failing(house, 'ana@acme.com', of('Acme Corp'), 'sales.ops')).toEqual(['personal.company_insight']);
  const turned = 'At Acme Corp I found 900 employees counted in your annual report.';
  expect(await failing(house, 'ana@acme.com', turned, 'sales.ops')).toEqual(['personal.company_insight']);
  const own = 'Acme Corp grew to 900 employees, says your annual report.';
  expect(await failing(house, 'ana@acme.com', own, 'sales.ops')).toEqual([]);
  expect(await failing(house, 'bea@acme.com', own, 'sales.ops')).toEqual([]);
  expect(await failing(house, 'bo@bell.com', of('Bell Labs'), 'sales.ops')).toEqual([]);
  expect(await house.ledger.verify()).toMatchObject({ ok: true });
});

test('K4 what the approved text says of every company is no insight of one', async () => {
  const house = await twoCompanies();
  const said = 'Acme Corp has 900 reasons to be proud.';
  expect(await failing(house, 'ana@acme.com', said, 'sales.ops')).toContain('personal.company_insight');
});
