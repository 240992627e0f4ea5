import { expect, test } from 'vitest';
import { acme, answer, comment, type Data, describeReading, ok, refusal, seedMql } from '../support/calls.ts';
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
  expect(text).toBe(
    '- Acme Corp (acme.com): MQL, DOSSIER_DUE. Next: sales.ops: score S1 to S4 with dated findings (score_dossier)',
  );
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
  expect(await refusal(house, 'viewer', 'find_accounts', { stage: 'mqls' })).toBe(
    'INVALID_INPUT: `stage` is `mqls`. Next: give one of PROSPECT, MQL, SQL, BRIEFING_READY, ASSESSMENT_QUALIFIED, WON, RECYCLED, DISQUALIFIED, ARCHIVED.',
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

test('6.2a find_accounts finds a name in any spelling: case, accents, legal forms, native names, one letter amiss', async () => {
  const house = await openHouse();
  const companies = [
    ['acme.com', 'Acme Corp'],
    ['societegenerale.fr', 'Société Générale'],
    ['mueller-werke.de', 'Müller Werke GmbH'],
    ['wartsila.fi', 'Wärtsilä Oyj Abp'],
    ['datadog.io', 'Data Dog'],
    ['größe.de', 'Werk AG'],
    ['severstal.ru', 'Северсталь'],
  ];
  for (const [domain, name] of companies) await ok(house, 'sales.ops', 'save_account', { domain, name });
  const exact = async (query: string) => {
    const { accounts, near } = await ok(house, 'cmo', 'find_accounts', { query });
    return [accounts.map((each: Data) => each.domain), near ?? false];
  };
  expect(await exact('SOCIETE generale')).toEqual([['societegenerale.fr'], false]);
  expect(await exact('северсталь')).toEqual([['severstal.ru'], false]);
  expect(await exact('Wärtsilä Oyj Abp')).toEqual([['wartsila.fi'], false]);
  expect(await exact('Wartsila Oy')).toEqual([['wartsila.fi'], false]);
  expect(await exact('Wartsila Ltd')).toEqual([['wartsila.fi'], false]);
  expect(await exact('Wartsila SE')).toEqual([['wartsila.fi'], true]);
  expect(await exact('ООО Северсталь')).toEqual([['severstal.ru'], true]);
  expect(await exact('Mueller')).toEqual([['mueller-werke.de'], false]);
  expect(await exact('Mueler Werke')).toEqual([['mueller-werke.de'], true]);
  expect(await exact('Müller')).toEqual([['mueller-werke.de'], false]);
  expect(await exact('Größe')).toEqual([['xn--gre-6ka8i.de'], true]);
  expect(await exact('datadog.com')).toEqual([['datadog.io'], true]);
  expect(await exact('data dgo')).toEqual([['datadog.io'], true]);
  for (const query of ['Akme', 'Acmme', 'Acm', 'cAme', 'acmi corp', 'akme.com', 'acme.io'])
    expect((await exact(query))[0], query).toEqual(['acme.com']);
  expect(await exact('zzzz')).toEqual([[], false]);
  const { text } = await answer(house, 'cmo', 'find_accounts', { query: 'Akme' });
  expect(text).toBe(
    'No account is spelled so; nearly:\n- Acme Corp (acme.com): PROSPECT. Next: sales.ops or category.positioning: find the facts that G1, G2, G3, G4, G5 still lack (save_account)',
  );
});

test('6.2a find_accounts finds people by name or address, and says who is suppressed', async () => {
  const house = await openHouse();
  await threeAccounts(house);
  const zoe = { name: 'Zoé Anders', email: 'zoe@beta.com' };
  await ok(house, 'mining.mind', 'file_signal_note', { ...comment(), account: 'beta.com', contact: zoe });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'zoe@beta.com', reason: 'opt_out' });
  const people = async (args: Data) => (await ok(house, 'cmo', 'find_accounts', args)).people ?? [];
  const called = [
    { contact: expect.stringMatching(/^con_/), account: 'beta.com', name: 'Zoé Anders', suppressed: true },
  ];
  for (const query of ['zoe', 'Anders', 'zoe anders', 'ANDERS, Zoe', 'zoe@beta.com', 'Andres'])
    expect(await people({ query }), query).toEqual(called);
  expect(await people({ query: 'Ana Ruiz' })).toMatchObject([{ account: 'acme.com', suppressed: false }]);
  expect(await people({ query: 'zoe', stage: 'MQL' })).toEqual([]);
  expect(await people({ query: 'beta' })).toEqual([]);
  const { data, text } = await answer(house, 'cmo', 'find_accounts', { query: 'zoe' });
  expect(text).toBe(
    `No account fits.\nPeople:\n- Zoé Anders (${data.people[0].contact}) at beta.com: suppressed, no mail`,
  );
  await ok(house, 'legal.exec', 'erase_person', { contact: 'zoe@beta.com', basis: 'GDPR 17' });
  for (const query of ['zoe', 'zoe@beta.com']) expect(await people({ query })).toEqual([]);
});

test('A2 find_accounts finds a person by any spelling of the profile, by a native name, and joined contacts as one', async () => {
  const house = await openHouse();
  const contacts = [
    { name: 'Jo Doe', email: 'jo@beta.com' },
    { name: 'Jo Doe', linkedin_url: 'https://www.linkedin.com/in/jodoe' },
    { name: '山田 太郎', email: 'taro@beta.com' },
    { name: '山本花子', email: 'hanako@beta.com' },
  ];
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta', contacts });
  const people = async (query: string) => (await ok(house, 'cmo', 'find_accounts', { query })).people ?? [];
  const [first, second] = await people('Jo Doe');
  expect(await people('m.linkedin.com/in/JoDoe/?trk=x')).toEqual([second]);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'beta.com',
    contacts: [{ contact: first.contact, same_as: second.contact }],
  });
  for (const query of ['Jo Doe', 'jo@beta.com', 'https://www.linkedin.com/in/jodoe'])
    expect(await people(query), query).toEqual([first]);
  const names = async (query: string) => (await people(query)).map(({ name }: Data) => name);
  expect(await names('山田太郎')).toEqual(['山田 太郎']);
  expect(await names('山本 花子')).toEqual(['山本花子']);
  expect(await names('https://www.linkedin.com/in/nobody')).toEqual([]);
});

test('6.2a the narrowest condition leads the search, and its pages go on along it', async () => {
  const house = await openHouse();
  for (let n = 0; n < 4; n++)
    await ok(house, 'sales.ops', 'save_account', { domain: `alpha-${n}.com`, name: `Alpha ${n} Works` });
  await ok(house, 'mining.mind', 'file_signal_note', {
    ...comment(),
    account: 'alpha-2.com',
    contact: { name: 'Bo', email: 'bo@alpha-2.com' },
  });
  expect(await found(house, { query: 'alpha', signal_type: 'E1' })).toEqual(['alpha-2.com']);
  const first = await ok(house, 'cmo', 'find_accounts', { query: 'alpha', stage: 'PROSPECT', limit: 3 });
  expect(first.accounts.map((each: Data) => each.domain)).toEqual(['alpha-0.com', 'alpha-1.com', 'alpha-2.com']);
  // An account that is new since makes another condition the narrowest: the page goes on along the old one.
  await ok(house, 'sales.ops', 'save_account', { domain: 'zeta.com', name: 'Zeta' });
  const rest = await ok(house, 'cmo', 'find_accounts', {
    query: 'alpha',
    stage: 'PROSPECT',
    limit: 3,
    cursor: first.next_cursor,
  });
  expect(rest.accounts.map((each: Data) => each.domain)).toEqual(['alpha-3.com']);
});

test('6.2b find_accounts says how many people it left out, and how they are reached', async () => {
  const house = await openHouse();
  const contacts = ['a', 'b', 'c'].map((each) => ({ email: `${each}@acme.com`, name: `Jo ${each}` }));
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts });
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'beta.com',
    name: 'Beta',
    contacts: [{ email: 'd@beta.com', name: 'Jo D' }],
  });
  const { data, text } = await answer(house, 'cmo', 'find_accounts', { query: 'jo', limit: 2 });
  expect(data.people).toHaveLength(2);
  expect(data.left_out).toEqual({ people: 2 });
  expect(data.rest).toBe('narrow the query, or give a larger `limit`');
  expect(text).toContain('Left out: 2 more people; narrow the query, or give a larger `limit`.');
  const all = await answer(house, 'cmo', 'find_accounts', { query: 'jo' });
  expect([all.data.people.length, all.data.left_out, all.data.unlisted]).toEqual([4, undefined, undefined]);
});
