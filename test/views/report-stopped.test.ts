import { expect, test } from 'vitest';
import { acme, comment, type Data, ok, threeHigh } from '../support/calls.ts';
import { metric, report } from '../support/reports.ts';
import { type House, openHouse } from '../support/server.ts';

const bea = { name: 'Bea Lind', email: 'bea@acme.com' };

/** Bea opted out before anybody knew of Acme; there she subscribes, Ana asks a question by mail, and Acme comes to SQL. */
async function back(): Promise<House> {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'suppress_contact', { contact: bea.email, reason: 'opt_out' });
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'category.positioning', 'file_signal_note', comment({ contact: bea, signal: { type: 'E2' } }));
  const question = { type: 'E3', channel: 'email', topic: 'ecosystem_revenue', quote: 'How do you measure it?' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ signal: question }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  return house;
}

/** Her part in W6, W7 and W10: touches by type, influenced entries, people of the pipeline by row and by week. */
async function figures(house: House) {
  const { by_signal, metrics } = await report(house, { kind: 'attribution', period: '2026-Q2' });
  const { triggers, traced } = await report(house, { kind: 'scaling', detail: 'full', limit: 100 });
  const people = triggers.find((each: Data) => each.name === 'contacts_in_pipeline');
  const rows = traced.filter((each: Data) => each.metric === 'contacts_in_pipeline');
  return {
    touches: by_signal.flatMap((each: Data) => (each.any_touch > 0 ? [`${each.signal_type} ${each.weighted}`] : [])),
    influenced: metric({ metrics }, 'marketing_influenced_entries').numerator,
    people: [people.value, rows.reduce((sum: number, each: Data) => sum + each.value, 0), people.trend.at(-1).value],
  };
}

const without = { touches: ['E3 1'], influenced: 0 };

test('A11 W6 W7 W10 who was suppressed before they stood at an account counts for nothing in any report', async () => {
  const house = await back();
  expect(await figures(house)).toEqual({ ...without, people: [1, 1, 0] });
  house.clock.now = '2026-04-28T14:00:00.000Z';
  expect(await figures(house)).toEqual({ ...without, people: [1, 1, 1] });
});

test('A11 W1 an erasure since changes none of that, though it takes what told that they were suppressed', async () => {
  const house = await back();
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'legal.exec', 'erase_person', { contact: bea.email, basis: 'her request of 27 April' });
  expect(await figures(house)).toEqual({ ...without, people: [1, 1, 1] });
});

test('A11 L14 W7 whose suppression is voided influenced all along, and is of the pipeline from the void on', async () => {
  const house = await back();
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'legal.exec', 'void_suppression', { contact: bea.email, evidence: 'a namesake had opted out' });
  expect(await figures(house)).toEqual({ ...without, influenced: 1, people: [2, 2, 1] });
});
