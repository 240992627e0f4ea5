import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { takeBackup } from '../../src/backup/take-backup.ts';
import { isPolicyProblem, loadPolicy } from '../../src/policy/index.ts';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../src/rules/suppression/void-suppression.ts';
import { completeTask } from '../../src/rules/tasks/complete-task.ts';
import { buildChild } from '../ledger/child-build.ts';
import { type Bench, company, copyDatabase, decided, openBench, seed, tempFolder, tuesday } from '../ledger/support.ts';
import { peopleOf } from '../support/people-of.ts';
import { testPolicy } from '../support/policy.ts';

const serving = () => ({ policy: testPolicy(), clock: { now: () => tuesday, simulated: true } });

interface Place {
  readonly path: string;
  readonly keys: string;
  readonly folder: string;
}

function place(): Place {
  const root = tempFolder();
  return { path: join(root, 'ladder.db'), keys: join(root, 'keys'), folder: join(root, 'backups') };
}

const back = (at: Place, keep?: number) => takeBackup({ ...at, ...serving(), program: 'ladder test', keep });
const restore = ({ path, keys, folder: from }: Place) => restoreBackup({ path, keys, from, ...serving() });

function lose(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

const people = (bench: Bench) =>
  bench.ledger.read((reader) => {
    const record = reader.account('acme.com');
    return [...peopleOf(record)].map(([id, { email }]) => [
      email ?? 'erased',
      record?.suppressed.has(id) ? 'suppressed' : 'open',
    ]);
  });

const staffed = {
  name: 'Acme',
  domain: 'acme.com',
  contacts: [
    { name: 'Jane Roe', email: 'jane.roe@acme.com' },
    { name: 'Joe Roe', email: 'joe.roe@acme.com' },
  ],
};

describe('a backup', () => {
  test('inv6 taken under eight writing processes restores to a ledger that verifies', async () => {
    const at = place();
    const program = await buildChild(tempFolder(), 'file-many.ts');
    const keys = `${at.path}.keys`;
    const first = await openBench({ path: at.path });
    await seed(first);
    const ended = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
      (name) =>
        new Promise((resolve) => {
          spawn(process.execPath, [program, at.path, name, '10'], { stdio: 'inherit' }).on('close', resolve);
        }),
    );
    let isOver = false;
    const over = Promise.all(ended).then((codes) => {
      isOver = true;
      return codes;
    });
    const taken: number[] = [];
    do {
      const { manifest } = await takeBackup({ ...at, keys, ...serving(), program: 'ladder test' });
      taken.push(manifest.head?.seq ?? 0);
    } while (!isOver && taken.length < 5);
    expect(await over).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(taken.length).toBeGreaterThan(1);
    const other = place();
    const from = join(at.folder, readdirSync(at.folder).sort().at(0) ?? '');
    const { events } = await restoreBackup({ path: other.path, keys: other.keys, from, ...serving() });
    expect(events).toBe(taken[0]);
    const { ledger } = await openBench(other);
    expect(await ledger.verify()).toMatchObject({ ok: true, events: taken[0] });
    expect(await ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('inv6 holds the ledger and its keys alone, readable by their owner alone, and says what they are', async () => {
    const at = place();
    const bench = await openBench(at);
    await seed(bench);
    const { folder, manifest } = await back(at);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      'keys',
      'keys/checkpoints.jsonl',
      'keys/keys.db',
      'ledger.db',
      'manifest.json',
    ]);
    expect([statSync(folder).mode & 0o077, statSync(join(folder, 'keys', 'keys.db')).mode & 0o077]).toEqual([0, 0]);
    expect(manifest).toMatchObject({
      format: 1,
      at: tuesday,
      clock: 'simulated',
      policy: { version: 'handoff-0.2' },
      verified: { events: manifest.head?.seq },
    });
    expect(manifest.files.map(({ path }) => path).sort()).toEqual([
      'keys/checkpoints.jsonl',
      'keys/keys.db',
      'ledger.db',
    ]);
  });

  test('inv6 older ones go once the new one is verified, and no number comes twice', async () => {
    const at = place();
    await seed(await openBench(at));
    await back(at);
    await back(at);
    const { folder, removed } = await back(at, 1);
    expect(removed).toHaveLength(2);
    expect(readdirSync(at.folder)).toEqual(['2026-04-21T13-00-00.000Z-3']);
    expect((await back(at)).folder).toBe(`${folder.slice(0, -1)}4`);
  });

  test('inv6 one that was killed leaves nothing that looks whole, and the next removes it', async () => {
    const at = place();
    await seed(await openBench(at));
    mkdirSync(join(at.folder, '.2026-04-21T12-00-00.000Z.4194304-abcdef01.part', 'keys'), { recursive: true });
    await expect(restore({ ...at, path: `${at.path}.new` })).rejects.toThrow(
      `${at.folder} holds no whole backup. Next: name a folder that \`ladder backup\` wrote to.`,
    );
    await back(at);
    expect(readdirSync(at.folder)).toEqual(['2026-04-21T13-00-00.000Z']);
  });

  test('inv6 of a ledger that is damaged is none, and the older ones stay', async () => {
    const at = place();
    const bench = await openBench(at);
    await seed(bench);
    await bench.ledger.checkpoint();
    await back(at, 1);
    const line = '{"at":"x","database":"y","seq":1,"count":1,"head":"z","heads":"z","signature":"z"}\n';
    appendFileSync(join(at.keys, 'checkpoints.jsonl'), line);
    await expect(back(at, 1)).rejects.toThrow(
      /^the copy does not verify, and no backup was kept: (?!.*\.\.).*not signed by this/,
    );
    expect(readdirSync(at.folder)).toEqual(['2026-04-21T13-00-00.000Z']);
  });
});

describe('a restored backup', () => {
  test('inv6 is refused where a ledger or its log stands', async () => {
    const at = place();
    const bench = await openBench(at);
    await seed(bench);
    await back(at);
    await expect(restore(at)).rejects.toThrow(
      /^a ledger stands at .*ladder\.db \(.*ladder\.db is there\), and nothing/,
    );
    await bench.ledger.close();
    lose(at.path);
    appendFileSync(`${at.path}-wal`, 'x');
    await expect(restore(at)).rejects.toThrow('ladder.db-wal is there');
  });

  test('L13 knows from the kept keys who was suppressed or erased since, and sends nothing before it is confirmed', async () => {
    const at = place();
    const bench = await openBench(at);
    decided(await bench.run('sales.ops', saveAccount, staffed));
    await back(at);
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@acme.com', reason: 'opt_out' }));
    decided(await bench.run('sales.ops', suppressContact, { contact: 'ann@else.com', reason: 'hostile' }));
    decided(await bench.run('legal.exec', erasePerson, { contact: 'joe.roe@acme.com', basis: 'he asked' }));
    await bench.ledger.close();
    lose(at.path);
    expect(await restore(at)).toMatchObject({
      keys: 'kept',
      locked: true,
      applied: { suppressions: 2, erasures: 1 },
    });
    const again = await openBench(at);
    expect(await people(again)).toEqual([
      ['jane.roe@acme.com', 'suppressed'],
      ['erased', 'open'],
    ]);
    expect((await again.ledger.verify()).fault).toBe(null);
    expect(await again.ledger.isLocked()).toBe(true);
    await again.ledger.applyDue({ role: 'chief.staff', client: 'vitest' }, 1000);
    const lock = await again.ledger.read((reader) => reader.sendingLock());
    expect(lock?.because).toMatch(
      /^this copy is the backup of 2026-04-21T13:00:00.000Z, put back at .*: it ends at event \d+/,
    );
    decided(await again.run('chief.staff', completeTask, { task: lock?.task ?? '', note: 'this one it is' }));
    expect(await again.ledger.isLocked()).toBe(false);
    await again.ledger.close();
    const last = await openBench(at);
    expect(await last.ledger.isLocked()).toBe(false);
    expect((await last.ledger.verify()).fault).toBe(null);
  });

  test('inv6 what a killed restore left beside it is removed by the next', async () => {
    const at = place();
    await seed(await openBench(at));
    await back(at);
    const other = place();
    const left = ['.restoring-4194304-0a0b0c0d', '.restoring-4194304-0a0b0c0d-wal'].map((end) => `${other.path}${end}`);
    for (const file of left) appendFileSync(file, 'x');
    mkdirSync(`${other.keys}.restoring-4194304-0a0b0c0d`);
    await restore({ ...other, folder: at.folder });
    expect(readdirSync(dirname(other.path)).sort()).toEqual(['keys', 'ladder.db']);
  });

  test('L14 a suppression that was voided before the backup is not brought back', async () => {
    const at = place();
    const bench = await openBench(at);
    decided(await bench.run('sales.ops', saveAccount, staffed));
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@acme.com', reason: 'opt_out' }));
    const args = { contact: 'jane.roe@acme.com', evidence: 'it was another Jane who wrote, see the mail of Monday' };
    decided(await bench.run('legal.exec', voidSuppression, args));
    await back(at);
    await bench.ledger.close();
    lose(at.path);
    expect((await restore(at)).applied).toEqual({ suppressions: 0, erasures: 0 });
  });

  test('L13 keys of a program that kept no suppressions learn them at the next opening', async () => {
    const at = place();
    const bench = await openBench(at);
    decided(await bench.run('sales.ops', saveAccount, staffed));
    await back(at);
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@acme.com', reason: 'opt_out' }));
    await bench.ledger.close();
    const { connect } = await import('../../src/ledger/sqlite/connection.ts');
    const db = connect(join(at.keys, 'keys.db'));
    db.exec('DROP TABLE suppressed');
    db.close();
    await (await openBench(at)).ledger.close();
    lose(at.path);
    expect((await restore(at)).applied).toEqual({ suppressions: 1, erasures: 0 });
  });

  test('P2 is told so under the policy it has on record, though a newer file is at hand', async () => {
    const at = place();
    const bench = await openBench(at);
    decided(await bench.run('sales.ops', saveAccount, staffed));
    await back(at);
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@acme.com', reason: 'opt_out' }));
    await bench.ledger.close();
    lose(at.path);
    const file = join(tempFolder(), 'newer.yaml');
    writeFileSync(file, 'extends: handoff-0.2\nversion: newer\n');
    const policy = loadPolicy(file);
    if (isPolicyProblem(policy)) throw new Error('the policy is faulty');
    const { path, keys, folder: from } = at;
    const done = await restoreBackup({ path, keys, from, ...serving(), policy });
    expect(done.applied).toEqual({ suppressions: 1, erasures: 0 });
    const again = await openBench({ ...at, policy });
    expect(await people(again)).toContainEqual(['jane.roe@acme.com', 'suppressed']);
    expect((await again.ledger.read((reader) => reader.policies())).map(({ version }) => version)).toEqual([
      'handoff-0.2',
    ]);
    expect((await again.ledger.verify()).fault).toBe(null);
  });

  test('L13 a copy that was put back by hand knows it too, at its first opening', async () => {
    const at = place();
    const bench = await openBench(at);
    decided(await bench.run('sales.ops', saveAccount, staffed));
    await bench.ledger.close();
    copyDatabase(at.path, `${at.path}.copy`);
    const later = await openBench(at);
    decided(await later.run('sales.ops', suppressContact, { contact: 'jane.roe@acme.com', reason: 'opt_out' }));
    decided(await later.run('legal.exec', erasePerson, { contact: 'joe.roe@acme.com', basis: 'he asked' }));
    await later.ledger.close();
    copyDatabase(`${at.path}.copy`, at.path);
    const again = await openBench(at);
    expect(await people(again)).toEqual([
      ['jane.roe@acme.com', 'suppressed'],
      ['erased', 'open'],
    ]);
    const head = await again.ledger.read((reader) => reader.head());
    const third = await openBench(at);
    expect(await third.ledger.read((reader) => reader.head())).toBe(head);
    expect(await third.ledger.isLocked()).toBe(true);
  });

  test('inv6 is the newest, or the one named, and none whose files were changed', async () => {
    const at = place();
    const bench = await openBench(at);
    await seed(bench);
    const old = await back(at);
    decided(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta')));
    const young = await back(at);
    const other = () => ({ path: join(tempFolder(), 'l.db'), keys: join(tempFolder(), 'keys'), ...serving() });
    expect((await restoreBackup({ ...other(), from: at.folder })).backup.folder).toBe(young.folder);
    expect((await restoreBackup({ ...other(), from: old.folder })).events).toBe(old.manifest.head?.seq);
    appendFileSync(join(young.folder, 'ledger.db'), 'x');
    const target = other();
    await expect(restoreBackup({ ...target, from: at.folder })).rejects.toThrow(
      /ledger\.db holds \d+ bytes; the backup/,
    );
    expect([existsSync(target.path), existsSync(target.keys)]).toEqual([false, false]);
  });
});
