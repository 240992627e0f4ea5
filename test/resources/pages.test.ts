import { expect, test } from 'vitest';
import { asIs, cell, quote } from '../../src/resources/markdown.ts';
import {
  acme,
  ana,
  answer,
  comment,
  type Data,
  goodFacts,
  ok,
  refusal,
  seedMql,
  seedPending,
  seedSql,
} from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

async function page(house: House, uri: string): Promise<string> {
  return (await ok(house, 'viewer', 'read_ladder', { uri })).content;
}

async function data(house: House, uri: string) {
  return (await ok(house, 'viewer', 'read_ladder', { uri: `${uri}?format=json` })).data;
}

const seeded = ['', '/timeline', '/dossier'].map((part) => `ladder://accounts/acme.com${part}`);
const others = [
  'board',
  'board/SQL',
  'channels/agent-handoffs',
  'channels/cro-updates',
  'tasks/sales.ops',
  'tasks/cro',
];

test('T7 pages give times as people say them, and no instant of a machine', async () => {
  const house = await openHouse();
  await seedSql(house);
  for (const uri of [...seeded, ...others.map((each) => `ladder://${each}`), 'ladder://policy/handoff-0.2']) {
    const text = (await page(house, uri)).replace(/```json.*/s, '');
    expect(text, uri).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
  }
  expect(await page(house, 'ladder://accounts/acme.com')).toContain('| Tue 21 Apr 2026, 10:00 |');
});

test('T7 an act that is known by its day alone is told without an hour', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const note = { account: 'acme.com', contact: ana, observed_at: '2026-04-20', source: 'list', signal: { type: 'E2' } };
  const { signal } = await ok(house, 'category.positioning', 'file_signal_note', note);
  const text = await page(house, 'ladder://accounts/acme.com');
  expect(text).toContain('| E2 | Mon 20 Apr 2026 |');
  const explained = (await answer(house, 'viewer', 'explain_account', { account: 'acme.com' })).text;
  expect(explained).toContain(`Signal ${signal.id}: E2 of Mon 20 Apr 2026, filed by category.positioning`);
  for (const each of [text, explained, await page(house, 'ladder://accounts/acme.com/timeline')])
    expect(each).not.toContain('00:00');
});

test('6.2a pages leave ids, addresses, roles and names of tools as they are', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    contacts: [{ name: 'Bo', email: '_bo_s@acme.com', linkedin_url: 'https://www.linkedin.com/in/bo_s_' }],
  });
  for (const uri of [...seeded, 'ladder://board', 'ladder://tasks/sales.ops'])
    expect(await page(house, uri), uri).not.toContain('\\_');
  const text = await page(house, 'ladder://accounts/acme.com');
  expect(text).toContain('| `_bo_s@acme.com` | `https://www.linkedin.com/in/bo_s_` |');
  const { contacts, signals, tasks } = await data(house, 'ladder://accounts/acme.com');
  for (const { id } of [...contacts, ...signals, ...tasks]) expect(text).toContain(` ${id} |`);
});

test.each([
  ['acc_x waits for classify_mql', 'acc_x waits for classify_mql'],
  ['`gate_g5` is true', '`gate_g5` is true'],
  ['_bo_ *or* __bo__', '\\_bo\\_ \\*or\\* \\_\\_bo\\_\\_'],
  ['a|b ~c~ [d](e) ![f](g) <b>h</b> 1 < 2', 'a\\|b \\~c\\~ \\[d](e) !\\[f](g) \\<b>h\\</b> 1 < 2'],
  ['`a b` ``c`` \\`d`', '\\`a b\\` \\`\\`c\\`\\` \\\\\\`d\\`'],
  ['one\ntwo\u2028three\u0000', 'one two three'],
  ['# title #1 ##', '\\# title #1 \\#\\#'],
])('6.2a a cell of %j reads %j', (text, safe) => {
  expect(cell(text)).toBe(safe);
});

test.each([
  ['ana_roe@acme.com', 'ana_roe@acme.com'],
  ['_ana@acme.com', '`_ana@acme.com`'],
  ['a`|`b@acme.com', '`` a`\\|`b@acme.com ``'],
])('6.2a an address %j stands as %j', (address, shown) => {
  expect(asIs(address).marked).toBe(shown);
});

test.each(['> nested', '- item', '+ item', '=== line', '1. item', '2) item', '--- line'])(
  '6.2a quoted words %j begin no block',
  (words) => {
    expect(quote(words)).toMatch(/^> (\\|\d+\\)/);
  },
);

test('6.2a the board gives days in stage against the limit, the next step, when it is due, and who engaged', async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-05-01T16:00:00.000Z';
  const text = await page(house, 'ladder://board');
  expect(text).toContain('| Account | Domain | Review | In stage | Next step | Due | Engaged | Owner | Flags |');
  expect(text.split('\n').find((line) => line.startsWith('| Acme Corp |'))).toBe(
    '| Acme Corp | acme.com | DOSSIER_DUE | 10 days; idle 10 of 90 | sales.ops: score S1 to S4 with dated findings (score_dossier) | Wed 22 Apr 2026, 10:00, sales.ops OVERDUE | Ana Ruiz (E1; Mon 20 Apr 2026) | cmo |  |',
  );
  const board = await data(house, 'ladder://board');
  expect(board.stages[1]).toMatchObject({
    stage: 'MQL',
    count: 1,
    accounts: [
      {
        domain: 'acme.com',
        days_in_stage: 10,
        idle: { days: 10, limit: 90 },
        due: { role: 'sales.ops', at: '2026-04-22T14:00:00.000Z', overdue: true },
        engaged: [{ name: 'Ana Ruiz', types: ['E1'], last: '2026-04-20' }],
      },
    ],
  });
});

test('6.2a a stage of many accounts is paged by one cursor, each form within 20,000 characters', async () => {
  const house = await openHouse();
  for (let n = 0; n < 70; n += 1)
    await ok(house, 'sales.ops', 'save_account', { domain: `firm${n}.com`, name: `Firm ${n}`, facts: goodFacts });
  const seen: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const uri: string = `ladder://board/PROSPECT${cursor === '' ? '' : `?cursor=${cursor}`}`;
    const text = await page(house, uri);
    const json: Data = (
      await ok(house, 'viewer', 'read_ladder', { uri: `${uri}${cursor === '' ? '?' : '&'}format=json` })
    ).data;
    expect(Math.max(text.length, JSON.stringify(json).length)).toBeLessThanOrEqual(20_000);
    expect(json.count).toBe(70);
    seen.push(...json.accounts.map(({ domain }: { domain: string }) => domain));
    cursor = json.next_cursor;
    if (cursor !== undefined) expect(text).toContain(`Goes on: \`ladder://board/PROSPECT?cursor=${cursor}\``);
  }
  expect([seen.length, new Set(seen).size]).toEqual([70, 70]);
  const whole = await page(house, 'ladder://board');
  expect(whole.length).toBeLessThanOrEqual(20_000);
  const [, left = '', next = ''] = /(\d+) more: `(ladder:\/\/board\/PROSPECT\?cursor=[\w-]+)`/.exec(whole) ?? [];
  const board = await data(house, 'ladder://board');
  const [prospects] = board.stages;
  expect(prospects.next).toBe(next);
  const shown = prospects.accounts.map(({ domain }: { domain: string }) => domain);
  expect(shown).toEqual(seen.slice(0, 70 - Number(left)));
  const [after] = (await ok(house, 'viewer', 'read_ladder', { uri: `${next}&format=json` })).data.accounts;
  expect(after.domain).toBe(seen[shown.length]);
  expect(board.stages[1]).toEqual({ stage: 'MQL', count: 0, accounts: [] });
});

test('6.2a a stage tells the newest in it first, and refuses a cursor that it did not give out', async () => {
  const house = await openHouse();
  for (const name of ['zeta', 'beta', 'acme']) {
    await ok(house, 'sales.ops', 'save_account', { domain: `${name}.com`, name });
    house.clock.now = new Date(Date.parse(house.clock.now) + 86_400_000).toISOString();
  }
  const { accounts } = await data(house, 'ladder://board/PROSPECT');
  expect(accounts.map(({ domain }: { domain: string }) => domain)).toEqual(['acme.com', 'beta.com', 'zeta.com']);
  expect(await refusal(house, 'viewer', 'read_ladder', { uri: 'ladder://board/PROSPECT?cursor=WzFd' })).toBe(
    'INVALID_INPUT: `cursor`: it is not one that this list gave out. Next: correct `cursor` and call again; nothing was recorded.',
  );
});

test('3.4a an account page opens with its story in one paragraph', async () => {
  const house = await openHouse();
  await seedPending(house);
  const [title, , story] = (await page(house, 'ladder://accounts/acme.com')).split('\n');
  expect(title).toBe('# Acme Corp (acme.com)');
  expect(story).toBe(
    'Acme Corp (acme.com) is MQL since today, with a dossier before the CRO; cmo owns it. Its last step, by §4.3: "3 of 4 buying signals are CONFIRMED or LIKELY" (sales.ops on Tue 21 Apr 2026, 10:00). First touch was E1 on Mon 20 Apr 2026. Ana Ruiz (E1, last Mon 20 Apr 2026) engaged within the last 180 days. All 5 gates hold. The dossier of Tue 21 Apr 2026, 10:00 counts 3 of 4; 3 are needed. It has been idle for 0 of 90 days.',
  );
});

test('3.4a an account page shows current facts alone, people with titles, deal dates, tasks and decisions', async () => {
  const house = await openHouse();
  await seedSql(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    facts: [{ fact: 'employees', value: 1200, source: 'apollo', evidence: 'record 2', as_of: '2026-04-21' }],
    contacts: [ana],
  });
  await ok(house, 'cro', 'advance_deal', {
    account: 'acme.com',
    event: 'briefing_scheduled',
    at: '2026-05-12T15:00:00-04:00',
  });
  const text = await page(house, 'ladder://accounts/acme.com');
  const facts = text.split('\n').filter((line) => line.startsWith('| employees |'));
  expect(facts).toEqual([expect.stringMatching(/^\| employees \| 1,200 \| Tue 21 Apr 2026 \| apollo \| fct_\w+ \|$/)]);
  expect((await data(house, 'ladder://accounts/acme.com')).facts.filter(isEmployees)).toHaveLength(2);
  expect(text).toContain('| Ana Ruiz | VP Partnerships | ana@acme.com |');
  expect(text).toContain('## Deal\n\n| What | When |\n| --- | --- |\n| Briefing agreed for | Tue 12 May 2026, 15:00 |');
  expect(text).toMatch(
    /## Decisions\n\n\| When \| Who \| What \|\n\| --- \| --- \| --- \|\n\| .* \| cro \| SQL → BRIEFING_READY by §/,
  );
});

const isEmployees = ({ fact }: { fact: string }) => fact === 'employees';

test('3.4a a page that goes on says so and tells the story once', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  for (let n = 0; n < 150; n += 50) {
    const contacts = Array.from({ length: 50 }, (_, each) => ({ name: 'Ana', email: `reader.${n + each}@acme.com` }));
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
  }
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  const { next_cursor } = await data(house, 'ladder://accounts/acme.com');
  const second = await page(house, `ladder://accounts/acme.com?cursor=${next_cursor}`);
  expect(second.split('\n')[0]).toBe('# Acme Corp (acme.com), continued');
  expect(second).not.toContain('## Criteria');
  expect(second).toContain('## Contacts');
});
