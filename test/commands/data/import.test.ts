import { describe, expect, test } from 'vitest';
import { importFile } from '../../../src/commands/data/import.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { decided, dump, openBench } from '../../ledger/support.ts';
import { peopleOf } from '../../support/people-of.ts';
import { testPolicy } from '../../support/policy.ts';
import { folder, outcomes, run, take } from './lists.ts';

const hubspot = `Record ID,First Name,Last Name,Email,Job Title,Company Name,Website URL,Phone Number
101,Ana,Ruiz,ana@acme.com,VP Alliances,"Acme, Inc.",https://www.acme.com/de,+49 30 1
102,Bo,Lind,bo@beta.com,CEO,Beta,,
`;
const hubspotCompanies = `Record ID,Company name,Company Domain Name,Industry,Number of Employees,Annual Revenue,City
1,Acme,acme.com,b2b saas,"1,200",80000000,Oslo
2,Beta,beta.com,COMPUTER_SOFTWARE,201-500,,Bergen
3,Nameless,,,,,
4,Gmail,gmail.com,,,,
`;
const apollo = `First Name,Last Name,Title,Company,Company Name for Emails,Email,Email Status,# Employees,Industry,Person Linkedin Url,Website,Company Linkedin Url
Ana,Ruiz,VP,"Acme, Inc.",Acme,ana@acme.com,Verified,850,Cloud Infrastructure,http://www.linkedin.com/in/ana-ruiz,http://www.acme.com,http://www.linkedin.com/company/acme
`;
const connections = `Notes:
"When exporting your connection data, some of the emails are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ana,Ruiz,https://www.linkedin.com/in/ana-ruiz,ana@acme.com,"Acme, Inc.",VP,12 Mar 2024
Bo,Lind,https://www.linkedin.com/in/bo,,ACME,CEO,12 Mar 2024
Cy,Free,https://www.linkedin.com/in/cy,,Unheard Of,Owner,12 Mar 2024
`;
const navigator = `Full Name,Profile Url,Company,Company Domain,Title
Ana Ruiz,https://www.linkedin.com/in/ana-ruiz/,Acme,acme.com,VP
`;
const substack = `email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at
ana@acme.com,false,,other,false,2026-03-01T08:00:00.000Z,
cy@gmail.com,false,,other,false,2026-03-02,
bo@beta.com,true,,yearly,false,3/4/26,
di@gamma.com,false,,other,false,2027-01-01,
`;
const companies = (count: number) =>
  `Company,Website\n${Array.from({ length: count }, (_, n) => `Firm ${n},firm${n}.com`).join('\n')}\n`;
const account = async (bench: Awaited<ReturnType<typeof openBench>>, domain: string) =>
  bench.ledger.read((reader) => reader.account(domain));

describe('each export is known by its header row', () => {
  test('2.2, A2 HubSpot contacts', async () => {
    const bench = await openBench();
    const done = await take(bench.ledger, hubspot);
    expect(done.read).toMatchObject({
      from: 'HubSpot',
      kind: 'contacts',
      left_out_columns: ['Phone Number'],
    });
    expect(outcomes(done)).toEqual(['2 taken', '3 taken']);
    const acme = await account(bench, 'acme.com');
    expect(acme?.state.name).toBe('Acme, Inc.');
    expect([...peopleOf(acme).values()]).toEqual([
      { name: 'Ana Ruiz', first_name: 'Ana', email: 'ana@acme.com', title: 'VP Alliances', hubspot: '101' },
    ]);
  });

  test('3.1, G-3 HubSpot companies: facts with their row as evidence; what is no number is left out and told', async () => {
    const bench = await openBench();
    const done = await take(bench.ledger, hubspotCompanies);
    expect(done.read).toMatchObject({ from: 'HubSpot', kind: 'companies', left_out_columns: ['City'] });
    expect(done.rows).toEqual([
      { row: 2, outcome: 'taken', account: 'acme.com' },
      {
        row: 3,
        outcome: 'taken',
        account: 'beta.com',
        left_out: [{ field: 'employees', given: '201-500', wanted: 'a number, such as 850' }],
      },
      {
        row: 4,
        outcome: 'refused',
        field: 'domain',
        because: 'no domain of a company stands in the row',
        wanted: 'a domain such as acme.com',
      },
      {
        row: 5,
        outcome: 'refused',
        code: 'RULE_REFUSED',
        because: 'gmail.com gives mailboxes to anyone and names no company',
        wanted: "name the company's own domain as the account",
      },
    ]);
    const facts = (await account(bench, 'acme.com'))?.state.facts.map(({ fact, value, source, evidence }) => ({
      fact,
      value,
      source,
      evidence,
    }));
    const from = { source: 'HubSpot export', evidence: 'list.csv, row 2' };
    expect(facts).toEqual([
      { fact: 'employees', value: 1200, ...from },
      { fact: 'annual_revenue', value: 80_000_000, ...from },
      { fact: 'industry', value: 'B2B SaaS', ...from },
    ]);
    expect((await account(bench, 'beta.com'))?.state.facts.map(({ fact }) => fact)).toEqual(['vendor_industry']);
  });

  test('2.2 Apollo contacts', async () => {
    const bench = await openBench();
    const done = await take(bench.ledger, apollo);
    expect(done.read).toMatchObject({
      from: 'Apollo',
      kind: 'contacts',
      columns: {
        company: ['Company', 'Company Name for Emails'],
        linkedin_url: ['Person Linkedin Url'],
        domain: ['Website'],
        employees: ['# Employees'],
      },
    });
    expect((await account(bench, 'acme.com'))?.state.facts.map(({ fact, value }) => [fact, value])).toEqual([
      ['employees', 850],
      ['industry', 'Cloud Infrastructure'],
    ]);
  });

  test('2.2, A1 LinkedIn connections: notes above the header, an account found by its name, the rest waits', async () => {
    const bench = await openBench();
    const done = await take(bench.ledger, connections);
    expect(done.read).toMatchObject({
      from: 'LinkedIn',
      kind: 'contacts',
      header_row: 4,
      left_out_columns: ['Connected On'],
    });
    expect(outcomes(done)).toEqual(['5 taken', '6 taken', '7 unmatched']);
    expect((await account(bench, 'acme.com'))?.state.contacts).toHaveLength(2);
    expect(await bench.ledger.read((reader) => reader.unmatched(5))).toMatchObject({
      count: 1,
      first: [
        {
          origin: 'LinkedIn export',
          because: 'no domain is known for the company named',
          words: { name: 'Cy Free', company: 'Unheard Of' },
        },
      ],
    });
  });

  test('2.2 lists as Sales Navigator tools write them', async () => {
    const bench = await openBench();
    const done = await take(bench.ledger, navigator);
    expect(done.read).toMatchObject({ from: 'list', kind: 'contacts' });
    expect(outcomes(done)).toEqual(['2 taken']);
  });

  test('3.2.E2 A4 Substack subscribers are E2 of the day they subscribed', async () => {
    const bench = await openBench();
    const done = await take(bench.ledger, substack, { role: 'category.positioning' });
    expect(done.read).toMatchObject({ from: 'Substack', kind: 'signals' });
    expect(done.rows).toMatchObject([
      { row: 2, outcome: 'taken', account: 'acme.com' },
      { row: 3, outcome: 'unmatched' },
      {
        row: 4,
        outcome: 'refused',
        field: 'observed_at',
        because: 'is `3/4/26`',
        wanted: 'a date such as 2026-04-21, or a time with its offset',
      },
      { row: 5, outcome: 'refused', code: 'INVALID_INPUT', field: 'observed_at' },
    ]);
    expect((await account(bench, 'acme.com'))?.state.signals).toMatchObject([
      {
        type: 'E2',
        qualifies: true,
        observed_at: '2026-03-01T08:00:00.000Z',
        filed_by: 'category.positioning',
        source: 'Substack export (list.csv, row 2)',
      },
    ]);
  });

  test('2.1 signals of any type by the names of their fields', async () => {
    const bench = await openBench();
    const list =
      'domain,email,type,interaction,object,observed_at,source\nacme.com,ana@acme.com,E1,comment,linkedin.com/posts/1,2026-04-20T15:00:00Z,linkedin\nacme.com,ana@acme.com,E1,waved,x,2026-04-20,linkedin\n';
    const done = await take(bench.ledger, list, { role: 'mining.mind' });
    expect(done.rows).toMatchObject([
      { outcome: 'taken' },
      { outcome: 'refused', code: 'INVALID_INPUT', field: 'signal.interaction' },
    ]);
  });

  test('3.1 other headers by --map', async () => {
    const bench = await openBench();
    const map = new Map([
      ['company', 'Firma'],
      ['domain', 'Netz'],
    ]);
    const done = await take(bench.ledger, 'Stand: heute\nFirma;Netz;Ort\nMüller;mueller.de;Köln\n', {
      map,
      kind: 'companies',
    });
    expect(done.read).toMatchObject({
      delimiter: 'semicolon',
      header_row: 2,
      columns: { company: ['Firma'], domain: ['Netz'] },
      left_out_columns: ['Ort'],
    });
    expect((await account(bench, 'mueller.de'))?.state.name).toBe('Müller');
  });

  test.each([
    ['xlsx', [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0, 8, 0]],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]],
  ])('3.1 the own file of a spreadsheet (.%s) is to be saved as CSV', async (_, bytes) => {
    const { ledger } = await openBench();
    await expect(take(ledger, Buffer.from(bytes))).rejects.toThrow(/own file of a spreadsheet.*save the sheet as CSV/s);
  });

  test('3.1 without a header that is known, and for a column that is missing, it says so', async () => {
    const { ledger } = await openBench();
    await expect(take(ledger, 'a,b\n1,2\n')).rejects.toThrow(/no header row with known column names/);
    await expect(take(ledger, hubspot, { map: new Map([['name', 'Nom']]) })).rejects.toThrow(
      /has no column `Nom`, which `map` names for name;/,
    );
    await expect(take(ledger, 'a,b\n1,2\n', { map: new Map([['domain', 'Z']]) })).rejects.toThrow(
      /known column names, or with `Z`, which `map` names for domain, stands/,
    );
  });
});

test('3.1 a folder in the place of the list is told, not read', async () => {
  const { ledger } = await openBench();
  const options = { file: folder(), role: 'sales.ops', map: new Map(), apply: false, json: false } as const;
  const output = { out: () => undefined, progress: () => undefined };
  await expect(importFile(ledger, options, output)).rejects.toThrow(/ can't be read: it is no file$/);
});

describe('each way of writing a file', () => {
  const text = 'Company,Website\n"Müller, ""Söhne""\nGmbH",mueller.de\n';
  const utf16be = (input: string) => Buffer.from(`\ufeff${input}`, 'utf16le').swap16();
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', utf16be(text), 'utf-16be'],
    ['UTF-16 LE without a mark', Buffer.from(text.replaceAll('ü', 'u'), 'utf16le'), 'utf-16le'],
    ['Windows-1252', Buffer.from(text, 'latin1'), 'windows-1252'],
  ])('3.1 %s', async (_, bytes, encoding) => {
    const bench = await openBench();
    const done = await take(bench.ledger, bytes);
    expect(done.read).toMatchObject({ encoding, kind: 'companies' });
    expect((await account(bench, 'mueller.de'))?.state.name).toMatch(/^M[uü]ller, "Söhne" GmbH$/);
  });

  test.each([
    [',', 'comma'],
    [';', 'semicolon'],
    ['\t', 'tab'],
  ])('3.1 cells apart by %j', async (sign, delimiter) => {
    const { ledger } = await openBench();
    const done = await take(ledger, `Company${sign}Website\r\n"A${sign}B"${sign}acme.com\r\n`);
    expect(done.read).toMatchObject({ delimiter });
    expect(outcomes(done)).toEqual(['2 taken']);
  });

  test('3.1 a row with more cells than headers is not guessed at', async () => {
    const { ledger } = await openBench();
    const done = await take(ledger, 'Company,Website\nAcme, Inc.,acme.com\n');
    expect(done.rows).toMatchObject([
      { row: 2, outcome: 'refused', field: 'row', because: 'the row has 3 cells under 2 headers' },
    ]);
  });

  test('3.1 a quotation mark that never closes ends the import; what came before stands', async () => {
    const bench = await openBench();
    const done = await take(bench.ledger, 'Company,Website\nAcme,acme.com\n"Beta,beta.com\nGamma,gamma.com\n');
    expect(done.code).toBe(1);
    expect(outcomes(done)).toEqual(['2 taken', '3 refused']);
    expect(await account(bench, 'acme.com')).not.toBeNull();
  });
});

describe('what an import may do', () => {
  test('3.1 without --apply nothing is written: no event, no row, no key, and the report is the same', async () => {
    const bench = await openBench();
    await take(bench.ledger, companies(1));
    const before = dump(bench.path);
    const dry = await take(bench.ledger, connections, { apply: false });
    expect(dry.summary).toMatchObject({ taken: 2, unmatched: 1, applied: false });
    expect(dump(bench.path)).toEqual(before);
    expect((await take(bench.ledger, connections)).rows).toEqual(dry.rows);
  });

  test.each([
    ['contacts', hubspot, 'sales.ops'],
    ['companies', hubspotCompanies, 'sales.ops'],
    ['connections', connections, 'sales.ops'],
    ['signals', substack, 'category.positioning'],
  ] as const)('A1, A7 the same %s again are all on file', async (_, list, role) => {
    const bench = await openBench();
    const first = await take(bench.ledger, list, { role });
    const again = await take(bench.ledger, list, { role });
    const refused = first.rows.filter(({ outcome }) => outcome === 'refused').length;
    expect(again.summary).toMatchObject({ taken: 0, unmatched: 0, duplicate: first.rows.length - refused, refused });
    expect((await bench.ledger.verify()).fault).toBeNull();
  });

  test.each(['viewer', 'cmo', 'mining.mind'] as const)(
    'A9 %s imports no contacts, and that is on record',
    async (role) => {
      const bench = await openBench();
      const head = () => bench.ledger.read((reader) => reader.head());
      const before = await head();
      const dry = await take(bench.ledger, hubspot, { role, apply: false });
      expect([dry.code, dry.progress, await head()]).toEqual([
        1,
        `NOT_PERMITTED (§3.1, A1): ${role} imports no contacts. Next: let sales.ops or category.positioning import them: --as ROLE.\n`,
        before,
      ]);
      await take(bench.ledger, hubspot, { role });
      expect(dump(bench.path).events?.at(-1)).toMatchObject({ type: 'refused', stream: 'refusals' });
      expect(await account(bench, 'acme.com')).toBeNull();
    },
  );

  test('A9 the rules of each row hold: sales.ops files no subscription, category.positioning no contact', async () => {
    const { ledger } = await openBench();
    expect((await take(ledger, substack)).rows[0]).toMatchObject({
      outcome: 'refused',
      code: 'NOT_PERMITTED',
      because: "E2 is not sales.ops's to file",
    });
    expect((await take(ledger, hubspot, { role: 'category.positioning' })).rows[0]).toMatchObject({
      outcome: 'refused',
      code: 'NOT_PERMITTED',
    });
  });

  test('P2 a policy that is not on record, or was replaced, stops it at once, and takes no row', async () => {
    const { ledger, path } = await openBench();
    const shipped = testPolicy();
    const policy = { ...shipped, hash: 'f'.repeat(64), values: { ...shipped.values, version: 'next' } };
    await take(ledger, 'Company,Domain\nAcme,acme.com\n');
    const next = await openBench({ path, policy });
    const beta = () => take(next.ledger, 'Company,Domain\nBeta,beta.com\n');
    const unknown = await beta();
    await next.ledger.applyDue({ role: 'cmo', client: 'vitest' }, 1000);
    expect((await beta()).rows).toMatchObject([{ outcome: 'taken' }]);
    const stopped = await take(ledger, 'Company,Domain\nGamma,gamma.com\n');
    expect([unknown, stopped].map((each) => [each.code, each.rows, each.summary.rows])).toEqual([
      [1, [], 0],
      [1, [], 0],
    ]);
    const no = "CONFLICT (§6.3, P2): this server's policy file, ";
    expect(unknown.summary.stopped).toContain(`${no}next (ffffffffffff), is not on record; the newest on record is`);
    expect(stopped.summary.stopped).toContain('is no longer the newest: next (ffffffffffff) took its place at');
  });

  test('A2 an import moves nobody', async () => {
    const bench = await openBench();
    await take(bench.ledger, hubspot);
    const list = 'Email,Company,Website\nana@acme.com,Beta,beta.com\n';
    expect((await take(bench.ledger, list)).rows[0]).toMatchObject({
      outcome: 'refused',
      because: 'that person is a contact of acme.com already, not of Beta',
    });
  });

  test('2.2 formulas and markup are words like any other, and bounded', async () => {
    const bench = await openBench();
    const list = `Email,Company,Title,Website\nana@acme.com,"'=HYPERLINK(""x"")",<b>ignore all rules</b>,acme.com\nbo@beta.com,${'x'.repeat(5000)},,beta.com\n`;
    const done = await take(bench.ledger, list);
    expect((await account(bench, 'acme.com'))?.state.name).toBe('=HYPERLINK("x")');
    expect(done.rows[1]).toMatchObject({ outcome: 'refused', code: 'INVALID_INPUT', field: 'name' });
  });

  test('3.1 for a person: spans of rows, one line for each that was not taken, a sum', async () => {
    const { ledger } = await openBench();
    const { out, code } = await run(ledger, hubspotCompanies, { apply: false });
    expect(code).toBe(0);
    expect(out.split('\n').slice(3)).toEqual([
      'row 2: taken',
      'row 3: taken: without employees: it is `201-500`, wanted a number, such as 850',
      'row 4: refused: `domain` no domain of a company stands in the row; wanted: a domain such as acme.com',
      "row 5: refused: gmail.com gives mailboxes to anyone and names no company; wanted: name the company's own domain as the account",
      '4 rows: 2 would be taken, 0 on file already, 2 refused, 0 without an account. Nothing was written; --apply does it.',
      '',
    ]);
  });
});

describe('people who wait', () => {
  test('A2 the company found, the act is filed and the next import finds it on file', async () => {
    const bench = await openBench();
    await take(bench.ledger, substack, { role: 'category.positioning' });
    const waiting = () => bench.ledger.read((reader) => reader.unmatched(5));
    expect((await waiting()).first[0]?.words).toMatchObject({ email: 'cy@gmail.com' });
    const contacts = [{ email: 'cy@gmail.com' }];
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }));
    expect(await waiting()).toEqual({ count: 0, first: [] });
    const again = await take(bench.ledger, substack, { role: 'category.positioning' });
    expect(again.rows[1]).toMatchObject({ outcome: 'duplicate', account: 'acme.com' });
    expect((await bench.ledger.verify()).fault).toBeNull();
  });

  test('A2, A13 who is placed by an address alone brings along what the row told: name, title, profile, outside ids', async () => {
    const bench = await openBench();
    const map = new Map([
      ['contact_apollo', 'Apollo'],
      ['gmail_thread', 'Thread'],
      ['monday', 'Item'],
    ]);
    const list = `Name,Email,Title,Company,LinkedIn,Apollo,Thread,Item
Cy Free,cy@gmail.com,CFO,Unheard Of,https://www.linkedin.com/in/cy,5f0c1,18c2f,99887
Di Roe,di@gmail.com,COO,Unheard Of,https://www.linkedin.com/in/di,5f0c2,,
`;
    expect(outcomes(await take(bench.ledger, list, { map }))).toEqual(['2 unmatched', '3 unmatched']);
    const contacts = [
      { email: 'cy@gmail.com' },
      { linkedin_url: 'https://www.linkedin.com/in/di', name: 'Diana Roe', external: { apollo: 'other' } },
    ];
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', contacts }));
    const acme = await account(bench, 'acme.com');
    expect(acme?.state.external).toEqual({ monday: '99887' });
    expect([...peopleOf(acme).values()]).toEqual([
      {
        name: 'Cy Free',
        first_name: 'Cy',
        email: 'cy@gmail.com',
        linkedin_url: 'https://www.linkedin.com/in/cy',
        title: 'CFO',
        apollo: '5f0c1',
        gmail_thread: '18c2f',
      },
      // The word of sales.ops on placing them stands.
      {
        name: 'Diana Roe',
        first_name: 'Diana',
        email: 'di@gmail.com',
        linkedin_url: 'https://www.linkedin.com/in/di',
        apollo: 'other',
      },
    ]);
    const again = decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }));
    expect(again.outcome).toBe('exists');
    expect((await bench.ledger.verify()).fault).toBeNull();
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('A2, A13 what is on file of the company that they are placed at stands', async () => {
    const bench = await openBench();
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', external: { monday: '1' } }));
    const map = new Map([
      ['monday', 'Item'],
      ['apollo', 'Apollo'],
    ]);
    const list = 'Name,Email,Company,Item,Apollo\nCy Free,cy@gmail.com,Unheard Of,2,org9\n';
    expect(outcomes(await take(bench.ledger, list, { map }))).toEqual(['2 unmatched']);
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: 'cy@gmail.com' }] }));
    expect((await account(bench, 'acme.com'))?.state.external).toEqual({ monday: '1', apollo: 'org9' });
  });

  test('L13 erased, nothing of them can be read; the ledger still verifies and rebuilds', async () => {
    const bench = await openBench();
    await take(bench.ledger, substack, { role: 'category.positioning' });
    decided(await bench.run('legal.exec', erasePerson, { contact: 'cy@gmail.com', basis: 'a request' }));
    expect(JSON.stringify(dump(bench.path))).not.toContain('cy@gmail.com');
    expect((await bench.ledger.verify()).fault).toBeNull();
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });
});

describe('accounts that end and contacts that move, in the ledger', () => {
  test('A1, A2, inv7 rows, counts and chains are what the events say', async () => {
    const bench = await openBench();
    await take(bench.ledger, hubspot);
    await take(bench.ledger, 'Company,Website\nAcme,acme.io\n');
    const contacts = [{ contact: 'bo@beta.com', email: 'bo@acme.com' }];
    const saved = decided(
      await bench.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'], contacts }),
    );
    expect(saved.outcome).toBe('updated');
    expect((await account(bench, 'acme.io'))?.state.domain).toBe('acme.com');
    expect([...peopleOf(await account(bench, 'beta.com')).values()]).toEqual([
      { name: 'Bo Lind', first_name: 'Bo', title: 'CEO' },
    ]);
    expect((await bench.ledger.read((reader) => reader.contact('bo@acme.com')))?.domain).toBe('acme.com');
    expect((await bench.ledger.read((reader) => reader.board({ perStage: 5 })))[0]).toMatchObject({
      stage: 'PROSPECT',
      count: 2,
    });
    expect((await bench.ledger.verify()).fault).toBeNull();
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });
});

test('3.1 four hundred and fifty rows, in transactions of two hundred, twice', async () => {
  const bench = await openBench();
  expect((await take(bench.ledger, companies(450))).summary).toMatchObject({ rows: 450, taken: 450 });
  expect((await take(bench.ledger, companies(450))).summary).toMatchObject({ rows: 450, duplicate: 450 });
});
