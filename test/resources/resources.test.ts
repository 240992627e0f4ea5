import { expect, test } from 'vitest';
import { roles } from '../../src/rules/vocabulary/roles.ts';
import { acme, comment, type Data, ok, seedPending, seedSql, untouched } from '../support/calls.ts';
import { type Era, type House, openHouse, shippedPolicy } from '../support/server.ts';

const eras: readonly Era[] = ['modern', 'legacy'];

async function read(house: House, uri: string, era: Era = 'modern'): Promise<string> {
  const { contents } = await (await house.as('viewer', era)).readResource({ uri });
  expect(contents).toHaveLength(1);
  const [page] = contents;
  if (!page || !('text' in page)) throw new Error('no text');
  expect(page.uri).toBe(uri);
  expect(page.mimeType).toBe(uri.includes('format=json') ? 'application/json' : 'text/markdown');
  return page.text;
}

const json = async (house: House, uri: string): Promise<Data> => JSON.parse(await read(house, `${uri}?format=json`));
const stages = [
  'PROSPECT',
  'MQL',
  'SQL',
  'BRIEFING_READY',
  'ASSESSMENT_QUALIFIED',
  'WON',
  'RECYCLED',
  'DISQUALIFIED',
  'ARCHIVED',
];

test('6.2a resources list the single ones and the members of families, in both eras', async () => {
  const house = await openHouse();
  await seedPending(house);
  for (const era of eras) {
    const { resources } = await (await house.as('cmo', era)).listResources();
    const uris = resources.map((each) => each.uri);
    expect(uris).toEqual(
      expect.arrayContaining([
        'ladder://board',
        'ladder://policy',
        'ladder://rulings',
        'ladder://templates',
        ...stages.map((stage) => `ladder://board/${stage}`),
        'ladder://accounts/acme.com',
        'ladder://accounts/acme.com/timeline',
        'ladder://accounts/acme.com/dossier',
        ...roles.map((role) => `ladder://tasks/${role}`),
        `ladder://policy/${shippedPolicy().hash.slice(0, 12)}`,
        'ladder://channels/agent-handoffs',
        'ladder://channels/cro-updates',
        'ladder://templates/nurture_1',
        'ladder://templates/activation_1',
        'ladder://templates/re_engagement_1',
        'ladder://templates/post_briefing_1',
      ]),
    );
    expect(new Set(uris).size).toBe(uris.length);
    for (const each of resources) {
      expect(each.name && each.title && each.description && each.mimeType === 'text/markdown').toBe(true);
    }
  }
});

test('6.2a resource templates are listed in one order', async () => {
  const house = await openHouse();
  const { resourceTemplates } = await (await house.as('viewer')).listResourceTemplates();
  expect(resourceTemplates.map((each) => each.uriTemplate)).toEqual([
    'ladder://board{?stage,signal_type,first_touch}',
    'ladder://board/{stage}',
    'ladder://accounts/{domain}',
    'ladder://accounts/{domain}/timeline',
    'ladder://accounts/{domain}/dossier',
    'ladder://tasks/{role}',
    'ladder://policy/{version}',
    'ladder://channels/{channel}',
    'ladder://templates/{key}',
    'ladder://reports/{kind}',
    'ladder://reports/weekly/{week}',
    'ladder://reports/{kind}/{period}',
  ]);
});

test('6.2a every listed resource reads as markdown and as JSON for every role, and reading writes nothing', async () => {
  const house = await openHouse();
  await seedSql(house);
  const client = await house.as('viewer');
  const { resources } = await client.listResources();
  await untouched(house, async () => {
    for (const { uri } of resources) {
      for (const era of eras) {
        const page = await read(house, uri, era);
        expect(page.startsWith('# '), uri).toBe(true);
      }
      expect(typeof (await json(house, uri))).toBe('object');
    }
  });
  for (const role of roles) {
    const { contents } = await (await house.as(role)).readResource({ uri: 'ladder://board' });
    expect(contents[0]).toMatchObject({ text: await read(house, 'ladder://board') });
  }
});

test('6.2a the board counts every stage and names its accounts', async () => {
  const house = await openHouse();
  await seedSql(house);
  for (const n of [1, 2, 3])
    await ok(house, 'sales.ops', 'save_account', { domain: `firm${n}.com`, name: `Firm ${n}` });
  const { stages: listed } = await json(house, 'ladder://board');
  expect(listed.map((each: Data) => [each.stage, each.count])).toEqual([
    ['PROSPECT', 3],
    ['MQL', 0],
    ['SQL', 1],
    ['BRIEFING_READY', 0],
    ['ASSESSMENT_QUALIFIED', 0],
    ['WON', 0],
    ['RECYCLED', 0],
    ['DISQUALIFIED', 0],
    ['ARCHIVED', 0],
  ]);
  expect(listed[2].accounts).toMatchObject([
    { domain: 'acme.com', name: 'Acme Corp', stage: 'SQL', owner: 'cro', flags: [] },
  ]);
  expect(listed[2].accounts[0].next).toBe('cro: agree on a date for the Briefing and record it (advance_deal)');
  const page = await read(house, 'ladder://board');
  expect(page).toContain('| PROSPECT | 3 |');
  expect(page).toContain('## SQL');
  const one = await json(house, 'ladder://board/prospect');
  expect(one).toMatchObject({ stage: 'PROSPECT', count: 3 });
  expect(one.accounts.map((each: Data) => each.domain).sort()).toEqual(['firm1.com', 'firm2.com', 'firm3.com']);
});

test('3.4a an account reads as explain_account does, under any spelling of its domain', async () => {
  const house = await openHouse();
  await seedPending(house);
  const explained = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(await json(house, 'ladder://accounts/acme.com')).toEqual(explained);
  for (const spelling of ['ACME.COM', 'acme%2Ecom', 'www.acme.com', '%61cme.com', explained.account.id]) {
    expect((await json(house, `ladder://accounts/${spelling}`)).account.domain).toBe('acme.com');
  }
  const page = await read(house, 'ladder://accounts/acme.com');
  expect(page.split('\n')[0]).toBe('# Acme Corp (acme.com)');
  for (const part of ['## Criteria', '## Tasks', '## Signals', '## Facts', '## Contacts']) expect(page).toContain(part);
});

test('3.4a a timeline tells who did what, when, and under which policy, newest first', async () => {
  const house = await openHouse();
  await seedSql(house);
  const { account, entries } = await json(house, 'ladder://accounts/acme.com/timeline');
  expect(account).toBe('acme.com');
  expect(entries.map((each: Data) => each.seq)).toEqual(
    entries.map((each: Data) => each.seq).sort((a: number, b: number) => b - a),
  );
  expect(entries.at(-1)).toMatchObject({
    type: 'account_registered',
    by: 'sales.ops',
    policy: 'handoff-0.2',
    client: 'test-sales.ops/1.0.0',
    at: '2026-04-21T14:00:00.000Z',
  });
  expect(entries.find((each: Data) => each.type === 'sql_decided')).toMatchObject({
    by: 'cro',
    body: { decision: 'confirm' },
  });
  expect(await read(house, 'ladder://accounts/acme.com/timeline')).toContain('| mining.mind |');
});

test('4.3a a dossier shows its four scores with their findings, or that there is none', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta' });
  expect(await json(house, 'ladder://accounts/beta.com/dossier')).toEqual({ account: 'beta.com', dossier: null });
  expect(await read(house, 'ladder://accounts/beta.com/dossier')).toBe(
    '# Beta: dossier\n\nNo dossier has been scored.',
  );
  await seedPending(house);
  const { dossier } = await json(house, 'ladder://accounts/acme.com/dossier');
  expect(dossier).toMatchObject({ count: 3, outcome: 'pending_review', by: 'sales.ops' });
  expect(dossier.scores.map((each: Data) => `${each.signal} ${each.score} ${each.check.verdict}`)).toEqual([
    'S1 CONFIRMED pass',
    'S2 LIKELY pass',
    'S3 CONFIRMED pass',
    'S4 NOT_PRESENT fail',
  ]);
  expect(await read(house, 'ladder://accounts/acme.com/dossier')).toContain('## S3: CONFIRMED');
});

test('4.3e tasks list the open duties of every role, the earliest due first', async () => {
  const house = await openHouse();
  await seedPending(house);
  for (const role of roles) {
    const { tasks } = await json(house, `ladder://tasks/${role}`);
    expect(tasks.every((each: Data) => each.role === role)).toBe(true);
    const dues = tasks.map((each: Data) => each.due_at);
    expect(dues).toEqual([...dues].sort());
  }
  const { tasks } = await json(house, 'ladder://tasks/cro');
  expect(tasks).toContainEqual(
    expect.objectContaining({ kind: 'cro_review', account: 'acme.com', tool: 'cro_decide' }),
  );
  const page = await read(house, 'ladder://tasks/cro');
  expect(page).toMatch(/^# Tasks of cro: \d+, 0 overdue\n/);
  house.clock.now = '2026-04-23T14:00:00.000Z';
  expect(await read(house, 'ladder://tasks/cro')).toContain('Wed 22 Apr 2026, 10:00 OVERDUE');
});

test('4.1c channels hold what was posted, newest first', async () => {
  const house = await openHouse();
  expect(await json(house, 'ladder://channels/agent-handoffs')).toEqual({ posts: [] });
  expect(await read(house, 'ladder://channels/agent-handoffs')).toBe('# #agent-handoffs\n\nNothing was posted yet.');
  await seedPending(house);
  const { posts } = await json(house, 'ladder://channels/agent-handoffs');
  expect(posts).toMatchObject([
    {
      at: '2026-04-21T14:00:00.000Z',
      text: 'Acme Corp (acme.com): E1 of 2026-04-20, noted by mining.mind; qualifies: a comment on a post.',
    },
  ]);
  const updates = await json(house, 'ladder://channels/cro-updates');
  expect(updates.posts[0].text).toMatch(
    /^Acme Corp \(acme\.com\): SQL-Pending Review, 3 of 4 buying signals are CONFIRMED or LIKELY/,
  );
  expect(await read(house, 'ladder://channels/agent-handoffs')).toContain('\n> Acme Corp (acme.com): E1 of 2026-04-20');
});

test('6.3c the policy reads as it is, and its versions once something was recorded under it', async () => {
  const house = await openHouse();
  const before = await json(house, 'ladder://policy');
  expect(before).toMatchObject({ version: 'handoff-0.2', status: 'draft', versions: [] });
  expect(before.hash).toBe(shippedPolicy().hash);
  expect((await json(house, 'ladder://policy/handoff-0.2')).hash).toBe(before.hash);
  await ok(house, 'sales.ops', 'save_account', acme);
  const { versions, hash } = await json(house, 'ladder://policy');
  expect(versions).toEqual([
    { version: 'handoff-0.2', hash, status: 'draft', recorded_at: '2026-04-21T14:00:00.000Z' },
  ]);
  for (const named of ['handoff-0.2', hash, hash.slice(0, 12)]) {
    expect(await json(house, `ladder://policy/${named}`)).toMatchObject({
      version: 'handoff-0.2',
      hash,
      status: 'draft',
    });
  }
  expect(await read(house, 'ladder://policy')).toContain('handoff-0.2');
});

test('6.3c the rulings read whole', async () => {
  const house = await openHouse();
  const ids: string[] = [];
  for (let query = ''; ; ) {
    const { rulings, next_cursor } = JSON.parse(await read(house, `ladder://rulings?format=json${query}`));
    ids.push(...rulings.map((each: Data) => each.id));
    if (next_cursor === undefined) break;
    query = `&cursor=${next_cursor}`;
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(['T1', 'A1', 'A5', 'G-1', 'L2', 'L7', 'S-1', 'K1']));
});

test('5.4d templates read with their versions, fixed text and slots', async () => {
  const house = await openHouse();
  const { templates } = await json(house, 'ladder://templates');
  expect(templates.map((each: Data) => each.key).sort()).toEqual([
    'activation_1',
    'activation_2',
    'activation_3',
    'activation_4',
    'activation_5',
    'nurture_1',
    'nurture_2',
    'nurture_3',
    'nurture_4',
    'nurture_5',
    'post_briefing_1',
    're_engagement_1',
    're_engagement_2',
  ]);
  const { key, versions } = await json(house, 'ladder://templates/nurture_1');
  expect(key).toBe('nurture_1');
  expect(versions).toMatchObject([
    {
      id: 'nurture_1_v1',
      version: 1,
      state: 'sample',
      sequence: 'nurture',
      touch: 1,
      slots: [{ name: 'insight', rests_on: 'insight_fact' }],
    },
  ]);
  expect(versions[0].hash).toMatch(/^[0-9a-f]{64}$/);
  expect(versions[0].body).toContain('{{insight}}');
  expect(await read(house, 'ladder://templates/nurture_1')).toContain('| insight | insight_fact |');
});

test('6.2a an address that names nothing is an error that says what there is', async () => {
  const house = await openHouse();
  const wanted: readonly (readonly [string, string])[] = [
    ['ladder://nope', 'no resource has that address'],
    ['ladder://board/LOST', 'that is no stage'],
    ['ladder://accounts/nobody.com', 'no account stands under that id or domain'],
    ['ladder://accounts/nobody.com/timeline', 'no account stands under that id or domain'],
    ['ladder://accounts/%E0%A4%A', 'no account is called `%E0%A4%A`, nor nearly so'],
    ['ladder://accounts/a%00b.com', 'INVALID_INPUT'],
    ['ladder://tasks/intern', 'that is no role'],
    ['ladder://channels/random', 'there is no such channel'],
    ['ladder://templates/none_9', 'no template has that key'],
    ['ladder://policy/none', 'no policy is recorded under that version or hash'],
    ['ladder://board?format=xml', 'no resource has that address'],
    ['ladder://board#x', 'no resource has that address'],
    ['file:///etc/passwd', 'no resource has that address'],
  ];
  for (const era of eras) {
    const client = await house.as('viewer', era);
    for (const [uri, words] of wanted) await expect(client.readResource({ uri }), uri).rejects.toThrow(words);
  }
});

test('W1 the periods of reports complete, for the kind that was chosen', async () => {
  const house = await openHouse();
  for (const era of eras) {
    const client = await house.as('viewer', era);
    const ref = (uri: string) => ({ type: 'ref/resource', uri }) as const;
    const complete = async (uri: string, name: string, value: string, kind?: string) => {
      const context = kind === undefined ? {} : { context: { arguments: { kind } } };
      return (await client.complete({ ref: ref(uri), argument: { name, value }, ...context })).completion.values;
    };
    const named = 'ladder://reports/{kind}/{period}';
    expect(await complete(named, 'kind', 's')).toEqual(['sla', 'scaling']);
    expect(await complete(named, 'period', '2026-q', 'calibration')).toEqual(['2026-Q2', '2026-Q1']);
    expect(await complete(named, 'period', '', 'scaling')).toEqual(['2026-04-21']);
    expect((await complete(named, 'period', '2026', 'sla')).slice(0, 2)).toEqual(['2026-04-21', '2026-04-20']);
    expect(await complete(named, 'period', '2026-0', 'attribution')).toContain('2026-03');
    expect(await complete('ladder://reports/weekly/{week}', 'week', '2026-W1')).toContain('2026-W16');
    expect(await complete('ladder://reports/weekly/{week}', 'week', '2026-W1')).not.toContain('2026-W18');
  }
});

test('6.2a arguments of resource templates complete', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'sales.ops', 'save_account', { domain: 'acre.org', name: 'Field' });
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  for (const era of eras) {
    const client = await house.as('viewer', era);
    const complete = async (uri: string, name: string, value: string) =>
      (await client.complete({ ref: { type: 'ref/resource', uri }, argument: { name, value } })).completion.values;
    expect(await complete('ladder://accounts/{domain}', 'domain', 'ac')).toEqual(['acme.com', 'acre.org']);
    expect(await complete('ladder://accounts/{domain}/timeline', 'domain', 'acm')).toEqual(['acme.com']);
    expect(await complete('ladder://board/{stage}', 'stage', 'b')).toEqual(['BRIEFING_READY']);
    expect(await complete('ladder://tasks/{role}', 'role', 'c')).toEqual([
      'category.positioning',
      'cro',
      'cmo',
      'chief.staff',
      'customer.success',
    ]);
    expect(await complete('ladder://channels/{channel}', 'channel', '')).toEqual(['agent-handoffs', 'cro-updates']);
    expect(await complete('ladder://templates/{key}', 'key', 'n')).toEqual([
      'nurture_1',
      'nurture_2',
      'nurture_3',
      'nurture_4',
      'nurture_5',
    ]);
    expect(await complete('ladder://policy/{version}', 'version', 'hand')).toEqual(['handoff-0.2']);
    expect(await complete('ladder://accounts/{domain}', 'domain', '\u0000`')).toEqual([]);
  }
});
