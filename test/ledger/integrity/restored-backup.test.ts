import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import {
  type Bench,
  comment,
  company,
  copyDatabase,
  decided,
  openBench,
  refused,
  seed,
  tempFolder,
} from '../support.ts';

interface Files {
  readonly path: string;
  readonly keys: string;
}

/** A ledger that was put back to what it held before its last writes; both states were signed. */
async function rolledBack(): Promise<Files> {
  const folder = tempFolder();
  const files = { path: join(folder, 'ladder.db'), keys: join(folder, 'keys') };
  const first = await openBench(files);
  await seed(first);
  await first.ledger.close();
  copyDatabase(files.path, join(folder, 'copy.db'));
  const second = await openBench(files);
  decided(await second.run('sales.ops', saveAccount, company('beta.com', 'Beta')));
  await second.ledger.close();
  copyDatabase(join(folder, 'copy.db'), files.path);
  return files;
}

const lock = ({ ledger }: Bench) => ledger.read((reader) => reader.sendingLock());
const confirmations = ({ ledger }: Bench) =>
  ledger.read((reader) => {
    const listed = reader.tasks({ role: 'chief.staff', limit: 20 });
    return 'items' in listed ? listed.items.filter(({ task }) => task.kind === 'confirm_restored_ledger') : [];
  });
const staff = { role: 'chief.staff', client: 'vitest' } as const;

describe('a restored copy', () => {
  test('inv6 a ledger that goes on is not locked, however often it is opened, signed and crashed', async () => {
    const folder = tempFolder();
    const files = { path: join(folder, 'ladder.db'), keys: join(folder, 'keys') };
    const bench = await openBench(files);
    expect(await bench.ledger.isLocked()).toBe(false);
    await seed(bench);
    await bench.ledger.checkpoint();
    decided(await bench.run('mining.mind', fileSignalNote, comment('beta.com')));
    // A second process while the first still writes, as after a crash without a last signature.
    const other = await openBench(files);
    expect([await bench.ledger.isLocked(), await other.ledger.isLocked()]).toEqual([false, false]);
    await other.ledger.applyDue(staff, 1000);
    expect(await confirmations(other)).toEqual([]);
  });

  test('inv6 is noticed at opening, and nothing is written by that alone', async () => {
    const files = await rolledBack();
    const bench = await openBench(files);
    expect(await bench.ledger.isLocked()).toBe(true);
    expect(await lock(bench)).toEqual({
      because: expect.stringMatching(
        /^\d+ events of the ledger ldg_\w+ were signed at 2026-04-21T13:00:00.000Z; this copy goes on from an older state, it holds \d+$/,
      ),
      task: null,
    });
    expect(await confirmations(bench)).toEqual([]);
    const head = await bench.ledger.read((reader) => reader.head());
    const again = await openBench(files);
    expect(await again.ledger.read((reader) => reader.head())).toBe(head);
  });

  for (const [how, first] of [
    ['a sweep', (bench: Bench) => bench.ledger.applyDue({ role: 'mining.mind', client: 'v' }, 1000)],
    ['an act', (bench: Bench) => bench.run('sales.ops', saveAccount, company('gamma.io', 'Gamma'))],
  ] as const) {
    test(`inv6 opens the duty to confirm it by ${how}, once over all processes`, async () => {
      const files = await rolledBack();
      const [one, two] = [await openBench(files), await openBench(files)];
      decided((await first(one)) as object);
      decided((await first(two)) as object);
      await one.ledger.applyDue(staff, 1000);
      expect(await confirmations(two)).toHaveLength(1);
      const [open] = await confirmations(one);
      expect((await lock(one))?.task).toBe(open?.task.id);
      expect(open?.task).toMatchObject({ clause: '4.4', role: 'chief.staff' });
    });
  }

  test('inv6 stays locked and named by verify until chief.staff confirms it, over every restart; then it goes on', async () => {
    const files = await rolledBack();
    const bench = await openBench(files);
    await bench.ledger.applyDue(staff, 1000);
    await bench.ledger.checkpoint();
    await bench.ledger.close();
    const next = await openBench(files);
    expect(await next.ledger.isLocked()).toBe(true);
    expect((await next.ledger.verify()).fault?.kind).toMatch(/^(?:truncated|checkpoint_mismatch)$/);
    const task = (await confirmations(next))[0]?.task.id ?? '';
    const args = { task, note: 'the disk was replaced, this is the backup of noon' };
    expect(refused(await next.run('cro', completeTask, args)).code).toBe('NOT_PERMITTED');
    expect(await next.ledger.isLocked()).toBe(true);
    decided(await next.run('chief.staff', completeTask, args));
    expect(await next.ledger.isLocked()).toBe(false);
    expect(await next.ledger.verify()).toMatchObject({ ok: true, checkpoints: 3 });
    decided(await next.run('sales.ops', saveAccount, company('gamma.io', 'Gamma')));
    await next.ledger.close();
    const last = await openBench(files);
    expect(await last.ledger.isLocked()).toBe(false);
    await last.ledger.applyDue(staff, 1000);
    expect(await confirmations(last)).toEqual([]);
    expect(await last.ledger.verify()).toMatchObject({ ok: true });
    expect(await last.ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('inv6 the same copy put back a second time is locked again', async () => {
    const files = await rolledBack();
    const copy = join(tempFolder(), 'copy.db');
    copyDatabase(files.path, copy);
    const bench = await openBench(files);
    await bench.ledger.applyDue(staff, 1000);
    const task = (await confirmations(bench))[0]?.task.id ?? '';
    decided(await bench.run('chief.staff', completeTask, { task, note: 'confirmed' }));
    await bench.ledger.close();
    copyDatabase(copy, files.path);
    expect(await (await openBench(files)).ledger.isLocked()).toBe(true);
  });

  test('inv6 a copy is known as older even where the signed checkpoints were taken away with it', async () => {
    const files = await rolledBack();
    rmSync(join(files.keys, 'checkpoints.jsonl'));
    const bench = await openBench(files);
    expect((await lock(bench))?.because).toMatch(/^\d+ events were signed, this copy holds \d+$/);
  });

  test('inv6 a new file beside the keys of another ledger is locked: it lacks who must not be written to', async () => {
    const folder = tempFolder();
    const files = { path: join(folder, 'ladder.db'), keys: join(folder, 'keys') };
    const first = await openBench(files);
    await seed(first);
    await first.ledger.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${files.path}${suffix}`, { force: true });
    expect(await (await openBench(files)).ledger.isLocked()).toBe(true);
  });
});
