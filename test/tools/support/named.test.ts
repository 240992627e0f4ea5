import { describe, expect, test } from 'vitest';
import { bareReference } from '../../../src/rules/identity/bare-reference.ts';
import { glossed } from '../../../src/rules/signals/type-words.ts';
import { gateFacts } from '../../../src/rules/vocabulary/gates.ts';
import { filedTypes } from '../../../src/rules/vocabulary/signal-types.ts';
import { acme, no, ok } from '../../support/calls.ts';
import { type House, openHouse, shippedPolicy } from '../../support/server.ts';

const saved = (house: House, domain: string, name: string) => ok(house, 'sales.ops', 'save_account', { domain, name });

const explained = async (house: House, account: string) =>
  (await ok(house, 'viewer', 'explain_account', { account })).account.domain;

describe('A1 an account named by its name', () => {
  test('A1 its exact name stands for it, whatever its case, blanks and accents, in any letters, with any tool', async () => {
    const house = await openHouse();
    await ok(house, 'sales.ops', 'save_account', acme);
    await saved(house, 'zuericher.ch', 'Zürcher Kantonalwerke AG');
    await saved(house, 'tokyo-kikai.co.jp', '東京機械 株式会社');
    await saved(house, 'nodeworks.io', 'Node Works Inc.');
    for (const [name, domain] of [
      ['Zürcher Kantonalwerke AG', 'zuericher.ch'],
      ['  zürcher   KANTONALWERKE ag ', 'zuericher.ch'],
      ['Zurcher Kantonalwerke AG', 'zuericher.ch'],
      ['東京機械 株式会社', 'tokyo-kikai.co.jp'],
      ['Node Works Inc.', 'nodeworks.io'],
      ['Node Works Inc', 'nodeworks.io'],
      ['"Node Works Inc."', 'nodeworks.io'],
    ] as const)
      expect(await explained(house, name)).toBe(domain);
    const note = await ok(house, 'mining.mind', 'file_signal_note', {
      account: 'node works inc.',
      contact: { name: 'Ana Ruiz', email: 'ana@nodeworks.io' },
      observed_at: '2026-04-20T09:00:00-04:00',
      source: 'LinkedIn',
      signal: { type: 'E1', interaction: 'comment', object: 'https://www.linkedin.com/posts/1' },
    });
    expect(note.account.domain).toBe('nodeworks.io');
    const classified = await ok(house, 'sales.ops', 'classify_mql', { account: 'Node Works Inc.' });
    expect(classified.account.domain).toBe('nodeworks.io');
    const named = await ok(house, 'sales.ops', 'save_account', { domain: 'Node Works Inc.', name: 'Node Works' });
    expect(named).toMatchObject({ outcome: 'exists', account: { domain: 'nodeworks.io', name: 'Node Works Inc.' } });
    const page = await ok(house, 'viewer', 'read_ladder', { uri: 'ladder://accounts/node%20works%20inc.?format=json' });
    expect(page.data.account.domain).toBe('nodeworks.io');
  });

  test('A1 a name that fits several is answered with five candidates at most, domain and name each', async () => {
    const house = await openHouse();
    for (const n of [1, 2, 3, 4, 5, 6, 7]) await saved(house, `orbit${n}.com`, n % 2 ? 'Orbit' : 'ORBIT');
    const { text, error } = await no(house, 'sales.ops', 'classify_mql', { account: 'Orbit' });
    expect(text.split('\n')[0]).toBe(
      'NOT_FOUND: 7 accounts are called `Orbit`: orbit1.com (Orbit), orbit2.com (ORBIT), orbit3.com (Orbit), orbit4.com (ORBIT), orbit5.com (Orbit) and 2 more. Next: name the one that is meant by its domain.',
    );
    expect(error).toMatchObject({ code: 'NOT_FOUND', ruling: 'A1' });
  });

  test('A1 a name nobody bears is answered with those spelled nearly so, and what no name can be keeps its own words', async () => {
    const house = await openHouse();
    await saved(house, 'northwind.com', 'Northwind Traders Inc.');
    const near = await no(house, 'cro', 'explain_account', { account: 'Nortwind Traders' });
    expect(near.text.split('\n')[0]).toBe(
      'NOT_FOUND: no account is called `Nortwind Traders`; nearly so: northwind.com (Northwind Traders Inc.). Next: if one of them is meant, name it by its domain; else look further with find_accounts.',
    );
    const domain = await no(house, 'sales.ops', 'classify_mql', { account: 'nortwind.com' });
    expect(domain.text.split('\n')[0]).toBe(
      'NOT_FOUND: no account stands under that id or domain; nearly so: northwind.com (Northwind Traders Inc.). Next: look it up with find_accounts, or let sales.ops register it with save_account.',
    );
    const none = await no(house, 'cro', 'explain_account', { account: 'Quite Another' });
    expect(none.text.split('\n')[0]).toBe(
      'NOT_FOUND: no account is called `Quite Another`, nor nearly so. Next: look it up with find_accounts, or let sales.ops register it by its domain with save_account.',
    );
    expect((await no(house, 'cro', 'explain_account', { account: 'http://10.0.0.1' })).error.code).toBe(
      'INVALID_INPUT',
    );
  });
});

describe('A2 what is named by an id or an address', () => {
  test('A2 Markdown, quotes, brackets, mailto and a full stop around it are no part of it', () => {
    const meant: Readonly<Record<string, string>> = {
      'acc\\_abcdefghij': 'acc_abcdefghij',
      '`acme.com`': 'acme.com',
      '`acme.com`.': 'acme.com',
      '<bea@acme.com>': 'bea@acme.com',
      'mailto:bea@acme.com': 'bea@acme.com',
      '<mailto:bea@acme.com?subject=hi>': 'bea@acme.com',
      '[acme.com](https://acme.com)': 'acme.com',
      '[Bea Roe](mailto:bea@acme.com)': 'bea@acme.com',
      '[`con\\_abc\\_1`](ladder://accounts/acme.com)': 'con_abc_1',
      '"acme.com"': 'acme.com',
      '“acme.com”,': 'acme.com',
      "'bea.r\\_x+y@acme.com'.": 'bea.r_x+y@acme.com',
      'Bea Roe <bea@acme.com>': 'bea@acme.com',
      '**sig_abc_1**': 'sig_abc_1',
      '<https://www.linkedin.com/in/bea-roe>': 'https://www.linkedin.com/in/bea-roe',
      "O'Neil & Sons": "O'Neil & Sons",
      'ladder://accounts/acme.com?cursor=a_b-c': 'ladder://accounts/acme.com?cursor=a_b-c',
      'a@x.com;b@x.com': 'a@x.com;b@x.com',
      '``': '``',
      '"': '"',
    };
    for (const [given, wanted] of Object.entries(meant)) expect([given, bareReference(given)]).toEqual([given, wanted]);
  });

  test('A2 ids, addresses and cursors are taken so by each tool that names one', async () => {
    const house = await openHouse();
    const data = await ok(house, 'sales.ops', 'save_account', {
      ...acme,
      contacts: [{ name: 'Bea Roe', email: '<bea@acme.com>' }],
    });
    const escaped = String(data.account.id).replaceAll('_', '\\_');
    expect(await explained(house, escaped)).toBe('acme.com');
    expect(await explained(house, '[acme.com](https://acme.com)')).toBe('acme.com');
    const stopped = await ok(house, 'cro', 'suppress_contact', { contact: '`bea@acme.com`', reason: 'opt_out' });
    expect(stopped.accounts).toEqual([data.account.id]);
    const voided = await ok(house, 'legal.exec', 'void_suppression', {
      contact: '[Bea](mailto:bea@acme.com)',
      evidence: 'ticket 7',
    });
    expect(voided.outcome).toBe('done');
    const erased = await ok(house, 'legal.exec', 'erase_person', {
      contact: '<bea@acme.com>.',
      basis: 'request 9',
      dry_run: true,
    });
    expect(erased.erased.records).toBe(1);
    const swept = await ok(house, 'sales.ops', 'session_sweep', {});
    const task = swept.tasks.find((each: { tool: string }) => each.tool === 'complete_task');
    if (task) {
      const id = `\`${String(task.id).replaceAll('_', '\\_')}\``;
      expect((await ok(house, 'sales.ops', 'complete_task', { task: id, note: 'done' })).closed[0].id).toBe(task.id);
    }
  });
});

test('G-1 the schemas tell each gate by the fact that the shipped policy has it read, and each signal by a few words', () => {
  const gates = shippedPolicy().values.gates.map(({ id, fact }) => [id, fact]);
  expect(Object.entries(gateFacts)).toEqual(gates);
  expect(glossed(filedTypes)).toBe(
    'E1 LinkedIn engagement, E2 Substack subscription, E3 direct question, E4 Briefing request, E5 gated download, E6 event, E7 referral, E9 content fuel, E10 warm introduction',
  );
});
