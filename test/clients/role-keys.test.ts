import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { runHere } from '../support/here.ts';
import { call, type Ended, hello, messages, run, start, tempFolder, tuesday } from './program.ts';

function place() {
  const folder = tempFolder();
  return { folder, env: { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday } };
}

type Place = ReturnType<typeof place>;

interface Key {
  readonly id: string;
  readonly role: string;
  readonly principal: string;
  readonly secret: string;
}

async function keyFor({ env }: Place, role: string, principal: string): Promise<Key> {
  const ended = await run({ args: ['key', 'add', '--role', role, '--principal', principal, '--json'], env });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout);
}

const keyed = ({ env }: Place, more: Readonly<Record<string, string>>) => ({ ...env, ...more });

const save = call(2, 'save_account', { domain: 'acme.com', name: 'Acme' });

const answer = (ended: Ended, id: number) => messages(ended).find((each) => each.id === id)?.result;

function textOf(ended: Ended, id: number): string {
  return JSON.stringify(answer(ended, id)?.content);
}

function actors({ env }: Place): readonly object[] {
  const db = connect(env.LADDER_DB, { readonly: true });
  try {
    return db.prepare<[], object>('SELECT DISTINCT role, principal, role_key FROM events ORDER BY seq').all();
  } finally {
    db.close();
  }
}

describe('role keys', () => {
  test('L16 the secret is told once and stored nowhere; the key store is its owner’s alone', async () => {
    const at = place();
    const added = await runHere({ args: ['key', 'add', '--role', 'cro', '--principal', 'p-1'], env: at.env });
    const secret = /ladder_[\w-]{43}/.exec(added.stdout)?.[0] ?? 'none';
    const id = /key_[0-9a-f]{10}/.exec(added.stdout)?.[0] ?? 'none';
    expect(added.stdout).toContain('lets p-1 act as cro');
    expect(added.stdout).toContain('From now on nobody acts on this ledger without a key of their role');
    const listed = await runHere({ args: ['key', 'list', '--json'], env: at.env });
    const key = { id, role: 'cro', principal: 'p-1', added_at: '2026-04-21T14:00:00.000Z' };
    expect(JSON.parse(listed.stdout)).toEqual({ keys: [key] });
    const keys = `${at.env.LADDER_DB}.keys`;
    for (const file of readdirSync(keys)
      .map((name) => join(keys, name))
      .filter((path) => statSync(path).isFile())) {
      expect(readFileSync(file).includes(secret)).toBe(false);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    const revoked = await runHere({ args: ['key', 'revoke', id, '--json'], env: at.env });
    expect(JSON.parse(revoked.stdout)).toEqual({ ...key, revoked_at: '2026-04-21T14:00:00.000Z' });
    const unknown = await runHere({ args: ['key', 'revoke', 'key_0'], env: at.env });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('has no role key `key_0`') });
  });

  test.each([
    [['add', '--principal', 'p-1'], '--role is missing'],
    [['add', '--role', 'viewer', '--principal', 'p-1'], 'viewer changes nothing and needs no key'],
    [['add', '--role', 'boss', '--principal', 'p-1'], '`--role boss` is no role that acts'],
    [['add', '--role', 'cro'], '--principal names who holds the key by an opaque id'],
    [['add', '--role', 'cro', '--principal', 'Ana Ruiz'], '--principal names who holds the key by an opaque id'],
    [['drop'], 'key takes `add --role ROLE --principal ID`, `list` or `revoke ID`'],
  ])('L16 `key %j` is refused with what is wanted', async (args, wanted) => {
    const ended = await runHere({ args: ['key', ...args], env: place().env });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(wanted);
    expect(ended.stderr).not.toContain('Ana Ruiz');
  });

  test('L16 once there are keys a role but viewer needs its own: else the connection is viewer, and says so', async () => {
    const at = place();
    const other = await keyFor(at, 'sales.ops', 'p-2');
    const cases = [
      [{}, 'none is given'],
      [{ LADDER_KEY: 'ladder_guess' }, 'the key given is none of them'],
      [{ LADDER_KEY: other.secret }, `the key given (${other.id}) is sales.ops's`],
      [{ LADDER_KEY_FILE: join(at.folder, 'none') }, "the file that LADDER_KEY_FILE names can't be read"],
    ] as const;
    for (const [env, because] of cases) {
      const told = `this ledger has role keys, and ${because}: nobody acts as cro without a key of cro`;
      const given = { args: ['serve', '--as', 'cro'], env: keyed(at, env) };
      const ended = await run(given, hello + call(2, 'session_sweep') + call(3, 'save_account', { domain: 'a.com' }));
      expect(ended.code).toBe(0);
      expect(ended.stderr).toContain(told);
      expect(answer(ended, 1)?.instructions).toContain(`This connection is viewer: ${told}.`);
      expect(answer(ended, 2)?.structuredContent).toMatchObject({
        alerts: [{ kind: 'role_key', summary: expect.stringContaining(`You are viewer: ${told}`) }],
      });
      expect(textOf(ended, 2)).toContain(told);
      expect(answer(ended, 3)).toMatchObject({ isError: true, _meta: { 'ladder/error': { code: 'NOT_PERMITTED' } } });
      expect(textOf(ended, 3)).toContain(told);
      expect(ended.stdout).not.toContain('ladder_guess');
    }
    const viewer = await run({ args: ['serve'], env: at.env }, hello + call(2, 'session_sweep'));
    expect(viewer).toMatchObject({ code: 0, stderr: '' });
    expect(answer(viewer, 2)?.structuredContent).toMatchObject({ alerts: [] });
  });

  test('L16 with its key a connection acts, under the principal of the key, and the events name the key', async () => {
    const at = place();
    const { id, secret } = await keyFor(at, 'sales.ops', 'p-2');
    const file = join(at.folder, 'secret');
    writeFileSync(file, `${secret}\n`);
    const env = keyed(at, { LADDER_KEY_FILE: file, LADDER_PRINCIPAL: 'p-9' });
    expect((await run({ args: ['serve', '--as', 'sales.ops'], env }, hello + save)).stderr).toBe('');
    expect(actors(at)).toEqual([{ role: 'sales.ops', principal: 'p-2', role_key: id }]);
    expect(await runHere({ args: ['verify'], env: at.env })).toMatchObject({ code: 0 });
  });

  test('L16 commands that act take the key too', async () => {
    const at = place();
    const { secret } = await keyFor(at, 'sales.ops', 'p-2');
    const list = join(at.folder, 'list.csv');
    writeFileSync(list, 'Company,Website\nAcme,acme.com\n');
    for (const args of [['sweep'], ['import', list, '--apply']]) {
      const acting = [...args, '--as', 'sales.ops'];
      const without = await runHere({ args: acting, env: at.env });
      expect(without).toMatchObject({ code: 1, stdout: '' });
      expect(without.stderr).toContain('NOT_PERMITTED (§4.3, L16): this ledger has role keys, and none is given');
      expect(await runHere({ args: acting, env: keyed(at, { LADDER_KEY: secret }) })).toMatchObject({ code: 0 });
    }
    expect(actors(at)).toMatchObject([{ role: 'sales.ops', principal: 'p-2' }]);
  });
});

describe('role keys while connections stand', () => {
  test('L16 a key that is revoked ends what its connections may do, with their next call', async () => {
    const at = place();
    const { id, secret } = await keyFor(at, 'sales.ops', 'p-2');
    const running = start({ args: ['serve', '--as', 'sales.ops'], env: keyed(at, { LADDER_KEY: secret }) });
    running.write(hello + save);
    await running.lines(2);
    await runHere({ args: ['key', 'revoke', id], env: at.env });
    running.write(call(3, 'session_sweep') + call(4, 'save_account', { domain: 'b.com', name: 'B' }));
    await running.lines(4);
    running.endInput();
    const ended = await running.ended;
    expect(answer(ended, 2)?.isError).toBeUndefined();
    for (const n of [3, 4]) {
      expect(answer(ended, n)).toMatchObject({ isError: true, _meta: { 'ladder/error': { code: 'NOT_PERMITTED' } } });
      expect(textOf(ended, n)).toContain(`the key given (${id}) was revoked`);
    }
    const again = await run({ args: ['serve', '--as', 'sales.ops'], env: keyed(at, { LADDER_KEY: secret }) }, hello);
    expect(answer(again, 1)?.instructions).toContain('This connection acts as viewer.');
  });

  test('L16 many processes add keys while others write: each key counts at once, and who has none acts no more', async () => {
    const at = place();
    const writers = [1, 2].map(() => start({ args: ['serve', '--as', 'sales.ops'], env: at.env }));
    for (const [n, writer] of writers.entries())
      writer.write(hello + call(2, 'save_account', { domain: `first-${n}.com`, name: 'First' }));
    await Promise.all(writers.map((writer) => writer.lines(2)));
    const keys = await Promise.all([1, 2, 3, 4].map((n) => keyFor(at, 'sales.ops', `p-${n}`)));
    expect(new Set(keys.map(({ secret }) => secret)).size).toBe(4);
    for (const writer of writers) {
      writer.write(call(3, 'save_account', { domain: 'late.com', name: 'Late' }));
      await writer.lines(3);
      writer.endInput();
      const ended = await writer.ended;
      expect(answer(ended, 2)?.isError).toBeUndefined();
      expect(textOf(ended, 3)).toContain('this ledger has role keys, and none is given');
    }
    const done = await Promise.all(
      keys.map(({ secret }, n) =>
        run(
          { args: ['serve', '--as', 'sales.ops'], env: keyed(at, { LADDER_KEY: secret }) },
          hello + call(2, 'save_account', { domain: `keyed-${n}.com`, name: 'Keyed' }),
        ),
      ),
    );
    for (const ended of done) expect(answer(ended, 2)?.isError).toBeUndefined();
    const listed = await runHere({ args: ['key', 'list'], env: at.env });
    expect(listed.stdout.trim().split('\n')).toHaveLength(4);
    expect(await runHere({ args: ['verify'], env: at.env })).toMatchObject({ code: 0 });
  });
});
