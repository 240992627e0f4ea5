import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Ledger, openLedger } from '../../../src/ledger/index.ts';
import { LedgerUnusable, unavailable, WriteInDoubt } from '../../../src/ledger/port/unusable.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { peopleOf } from '../../support/people-of.ts';
import { testPolicy } from '../../support/policy.ts';
import { copyReadable, nobody, readableNode } from '../../support/readable.ts';
import { buildChild } from '../child-build.ts';
import { comment, company, decided, dump, openBench, refused, seed, tempFolder, tuesday } from '../support.ts';

async function refusedAt(options: { path: string; keys?: string; simulated?: boolean }): Promise<string> {
  const { path, keys = `${path}.keys`, simulated = true } = options;
  try {
    const ledger = await openLedger({ path, keys, policy: testPolicy(), clock: { now: () => tuesday, simulated } });
    await ledger.close();
  } catch (error) {
    expect(error).toBeInstanceOf(LedgerUnusable);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('it opened');
}

const simulated = (path: string): Promise<Ledger> =>
  openLedger({ path, keys: `${path}.keys`, policy: testPolicy(), clock: { now: () => tuesday, simulated: true } });

async function used(): Promise<{ readonly folder: string; readonly path: string; readonly keys: string }> {
  const folder = tempFolder();
  const bench = await openBench({ folder });
  await seed(bench);
  await bench.ledger.close();
  return { folder, path: bench.path, keys: bench.keys };
}

describe('opening', () => {
  test('inv6 makes the folders, and lets nobody but the owner read', async () => {
    const folder = tempFolder();
    const { path, keys } = await openBench({ path: join(folder, 'deep', 'er', 'ladder.db') });
    const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
    expect([mode(path), mode(`${path}-wal`), mode(keys), mode(join(keys, 'keys.db'))]).toEqual([
      '600',
      '600',
      '700',
      '600',
    ]);
  });

  test('inv6 sets WAL and synchronous FULL unless told otherwise', async () => {
    const { path, keys } = await used();
    const ledger = await openLedger({
      path,
      keys,
      policy: testPolicy(),
      clock: { now: () => tuesday, simulated: true },
    });
    const db = connect(path, { readonly: true });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
    await ledger.close();
    await ledger.close();
  });

  test('inv6 a schema that another process makes meanwhile is not seen half', async () => {
    const path = join(tempFolder(), 'ladder.db');
    const { prepare } = Database.prototype;
    let other: Promise<Ledger> | undefined;
    let isFirst = true;
    const spy = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql) {
      if (isFirst && sql.includes('sqlite_master')) {
        isFirst = false;
        other = simulated(path);
      }
      return prepare.call(this, sql);
    });
    onTestFinished(() => spy.mockRestore());
    await (await simulated(path)).close();
    expect(other).toBeDefined();
    await (await other)?.close();
  });

  test('inv6 again finds everything as it was', async () => {
    const { path, keys } = await used();
    const { ledger } = await openBench({ path, keys });
    expect(
      await ledger.read((reader) => [
        reader.account('acme.com')?.state.stage,
        reader.account('acme.com')?.version === 0,
      ]),
    ).toEqual(['MQL', false]);
    expect(await ledger.read((reader) => [...peopleOf(reader.account('acme.com')).values()])).toEqual([
      { name: 'Jane Roe', first_name: 'Jane', email: 'jane.roe@acme.com', title: 'VP Partnerships' },
    ]);
  });

  test('inv6 writes nothing but the schema', async () => {
    const { path, ledger } = await openBench();
    await ledger.read((reader) => reader.board({ perStage: 3 }));
    expect(
      Object.entries(dump(path))
        .filter(([, rows]) => rows.length > 0)
        .map(([name]) => name),
    ).toEqual(['meta']);
  });
});

describe('what cannot be opened says what to do', () => {
  test('inv6 a missing key store', async () => {
    const { path, keys } = await used();
    rmSync(keys, { recursive: true });
    const message = await refusedAt({ path, keys });
    expect(message).toMatch(
      /was written with the key store keys_[a-z2-7]{16}, and the folder .*keys holds none\. Next: put that folder back from its backup, or set LADDER_KEYS to where it is\.$/,
    );
    expect(existsSync(keys)).toBe(false);
  });

  test('inv6 a foreign key store', async () => {
    const [mine, other] = [await used(), await used()];
    expect(await refusedAt({ path: mine.path, keys: other.keys })).toMatch(
      /was written with the key store keys_\w{16}, and the folder .* holds keys_\w{16}\. Next: put that folder back/,
    );
  });

  test('inv6 an empty ledger takes another key store', async () => {
    const folder = tempFolder();
    await (await openBench({ folder })).ledger.close();
    const again = await openBench({ folder, keys: join(folder, 'other') });
    await seed(again);
    expect(await again.ledger.verify()).toMatchObject({ ok: true });
  });

  test('T6 a simulated database opened for real, and the other way', async () => {
    const { path } = await used();
    expect(await refusedAt({ path, simulated: false })).toMatch(
      /is of simulated time and this clock is real\. A database is either simulated or real, for ever\. Next: set LADDER_NOW to go on with the simulation, or point LADDER_DB at another database\.$/,
    );
    const real = join(tempFolder(), 'real.db');
    const clock = { now: () => tuesday, simulated: false };
    await (await openLedger({ path: real, keys: `${real}.keys`, policy: testPolicy(), clock })).close();
    expect(await refusedAt({ path: real })).toMatch(
      /is of real time and this clock is simulated.*Next: unset LADDER_NOW/,
    );
  });

  test('inv6 a file that is no database', async () => {
    const path = join(tempFolder(), 'notes.txt');
    writeFileSync(
      path,
      'just some notes, long enough to be a header of something else entirely, by far more than 100 bytes of it',
    );
    expect(await refusedAt({ path })).toMatch(
      /cannot be opened: the file is no SQLite database\. Next: point LADDER_DB at the ledger/,
    );
    expect(existsSync(`${path}.keys`)).toBe(false);
  });

  test('inv6 a database of another program', async () => {
    const path = join(tempFolder(), 'other.db');
    const db = connect(path);
    db.exec('CREATE TABLE songs (title TEXT)');
    db.close();
    expect(await refusedAt({ path })).toMatch(/is a database of another program\. Next: point LADDER_DB at the ledger/);
  });

  test('inv6 a schema of a newer program', async () => {
    const { path } = await used();
    const db = connect(path);
    db.pragma('user_version = 99');
    db.close();
    expect(await refusedAt({ path })).toMatch(
      /has schema 99, this program knows 16 at most\. Next: run the newer program/,
    );
  });

  test('inv6 a folder in its place, and a file where its folder should be', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'ladder.db'));
    expect(await refusedAt({ path: join(folder, 'ladder.db') })).toMatch(
      /cannot be opened: .*Next: check that the path/,
    );
    writeFileSync(join(folder, 'file'), '');
    expect(await refusedAt({ path: join(folder, 'file', 'ladder.db') })).toMatch(/cannot be opened/);
  });

  test('inv6 a database with a destroyed page', async () => {
    const { path } = await used();
    truncateSync(path, 4096);
    expect(await refusedAt({ path })).toMatch(/is damaged and SQLite cannot read it\. Next: stop the servers/);
  });

  test('inv6 a database that another process keeps locked is told apart from a damaged one', async () => {
    const { unusable } = await import('../../../src/ledger/sqlite/sqlite-errors.ts');
    const error = unusable('x.db', new Database.SqliteError('locked', 'SQLITE_BUSY'));
    expect(error).toBeInstanceOf(LedgerUnusable);
    expect(unusable('x.db', new TypeError('a defect'))).toBeInstanceOf(TypeError);
  });
});

describe('a store that fails under way', () => {
  test('inv6 what it meets in a read is told to the call without its place, and a defect is none', async () => {
    const bench = await openBench();
    const met = async (error: Error) =>
      unavailable(
        await bench.ledger
          .read(() => {
            throw error;
          })
          .catch((thrown: unknown) => thrown),
      );
    expect(await met(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' }))).toMatchObject({
      code: 'UNAVAILABLE',
      found: 'nothing was written: the disk answered with an error',
      next: 'look at the disk and the system log, then call again; what was on record is untouched',
    });
    expect(await met(new TypeError('a defect'))).toBeUndefined();
    const inDoubt = new WriteInDoubt(new LedgerUnusable('l.db is gone', 'put it back'));
    expect(unavailable(inDoubt)?.found).toBe('it may not have been written: l.db is gone');
  });

  test('inv6 a full database refuses as UNAVAILABLE, keeps what it had, and lives on', async () => {
    const folder = tempFolder();
    const first = await openBench({ folder });
    await seed(first);
    await first.ledger.close();
    const pages = connect(first.path, { readonly: true }).pragma('page_count', { simple: true });
    const bench = await openBench({ folder, maxPages: Number(pages) + 20 });
    const answers = [];
    for (let n = 0; n < 60; n++)
      answers.push(
        await bench.run(
          'mining.mind',
          fileSignalNote,
          comment('acme.com', {
            signal: { type: 'E1', interaction: 'comment', object: `post-${n}`, quote: 'q'.repeat(2000) },
          }),
        ),
      );
    const last = refused(answers.at(-1) ?? { refused: false });
    expect(last).toMatchObject({
      code: 'UNAVAILABLE',
      found: 'nothing was written: there is no room left for the database',
      next: 'free space on its disk and call again; what was on record is untouched',
    });
    const taken = answers.filter((answer) => !('refused' in answer)).length;
    expect(taken).toBeGreaterThan(0);
    const stored = await bench.ledger.read(
      (reader) => reader.account('acme.com')?.state.signals.filter(({ type }) => type === 'E1').length,
    );
    expect(stored).toBe(taken + 1);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });

  test.each(['database', 'key store'])(
    'inv6 a %s that is removed or exchanged while it serves takes no more writes',
    async (which) => {
      const { path, keys } = await used();
      const bench = await openBench({ path, keys });
      const file = which === 'database' ? path : join(keys, 'keys.db');
      const told = { code: 'UNAVAILABLE', found: expect.stringContaining(`${file} was removed or replaced`) };
      const save = () => bench.run('sales.ops', saveAccount, company('beta.com', 'Beta'));
      renameSync(file, `${file}.aside`);
      expect(refused(await save())).toMatchObject(told);
      copyFileSync(`${file}.aside`, file);
      expect(refused(await save())).toMatchObject(told);
      await expect(bench.ledger.read((reader) => reader.head())).rejects.toThrow(LedgerUnusable);
      renameSync(`${file}.aside`, file);
      expect(decided(await save()).outcome).toBe('created');
    },
  );

  describe.each(['ladder.db-wal', 'ladder.db-shm', 'ladder.db.keys/keys.db-wal', 'ladder.db.keys/keys.db-shm'])(
    '%s',
    (name) => {
      const told = (file: string) => ({
        code: 'UNAVAILABLE',
        found: `nothing was written: ${file} was removed or replaced while this server ran`,
      });

      test('inv6 that is removed while it serves takes no more writes, and goes on once it is put back', async () => {
        const bench = await openBench();
        await seed(bench);
        const file = join(dirname(bench.path), name);
        const save = () => bench.run('sales.ops', saveAccount, company('beta.com', 'Beta'));
        renameSync(file, `${file}.aside`);
        expect(refused(await save())).toMatchObject(told(file));
        await expect(bench.ledger.verify()).rejects.toThrow(`${file} was removed or replaced`);
        renameSync(`${file}.aside`, file);
        expect(decided(await save()).outcome).toBe('created');
        expect(await bench.ledger.verify()).toMatchObject({ ok: true });
      });

      test('inv6 that is exchanged while it serves leaves whoever comes after alone', async () => {
        const old = await openBench();
        await seed(old);
        const file = join(dirname(old.path), name);
        copyFileSync(file, `${file}.copy`);
        renameSync(`${file}.copy`, file);
        const other = await openBench({ path: old.path, keys: old.keys });
        decided(await other.run('sales.ops', saveAccount, company('gamma.com', 'Gamma')));
        expect(refused(await old.run('sales.ops', saveAccount, company('beta.com', 'Beta')))).toMatchObject(told(file));
        await other.ledger.close();
        await old.ledger.close();
        const again = await openBench({ path: old.path, keys: old.keys });
        const domains = ['acme.com', 'gamma.com', 'beta.com'];
        expect(await again.ledger.read((reader) => domains.map((each) => reader.account(each)?.state.domain))).toEqual([
          'acme.com',
          'gamma.com',
          undefined,
        ]);
        expect(await again.ledger.verify()).toMatchObject({ ok: true });
      });

      test('inv6 that goes while a write is committed: the write is not acknowledged', async () => {
        const bench = await openBench({
          onStep: (step) => {
            if (step === 'locked' && armed) renameSync(file, `${file}.aside`);
          },
        });
        let armed = false;
        const file = join(dirname(bench.path), name);
        await seed(bench);
        armed = true;
        expect(refused(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta')))).toMatchObject({
          code: 'UNAVAILABLE',
          found: `it may not have been written: ${file} was removed or replaced while this server ran`,
          next: expect.stringMatching(/then look whether it is on record before calling again$/),
        });
      });
    },
  );

  test.each(['ladder.db', 'ladder.db.keys/keys.db'])(
    'inv6 a log of %s that was removed is not made anew while servers write to it, and nothing is lost',
    async (name) => {
      const { ledger, path, keys, run } = await openBench();
      decided(await run('sales.ops', saveAccount, company()));
      const file = join(dirname(path), name);
      rmSync(`${file}-wal`);
      expect(await refusedAt({ path, keys })).toMatch(
        /-wal is missing beside .*-shm: it was removed while servers ran, .*Next: put it back; if it is gone, end all servers/,
      );
      expect(existsSync(`${file}-wal`)).toBe(false);
      await ledger.close();
      const again = await openBench({ path, keys });
      expect(await again.ledger.read((reader) => reader.account('acme.com')?.state.domain)).toBe('acme.com');
      expect(await again.ledger.verify()).toMatchObject({ ok: true });
    },
  );

  test.each(['ladder.db', 'ladder.db.keys/keys.db'])(
    'inv6 where log and index of %s were both removed, nobody who starts makes them anew, and nothing is lost',
    async (name) => {
      const first = await openBench();
      await seed(first);
      await first.ledger.close();
      const { ledger, path, keys, run } = await openBench({ path: first.path, keys: first.keys });
      decided(await run('sales.ops', saveAccount, company('beta.com', 'Beta')));
      const file = join(dirname(path), name);
      for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`);
      expect(await refusedAt({ path, keys })).toMatch(
        /is open in other servers, and their log was removed: .*Next: end all servers of this ledger, not by force/,
      );
      expect([existsSync(`${file}-wal`), existsSync(`${file}-shm`)]).toEqual([false, false]);
      await ledger.close();
      const again = await openBench({ path, keys });
      expect(await again.ledger.read((reader) => reader.account('beta.com')?.state.domain)).toBe('beta.com');
      expect(await again.ledger.verify()).toMatchObject({ ok: true });
    },
  );

  test('inv6 a database found damaged while it serves is told by a LedgerUnusable, not a crash', async () => {
    const { path, keys } = await used();
    const bench = await openBench({ path, keys });
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(statSync(path).size - 4096, 0xff), 0, undefined, 4096);
    closeSync(file);
    await expect(bench.ledger.read((reader) => reader.account('acme.com'))).rejects.toThrow(LedgerUnusable);
    expect(refused(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta'))).code).toBe('UNAVAILABLE');
  });
});

/** Root may write everything, so that a read-only file is tried as somebody who may not. */
describe.runIf(process.platform === 'linux')('a read-only store', () => {
  const asNobody = async (folder: string, ...args: readonly string[]) => {
    const isRoot = process.getuid?.() === 0;
    if (isRoot) copyReadable(folder, ['policy']);
    const child = await buildChild(folder, 'write-one.ts', isRoot ? folder : undefined);
    const node = isRoot ? readableNode(folder) : process.execPath;
    if (isRoot)
      for (const file of [
        folder,
        ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
      ])
        chownSync(file, nobody, nobody);
    return () =>
      spawnSync(node, [child, ...args], {
        encoding: 'utf8',
        ...(isRoot ? { uid: nobody, gid: nobody } : {}),
      });
  };

  test('inv6 a read-only file is refused with the right to give', async () => {
    const { folder, path } = await used();
    const run = await asNobody(folder, path);
    expect(JSON.parse(run().stdout)).toMatchObject({ answer: { outcome: 'recorded' } });
    chmodSync(path, 0o400);
    expect(JSON.parse(run().stdout)).toMatchObject({
      unusable: expect.stringMatching(/cannot be written by this process\. Next: give its user the right to write/),
    });
  });

  test('inv6 a folder that may not be written is refused', async () => {
    const folder = tempFolder();
    const run = await asNobody(folder, join(folder, 'sub', 'ladder.db'));
    chmodSync(folder, 0o500);
    expect(JSON.parse(run().stdout)).toMatchObject({
      unusable: expect.stringMatching(/cannot be written by this process/),
    });
    chmodSync(folder, 0o700);
  });
});
