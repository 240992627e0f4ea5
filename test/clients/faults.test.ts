import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyReadable, nobody, readableNode } from '../support/readable.ts';
import { call, type Ended, hello, run, tempFolder, tuesday } from './program.ts';

const company = call(2, 'save_account', { domain: 'acme.com', name: 'Acme' });

function serve(env: Readonly<Record<string, string>>, input = hello): Promise<Ended> {
  return run({ args: ['serve', '--as', 'sales.ops'], env }, input);
}

/** Exit 1, nothing on stdout, one message that fits on a few lines, and no stack trace. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const { code, stdout, stderr } = await serve(env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^ladder: /);
  expect(stderr).not.toMatch(/\n\s+at |Error:|node:internal/);
  return stderr.trimEnd();
}

async function used(folder = tempFolder()): Promise<{ LADDER_DB: string; LADDER_NOW: string }> {
  const env = { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday };
  expect(await serve(env, hello + company)).toMatchObject({ code: 0, stderr: '' });
  return env;
}

describe('a start that cannot be', () => {
  test('time without offset, and words for a time', async () => {
    const LADDER_DB = join(tempFolder(), 'l.db');
    expect(await refusal({ LADDER_DB, LADDER_NOW: '2026-04-21T10:00:00' })).toBe(
      'ladder: LADDER_NOW: `2026-04-21T10:00:00` has no offset; add `Z` for UTC or one such as `-04:00`',
    );
    expect(await refusal({ LADDER_DB, LADDER_NOW: 'tomorrow' })).toMatch(
      /^ladder: LADDER_NOW: `tomorrow` cannot be read; give /,
    );
    expect(existsSync(LADDER_DB)).toBe(false);
  });

  test('a policy that is not there, is a folder, no YAML, or wrong in itself', async () => {
    const folder = tempFolder();
    const LADDER_DB = join(folder, 'l.db');
    const told = (name: string, text?: string) => {
      if (text !== undefined) writeFileSync(join(folder, name), text);
      return refusal({ LADDER_DB, LADDER_POLICY: join(folder, name) });
    };
    expect(await told('none.yaml')).toMatch(
      /none\.yaml cannot be used, one problem:\n {2}there is no such file; correct the path/,
    );
    mkdirSync(join(folder, 'sub'));
    expect(await told('sub')).toMatch(/it is not a file; name a YAML or JSON file$/);
    expect(await told('broken.yaml', 'a: [1\nb: }')).toMatch(/line 2, column 1: /);
    expect(await told('typo.yaml', 'extends: handoff-0.2\nversion: x-1\nengagment: {}\n')).toMatch(
      /engagment: is not a known key; did you mean `engagement`\?$/,
    );
    expect(existsSync(LADDER_DB)).toBe(false);
  });

  test.each([
    ['was built for another version of Node than this one', 'made for another Node'],
    ['was never built for this Node', null],
  ])('a database driver that %s', async (found, driver) => {
    const folder = tempFolder();
    copyReadable(folder, ['dist', 'policy', 'templates', 'package.json']);
    const file = join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
    rmSync(file);
    if (driver !== null) writeFileSync(file, driver);
    for (const args of [['serve', '--as', 'sales.ops'], ['sweep', '--as', 'sales.ops'], ['demo']]) {
      const start = { args, env: { LADDER_DB: join(folder, 'l.db') }, program: join(folder, 'dist/ladder.js') };
      const { code, stdout, stderr } = await run(start, hello);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toBe(
        `ladder: the database driver ${found} (${process.version}). Next: run \`npm rebuild better-sqlite3\` in the folder of Ladder\n`,
      );
    }
  });

  test('a folder, a text file or a server where the database should be', async () => {
    const folder = tempFolder();
    expect(await refusal({ LADDER_DB: folder })).toMatch(/cannot be opened.*Next: check that the path leads to a file/);
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'a shopping list');
    expect(await refusal({ LADDER_DB: text })).toMatch(/is no SQLite database\. Next: point LADDER_DB at the ledger/);
    expect(readFileSync(text, 'utf8')).toBe('a shopping list');
    for (const url of ['postgres://localhost/ladder', 'postgresql://localhost/ladder']) {
      expect(await refusal({ LADDER_DB: url })).toMatch(/names a PostgreSQL server; .*give a path$/);
    }
    expect(await refusal({ LADDER_DB: join(text, 'l.db') })).toMatch(/cannot be opened/);
  });

  test('a simulated database for real, and a real one simulated', async () => {
    const { LADDER_DB } = await used();
    expect(await refusal({ LADDER_DB })).toMatch(/is of simulated time and this clock is real\..*Next: set LADDER_NOW/);
    const real = join(tempFolder(), 'real.db');
    await serve({ LADDER_DB: real });
    expect(await refusal({ LADDER_DB: real, LADDER_NOW: tuesday })).toMatch(/Next: unset LADDER_NOW/);
  });

  test('keys that are missing or of another database', async () => {
    const env = await used();
    const other = await used();
    expect(await refusal({ ...env, LADDER_KEYS: `${other.LADDER_DB}.keys` })).toMatch(
      /holds keys_\w+\. Next: put that folder back/,
    );
    renameSync(`${env.LADDER_DB}.keys`, `${env.LADDER_DB}.away`);
    expect(await refusal(env)).toMatch(/holds none\. Next: put that folder back from its backup, or set LADDER_KEYS/);
    expect(existsSync(`${env.LADDER_DB}.keys`)).toBe(false);
    expect(await serve({ ...env, LADDER_KEYS: `${env.LADDER_DB}.away` })).toMatchObject({ code: 0, stderr: '' });
  });

  test('a file of text where the keys should be', async () => {
    const env = await used();
    const file = join(tempFolder(), 'keys.txt');
    writeFileSync(file, 'no folder');
    await refusal({ ...env, LADDER_KEYS: file });
  });

  test.runIf(process.platform === 'linux')('a path in a folder that takes no folders', async () => {
    const LADDER_DB = join(tempFolder(), 'l.db');
    expect(await refusal({ LADDER_DB: '/proc/none/l.db' })).toMatch(/^ladder: \/proc\/none\/l\.db cannot be opened/);
    expect(await refusal({ LADDER_DB, LADDER_KEYS: '/proc/none/keys' })).toMatch(
      /^ladder: the key store \/proc\/none\/keys\/keys\.db cannot be opened/,
    );
  });

  test('a folder for an export that cannot be made', async () => {
    const ended = await run({ args: ['export', '--out', join('/dev/null', 'x')], env: await used() });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(
      /^ladder: \/dev\/null\/x can't be written: .*Next: name a folder that can be, by --out\n$/,
    );
  });

  test('two roles for one connection', async () => {
    const ended = await run({ args: ['serve', '--as', 'cro', '--as', 'cmo'] });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^ladder: --as is given 2 times \(cro, cmo\); a connection has one role\n\nusage:/);
  });

  test('a command or an option that does not exist', async () => {
    for (const args of [['frobnicate'], ['constructor'], ['__proto__'], ['serve', '--frob'], ['sweep', '--as']]) {
      const ended = await run({ args, env: { LADDER_DB: join(tempFolder(), 'l.db') } });
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(/^ladder: .*\n\nusage:\n/);
      expect(ended.stderr).not.toMatch(/\n\s+at /);
    }
  });

  test('a command that is called wrongly is told how it is called, and of no other', async () => {
    const ended = await run({ args: ['simulate'], env: { LADDER_DB: join(tempFolder(), 'l.db') } });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^ladder: simulate needs --from and --to.*\n\nusage:\n {2}ladder simulate /);
    expect(ended.stderr.match(/ladder \w+ /g)).toEqual(['ladder simulate ']);
    const helped = await run({ args: ['simulate', '--help'] });
    expect(helped).toMatchObject({ code: 0, stderr: '' });
    expect(helped.stdout).toMatch(/^usage:\n {2}ladder simulate /);
  });
});

/** The installed program where anyone may read it: whoever runs the tests as root may write everything. */
function readableProgram(folder: string): string {
  copyReadable(folder, ['dist', 'policy', 'templates']);
  chmodSync(folder, 0o755);
  return join(folder, 'dist', 'ladder.js');
}

describe.runIf(process.platform === 'linux')('a store that may not be written', () => {
  test('a read-only file and a read-only folder say which right is missing', async () => {
    const folder = tempFolder();
    const env = await used(folder);
    const isRoot = process.getuid?.() === 0;
    const away = tempFolder();
    const seat = {
      args: ['serve', '--as', 'sales.ops'],
      env,
      ...(isRoot ? { uid: nobody, program: readableProgram(away), node: readableNode(away) } : {}),
    };
    if (isRoot) {
      const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
      for (const each of [folder, ...inside]) chownSync(each, nobody, nobody);
    }
    expect(await run(seat, hello + company)).toMatchObject({ code: 0, stderr: '' });
    const right =
      /^ladder: .*cannot be written by this process\. Next: give its user the right to write the file and its folder/;
    chmodSync(env.LADDER_DB, 0o400);
    const file = await run(seat, hello);
    expect(file).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(right) });
    chmodSync(env.LADDER_DB, 0o600);
    chmodSync(folder, 0o500);
    const inFolder = await run(seat, hello);
    expect(inFolder).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(right) });
    chmodSync(folder, 0o700);
    expect(await run(seat, hello + company)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a store that goes bad', () => {
  test('a damaged file is told, and the process ends', async () => {
    const env = await used();
    const bytes = readFileSync(env.LADDER_DB);
    writeFileSync(env.LADDER_DB, bytes.fill(0xff, 4096));
    const { code, stdout, stderr } = await serve(env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^ladder: .*Next: /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
