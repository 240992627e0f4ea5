import { expect, test } from 'vitest';
import { acme, ana, answer, describeWriting, goodFacts, ok, recordOnly, refusal } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'save_account',
  by: 'sales.ops',
  clause: '3.1',
  who: 'sales.ops or category.positioning',
  callers: ['sales.ops', 'category.positioning'],
  outcome: 'created',
  prepare: async () => ({ ...acme, contacts: [ana] }),
  other: { name: 'Other' },
});

const save = (house: House, args: object) =>
  refusal(house, 'sales.ops', 'save_account', { domain: 'acme.com', ...args });
const employees = { fact: 'employees', value: 900, source: 'apollo', evidence: 'profile', as_of: '2026-04-01' };

test('3.1 save_account registers, updates, and answers exists where nothing is new', async () => {
  const house = await openHouse();
  const created = await answer(house, 'sales.ops', 'save_account', {
    ...acme,
    domain: 'https://www.eu.Acme.com/about',
  });
  expect(created.text.split('\n')[0]).toBe('Acme Corp (acme.com) is registered as PROSPECT.');
  expect(created.data).toMatchObject({ outcome: 'created', account: { domain: 'acme.com', stage: 'PROSPECT' } });
  expect((await ok(house, 'sales.ops', 'save_account', acme)).outcome).toBe('exists');
  const named = await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', name: 'Zenith' });
  expect(named).toMatchObject({ outcome: 'exists', account: { name: 'Acme Corp' } });
  const added = await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [ana] });
  expect(added).toMatchObject({ outcome: 'updated', account: { id: created.data.account.id } });
  const alias = await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', aliases: ['acme.io'] });
  expect(alias.outcome).toBe('updated');
  expect((await ok(house, 'viewer', 'explain_account', { account: 'acme.io' })).account.domain).toBe('acme.com');
});

test('Results: save_account names what was given by its ids, on file before or new, in both halves', async () => {
  const house = await openHouse();
  const first = await answer(house, 'sales.ops', 'save_account', { ...acme, facts: [employees], contacts: [ana] });
  const { facts, contacts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  const named = { facts: [{ id: facts[0].id, fact: 'employees' }], contacts: [{ id: contacts[0].id }] };
  expect(first.data).toMatchObject(named);
  for (const id of [facts[0].id, contacts[0].id]) expect(first.text).toContain(id);
  expect(await ok(house, 'sales.ops', 'save_account', { ...acme, facts: [employees], contacts: [ana] })).toMatchObject({
    outcome: 'exists',
    ...named,
  });
  const moved = await ok(house, 'sales.ops', 'save_account', {
    domain: 'beta.com',
    name: 'Beta',
    contacts: [{ contact: contacts[0].id }],
  });
  expect(moved.contacts).toEqual([
    { id: (await ok(house, 'viewer', 'explain_account', { account: 'beta.com' })).contacts[0].id },
  ]);
  const trial = await ok(house, 'sales.ops', 'save_account', { ...acme, domain: 'gamma.com', dry_run: true });
  expect([trial.facts, trial.contacts]).toEqual([undefined, undefined]);
});

test('3.2a save_account takes facts of category.positioning, and nothing else of it', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const args = { domain: 'acme.com', facts: [{ ...employees, value: 950, as_of: '2026-04-02' }] };
  expect((await ok(house, 'category.positioning', 'save_account', args)).outcome).toBe('updated');
  const { facts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(facts.find((each: { fact: string }) => each.fact === 'employees')).toMatchObject({
    value: 950,
    source: 'apollo',
    as_of: '2026-04-02',
  });
  const named = await recordOnly(house, 'category.positioning', 'save_account', { domain: 'acme.com', name: 'A' });
  expect(named.error).toMatchObject({
    code: 'NOT_PERMITTED',
    clause: '3.1',
    ruling: 'A1',
    remedy: 'hand it to sales.ops',
  });
  const founded = await recordOnly(house, 'category.positioning', 'save_account', { ...args, domain: 'beta.com' });
  expect(founded.error).toEqual({
    code: 'NOT_PERMITTED',
    message: "registering an account is not category.positioning's: it may add facts alone",
    remedy: 'hand it to sales.ops',
    clause: '3.1',
    ruling: 'A1',
  });
});

test('3.1 save_account refuses what can be no account', async () => {
  const house = await openHouse();
  expect(await save(house, {})).toBe(
    'INVALID_INPUT (§3.1, A1): `name` is missing, and acme.com is no account yet. Next: give the company name.',
  );
  expect(await save(house, { domain: 'gmail.com', name: 'G' })).toBe(
    "RULE_REFUSED (§3.1, A1): gmail.com gives mailboxes to anyone and names no company. Next: name the company's own domain as the account.",
  );
  expect(await save(house, { domain: 'crossbeam.com', name: 'C' })).toBe(
    'RULE_REFUSED (§3.5, L11): crossbeam.com is a listed competitor. Next: leave it out; its customers are valid accounts of their own.',
  );
  expect(await save(house, { domain: 'acc_aaaaaaaaaa', name: 'A' })).toBe(
    'NOT_FOUND: no account stands under that id or domain. Next: look it up with find_accounts, or let sales.ops register it with save_account.',
  );
});

test('3.1 save_account keeps two accounts and two persons apart', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'beta.com',
    name: 'Beta',
    contacts: [{ name: 'Bo', email: 'bo@beta.com' }],
  });
  const { contacts } = await ok(house, 'viewer', 'explain_account', { account: 'beta.com' });
  expect(await save(house, { contacts: [{ name: 'Bo', email: 'bo@beta.com' }] })).toBe(
    `RULE_REFUSED (§3.1, A2): that person is a contact of beta.com already, not of Acme Corp. Next: name beta.com as the account, or let sales.ops move them here: save_account with ${contacts[0].id} as \`contacts[].contact\`.`,
  );
  expect(await save(house, { contacts: [{ contact: 'con_aaaaaaaaaa_1', name: 'X' }] })).toBe(
    'NOT_FOUND (§3.1, A2): no contact stands under that id or e-mail. Next: take the id from explain_account.',
  );
  expect(await save(house, { contacts: [{ name: 'X' }] })).toBe(
    'INVALID_INPUT: `contacts[0]` has neither `email` nor `linkedin_url`. Next: give one of the two, it is how a contact is known.',
  );
});

test('3.2a save_account reads facts strictly', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const facts = (over: object) => save(house, { facts: [goodFacts[1], { ...employees, ...over }] });
  expect(await facts({ value: 'many' })).toBe(
    'INVALID_INPUT: `facts[1].value` is `many`. Next: give a whole number from 0 for `employees`.',
  );
  expect(await facts({ value: [1] })).toBe(
    'INVALID_INPUT: `facts[1].value` is `[1]`. Next: give a text, a number, true or false.',
  );
  expect(await facts({ as_of: '2026-04-22' })).toBe(
    'INVALID_INPUT: `facts[1].as_of` is 2026-04-22, which lies ahead: it is 2026-04-21 now. Next: give the time at which it happened; what has not happened yet is not filed.',
  );
  expect(await facts({ as_of: '2026-02-30' })).toBe(
    'INVALID_INPUT: `facts[1].as_of` is `2026-02-30`. Next: give a date such as 2026-04-20.',
  );
  expect(await facts({ fact: 'Employees!' })).toBe(
    'INVALID_INPUT: `facts[1].fact` is `Employees!`. Next: give a name in lower case such as employees or arr_usd.',
  );
  expect(await facts({ unit: 'heads' })).toBe(
    'INVALID_INPUT: `facts[1].unit` is no field here. Next: leave `facts[1].unit` out; the fields are fact, value, source, evidence, as_of, corrects.',
  );
});

test('A13 ids of other systems are kept, and find the account wherever one is named', async () => {
  const house = await openHouse();
  const external = { monday: '4711', apollo: 'ap-9' };
  const saved = await answer(house, 'sales.ops', 'save_account', { ...acme, external });
  expect(saved.data.account).toMatchObject({ domain: 'acme.com', external });
  expect((await ok(house, 'sales.ops', 'save_account', { ...acme, external })).outcome).toBe('exists');
  for (const account of ['4711', 'ap-9']) {
    const { data, text } = await answer(house, 'viewer', 'explain_account', { account });
    expect(data.account.domain).toBe('acme.com');
    expect(text).toContain('Outside: apollo ap-9, monday 4711.');
    expect((await ok(house, 'viewer', 'find_accounts', { query: account })).accounts).toMatchObject([
      { domain: 'acme.com' },
    ]);
  }
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta', external: { hubspot: '4711' } });
  expect(await refusal(house, 'viewer', 'explain_account', { account: '4711' })).toBe(
    'NOT_FOUND: `4711` is the id of 2 accounts in other systems: acme.com (Acme Corp), beta.com (Beta). Next: name the one that is meant by its domain.',
  );
  expect(await refusal(house, 'category.positioning', 'save_account', { domain: 'acme.com', external })).toContain(
    'NOT_PERMITTED',
  );
});

test('A13 ids of other systems are kept of people too: they find the account and the person, and go along with who moves', async () => {
  const house = await openHouse();
  const external = { apollo: 'ap-ana', gmail_thread: '18f2a' };
  const contacts = [{ email: 'ana@acme.com', name: 'Ana Ruiz', external }];
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts });
  expect((await ok(house, 'sales.ops', 'save_account', { ...acme, contacts })).outcome).toBe('exists');
  const read = async (account: string) => ok(house, 'viewer', 'explain_account', { account });
  expect(await read('ap-ana')).toMatchObject({
    account: { domain: 'acme.com' },
    contacts: [{ name: 'Ana Ruiz', external }],
  });
  expect((await ok(house, 'viewer', 'find_accounts', { query: '18f2a' })).accounts).toMatchObject([
    { domain: 'acme.com' },
  ]);
  const newer = { ...external, apollo: 'ap-2' };
  const changed = { domain: 'acme.com', contacts: [{ email: 'ana@acme.com', external: { apollo: 'ap-2' } }] };
  expect((await ok(house, 'sales.ops', 'save_account', changed)).outcome).toBe('updated');
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta', contacts: [{ contact: 'ap-2' }] });
  expect((await read('ap-2')).account.domain).toBe('beta.com');
  expect((await read('beta.com')).contacts).toMatchObject([{ name: 'Ana Ruiz', external: newer }]);
  const [gone] = (await read('acme.com')).contacts;
  expect(gone).not.toHaveProperty('external');
  await ok(house, 'legal.exec', 'erase_person', { contact: 'ana@acme.com', basis: 'asked on 2026-04-20' });
  expect(await refusal(house, 'viewer', 'explain_account', { account: 'ap-2' })).toMatch(/^NOT_FOUND/);
});

test('surface a dry run keeps the name of a company that is named like an id', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', name: 'acc_aaaaaaaaaa' });
  const facts = [{ fact: 'employees', value: 900, source: 'report', evidence: 'page 4', as_of: '2026-04-20' }];
  const { account } = await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts, dry_run: true });
  expect(account).toMatchObject({ domain: 'acme.com', name: 'acc_aaaaaaaaaa' });
});
