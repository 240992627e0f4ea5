import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/ledger/engine/engine.ts';
import type { Rows } from '../../../src/ledger/engine/rows.ts';
import { openLedger } from '../../../src/ledger/index.ts';
import { verify } from '../../../src/ledger/integrity/verify.ts';
import type { VerifyReport } from '../../../src/ledger/port/verification.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { openSqlite } from '../../../src/ledger/sqlite/open-sqlite.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { testPolicy } from '../../support/policy.ts';
import {
  type Bench,
  comment,
  company,
  copyDatabase,
  decided,
  openBench,
  seed,
  tamper,
  tempFolder,
  tuesday,
} from '../support.ts';

interface Kept {
  /** How many events it has. */
  readonly size: number;
  readonly path: string;
  readonly keys: string;
}

/** A ledger with two accounts, closed, so that its files are whole and signed. */
async function kept(): Promise<Kept> {
  const folder = tempFolder();
  const bench = await openBench({ folder });
  await seed(bench);
  decided(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta')));
  const size = await bench.ledger.read((reader) => reader.head());
  await bench.ledger.close();
  return { size, path: bench.path, keys: bench.keys };
}

const reopen = ({ path, keys }: Omit<Kept, 'size'>): Promise<Bench> => openBench({ path, keys });

async function verdict(files: Kept, change: (db: Database.Database) => void): Promise<VerifyReport> {
  tamper(files.path, change);
  const { ledger } = await reopen(files);
  const report = await ledger.verify();
  expect(report.ok).toBe(false);
  return report;
}

const withoutCheckpoints = ({ keys }: Kept) => {
  writeFileSync(join(keys, 'checkpoints.jsonl'), '');
  const db = connect(join(keys, 'keys.db'));
  db.exec('UPDATE identity SET signed_seq = 0');
  db.close();
};

describe('an untouched ledger', () => {
  test('inv7 verifies, and says how much it read', async () => {
    const files = await kept();
    const { ledger } = await reopen(files);
    expect(await ledger.verify()).toEqual({ ok: true, events: files.size, streams: 4, checkpoints: 1, fault: null });
  });

  test('inv7 each table is asked once for streams that follow one another', async () => {
    const { path, keys } = await kept();
    const engine = await openSqlite({ path, keys, simulated: true, synchronous: 'NORMAL' });
    const asked: string[] = [];
    const noted = (rows: Rows): Rows => ({
      ...rows,
      owned(table, ...owners) {
        asked.push(table);
        return rows.owned(table, ...owners);
      },
    });
    const survey: Engine['survey'] = (work) =>
      engine.survey(({ ask }) => work({ ask: (look) => ask((rows) => look(noted(rows))) }));
    expect((await verify({ ...engine, survey })).streams).toBe(4);
    // Of the accounts and the desk, and of the last stream.
    expect(asked.filter((table) => table === 'streams')).toHaveLength(2);
    expect(asked.filter((table) => table === 'account_parts')).toHaveLength(1);
    engine.close();
  });

  test('inv7 an empty one verifies', async () => {
    const { ledger } = await openBench();
    expect(await ledger.verify()).toEqual({ ok: true, events: 0, streams: 0, checkpoints: 0, fault: null });
    await ledger.checkpoint();
    expect((await ledger.verify()).checkpoints).toBe(0);
  });

  test('inv6 the triggers keep events from being changed or deleted', async () => {
    const { path } = await kept();
    const db = connect(path);
    expect(() => db.exec("UPDATE events SET role = 'cro' WHERE seq = 3")).toThrow('events are never changed');
    expect(() => db.exec('DELETE FROM events WHERE seq = 3')).toThrow('events are never deleted');
    db.close();
  });
});

describe('one stream', () => {
  const acme = 'account:acc_cgkcfdni7w';

  test('inv6 is verified alone: its chain, its end and its rows', async () => {
    const files = await kept();
    const verdictOf = async (change: string) => {
      const { ledger, path } = await reopen(files);
      const db = connect(path);
      db.exec(
        `DROP TRIGGER IF EXISTS events_are_never_changed; DROP TRIGGER IF EXISTS events_are_never_deleted; ${change}`,
      );
      db.close();
      const { fault } = await ledger.verify(acme);
      await ledger.close();
      return fault && [fault.kind, fault.stream];
    };
    expect(await verdictOf('')).toBeNull();
    expect(await verdictOf("UPDATE accounts SET stage = 'SQL' WHERE domain = 'beta.com'")).toBeNull();
    expect(await verdictOf("UPDATE accounts SET stage = 'SQL' WHERE domain = 'acme.com'")).toEqual([
      'projection_drift',
      acme,
    ]);
    expect(await verdictOf(`DELETE FROM events WHERE stream = '${acme}' AND version > 9`)).toEqual(['truncated', acme]);
    expect(await verdictOf(`UPDATE events SET role = 'cro' WHERE stream = '${acme}' AND version = 2`)).toEqual([
      'altered',
      acme,
    ]);
  });
});

describe('damage', () => {
  test('inv6 an edited event is named', async () => {
    const report = await verdict(await kept(), (db) => {
      db.exec("UPDATE events SET body = replace(body, '900', '901') WHERE type = 'fact_recorded'");
    });
    expect(report.fault).toEqual({
      kind: 'altered',
      seq: 3,
      stream: 'account:acc_cgkcfdni7w',
      version: 2,
      because: 'its content is not what was hashed when it was recorded',
    });
  });

  for (const column of [
    'type',
    'at',
    'recorded_at',
    'role',
    'client',
    'policy_version',
    'policy_hash',
    'prev_hash',
    'hash',
  ]) {
    test(`inv6 an edit of \`${column}\` alone is found`, async () => {
      const report = await verdict(
        await kept(),
        (db) => void db.exec(`UPDATE events SET ${column} = ${column} || '0' WHERE seq = 5`),
      );
      expect(report.fault?.seq).toBe(5);
    });
  }

  test.each([
    ['put where none was', undefined, "'p-7'"],
    ['emptied where none was', undefined, "''"],
    ['exchanged', 'p-7', "'p-8'"],
    ['taken away', 'p-7', 'NULL'],
  ])('L16, inv6 a principal that is %s is found', async (_, principal, forged) => {
    const bench = await openBench();
    decided(await bench.run('sales.ops', saveAccount, company(), principal === undefined ? {} : { principal }));
    await bench.ledger.close();
    const report = await verdict({ ...bench, size: 0 }, (db) => {
      db.exec(`UPDATE events SET principal = ${forged} WHERE seq = 3`);
    });
    expect(report.fault).toEqual({
      kind: 'altered',
      seq: 3,
      stream: 'account:acc_cgkcfdni7w',
      version: 2,
      because: 'its content is not what was hashed when it was recorded',
    });
  });

  test('inv6 an edited event with its hash made anew breaks the link of the next', async () => {
    const files = await kept();
    const { hashOf } = await import('../../../src/ledger/events/hash-chain.ts');
    const report = await verdict(files, (db) => {
      const row = db.prepare<[], Parameters<typeof hashOf>[0]>('SELECT * FROM events WHERE seq = 3').get();
      if (!row) throw new Error('no event 3');
      const body = row.body.replace('900', '901');
      db.prepare('UPDATE events SET body = ?, hash = ? WHERE seq = 3').run(body, hashOf({ ...row, body }));
    });
    expect(report.fault).toMatchObject({
      kind: 'unlinked',
      seq: 4,
      because: 'it does not follow the event before it in its stream',
    });
  });

  test('inv6 a stream forged to its end, with all its hashes and projections, differs from what was signed', async () => {
    const files = await kept();
    const { hashOf } = await import('../../../src/ledger/events/hash-chain.ts');
    const forge = (db: Database.Database) => {
      type Row = Parameters<typeof hashOf>[0] & { readonly seq: number };
      const rows = db
        .prepare<[], Row>("SELECT * FROM events WHERE stream LIKE 'account:acc_cgk%' ORDER BY version")
        .all();
      let prev = '0'.repeat(64);
      for (const row of rows) {
        const next = { ...row, body: row.body.replace('900', '901'), prev_hash: prev };
        prev = hashOf(next);
        db.prepare('UPDATE events SET body = ?, prev_hash = ?, hash = ? WHERE seq = ?').run(
          next.body,
          next.prev_hash,
          prev,
          row.seq,
        );
      }
    };
    tamper(files.path, forge);
    const { ledger } = await reopen(files);
    await ledger.rebuild();
    const { fault } = await ledger.verify();
    expect(fault).toMatchObject({
      kind: 'checkpoint_mismatch',
      because: `events 1 to ${files.size} are not those signed at ${tuesday}`,
    });
  });

  test('inv6 a deleted event is named as a gap', async () => {
    const report = await verdict(await kept(), (db) => void db.exec('DELETE FROM events WHERE seq = 5'));
    expect(report.fault).toMatchObject({ kind: 'gap', seq: 5 });
  });

  test('inv6 a deleted event is a gap in its stream though all numbers were closed up', async () => {
    const files = await kept();
    const report = await verdict(files, (db) => {
      db.exec('DELETE FROM events WHERE seq = 5');
      for (let seq = 6; seq <= files.size; seq++)
        db.prepare('UPDATE events SET seq = ? WHERE seq = ?').run(seq - 1, seq);
      db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'").run(files.size - 1);
    });
    expect(report.fault).toMatchObject({
      kind: 'gap',
      seq: 5,
      version: 5,
      because: 'version 4 of the stream is missing before it',
    });
  });

  test('inv6 two events whose places were exchanged are found', async () => {
    const report = await verdict(await kept(), (db) => {
      db.exec(
        'UPDATE events SET seq = 1000 WHERE seq = 4; UPDATE events SET seq = 4 WHERE seq = 5; UPDATE events SET seq = 5 WHERE seq = 1000',
      );
    });
    expect(report.fault).toMatchObject({
      kind: 'unlinked',
      because: 'it stands before event 5, which it follows in its stream',
    });
  });

  test('inv6 two events whose versions were exchanged are found', async () => {
    const report = await verdict(await kept(), (db) => {
      db.exec(
        'UPDATE events SET version = 1000 WHERE seq = 4; UPDATE events SET version = 3 WHERE seq = 5; UPDATE events SET version = 4 WHERE seq = 4',
      );
    });
    expect(report.fault).toMatchObject({ kind: 'altered', seq: 5, version: 3 });
  });

  const inserted = `INSERT INTO events (seq, stream, version, type, at, recorded_at, role, client, policy_version, policy_hash, body, prev_hash, hash)
    SELECT seq + 1000, stream, version + 1, type, at, recorded_at, role, client, policy_version, policy_hash, body, hash, hash FROM events ORDER BY seq DESC LIMIT 1`;

  test('inv6 an inserted event is found', async () => {
    const files = await kept();
    const report = await verdict(files, (db) => void db.exec(inserted));
    expect(report.fault).toMatchObject({ kind: 'gap', seq: files.size + 1 });
  });

  test('inv6 an inserted event with a number and hash of its own shows in the projections', async () => {
    const { hashOf } = await import('../../../src/ledger/events/hash-chain.ts');
    const files = await kept();
    const next = files.size + 1;
    const report = await verdict(files, (db) => {
      db.exec(inserted);
      db.prepare('UPDATE events SET seq = ? WHERE seq > 1000').run(next);
      const row = db.prepare<[number], Parameters<typeof hashOf>[0]>('SELECT * FROM events WHERE seq = ?').get(next);
      if (!row) throw new Error('nothing was inserted');
      db.prepare('UPDATE events SET hash = ? WHERE seq = ?').run(hashOf(row), next);
      db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'").run(next);
    });
    expect(report.fault).toMatchObject({ kind: 'projection_drift' });
  });

  test('inv6 damage is named before events that nobody can fold, whichever stream comes first', async () => {
    const { hashOf } = await import('../../../src/ledger/events/hash-chain.ts');
    const files = await kept();
    const unfoldable = (db: Database.Database) => {
      const row = db
        .prepare<[], Parameters<typeof hashOf>[0]>("SELECT * FROM events WHERE type = 'policy_recorded'")
        .get();
      if (!row) throw new Error('no policy is on record');
      const founding = db.prepare('UPDATE events SET stream = ?, hash = ? WHERE seq = 1');
      founding.run('abacus', hashOf({ ...row, stream: 'abacus' }));
    };
    const altered = "UPDATE events SET body = replace(body, '900', '901') WHERE type = 'fact_recorded'";
    const both = await verdict(files, (db) => {
      unfoldable(db);
      db.exec(altered);
    });
    expect(both.fault).toMatchObject({ kind: 'altered', seq: 3 });
  });

  test('inv6 a cut-off tail is found by the numbers given out', async () => {
    const files = await kept();
    const report = await verdict(files, (db) => void db.exec('DELETE FROM events WHERE seq > 15'));
    expect(report.fault).toEqual({
      kind: 'truncated',
      seq: 16,
      because: `${files.size} events were recorded, the last is 15`,
    });
  });

  test('inv6 a cut-off tail is found by the heads where the numbers were set back', async () => {
    const files = await kept();
    withoutCheckpoints(files);
    const report = await verdict(files, (db) => {
      db.exec("DELETE FROM events WHERE seq > 15; UPDATE sqlite_sequence SET seq = 15 WHERE name = 'events'");
    });
    expect(report.fault).toMatchObject({ kind: 'truncated' });
  });

  test('inv6 an older copy put back in its place is found by the signed checkpoint', async () => {
    const folder = tempFolder();
    const bench = await openBench({ folder });
    await seed(bench);
    const older = await bench.ledger.read((reader) => reader.head());
    const copy = join(folder, 'copy.db');
    const db = connect(bench.path);
    db.prepare('VACUUM INTO ?').run(copy);
    db.close();
    decided(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta')));
    const newer = await bench.ledger.read((reader) => reader.head());
    await bench.ledger.close();
    copyDatabase(copy, bench.path);
    const { ledger, run } = await reopen(bench);
    const found = {
      kind: 'truncated',
      seq: older + 1,
      because: `${newer} events were signed at ${tuesday}, the last is ${older}`,
    };
    expect((await ledger.verify()).fault).toEqual(found);
    decided(await run('sales.ops', saveAccount, company('delta.com', 'Delta')));
    decided(await run('sales.ops', classifyMql, { account: 'delta.com' }));
    decided(await run('mining.mind', fileSignalNote, comment('delta.com')));
    await ledger.checkpoint();
    expect((await ledger.verify()).fault).toMatchObject({ kind: 'checkpoint_mismatch' });
  });

  test('inv6 an exchanged file that claims to be this one is found by the signed checkpoint', async () => {
    const [mine, other] = [await kept(), await kept()];
    const db = connect(mine.path);
    const meta = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM meta').all();
    db.close();
    tamper(other.path, (forged) => {
      for (const { name, value } of meta) forged.prepare('UPDATE meta SET value = ? WHERE name = ?').run(value, name);
    });
    copyDatabase(other.path, mine.path);
    const { ledger } = await reopen(mine);
    expect((await ledger.verify()).fault).toMatchObject({
      kind: 'checkpoint_mismatch',
      because: `events 1 to ${mine.size} are not those signed at ${tuesday}`,
    });
  });

  test('inv7 a changed projection is named by table, key and column', async () => {
    const report = await verdict(
      await kept(),
      (db) => void db.exec("UPDATE accounts SET stage = 'SQL' WHERE domain = 'acme.com'"),
    );
    expect(report.fault).toEqual({
      kind: 'projection_drift',
      stream: 'account:acc_cgkcfdni7w',
      because: 'accounts acc_cgkcfdni7w: stage',
    });
  });

  for (const [what, sql, because] of [
    ['a missing row', 'DELETE FROM posts', /^posts \d+: is missing$/],
    [
      'a row too many',
      "INSERT INTO domains VALUES ('x.com', 'acc_cgkcfdni7w')",
      /^domains x\.com: stands in no event$/,
    ],
    [
      'a row of nobody',
      "INSERT INTO domains VALUES ('x.com', 'acc_nobody')",
      /^domains of acc_nobody: stands in no event$/,
    ],
    ['a wrong count', 'UPDATE counts SET n = n + 1', /^counts .*: n$/],
  ] as const) {
    test(`inv7 ${what} in the projections is found`, async () => {
      const report = await verdict(await kept(), (db) => void db.exec(sql));
      expect(report.fault?.kind).toBe('projection_drift');
      expect(report.fault?.because).toMatch(because);
    });
  }
});

describe('checkpoints', () => {
  const file = ({ keys }: Pick<Kept, 'keys'>) => join(keys, 'checkpoints.jsonl');

  test('inv6 one is signed at closing, each goes on from the last, and nothing new is not signed again', async () => {
    const files = await kept();
    const { ledger, run } = await reopen(files);
    await ledger.checkpoint();
    expect(readFileSync(file(files), 'utf8').trim().split('\n')).toHaveLength(1);
    decided(await run('mining.mind', fileSignalNote, comment('beta.com')));
    await ledger.checkpoint();
    const lines = readFileSync(file(files), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const head = await ledger.read((reader) => reader.head());
    expect(lines.map(({ seq, count }) => [seq, count])).toEqual([
      [files.size, files.size],
      [head, head],
    ]);
    expect(await ledger.verify()).toMatchObject({ ok: true, checkpoints: 2 });
  });

  test('inv6 one is signed every 200 commits', async () => {
    const bench = await openBench();
    for (let n = 0; n < 200; n++)
      await bench.ledger.recordRefusal(
        { role: 'viewer', client: 'v', tool: 't', args: {}, dryRun: false },
        { refused: true, code: 'NOT_PERMITTED', found: '', next: '' },
      );
    expect(JSON.parse(readFileSync(file(bench), 'utf8'))).toMatchObject({ seq: 200, count: 200 });
  });

  for (const [what, change, because] of [
    [
      'that was edited',
      (text: string) => text.replace(/"count":\d+/, '"count":21'),
      /^checkpoint 1 is not signed by this key store$/,
    ],
    ['that cannot be read', () => 'nonsense\n', /^checkpoint 1 cannot be read$/],
    ['without its fields', () => '{"seq":1}\n', /^checkpoint 1 cannot be read$/],
    ['that was taken away', () => '', /^the newest checkpoint on file ends at event 0, and event \d+ was signed$/],
  ] as const) {
    test(`inv6 a checkpoint ${what} is found`, async () => {
      const files = await kept();
      writeFileSync(file(files), change(readFileSync(file(files), 'utf8')));
      const { ledger } = await reopen(files);
      expect((await ledger.verify()).fault).toEqual({
        kind: 'checkpoint_mismatch',
        because: expect.stringMatching(because),
      });
    });
  }

  for (const [what, change] of [
    ['was taken away', () => ''],
    ['was cut off', (text: string) => text.slice(0, -30)],
    ['was edited', (text: string) => text.replace(/"count":\d+/, '"count":21')],
    ['cannot be read', (text: string) => `${text}nonsense\n`],
  ] as const) {
    test(`inv6 the newest checkpoint that ${what} is not replaced in silence: it locks, until chief.staff confirms`, async () => {
      const files = await kept();
      writeFileSync(file(files), change(readFileSync(file(files), 'utf8')));
      const first = await reopen(files);
      decided(await first.run('sales.ops', saveAccount, company('gamma.io', 'Gamma')));
      await first.ledger.close();
      const { ledger, run } = await reopen(files);
      expect((await ledger.verify()).fault?.kind).toBe('checkpoint_mismatch');
      expect(await ledger.isLocked()).toBe(true);
      const listed = await ledger.read((reader) => reader.tasks({ role: 'chief.staff', limit: 20 }));
      const tasks = 'items' in listed ? listed.items.map(({ task }) => task) : [];
      const task = tasks.find(({ kind }) => kind === 'confirm_restored_ledger')?.id ?? '';
      decided(await run('chief.staff', completeTask, { task, note: 'the folder was cleared by mistake' }));
      expect(await ledger.isLocked()).toBe(false);
      expect(await ledger.verify()).toMatchObject({ ok: true });
    });
  }

  test('inv6 a line cut off in writing counts as not written', async () => {
    const files = await kept();
    appendFileSync(file(files), '{"at":"2026');
    const { ledger, run } = await reopen(files);
    expect(await ledger.verify()).toMatchObject({ ok: true, checkpoints: 1 });
    decided(await run('mining.mind', fileSignalNote, comment('beta.com')));
    await ledger.checkpoint();
    expect(await ledger.verify()).toMatchObject({ ok: true, checkpoints: 2 });
  });

  test('inv6 a checkpoint of another database is found', async () => {
    const files = await kept();
    const db = connect(files.path);
    db.exec("UPDATE meta SET value = 'ldg_other' WHERE name = 'id'");
    db.close();
    const { ledger } = await reopen(files);
    expect((await ledger.verify()).fault?.because).toMatch(
      /^checkpoint 1 speaks of the database ldg_\w+, this is ldg_other$/,
    );
  });

  test('inv6 a copy of database and keys together verifies where it lies', async () => {
    const files = await kept();
    const folder = tempFolder();
    const moved = { path: join(folder, 'moved.db'), keys: join(folder, 'keys') };
    copyDatabase(files.path, moved.path);
    cpSync(files.keys, moved.keys, { recursive: true });
    const clock = { now: () => tuesday, simulated: true };
    const ledger = await openLedger({ ...moved, policy: testPolicy(), clock });
    expect(await ledger.verify()).toMatchObject({ ok: true });
    await ledger.close();
  });
});

test('inv7 a checkpoint that another process signs meanwhile makes no ledger damaged', async () => {
  const bench = await openBench();
  await seed(bench);
  await bench.ledger.checkpoint();
  const other = await reopen({ path: bench.path, keys: bench.keys });
  for (let n = 0; n < 10; n++) {
    const report = bench.ledger.verify();
    decided(await other.run('sales.ops', saveAccount, company(`beta-${n}.com`, `Beta ${n}`)));
    await other.ledger.checkpoint();
    expect((await report).fault).toBeNull();
  }
});
