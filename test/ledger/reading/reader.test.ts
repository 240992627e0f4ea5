import { describe, expect, test } from 'vitest';
import type { Listed } from '../../../src/ledger/port/paging.ts';
import type { AccountQuery, Reader } from '../../../src/ledger/port/reader.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { queries, writes } from '../../../src/ledger/sqlite/queries.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { isRefusal, type Refusal } from '../../../src/rules/vocabulary/refusal.ts';
import { type Bench, comment, company, decided, openBench, refused, seed, tuesday } from '../support.ts';

const companies = [
  ['acme.com', 'Acme Corp'],
  ['acmecloud.io', 'Acme Cloud Services'],
  ['beta.com', 'Beta 100% Data_Works'],
  ['gamma.de', 'Gamma Größe GmbH'],
] as const;

async function stocked(): Promise<Bench> {
  const bench = await openBench();
  for (const [domain, name] of companies) decided(await bench.run('sales.ops', saveAccount, company(domain, name)));
  decided(await bench.run('mining.mind', fileSignalNote, comment('beta.com')));
  decided(await bench.run('category.positioning', fileSignalNote, comment('acme.com', { signal: { type: 'E2' } })));
  decided(await bench.run('sales.ops', classifyMql, { account: 'beta.com' }));
  return bench;
}

function all<Item>(page: (cursor: string | undefined) => Listed<Item> | Refusal): readonly Item[] {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const listed = page(cursor);
    if (isRefusal(listed)) throw new Error(listed.found);
    items.push(...listed.items);
    cursor = listed.next_cursor;
  } while (cursor !== undefined);
  return items;
}

describe('finding accounts', () => {
  const found = (bench: Bench, query: Omit<AccountQuery, 'limit'>, limit = 10) =>
    bench.ledger.read((reader) =>
      all((cursor) => reader.findAccounts({ ...query, limit, cursor })).map(({ domain }) => domain),
    );

  test('A1 by the start of a domain and by the start of words of the name', async () => {
    const bench = await stocked();
    const ask = (query: string) => found(bench, { query });
    expect(await ask('acme')).toEqual(['acme.com', 'acmecloud.io']);
    expect(await ask('ACME.C')).toEqual(['acme.com']);
    expect(await ask('acme clo')).toEqual(['acmecloud.io']);
    expect(await ask('services acme')).toEqual(['acmecloud.io']);
    expect(await ask('Gro')).toEqual(['gamma.de']);
    expect(await ask('größe')).toEqual(['gamma.de']);
    expect(await ask('zeta')).toEqual([]);
    expect(await ask('  ')).toHaveLength(4);
  });

  test('A1 signs that mean something to SQL mean nothing here', async () => {
    const bench = await stocked();
    for (const query of ['%', '_', '%cme', 'a_me', "'; DROP TABLE accounts; --"])
      expect(await found(bench, { query })).toEqual([]);
    expect(await found(bench, { query: '100%' })).toEqual(['beta.com']);
  });

  test('A1 by stage, review, signal and flag, each alone and together', async () => {
    const bench = await stocked();
    expect(await found(bench, { stage: 'MQL' })).toEqual(['beta.com']);
    expect(await found(bench, { review: 'DOSSIER_DUE' })).toEqual(['beta.com']);
    expect(await found(bench, { review: 'NONE' })).toEqual(['acme.com', 'acmecloud.io', 'gamma.de']);
    expect(await found(bench, { signal_type: 'E2' })).toEqual(['acme.com']);
    expect(await found(bench, { flag: 'cro_weight' })).toEqual([]);
    expect(await found(bench, { query: 'acme', stage: 'PROSPECT', signal_type: 'E2', review: 'NONE' })).toEqual([
      'acme.com',
    ]);
    expect(await found(bench, { query: 'acme', stage: 'MQL' })).toEqual([]);
  });

  test('A1 page by page gives each once, whatever the size of a page', async () => {
    const bench = await stocked();
    for (const limit of [1, 2, 3, 4, 5]) {
      expect(await found(bench, {}, limit)).toEqual(['acme.com', 'acmecloud.io', 'beta.com', 'gamma.de']);
      expect([...(await found(bench, { query: 'a' }, limit))].sort()).toEqual(['acme.com', 'acmecloud.io']);
    }
  });

  test('A1 a cursor of another list is refused', async () => {
    const bench = await stocked();
    await bench.ledger.read((reader) => {
      for (const cursor of [
        'nonsense',
        '',
        Buffer.from('[1]').toString('base64url'),
        Buffer.from('{}').toString('base64url'),
      ]) {
        expect(refused(reader.findAccounts({ limit: 1, cursor }))).toMatchObject({
          code: 'INVALID_INPUT',
          found: '`cursor`: it is not one that this list gave out',
        });
        for (const listed of [reader.tasks({ limit: 1, cursor }), reader.posts('x', { limit: 1, cursor })])
          expect(refused(listed).code).toBe('INVALID_INPUT');
      }
      expect(refused(reader.timeline('acc_cgkcfdni7w', { limit: 1, cursor: 'x' })).code).toBe('INVALID_INPUT');
    });
  });
});

describe('lists', () => {
  const read = <T>(bench: Bench, look: (reader: Reader) => T) => bench.ledger.read(look);

  test('S-1 open tasks come by due time, of a role, an account, or all', async () => {
    const bench = await stocked();
    const kinds = (query: object) =>
      read(bench, (reader) =>
        all((cursor) => reader.tasks({ ...query, limit: 1, cursor })).map(({ task, account }) => [
          account?.domain ?? null,
          task.kind,
        ]),
      );
    expect((await kinds({ role: 'sales.ops' })).filter(([domain]) => domain !== null)).toEqual([
      ['acme.com', 'classify'],
      ['beta.com', 'dossier'],
    ]);
    expect((await kinds({})).filter(([domain]) => domain !== null)).toEqual(
      (await kinds({ role: 'sales.ops' })).filter(([domain]) => domain !== null),
    );
    const account = (await read(bench, (reader) => reader.account('beta.com')?.state.id)) ?? '';
    expect(await kinds({ account })).toEqual([['beta.com', 'dossier']]);
    expect(await kinds({ account, role: 'cro' })).toEqual([]);
    const count = (now: string) => read(bench, (reader) => reader.taskCount('sales.ops', now));
    const open = (await kinds({ role: 'sales.ops' })).length;
    const [now, due, late] = [
      await count(tuesday),
      await count('2026-04-21T21:00:00.000Z'),
      await count('2026-04-21T21:00:00.001Z'),
    ];
    expect([now.open, due, late.open, late.overdue - due.overdue >= 2]).toEqual([
      open,
      { open, overdue: now.overdue },
      open,
      true,
    ]);
    expect(await read(bench, (reader) => reader.task('tsk_aaaaaaaaaa_1'))).toBeNull();
    const [first] = await read(bench, (reader) => all((cursor) => reader.tasks({ limit: 5, cursor })));
    expect(await read(bench, (reader) => reader.task(first?.task.id ?? ''))).toEqual(first);
  });

  test('6.2a the board counts every stage and shows its newest accounts', async () => {
    const bench = await stocked();
    const board = await read(bench, (reader) =>
      reader.board({ perStage: 2 }).map(({ stage, count, accounts }) => [stage, count, accounts.length]),
    );
    expect(board.slice(0, 3)).toEqual([
      ['PROSPECT', 3, 2],
      ['MQL', 1, 1],
      ['SQL', 0, 0],
    ]);
    expect(board).toHaveLength(9);
  });

  test('4.1c posts come newest first, page by page', async () => {
    const bench = await stocked();
    const posts = await read(bench, (reader) => all((cursor) => reader.posts('agent-handoffs', { limit: 1, cursor })));
    expect(posts.map(({ text }) => text.slice(0, 12))).toEqual(['Acme Corp (a', 'Beta 100% Da']);
    expect(posts[0]).toMatchObject({ channel: 'agent-handoffs', at: tuesday, account: 'acc_cgkcfdni7w' });
    expect(await read(bench, (reader) => all((cursor) => reader.posts('cro-updates', { limit: 1, cursor })))).toEqual(
      [],
    );
  });

  test('T7 a timeline gives the three times, who, and under which policy, newest first', async () => {
    const bench = await openBench();
    const id = await seed(bench);
    const entries = await read(bench, (reader) => all((cursor) => reader.timeline(id, { limit: 2, cursor })));
    const size = (await read(bench, (reader) => reader.account(id)?.version)) ?? 0;
    expect(entries.map(({ version }) => version)).toEqual(Array.from({ length: size }, (_, n) => size - n));
    expect(entries.at(-1)).toEqual({
      seq: 2,
      version: 1,
      type: 'account_registered',
      at: tuesday,
      recorded_at: tuesday,
      role: 'sales.ops',
      client: 'vitest',
      policy_version: 'handoff-0.2',
      body: { id, domain: 'acme.com', name: 'Acme Corp' },
      words: null,
    });
  });

  test('T7 decisions stand apart from all else that happened, newest first', async () => {
    const bench = await stocked();
    for (let n = 0; n < 30; n++)
      decided(
        await bench.run(
          'category.positioning',
          fileSignalNote,
          comment('beta.com', { signal: { type: 'E5', object: `paper ${n}`, gated: true } }),
        ),
      );
    const entries = await read(bench, (reader) => {
      const id = reader.account('beta.com')?.state.id ?? '';
      return all((cursor) => reader.decisions(id, { limit: 1, cursor }));
    });
    expect(entries.map(({ type }) => type)).toEqual(['moved', 'classified', 'account_registered']);
  });

  test('T6 the streams that changed since a number are told', async () => {
    const bench = await openBench();
    await seed(bench);
    const since = (seq: number) => read(bench, (reader) => [...reader.changedSince(seq)].sort());
    expect(await since(0)).toEqual(['account:acc_cgkcfdni7w', 'desk', 'policy']);
    const head = await read(bench, (reader) => reader.head());
    expect(await since(head)).toEqual([]);
    decided(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta')));
    expect(await since(head)).toEqual([expect.stringMatching(/^account:acc_/)]);
  });

  test('A8 words come with the signal they were filed with', async () => {
    const bench = await openBench();
    await seed(bench);
    const [signal] =
      (await read(bench, (reader) => reader.account('acme.com')?.state.signals.map(({ id }) => id))) ?? [];
    expect(await read(bench, (reader) => [...reader.words([signal ?? '', 'sig_none'])])).toEqual([
      [signal, { note: 'Jane spoke of her own programme', quote: 'we struggle with partner attribution' }],
    ]);
  });
});

describe('scale', () => {
  test('T6 no named query scans a table', async () => {
    const bench = await stocked();
    const db = connect(bench.path, { readonly: true });
    for (const [name, sql] of Object.entries(queries)) {
      const statement = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
      const named = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, key]) => [key ?? '', null]));
      const bind = Object.keys(named).length > 0 ? [named] : Array((sql.match(/\?/g) ?? []).length).fill(null);
      const plan = statement.all(...bind).map(({ detail }) => detail);
      // A list that is given with the question is walked, what a query itself has met, and rows that a limit bounds; no table is
      // but SQLite's own of the last numbers, which has one row.
      const walked = /VIRTUAL TABLE|\(subquery|SCAN met|SCAN sqlite_sequence/;
      const scans = plan.filter((detail) => /^SCAN/.test(detail) && !walked.test(detail));
      // Of a kind there are as many keys as the accounts have words.
      scans.push(...plan.filter((detail) => /\(kind=\?\)$/.test(detail)));
      // A list of distinct streams or contacts is short, and is told apart in memory.
      const sorts = plan.filter((detail) => /TEMP B-TREE/.test(detail) && !/DISTINCT/.test(detail));
      expect({ name, scans, sorts }).toEqual({ name, scans: [], sorts: [] });
    }
    db.close();
  });

  test('T7 the index of decisions serves them, and holds nothing else', async () => {
    const bench = await stocked();
    const db = connect(bench.path, { readonly: true });
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${queries.decisions}`).all('', 0, 1);
    expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH events USING INDEX decisions (stream=? AND version<?)']);
    db.close();
  });

  test('W1 the index of what reports count serves them alone', async () => {
    const bench = await stocked();
    const db = connect(bench.path, { readonly: true });
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${queries.figured}`).all('');
    expect(plan[0]?.detail).toBe('SEARCH events USING INDEX figured (at>?)');
    db.close();
  });

  test('T7 no table is made while an event is written: a list behind IN in the condition of an index is one', async () => {
    const bench = await stocked();
    const db = connect(bench.path, { readonly: true });
    const steps = db.prepare<unknown[], { opcode: string }>(`EXPLAIN ${writes.append}`).all(Array(15).fill(null));
    expect(steps.filter(({ opcode }) => opcode === 'OpenEphemeral')).toEqual([]);
    db.close();
  });
});
