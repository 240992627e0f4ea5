import { expect, test } from 'vitest';
import { acme, ana, answer, type Data, describeWriting, ok, refusal, seedMql, untouched } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

const companies = 'Company,Website,Employees\nAcme,acme.com,900\nBeta,beta.com,12\nGmail,gmail.com,3\n';

describeWriting({
  tool: 'import_list',
  by: 'sales.ops',
  clause: '3.1',
  who: 'mining.mind or category.positioning or sales.ops',
  callers: ['mining.mind', 'category.positioning', 'sales.ops'],
  outcome: 'done',
  prepare: async () => ({ text: companies }),
  other: { text: 'Company,Website\nGamma,gamma.com\n' },
});

const counts = ({ taken, duplicate, unmatched, refused }: Data) => [taken, duplicate, unmatched, refused];

test('A1, A2 import_list takes companies and connections by hand of sales.ops, and lists what it did not simply take', async () => {
  const house = await openHouse();
  const { data, text } = await answer(house, 'sales.ops', 'import_list', { text: companies, kind: 'companies' });
  expect(counts(data)).toEqual([2, 0, 0, 1]);
  expect(data.rows).toEqual([expect.objectContaining({ row: 4, outcome: 'refused', code: 'RULE_REFUSED' })]);
  expect(text.split('\n')[0]).toBe('3 rows: 2 taken, 0 on file already, 1 refused, 0 without an account.');
  expect(text).toContain('row 4: refused: gmail.com gives mailboxes to anyone and names no company');
  const people =
    'First Name,Last Name,URL,Company\nAna,Ruiz,https://www.linkedin.com/in/ana,Acme\nBo,Li,https://www.linkedin.com/in/bo,Unheard\n';
  expect(counts(await ok(house, 'sales.ops', 'import_list', { text: people, kind: 'connections' }))).toEqual([
    1, 0, 1, 0,
  ]);
  expect(counts(await ok(house, 'sales.ops', 'import_list', { text: people, kind: 'connections' }))).toEqual([
    0, 2, 0, 0,
  ]);
});

test('A9 import_list files subscribers for category.positioning and attendees for mining.mind, each within its rights', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const subscribers = 'email,subscribed at\nana@acme.com,2026-04-20\n';
  const mine = await ok(house, 'mining.mind', 'import_list', { text: subscribers, kind: 'subscribers' });
  expect(mine.rows).toEqual([
    expect.objectContaining({
      row: 2,
      outcome: 'refused',
      code: 'NOT_PERMITTED',
      because: expect.stringContaining('E2'),
    }),
  ]);
  expect(
    counts(await ok(house, 'category.positioning', 'import_list', { text: subscribers, kind: 'subscribers' })),
  ).toEqual([1, 0, 0, 0]);
  const attendees = [
    'Name,Email,Webinar,Event type,Join time,Attended,Engagement',
    'Ana Ruiz,ana@acme.com,Partner revenue,Webinar,2026-04-20,Yes,Asked question',
    'Bo Li,bo@beta.com,Partner revenue,Webinar,2026-04-20,No,none',
  ].join('\n');
  const came = await ok(house, 'mining.mind', 'import_list', { text: attendees, kind: 'attendees' });
  expect(counts(came)).toEqual([2, 0, 0, 0]);
  const { signals } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(signals.map(({ type, qualifies }: Data) => `${type} ${qualifies}`)).toEqual(['E2 true', 'E6 true', 'E8 true']);
  expect((await ok(house, 'viewer', 'explain_account', { account: 'beta.com', detail: 'full' })).signals).toMatchObject(
    [{ type: 'E6', qualifies: false }],
  );
});

test('A4 a list of those who came says that they came, and nothing more', async () => {
  const house = await openHouse();
  const text = 'Email,Webinar,Event type,Date\nana@acme.com,Partner revenue,webinar,2026-04-20\n';
  expect(counts(await ok(house, 'mining.mind', 'import_list', { text, kind: 'attendees' }))).toEqual([1, 0, 0, 0]);
  const { signals } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(signals).toMatchObject([{ type: 'E6', qualifies: false }]);
});

test('A4 what those who came did is read in the words of the SOP, and an empty or denied cell is nothing they did', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const text = [
    'Name,Email,Event,Event type,Join time,Attended,Engagement',
    'Ana Ruiz,ana@acme.com,Partner revenue,Webinar,2026-04-20,Yes,Stayed for Q&A',
    'Bo Li,bo@acme.com,Partner revenue,Webinar,2026-04-20,No,',
    'Cy Poe,cy@acme.com,Partner revenue,Webinar,2026-04-20,Yes,No',
    'Di Orr,di@acme.com,Partner revenue,Webinar,2026-04-20,,Asked question',
  ].join('\n');
  const came = await ok(house, 'mining.mind', 'import_list', { text, kind: 'attendees' });
  expect(came.rows).toEqual([expect.objectContaining({ row: 5, outcome: 'refused', field: 'signal.attended' })]);
  const { signals } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(signals.map(({ qualifies }: Data) => qualifies)).toEqual([true, false, false]);
});

test('A1 import_list takes facts alone of category.positioning, and no contacts', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', name: 'Acme' });
  const done = await ok(house, 'category.positioning', 'import_list', { text: companies, kind: 'companies' });
  expect(counts(done)).toEqual([1, 0, 0, 2]);
  const people = 'Name,Email\nBo Li,bo@acme.com\n';
  const refused = await ok(house, 'category.positioning', 'import_list', { text: people });
  expect(refused.rows).toMatchObject([
    { row: 2, code: 'NOT_PERMITTED', because: 'category.positioning takes in no contacts' },
  ]);
  const miner = await ok(house, 'mining.mind', 'import_list', { text: people });
  expect(miner.rows).toMatchObject([{ row: 2, code: 'NOT_PERMITTED', because: 'mining.mind takes in no contacts' }]);
  // A list of acts must not be handed on as one of people: what they did would be lost.
  expect(miner.rows[0].wanted).toContain('give `kind`: subscribers or attendees');
  const nobody = await ok(house, 'category.positioning', 'import_list', {
    text: 'Name,Email\nBo,\n',
    kind: 'subscribers',
  });
  expect(nobody.rows[0].wanted).not.toContain('`kind`');
});

test('G-3 the day that the call gives dates what the list says; without it a list fills gaps alone', async () => {
  const house = await openHouse();
  const fact = { fact: 'employees', value: 500, source: 'report', evidence: 'page 4', as_of: '2026-03-01' };
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', name: 'Acme', facts: [fact] });
  const employees = async () =>
    (await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).facts.find(
      (each: Data) => each.fact === 'employees',
    );
  const undated = await ok(house, 'sales.ops', 'import_list', { text: companies });
  expect(undated.rows[0]).toMatchObject({ row: 2, left_out: [{ field: 'employees', given: '900' }] });
  expect(await employees()).toMatchObject({ value: 500, as_of: '2026-03-01' });
  await ok(house, 'sales.ops', 'import_list', { text: companies, as_of: '2026-04-01' });
  expect(await employees()).toMatchObject({ value: 900, as_of: '2026-04-01' });
  expect(await refusal(house, 'sales.ops', 'import_list', { text: companies, as_of: '2026-05-01' })).toBe(
    'INVALID_INPUT (§3.1): `as_of` is `2026-05-01`. Next: give a date such as 2026-04-21, not after today (2026-04-21).',
  );
});

test('surface import_list names columns by hand, and refuses what it cannot read', async () => {
  const house = await openHouse();
  const text = 'Firmenname,Seite\nAcme,acme.com\n';
  expect(await refusal(house, 'sales.ops', 'import_list', { text })).toContain(
    'INVALID_INPUT (§3.1): the list: no header row',
  );
  const map = { company: 'Firmenname', domain: 'Seite' };
  expect(counts(await ok(house, 'sales.ops', 'import_list', { text, map }))).toEqual([1, 0, 0, 0]);
  expect(await refusal(house, 'sales.ops', 'import_list', { text, map: { colour: 'Seite' } })).toContain(
    '`map` names no field `colour`',
  );
  expect(await refusal(house, 'sales.ops', 'import_list', { text: 'x'.repeat(200_001) })).toContain('`text`');
});

test('surface a dry run of import_list writes nothing, and a long one is cut at a whole row', async () => {
  const house = await openHouse();
  const trial = await untouched(house, () =>
    answer(house, 'sales.ops', 'import_list', { text: companies, dry_run: true }),
  );
  expect(counts(trial.data)).toEqual([2, 0, 0, 1]);
  expect(trial.data.summary).toContain('dry run: nothing was written');
  const many = `Company,Website\n${Array.from({ length: 400 }, (_, n) => `Firm ${n},gmail.com`).join('\n')}\n`;
  const long = await answer(house, 'sales.ops', 'import_list', { text: many, kind: 'companies' });
  expect(long.data.rows.length + long.data.rows_left_out).toBe(400);
  expect(JSON.stringify(long.data).length).toBeLessThanOrEqual(20_000);
  expect(long.text.length).toBeLessThanOrEqual(20_000);
  expect(long.text).toContain(`${long.data.rows_left_out} more rows are not shown`);
});

test('L13 who opted out by a column of the list is suppressed, whoever brings it', async () => {
  const house = await openHouse();
  const text = 'Name,Email,Opted out\nAna Ruiz,ana@acme.com,yes\n';
  const done = await ok(house, 'mining.mind', 'import_list', { text });
  expect(done).toMatchObject({
    suppressed: 1,
    rows: [{ row: 2, outcome: 'refused', suppressed: '`Opted out` is `yes`' }],
  });
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  expect((await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).contacts).toMatchObject([
    { suppressed: true },
  ]);
});

test('A13 a list tells the ids of the person and of the company apart', async () => {
  const house = await openHouse();
  const apollo = `First Name,Last Name,Title,Company,Email,Apollo Contact Id,Apollo Account Id,Website
Cy,Hu,VP,Gamma,cy@gamma.com,ap-cy,ap-7,http://www.gamma.com
`;
  await ok(house, 'sales.ops', 'import_list', { text: apollo });
  const hubspot = `Record ID,First Name,Last Name,Email,Company Name,Associated Company IDs,HubSpot Company ID
501,Bo,Li,bo@gamma.com,Gamma,901,901
`;
  await ok(house, 'sales.ops', 'import_list', { text: hubspot });
  const { account, contacts } = await ok(house, 'viewer', 'explain_account', { account: '501', detail: 'full' });
  expect(account).toMatchObject({ domain: 'gamma.com', external: { apollo: 'ap-7', hubspot: '901' } });
  expect(contacts).toMatchObject([
    { name: 'Cy Hu', external: { apollo: 'ap-cy' } },
    { name: 'Bo Li', external: { hubspot: '501' } },
  ]);
});

test('A2 the signals of an export are refused whole, with what to take instead', async () => {
  const house = await openHouse();
  const text =
    'id,account,contact,type,tier,qualifies,because,observed_at,counts_from,filed_at,filed_by,source,object,interaction,piece,rests_on\nsig_a_1,acme.com,con_a_1,E2,standard,true,x,2026-04-01,2026-04-01,2026-04-01,cmo,x,,,,sig_a_1\n';
  expect(await refusal(house, 'sales.ops', 'import_list', { text })).toBe(
    'INVALID_INPUT (§3.1): the list is the table `signals` of ladder export: its rows name people and acts by ids of the ledger they come from, and not all that a note needs. Next: import accounts.csv, then contacts.csv; to move a ledger whole, take its database and its keys folder along.',
  );
});

test('S-1 a task that one row opens and a later one closes is told in neither place, dry run or not', async () => {
  const house = await openHouse();
  await seedMql(house);
  const text = 'Company,Domain,Employees,As of\nAcme,acme.com,100,2026-05-04\nAcme,acme.com,500,2026-05-04\n';
  for (const dry_run of [true, false]) {
    const { data } = await answer(house, 'sales.ops', 'import_list', { text, kind: 'companies', dry_run });
    expect([counts(data), data.opened, data.closed]).toEqual([[2, 0, 0, 0], [], []]);
  }
});

test('A4, A9 import_list takes what all rows have in common from `map`: an attendees’ list without an event column', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const text = 'Name,Email,Date,Engagement\nAna Ruiz,ana@acme.com,2026-04-20,Asked question\n';
  const map = { object: '=Summit 2026', kind: '=conference session' };
  const bare = await ok(house, 'mining.mind', 'import_list', { text, kind: 'attendees' });
  expect(counts(bare)).toEqual([0, 0, 0, 1]);
  const came = await answer(house, 'mining.mind', 'import_list', { text, kind: 'attendees', map });
  expect(counts(came.data)).toEqual([1, 0, 0, 0]);
  expect(came.data.read).toMatchObject({ for_every_row: { object: 'Summit 2026', kind: 'conference session' } });
  expect(came.text).toContain('"for_every_row":{"object":"Summit 2026","kind":"conference session"}');
  const { signals } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(signals).toMatchObject([{ type: 'E6', qualifies: true, observed_at: '2026-04-20T04:00:00.000Z' }]);
});

test('A4 import_list takes nothing of one person for all rows', async () => {
  const house = await openHouse();
  const text = 'Name,Email,Date\nAna Ruiz,ana@acme.com,2026-04-20\n';
  const given = (map: object) => refusal(house, 'mining.mind', 'import_list', { text, kind: 'attendees', map });
  const fields =
    'type, object, interaction, channel, topic, gated, kind, piece, observed_at, source, note, domain, company';
  expect(await given({ engagement: '=asked_question' })).toBe(
    `INVALID_INPUT (§3.1): \`map\` gives \`engagement\` as \`=asked_question\` for every row. Next: after = say what all rows have in common, in one of ${fields}; else name a column.`,
  );
  expect(await given({ object: '= ' })).toMatch(
    /^INVALID_INPUT \(§3\.1\): `map` gives `object` as `=` for every row\./,
  );
});
