import { expect, test } from 'vitest';
import { adoptAccount } from '../../../src/rules/accounts/adopt-account.ts';
import { type SaveArgs, saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { queueUnmatched } from '../../../src/rules/people/queue-unmatched.ts';
import { con, put, start } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const ids = { acme: { monday: '77', hubspot: 'h-1', apollo: 'a-1' }, globex: { monday: '88' } };
const save = (world: TestWorld, domain: string, args: Partial<SaveArgs> = {}) =>
  world.run('sales.ops', saveAccount, { domain, ...args });
const refused = (world: TestWorld, domain: string, args: Partial<SaveArgs>) =>
  world.refused('sales.ops', saveAccount, { domain, ...args });
const external = (world: TestWorld, domain: string) => world.account(domain).external;

/** Acme with the item 77, Globex with 88. */
function two(): TestWorld {
  const world = new TestWorld(start);
  save(world, 'acme.com', { name: 'Acme', external: ids.acme });
  save(world, 'globex.com', { name: 'Globex', external: ids.globex });
  return world;
}

const taken = {
  refused: true,
  code: 'CONFLICT',
  clause: '3.1',
  ruling: 'A13',
  found: "item 77 on Monday's board is that of Acme (acme.com), and globex.com can't have it too",
  next: 'if they are one company, call save_account for acme.com with globex.com among its `aliases`; else give globex.com the number of its own item, or correct that of acme.com first: `external.monday` of save_account',
};

test('A13 an item of the board is of one account, however its number is written', () => {
  const world = two();
  for (const monday of ['77', 'https://x.monday.com/boards/1/pulses/77'])
    expect(refused(world, 'globex.com', { external: { monday } })).toEqual(taken);
  expect(refused(world, 'initech.com', { name: 'Initech', external: { monday: '77' } }).code).toBe('CONFLICT');
  expect(external(world, 'globex.com')).toEqual({ monday: '88' });
  // Nothing is carried out by these.
  save(world, 'globex.com', { external: { hubspot: 'h-1', apollo: 'a-1' } });
  save(world, 'acme.com', { external: { monday: '99' } });
  expect(save(world, 'globex.com', { external: { monday: '77' } }).outcome).toBe('updated');
});

test('A13, A12 a row that is adopted with the item of another account is refused', () => {
  const world = two();
  const row = { domain: 'initech.com', name: 'Initech', stage: 'MQL', file: 'board.csv', row: 7 };
  expect(world.refused('sales.ops', adoptAccount, { ...row, external: { monday: '77' } }).code).toBe('CONFLICT');
  world.run('sales.ops', adoptAccount, { ...row, external: { monday: '99' } });
});

test('A13, A1 the account that takes another over has its item where it has none itself', () => {
  const world = two();
  save(world, 'acme.com', { aliases: ['globex.com'] });
  expect(external(world, 'acme.com')).toEqual(ids.acme);
  save(world, 'initech.com', { name: 'Initech' });
  save(world, 'initech.com', { aliases: ['acme.com'], external: { monday: '88' } });
  expect(external(world, 'initech.com')).toEqual({ ...ids.acme, monday: '88' });
  expect(refused(world, 'umbrella.com', { name: 'Umbrella', external: { monday: '88' } }).found).toContain('Initech');
  save(world, 'umbrella.com', { name: 'Umbrella', external: { monday: '77' } });
});

test('A13 two that an older program let have one item go on, and each may be corrected', () => {
  const world = two();
  put(world, { external: { monday: '77' } }, 'globex.com');
  save(world, 'globex.com', { external: { monday: '77' }, contacts: [{ email: 'bo@globex.com' }] });
  save(world, 'globex.com', { external: { monday: '88' } });
  expect(external(world, 'globex.com')).toEqual({ monday: '88' });
});

test('A13, A2 a person who waited is placed, without the item of another account', () => {
  const world = two();
  const person = { email: 'cy@gmail.com', name: 'Cy Free', external: { apollo: 'a-9' } };
  world.run('sales.ops', queueUnmatched, { person, origin: 'list', because: 'x', company_ids: { monday: '77' } });
  save(world, 'initech.com', { name: 'Initech', contacts: [{ email: 'cy@gmail.com' }] });
  expect(external(world, 'initech.com')).toBeUndefined();
  expect(world.people.get(world.account('initech.com').contacts[0]?.id ?? '')?.fields).toMatchObject({ apollo: 'a-9' });
});

test('A13, A2 an id in Apollo is of one person, who may move and be joined', () => {
  const world = two();
  const apollo = { apollo: 'a-9' };
  const ana = { email: 'ana@acme.com', name: 'Ana Ruiz', external: apollo };
  save(world, 'acme.com', { contacts: [ana, { email: 'bo@acme.com', name: 'Bo Lin' }] });
  const bo = { email: 'bo@globex.com', name: 'Bo Lin', external: apollo };
  expect(refused(world, 'globex.com', { contacts: [bo] })).toEqual({
    refused: true,
    code: 'CONFLICT',
    clause: '3.1',
    ruling: 'A13',
    found: `a-9 is the id in Apollo of another contact, ${con(world)} at acme.com`,
    next: 'if they are one person, call save_account with one as `contacts[].contact` and the other as `same_as`; else correct the id: `contacts[].external.apollo`',
  });
  const pair = [
    { email: 'cy@globex.com', external: { apollo: 'a-5' } },
    { email: 'di@globex.com', external: { apollo: 'a-5' } },
  ];
  expect(refused(world, 'globex.com', { contacts: pair }).code).toBe('CONFLICT');
  save(world, 'acme.com', { contacts: [{ contact: 'bo@acme.com', same_as: 'ana@acme.com', external: apollo }] });
  save(world, 'globex.com', { contacts: [{ contact: 'bo@acme.com', external: apollo }] });
  expect(world.account('acme.com').contacts.every(({ left }) => left)).toBe(true);
});
