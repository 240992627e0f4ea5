import { acme, comment, type Data, goodFacts, ok, threeHigh, twoHigh } from './calls.ts';
import { type House, openHouse } from './server.ts';

export const person = (domain: string) => ({ name: 'Ana Ruiz', email: `ana@${domain}` });

export async function company(house: House, domain: string): Promise<void> {
  await ok(house, 'sales.ops', 'save_account', { ...acme, domain, name: domain, facts: goodFacts });
}

export const post = (n: number) => ({
  type: 'E1',
  interaction: 'comment',
  object: `https://www.linkedin.com/posts/${n}`,
});

export async function noted(house: House, domain: string, signal: object): Promise<Data> {
  return ok(house, 'mining.mind', 'file_signal_note', comment({ account: domain, contact: person(domain), signal }));
}

/**
 * Tuesday 21 April: acme.com is MQL by a comment, beta.com SQL by a request, gamma.com on the fast track by two comments.
 * Friday: acme.com is scored and confirmed, gamma.com falls short.
 */
export async function fortnight(): Promise<House> {
  const house = await openHouse();
  for (const domain of ['acme.com', 'beta.com', 'gamma.com']) await company(house, domain);
  await noted(house, 'acme.com', post(1));
  await noted(house, 'beta.com', { type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' });
  await noted(house, 'gamma.com', post(1));
  await noted(house, 'gamma.com', post(2));
  for (const account of ['acme.com', 'beta.com', 'gamma.com'])
    await ok(house, 'sales.ops', 'classify_mql', { account });
  house.clock.now = '2026-04-24T19:00:00.000Z';
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  await ok(house, 'sales.ops', 'score_dossier', { ...twoHigh, account: 'gamma.com' });
  house.clock.now = '2026-04-24T20:00:00.000Z';
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  return house;
}

export const report = (house: House, args: object) => ok(house, 'viewer', 'pipeline_report', { ...args });

export const metric = (data: Data, name: string) => data.metrics.find((each: Data) => each.name === name);
