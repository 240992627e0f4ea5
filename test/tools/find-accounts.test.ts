import { expect, test } from 'vitest';
import { answer, type Data, describeReading, ok, refusal, seedMql } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

async function threeAccounts(house: House): Promise<void> {
  await seedMql(house);
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta Works' });
  await ok(house, 'sales.ops', 'save_account', { domain: 'gamma.io', name: 'Gamma Acme' });
}

describeReading(
  'find_accounts',
  async (house) => {
    await threeAccounts(house);
    return { stage: 'PROSPECT' };
  },
  { bad: { limit: 101 }, found: '`limit` is `101`', next: 'give at most 100' },
);

const found = async (house: House, args: object): Promise<string[]> => {
  const { accounts } = await ok(house, 'cmo', 'find_accounts', args as Data);
  return accounts.map((each: Data) => each.domain);
};

test('6.2a find_accounts finds by name, domain, stage, review, signal and flag', async () => {
  const house = await openHouse();
  await threeAccounts(house);
  expect(await found(house, {})).toEqual(['acme.com', 'beta.com', 'gamma.io']);
  expect(await found(house, { query: 'acme' })).toEqual(['acme.com', 'gamma.io']);
  expect(await found(house, { query: 'beta.c' })).toEqual(['beta.com']);
  expect(await found(house, { query: 'Beta Wo' })).toEqual(['beta.com']);
  expect(await found(house, { stage: 'MQL' })).toEqual(['acme.com']);
  expect(await found(house, { review: 'DOSSIER_DUE' })).toEqual(['acme.com']);
  expect(await found(house, { signal_type: 'E1' })).toEqual(['acme.com']);
  expect(await found(house, { signal_type: 'E2' })).toEqual([]);
  expect(await found(house, { flag: 'cro_weight' })).toEqual([]);
  expect(await found(house, { stage: 'MQL', query: 'gamma' })).toEqual([]);
});

test('6.2a find_accounts reads a domain as every tool does: a host, an address, an international name', async () => {
  const house = await openHouse();
  await threeAccounts(house);
  await ok(house, 'sales.ops', 'save_account', { domain: 'müller.de', name: 'Werk AG' });
  expect(await found(house, { query: 'https://www.Beta.com/about' })).toEqual(['beta.com']);
  expect(await found(house, { query: 'eu.beta.com' })).toEqual(['beta.com']);
  expect(await found(house, { query: 'Müller.de' })).toEqual(['xn--mller-kva.de']);
});

test('6.2a find_accounts answers whole accounts, each with its next step', async () => {
  const house = await openHouse();
  await threeAccounts(house);
  const { data, text } = await answer(house, 'viewer', 'find_accounts', { stage: 'MQL' });
  const [acme] = data.accounts;
  expect(Object.keys(acme).sort()).toEqual([
    'domain',
    'first_touch',
    'flags',
    'id',
    'name',
    'next',
    'owner',
    'priority',
    'review',
    'stage',
    'stage_since',
  ]);
  expect(acme.next).toBe('sales.ops: score S1 to S4 with dated findings (score_dossier)');
  expect(text).toBe('- Acme Corp (acme.com): MQL, DOSSIER_DUE');
  const none = await answer(house, 'viewer', 'find_accounts', { stage: 'WON' });
  expect(none).toEqual({ data: { accounts: [] }, text: 'No account fits.' });
});

test('6.2a find_accounts turns pages by its cursor, and refuses one it never gave', async () => {
  const house = await openHouse();
  await threeAccounts(house);
  const first = await ok(house, 'viewer', 'find_accounts', { limit: 2 });
  expect(first.accounts.map((each: Data) => each.domain)).toEqual(['acme.com', 'beta.com']);
  const second = await ok(house, 'viewer', 'find_accounts', { limit: 2, cursor: first.next_cursor });
  expect(second.accounts.map((each: Data) => each.domain)).toEqual(['gamma.io']);
  expect(second.next_cursor).toBeUndefined();
  expect(await refusal(house, 'viewer', 'find_accounts', { cursor: 'zzz' })).toBe(
    'INVALID_INPUT: `cursor`: it is not one that this list gave out. Next: correct `cursor` and call again; nothing was recorded.',
  );
  expect(await refusal(house, 'viewer', 'find_accounts', { limit: 0 })).toBe(
    'INVALID_INPUT: `limit` is `0`. Next: give at least 1.',
  );
  expect(await refusal(house, 'viewer', 'find_accounts', { stage: 'mql' })).toBe(
    'INVALID_INPUT: `stage` is `mql`. Next: give one of PROSPECT, MQL, SQL, BRIEFING_READY, ASSESSMENT_QUALIFIED, WON, RECYCLED, DISQUALIFIED, ARCHIVED.',
  );
});

test('6.2a find_accounts takes a cursor for the filters it was given out for alone', async () => {
  const house = await openHouse();
  for (const domain of ['acme.com', 'beta.com', 'delta.com'])
    await ok(house, 'sales.ops', 'save_account', { domain, name: domain });
  const { next_cursor: cursor } = await ok(house, 'cmo', 'find_accounts', { limit: 1, stage: 'PROSPECT' });
  const next = await ok(house, 'cmo', 'find_accounts', { limit: 2, stage: 'PROSPECT', cursor });
  expect(next.accounts.map((account: Data) => account.domain)).toEqual(['beta.com', 'delta.com']);
  for (const other of [{}, { stage: 'MQL' }, { stage: 'PROSPECT', query: 'beta' }])
    expect(await refusal(house, 'cmo', 'find_accounts', { ...other, cursor })).toMatch(
      /^INVALID_INPUT: `cursor`: it was given out for other filters\./,
    );
  expect(await refusal(house, 'cmo', 'find_accounts', { stage: 'PROSPECT', cursor: `${cursor}*` })).toMatch(
    /^INVALID_INPUT: `cursor`: it is not one that this list gave out\./,
  );
});
