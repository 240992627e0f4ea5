import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adoptFile } from '../../../src/commands/data/adopt.ts';
import { type Bench, openBench } from '../../ledger/support.ts';
import { peopleOf } from '../../support/people-of.ts';
import { folder, take } from './lists.ts';

async function adopt(bench: Bench, text: string, { json = true, role = 'sales.ops' as const } = {}) {
  const file = join(folder(), 'board.csv');
  writeFileSync(file, text);
  const pieces: string[] = [];
  const output = { out: (piece: string) => void pieces.push(piece), progress: () => undefined };
  const code = await adoptFile(bench.ledger, { file, role, map: new Map(), apply: true, json }, output);
  const out = pieces.join('');
  return { code, out, ...(json ? JSON.parse(out) : {}) };
}

const people = ({ ledger }: Bench, domain: string) =>
  ledger.read((reader) => {
    const record = reader.account(domain);
    return [...peopleOf(record)].map(([id, { email }]) => [email, record?.suppressed.has(id)]);
  });

const merged = `First board
Name,Website,Status,Contact,Email,Opted out
Acme,acme.com,MQL,Ann,ann@acme.com,
Second board
Name,Opted out,Email,Contact,Status,Owner,Website
Beta,yes,ben@beta.com,Ben,Lead,Kim,beta.com
Gamma,,cy@gamma.com,Cy,MQL,Kim,gamma.com
First board
Name,Website,Status,Contact,Email,Opted out
Delta,delta.com,MQL,Di,di@delta.com,x
`;

test('A12 two boards in one file are each read under their own headings', async () => {
  const bench = await openBench();
  const done = await adopt(bench, merged);
  expect(done).toMatchObject({ code: 0, suppressed: 2 });
  expect(done.rows).toEqual([
    { row: 3, account: 'acme.com', outcome: 'taken', stage: 'MQL' },
    { row: 6, account: 'beta.com', outcome: 'taken', stage: 'PROSPECT', suppressed: '`Opted out` is `yes`' },
    { row: 7, account: 'gamma.com', outcome: 'taken', stage: 'MQL' },
    { row: 10, account: 'delta.com', outcome: 'taken', stage: 'MQL', suppressed: '`Opted out` is `x`' },
  ]);
  expect([await people(bench, 'beta.com'), await people(bench, 'gamma.com'), await people(bench, 'delta.com')]).toEqual(
    [[['ben@beta.com', true]], [['cy@gamma.com', false]], [['di@delta.com', true]]],
  );
  const { out } = await adopt(await openBench(), merged, { json: false });
  expect(out.match(/header in row \d+/g)).toEqual(['header in row 2', 'header in row 5', 'header in row 9']);
});

test.each([
  ['opt-outs', 'Name,Website,Status,Email', 'has no column that says who opted out; row 3 names Name, Website'],
  ['stages', 'Name,Website,Email,Opted out', 'has no column of stages; row 3 names Name, Website'],
])('A12 a further board without %s keeps the whole file out', async (_, headings, says) => {
  const bench = await openBench();
  const text = `Name,Website,Status,Contact,Email,Opted out\nAcme,acme.com,MQL,Ann,ann@acme.com,\n${headings}\nBeta,beta.com,MQL,ben@beta.com\n`;
  const done = await adopt(bench, text);
  expect(done).toMatchObject({ code: 2, rows: [], refused: { code: 'INVALID_INPUT' } });
  expect(done.refused.message).toContain(says);
  expect(await bench.ledger.read((reader) => reader.account('acme.com'))).toBeNull();
});

test('A12 subitems of an exported board are answered, and are no accounts; the board goes on beneath them', async () => {
  const bench = await openBench();
  const text = `Pipeline
Leads
Name,Subitems,Status,Website,Email,Opted out
Acme,"Call, Mail",MQL,acme.com,ann@acme.com,
Subitems,Name,Owner,Status,Date,Item ID (auto generated)
,Call,Kim,Done,2026-04-01,771
,Mail,Kim,MQL,2026-04-02,ben@beta.com
Gamma,,MQL,gamma.com,cy@gamma.com,yes
Delta,Visit,Lead,delta.com,di@delta.com,
Subitems,Name,Owner,Status,Date,Item ID (auto generated)
,Visit,Kim,Lead,2026-04-03,772

Clients
Name,Subitems,Status,Website,Email,Opted out
Eps,,Lead,eps.com,ed@eps.com,
`;
  const done = await adopt(bench, text);
  const because = 'it is a subitem of the row above, and no account';
  expect(done).toMatchObject({ code: 0, suppressed: 1 });
  expect(done.rows).toEqual([
    { row: 4, account: 'acme.com', outcome: 'taken', stage: 'MQL' },
    { row: 6, outcome: 'refused', because },
    { row: 7, outcome: 'refused', because },
    { row: 8, account: 'gamma.com', outcome: 'taken', stage: 'MQL', suppressed: '`Opted out` is `yes`' },
    { row: 9, account: 'delta.com', outcome: 'taken', stage: 'PROSPECT' },
    { row: 11, outcome: 'refused', because },
    { row: 15, account: 'eps.com', outcome: 'taken', stage: 'PROSPECT' },
  ]);
});

test('A12 a row of words that headings bear too is a row', async () => {
  const bench = await openBench();
  const text =
    'Name,Website,Status,Owner,Kind,Opted out\nClient,client-example.com,Prospect,Kim,Email,\nBriefing,,Lead,,Email,\n';
  const done = await adopt(bench, text);
  expect(done.rows).toMatchObject([
    { row: 2, outcome: 'taken', stage: 'PROSPECT' },
    { row: 3, outcome: 'refused' },
  ]);
});

test('A12 a quotation mark that is never closed keeps the whole list out, before anybody is suppressed', async () => {
  const bench = await openBench();
  const text =
    'Company,Domain,Stage,Opted out,Email\nAcme,acme.com,MQL,yes,ann@acme.com\nBeta,beta.com,MQL,"no,ben@beta.com\nGamma,gamma.com,MQL,,cy@gamma.com\n';
  const done = await adopt(bench, text);
  expect(done).toMatchObject({ code: 2, rows: [], refused: { code: 'INVALID_INPUT' } });
  expect(done.refused.message).toBe('row 3 of board.csv: a quotation mark that opens in this row is never closed');
  expect(await bench.ledger.read((reader) => reader.account('acme.com'))).toBeNull();
  await adopt(bench, 'Company,Domain,Stage,Opted out,Email\nAcme,acme.com,MQL,,ann@acme.com\n');
  expect(await people(bench, 'acme.com')).toEqual([['ann@acme.com', false]]);
});

test('A12 an opt-out that names nobody is counted for nobody, and said', async () => {
  const bench = await openBench();
  const text = 'Company,Domain,Contact,Email,Stage,Opted out\nAcme,acme.com,Ann Roe,,MQL,yes\n';
  const done = await adopt(bench, text);
  const said =
    '`Opted out` is `yes`, and nobody is suppressed for it; wanted: an address or a profile in the row, which tells who opted out';
  expect(done).toMatchObject({ suppressed: 0, rows: [{ row: 2, outcome: 'taken', because: said }] });
  const listed = await take(bench.ledger, 'Name,Email,Company,Domain,Opted out\nBo Li,,Beta,beta.com,yes\n');
  expect(listed.summary).toMatchObject({ suppressed: 0, left_out: 1 });
  expect(listed.rows[0]?.left_out).toEqual([
    { field: 'Opted out', given: 'yes', wanted: 'an address or a profile in the row, which tells who opted out' },
  ]);
});

test('A13 in a list of people HubSpot’s record is the person’s, though the company’s domain stands beside it', async () => {
  const bench = await openBench();
  const text =
    'Record ID,First Name,Last Name,Email,Associated Company,Company Domain Name,Lifecycle Stage,Unsubscribed from all email\n31,Ann,Roe,ann@acme.com,Acme,acme.com,Lead,\n';
  await adopt(bench, text);
  const record = await bench.ledger.read((reader) => reader.account('acme.com'));
  expect(record?.state.external).toBeUndefined();
  const known = await bench.ledger.read((reader) => [...peopleOf(reader.account('acme.com')).values()]);
  expect(known).toMatchObject([{ email: 'ann@acme.com', hubspot: '31' }]);
});

test('A12, A13 what a row says and is not taken is told: a figure of two readings, several ids in one cell', async () => {
  const bench = await openBench();
  const text =
    'Company,Domain,Employees,Stage,Opted out,Company ID\nAcme,acme.com,about fifty,Lead,,771;772\nBeta,beta.com,300,Lead,,773\n';
  const done = await adopt(bench, text);
  expect(done.rows[0]).toMatchObject({ outcome: 'taken', account: 'acme.com' });
  expect(done.rows[0].because).toContain('without employees: it is `about fifty`, wanted');
  expect(done.rows[0].because).toContain('without hubspot: it is `771;772`, wanted one id of the other system');
  expect(done.rows[1]).toEqual({ row: 3, account: 'beta.com', outcome: 'taken', stage: 'PROSPECT' });
  const external = (domain: string) => bench.ledger.read((reader) => reader.account(domain)?.state.external);
  expect([await external('acme.com'), await external('beta.com')]).toEqual([undefined, { hubspot: '773' }]);
});
