import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { openKeyStore } from '../../../src/ledger/sqlite/key-store.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { comment, company, copyDatabase, decided, dump, openBench, refused, seed, tempFolder } from '../support.ts';

interface Files {
  readonly path: string;
  readonly keys: string;
  /** The keys folder as it was before the last person came. */
  readonly older: string;
}

const bo = { name: 'Bo Li', email: 'bo@acme.com' };

async function files(): Promise<Files> {
  const folder = tempFolder();
  const [path, keys, older] = [join(folder, 'l.db'), join(folder, 'keys'), join(folder, 'older')];
  const bench = await openBench({ path, keys });
  await seed(bench);
  await bench.ledger.close();
  cpSync(keys, older, { recursive: true });
  const next = await openBench({ path, keys });
  decided(await next.run('mining.mind', fileSignalNote, comment('acme.com', { contact: bo })));
  await next.ledger.close();
  return { path, keys, older };
}

const failure = (open: Promise<unknown>) => open.then(() => 'it opened').catch((error: Error) => error.message);

describe('keys that are gone without an erasure', () => {
  test('inv6 a keys folder older than the database is refused at opening, by the people it lacks', async () => {
    const { path, keys, older } = await files();
    rmSync(keys, { recursive: true });
    cpSync(older, keys, { recursive: true });
    expect(await failure(openBench({ path, keys }))).toMatch(
      /^\S+l\.db: the key store in \S+keys lacks the keys of con_cgkcfdni7w_\d+, and nobody erased them: it is older than the database, or damaged\. Next: put back the keys folder that belongs to this database, from the backup of the same time or later\.$/,
    );
  });

  test('inv7 one that goes missing while the ledger is open is named by verify, and a rebuild would lose no word', async () => {
    const { path, keys } = await files();
    const { ledger } = await openBench({ path, keys });
    const before = dump(path);
    const store = connect(join(keys, 'keys.db'));
    store.exec('DELETE FROM person_keys');
    store.close();
    expect((await ledger.verify()).fault).toEqual({
      kind: 'projection_drift',
      stream: 'account:acc_cgkcfdni7w',
      because: expect.stringMatching(
        /^the key store in \S+ lacks the keys of con_\w+, con_\w+, and nobody erased them/,
      ),
    });
    const refusal = refused(await ledger.rebuild());
    expect([refusal.code, refusal.found]).toEqual([
      'UNAVAILABLE',
      expect.stringMatching(/^nothing was rebuilt, for the words of those people would be gone: the key store in /),
    ]);
    expect(dump(path)).toEqual(before);
  });

  test('L13 an erasure that an older database never saw is no loss: it opens, locked, without the words', async () => {
    const { path, keys } = await files();
    const copy = join(tempFolder(), 'copy.db');
    copyDatabase(path, copy);
    const bench = await openBench({ path, keys });
    decided(await bench.run('legal.exec', erasePerson, { contact: bo.email, basis: 'a request' }));
    await bench.ledger.close();
    copyDatabase(copy, path);
    const { ledger } = await openBench({ path, keys });
    expect(await ledger.isLocked()).toBe(true);
    expect(JSON.stringify(dump(path))).not.toContain(bo.email);
    expect(await ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('L13 a key that was made in a state since rolled back ends with the erasure all the same', () => {
    const store = openKeyStore(join(tempFolder(), 'k'));
    store.put(new Map(['con_1', 'con_2'].map((person, n) => [person, Buffer.alloc(32, n)])), 140);
    store.destroy([{ contact: 'con_1', seq: 95 }], 96);
    expect([store.keyOf('con_1'), store.hasLost('con_1'), store.hasLost('con_3')]).toEqual([undefined, false, true]);
    store.destroy([{ contact: 'con_2', seq: 95 }], 150);
    expect(store.keyOf('con_2')).toBeDefined();
    store.close();
  });
});

describe('a damaged store is told from a fault of ours', () => {
  const remedy = 'Next: put that folder back from its backup, or set LADDER_KEYS to where it is.';

  for (const [what, damage] of [
    ['that is no database', (path: string) => writeFileSync(path, 'nonsense')],
    ['without its table', (path: string) => change(path, 'DROP TABLE person_keys')],
    ['with another signing key', (path: string) => change(path, 'UPDATE identity SET signing = randomblob(48)')],
  ] as const) {
    test(`inv6 a key store ${what}`, async () => {
      const { path, keys } = await files();
      for (const suffix of ['-wal', '-shm']) rmSync(join(keys, `keys.db${suffix}`), { force: true });
      damage(join(keys, 'keys.db'));
      expect(await failure(openBench({ path, keys }))).toBe(`the key store ${keys}/keys.db is damaged. ${remedy}`);
    });
  }

  for (const [what, sql, found] of [
    ['a table', 'DROP TABLE intents', 'no such table: intents'],
    ['what names it', 'DELETE FROM meta', 'its table `meta` lacks id, clock, key_store'],
  ] as const) {
    test(`inv6 a database that lacks ${what}`, async () => {
      const { path, keys } = await files();
      change(path, sql);
      expect(await failure(openBench({ path, keys }))).toBe(
        `${path} is damaged: ${found}. Next: keep the file for inspection, put back the newest backup and run \`ladder verify\`.`,
      );
    });
  }

  test('inv7 a state that cannot be read, and a timer of nobody, refuse with what to run', async () => {
    const bench = await openBench();
    await seed(bench);
    change(bench.path, "INSERT INTO timers VALUES ('account:none', 'account', '2026-01-01')");
    const swept = bench.ledger.applyDue({ role: 'chief.staff', client: 'v' }, 1000);
    expect(refused(await swept)).toMatchObject({
      code: 'UNAVAILABLE',
      found: 'nothing was written: account:none is due by its timer, and nothing comes of it',
      next: 'run `ladder verify` to see what is wrong; where the events hold, `ladder rebuild` writes the tables anew',
    });
    change(bench.path, "UPDATE streams SET state = '{' WHERE stream = 'desk'");
    const acted = await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta'));
    expect(refused(acted).found).toBe('nothing was written: a state in the tables cannot be read');
  });
});

function change(path: string, sql: string): void {
  const db = connect(path);
  db.exec(sql);
  db.close();
}
