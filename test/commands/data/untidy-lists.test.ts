import { expect, test } from 'vitest';
import { openBench } from '../../ledger/support.ts';
import { peopleOf } from '../../support/people-of.ts';
import { outcomes, take } from './lists.ts';

test('A1 mailbox hosts and relays name no company, and a page at a shared host names none', async () => {
  const { ledger } = await openBench();
  const people = await take(
    ledger,
    'Name,Email\nA B,a@privaterelay.appleid.com\nC D,c@deletion-request.substack.com\nE F,e@freenet.de\nG H,g@yahoo.com.au\nI J,i@northbrook-example.com\n',
  );
  expect(outcomes(people).slice(0, 4)).toEqual(['2 unmatched', '3 unmatched', '4 unmatched', '5 unmatched']);
  const sites = await take(
    ledger,
    'Company,Website\nAlder,https://sites.google.com/view/alder\nBirch,https://linktr.ee/birch\nPine,http://pine-example.com:8080/about\n',
  );
  expect(outcomes(sites)).toEqual(['2 refused', '3 refused', '4 taken']);
  expect(sites.rows[1]?.because).toBe('linktr.ee holds pages of many organisations and names none of them');
});

test('A1, A2 line ends of two kinds, escapes of a web page, honorifics and cells that say nothing', async () => {
  const { ledger } = await openBench();
  const done = await take(
    ledger,
    'Title,First Name,Last Name,Email,Company,Job Title,LinkedIn\r\nMs.,Zo&#39;e,O&#x27;Neil,zoe@acme.com,Ac &amp; Me,CRO,N/A\nMr,"ROE, Jordan",,jo@acme.com,Ac &amp; Me,,-\rDr,Cy,Lee,,N/A,,https://www.linkedin.com/in/cy\n',
  );
  expect(outcomes(done)).toEqual(['2 taken', '3 taken', '4 unmatched']);
  const account = await ledger.read((reader) => reader.account('acme.com'));
  expect(account?.state.name).toBe('Ac & Me');
  expect([...peopleOf(account).values()]).toEqual([
    { name: "Zo'e O'Neil", first_name: "Zo'e", email: 'zoe@acme.com', title: 'CRO' },
    { name: 'Jordan ROE', first_name: 'Jordan', email: 'jo@acme.com' },
  ]);
});

test('3.1 a row of people is no header, and a vendor field Type makes no signals', async () => {
  const { ledger } = await openBench();
  const rows = take(ledger, 'Aa;Bb;Cc\nAnna;anna@kernwerk-example.de;LinkedIn\n');
  await expect(rows).rejects.toThrow('--map');
  const done = await take(
    ledger,
    'Company name,Company Domain Name,Type,Number of Employees\nAlder,alder.com,Partner,300\n',
  );
  expect(done.read).toMatchObject({ kind: 'companies', left_out_columns: ['Type'] });
  expect(outcomes(done)).toEqual(['2 taken']);
});

test('G-3 a list without a day fills gaps and never outranks a dated fact, and the row says so', async () => {
  const { ledger } = await openBench();
  await take(ledger, 'Company,Domain,Employees\nElm,elm.com,120\n');
  await take(ledger, 'Company,Domain,Employees,As of\nElm,elm.com,900,2025-01-01\n');
  const facts = await ledger.read((reader) =>
    reader.account('elm.com')?.state.facts.map(({ value, undated }) => [value, undated]),
  );
  expect(facts).toEqual([
    [120, true],
    [900, undefined],
  ]);
  const done = await take(ledger, 'Company,Domain,Employees,As of\nElm,elm.com,130,01/10/2024\n');
  expect(done.rows[0]?.left_out?.map(({ field, given }) => [field, given])).toEqual([
    ['as_of', '01/10/2024'],
    ['employees', '130'],
  ]);
});

test('T7 a zone that is named is read or refused, and a figure that can be read two ways is left out', async () => {
  const { ledger } = await openBench();
  const done = await take(
    ledger,
    'email,active_subscription,created_at\na@acme.com,false,2026-04-21 02:15:00 UTC\nb@acme.com,false,Mayday 2 2026\nc@acme.com,false,2026-04-21 02:15 EST\n',
    { role: 'category.positioning' },
  );
  expect(outcomes(done)).toEqual(['2 taken', '3 refused', '4 refused']);
  const at = await ledger.read((reader) =>
    reader.account('acme.com')?.state.signals.map(({ observed_at }) => observed_at),
  );
  expect(at).toEqual(['2026-04-21T02:15:00.000Z']);
  const figures = await take(ledger, 'Company;Domain;arr_usd\nKern;kern.com;80.000\nFeld;feld.com;62.500.000\n');
  expect(figures.rows.map(({ left_out }) => left_out?.map(({ given }) => given))).toEqual([['80.000'], undefined]);
});

test('A7, A1 a row that differs is no duplicate, a near twin is named, and a list in vain ends with 2', async () => {
  const { ledger } = await openBench();
  const first = 'Name,Email,LinkedIn,Company\nAnn Roe,ann@fernwood.com,https://www.linkedin.com/in/ann-roe,Fernwood\n';
  await take(ledger, first);
  const again = await take(ledger, first.replace('fernwood.com', 'birch.com').replace(',Fernwood', ',Birch'));
  expect(again.summary).toMatchObject({ duplicate: 0, differing: 1 });
  expect(again.rows[0]?.differs?.map(({ field, given }) => [field, given])).toContainEqual(['company', 'Birch']);
  const twins = await take(ledger, 'Company,Website\nNorthwind Inc.,northwind.com\n"Northwind, Inc",northwind.org\n');
  expect(twins.rows[1]?.near).toEqual(['northwind.com']);
  expect((await take(ledger, 'First Name,Last Name,Company,Email\nA,B,Fernwood,not an address\n')).code).toBe(2);
});

test('G-3 an industry of a list that differs from a listed one in hyphens, blanks or & alone is that one', async () => {
  const { ledger } = await openBench();
  const rows =
    'a1.com,Alder,b2b-saas\na2.com,Birch,Data and Analytics\na3.com,Cedar,Fin Tech\na4.com,Dogwood,B2C SaaS\n';
  await take(ledger, `Domain,Company,Industry\n${rows}`);
  const facts = await ledger.read((reader) =>
    ['a1.com', 'a2.com', 'a3.com', 'a4.com'].map((domain) =>
      reader.account(domain)?.state.facts.map(({ fact, value }) => [fact, value]),
    ),
  );
  expect(facts.flat()).toEqual([
    ['industry', 'B2B SaaS'],
    ['industry', 'Data & Analytics'],
    ['industry', 'FinTech'],
    ['vendor_industry', 'B2C SaaS'],
  ]);
});

test('A2 a row of people that names no company waits, whatever host their mail is at; one of an account is taken', async () => {
  const { ledger } = await openBench();
  await take(ledger, 'Company,Website\nAlder,alder-example.com\n');
  const list = 'Name,Email,Company\nAnn Roe,ann@alder-example.com,\nUma Kay,uma@unheard-example.com,\n';
  const done = await take(ledger, list);
  expect(outcomes(done)).toEqual(['2 taken', '3 unmatched']);
  expect(done.rows[1]?.because).toContain('unheard-example.com');
  const { count, first } = await ledger.read((reader) => reader.untasked(1));
  expect([count, first[0]?.words]).toEqual([1, expect.objectContaining({ email: 'uma@unheard-example.com' })]);
  expect(outcomes(await take(ledger, list))).toEqual(['2 duplicate', '3 duplicate']);
});
