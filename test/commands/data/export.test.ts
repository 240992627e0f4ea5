import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { exportTo } from '../../../src/commands/data/export.ts';
import { csvLine } from '../../../src/exchange/export/csv-line.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { decided, openBench, seed } from '../../ledger/support.ts';
import { peopleOf } from '../../support/people-of.ts';
import { folder, outcomes, take } from './lists.ts';

type Lines = readonly Readonly<Record<string, string>>[];

const csv = (out: string, table: string): Lines =>
  parse(readFileSync(join(out, `${table}.csv`)), { bom: true, columns: true });
const json = (out: string, table: string) => JSON.parse(readFileSync(join(out, `${table}.json`), 'utf8'));

async function exported() {
  const bench = await openBench();
  await seed(bench);
  const out = join(folder(), 'out');
  return { bench, out, again: () => exportTo(bench.ledger, out, 'both') };
}

test('2.2, 4.4a everything is written twice, in columns that stay', async () => {
  const { out, again } = await exported();
  expect(await again()).toEqual({ accounts: 1, contacts: 1, signals: 1, tasks: expect.any(Number), decisions: 3 });
  expect(readdirSync(out).sort()).toEqual([
    'accounts.csv',
    'accounts.json',
    'contacts.csv',
    'contacts.json',
    'decisions.csv',
    'decisions.json',
    'signals.csv',
    'signals.json',
    'tasks.csv',
    'tasks.json',
  ]);
  expect(readFileSync(join(out, 'accounts.csv'), 'utf8').split('\r\n')[0]).toBe(
    '\ufeffid,domain,aliases,name,stage,review,owner,stage_since,registered_at,first_touch_type,first_touch_at,priority,flags,cooldown_until,employees,has_ecosystem_motion,arr_usd,industry,gate_g5,adopted_at,adopted_by,adopted_stage,adopted_from,monday,apollo,hubspot',
  );
  expect(csv(out, 'accounts')).toMatchObject([
    {
      domain: 'acme.com',
      name: 'Acme Corp',
      stage: 'MQL',
      first_touch_type: 'E1',
      employees: '900',
      arr_usd: '80000000',
      has_ecosystem_motion: 'true',
    },
  ]);
  expect(json(out, 'accounts')).toMatchObject([
    { domain: 'acme.com', employees: 900, has_ecosystem_motion: true, flags: [], cooldown_until: null },
  ]);
  expect(csv(out, 'signals')).toMatchObject([
    { account: 'acme.com', type: 'E1', qualifies: 'true', quote: 'we struggle with partner attribution' },
  ]);
  expect(csv(out, 'decisions').map(({ decision }) => decision)).toEqual(['account_registered', 'classified', 'moved']);
  expect(json(out, 'decisions')[1].decided).toMatchObject({ outcome: 'mql' });
  expect(
    csv(out, 'tasks').some(
      ({ kind, account, closed_at }) => kind === 'classify' && account === 'acme.com' && closed_at !== '',
    ),
  ).toBe(true);
});

test('2.2 nobody but the owner may read it', async () => {
  const { out, again } = await exported();
  await again();
  expect([statSync(out).mode & 0o777, statSync(join(out, 'contacts.csv')).mode & 0o777]).toEqual([0o700, 0o600]);
});

test('inv7 the same ledger gives the same bytes', async () => {
  const { out, again } = await exported();
  const bytes = () =>
    readdirSync(out)
      .sort()
      .map((name) => readFileSync(join(out, name), 'utf8'));
  await again();
  const first = bytes();
  await again();
  expect(bytes()).toEqual(first);
});

test('2.2 either form alone', async () => {
  const { bench } = await exported();
  const out = folder();
  await exportTo(bench.ledger, join(out, 'a'), 'csv');
  await exportTo(bench.ledger, join(out, 'b'), 'json');
  expect(
    [readdirSync(join(out, 'a')), readdirSync(join(out, 'b'))].map((names) =>
      names.every((name) => name.endsWith('.csv')),
    ),
  ).toEqual([true, false]);
});

test('2.2 an empty ledger gives headers and empty lists', async () => {
  const { ledger } = await openBench();
  const out = folder();
  await exportTo(ledger, out, 'both');
  expect([csv(out, 'contacts'), json(out, 'contacts')]).toEqual([[], []]);
});

test('L13 suppressed people are marked, those who moved say where, erased ones stay erased', async () => {
  const { bench, out, again } = await exported();
  const contacts = ['bo', 'cy', 'di', 'ed'].map((name) => ({ email: `${name}@acme.com`, name: `${name} Doe` }));
  decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }));
  decided(await bench.run('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' }));
  decided(
    await bench.run('sales.ops', saveAccount, {
      domain: 'beta.com',
      name: 'Beta',
      contacts: [{ contact: 'cy@acme.com' }, { contact: 'ed@acme.com' }],
    }),
  );
  decided(await bench.run('legal.exec', erasePerson, { contact: 'jane.roe@acme.com', basis: 'a request' }));
  decided(await bench.run('legal.exec', erasePerson, { contact: 'ed@acme.com', basis: 'a request' }));
  await again();
  expect(
    csv(out, 'contacts').map(({ account, name, suppressed, erased, left_to }) => [
      account,
      name,
      suppressed,
      erased,
      left_to,
    ]),
  ).toEqual([
    ['acme.com', '', 'false', 'true', ''],
    ['acme.com', 'bo Doe', 'true', 'false', ''],
    ['acme.com', 'cy Doe', 'false', 'false', 'beta.com'],
    ['acme.com', 'di Doe', 'false', 'false', ''],
    ['acme.com', '', 'false', 'true', 'beta.com'],
    ['beta.com', 'cy Doe', 'false', 'false', ''],
    ['beta.com', '', 'false', 'true', ''],
  ]);
  expect(csv(out, 'signals')[0]?.quote).toBe('');
  for (const name of readdirSync(out))
    expect(readFileSync(join(out, name), 'utf8')).not.toMatch(/jane\.roe|Jane|struggle with partner/);
});

test.each([
  ['=1+1', '"\'=1+1"'],
  ['+49 30', '"\'+49 30"'],
  ['-5', '"\'-5"'],
  ['@cmd', '"\'@cmd"'],
  ['\tx', '"\'\tx"'],
  ['\rx', '"\'\rx"'],
  ['a=b', 'a=b'],
  ['a,"b"\nc', '"a,""b""\nc"'],
  [-5, '-5'],
  [true, 'true'],
  [null, ''],
  [['a', 'b'], 'a b'],
])('2.2 the cell %j is written as %j', (cell, written) => {
  expect(csvLine([cell, 'x'])).toBe(`${written},x\r\n`);
});

test('2.2 what was exported comes in again as it was', async () => {
  const { bench, out, again } = await exported();
  const contacts = [{ email: 'bo@acme.com', name: '=Bo', title: '@CEO' }];
  decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }));
  await again();
  const map = new Map([['domain', 'account']]);
  const done = await take(bench.ledger, readFileSync(join(out, 'contacts.csv')), { map });
  expect(outcomes(done)).toEqual(['2 duplicate', '3 duplicate']);
});

test('A13 ids of people in other systems are exported, and come in again with the list', async () => {
  const bench = await openBench();
  const external = { apollo: 'ap-bo', hubspot: '501', gmail_thread: '18f2a' };
  const contacts = [{ email: 'bo@acme.com', name: 'Bo Li', external }];
  decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', contacts }));
  const out = join(folder(), 'out');
  await exportTo(bench.ledger, out, 'both');
  expect(csv(out, 'contacts')).toMatchObject([
    { email: 'bo@acme.com', contact_apollo: 'ap-bo', contact_hubspot: '501', gmail_thread: '18f2a' },
  ]);
  const other = await openBench();
  for (const table of ['accounts', 'contacts']) await take(other.ledger, readFileSync(join(out, `${table}.csv`)));
  const people = await other.ledger.read((reader) => peopleOf(reader.account('acme.com')));
  expect([...people.values()]).toMatchObject([{ name: 'Bo Li', ...external }]);
});
