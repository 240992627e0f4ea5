import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { call, type Ended, hello, messages, modern, request, run, start, tempFolder, tuesday } from './program.ts';

const company = { domain: 'acme.com', name: 'Acme' };

function seat(folder = tempFolder()) {
  return { args: ['serve', '--as', 'sales.ops'], env: { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday } };
}

function answersOf(ended: Ended): readonly (number | undefined)[] {
  return messages(ended).map(({ id }) => id);
}

/** The ledger opens again, holds what was acknowledged, and left no log behind that nobody folded in. */
async function reopens(given: ReturnType<typeof seat>, domain = 'acme.com'): Promise<void> {
  expect(existsSync(`${given.env.LADDER_DB}-wal`)).toBe(false);
  const again = await run(given, hello + call(2, 'explain_account', { account: domain }));
  expect(messages(again)[1]?.result?.structuredContent).toMatchObject({ account: { domain } });
}

describe('the end of a connection', () => {
  test('requests piped in are answered before the end of input ends the server', async () => {
    const given = seat();
    const ended = await run(
      { ...given, waits: false },
      hello + call(2, 'save_account', company) + request(3, 'tools/list') + call(4, 'session_sweep'),
    );
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect([...answersOf(ended)].sort()).toEqual([1, 2, 3, 4]);
    await reopens(given);
  });

  test('a thousand requests in one go are all answered', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => call(n + 2, 'find_accounts', { query: `none-${n}` }));
    const ended = await run({ ...seat(), waits: false }, hello + many.join(''));
    expect(ended.code).toBe(0);
    expect(new Set(answersOf(ended)).size).toBe(1001);
  });

  test('the last line counts without its line break', async () => {
    const ended = await run({ ...seat(), waits: false }, hello + request(2, 'ping').trimEnd());
    expect(ended.code).toBe(0);
    expect(answersOf(ended)).toEqual([1, 2]);
  });

  test('an empty input ends it at once', async () => {
    expect(await run(seat())).toMatchObject({ code: 0, signal: null, stdout: '', stderr: '' });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with the ledger closed', async (signal) => {
    const given = seat();
    const running = start(given);
    running.write(hello + call(2, 'save_account', company));
    await running.lines(2);
    running.kill(signal);
    expect(await running.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    await reopens(given);
  });

  test('a subscription over standard input is told of a change', async () => {
    const running = start(seat());
    const notifications = { resourceSubscriptions: ['ladder://tasks/cro', 'ladder://board'] };
    running.write(modern('listen:1', 'subscriptions/listen', { notifications }));
    await running.lines(1);
    running.write(modern(2, 'tools/call', { name: 'save_account', arguments: company }));
    await running.lines(4);
    running.kill('SIGTERM');
    const said = (await running.ended).stdout.trim().split('\n');
    const told = said.filter((line) => line.includes('notifications/resources/updated'));
    expect(told.map((line) => JSON.parse(line).params.uri).sort()).toEqual(['ladder://board', 'ladder://tasks/cro']);
  });

  test('an open subscription does not hold the end up', async () => {
    const given = seat();
    const running = start(given);
    running.write(
      modern('listen:1', 'subscriptions/listen', { notifications: { resourceSubscriptions: ['ladder://board'] } }),
    );
    running.write(modern(2, 'tools/call', { name: 'save_account', arguments: company }));
    await running.lines(2);
    const before = Date.now();
    running.endInput();
    expect(await running.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(Date.now() - before).toBeLessThan(10_000);
    await reopens(given);
  });

  test('a cancelled request does not hold the end up', async () => {
    const cancelled = `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } })}\n`;
    const before = Date.now();
    const ended = await run({ ...seat(), waits: false }, hello + call(2, 'save_account', company) + cancelled);
    expect(ended.code).toBe(0);
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});

/** The time until the process has ended, in milliseconds. */
async function lasting(ended: Promise<Ended>): Promise<number> {
  const before = Date.now();
  expect(await ended).toMatchObject({ code: 0, signal: null });
  return Date.now() - before;
}

/** Holds the lock for writing, as another process in the middle of a long unit of work. */
function locked(path: string): void {
  const db = connect(path);
  onTestFinished(() => void db.close());
  db.exec('BEGIN IMMEDIATE');
}

describe('an end within a second or two, where a lock is waited for fifteen', () => {
  const waiting = async () => {
    const given = seat();
    const running = start(given);
    running.write(hello);
    await running.lines(1);
    locked(given.env.LADDER_DB);
    running.write(call(2, 'save_account', company));
    await sleep(300);
    return running;
  };

  test('of input, though a call still waits for a lock', async () => {
    const running = await waiting();
    running.endInput();
    expect(await lasting(running.ended)).toBeLessThan(2500);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('by %s, though a call still waits for a lock', async (signal) => {
    const running = await waiting();
    running.kill(signal);
    expect(await lasting(running.ended)).toBeLessThan(2500);
    expect((await running.ended).stderr).toBe('');
  });

  test('of a host that was killed in the middle of a call', async () => {
    const running = await waiting();
    running.hangUp();
    expect(await lasting(running.ended)).toBeLessThan(2500);
  });

  test('where nobody reads the output', async () => {
    const given = seat();
    const running = start(given);
    running.write(hello);
    await running.lines(1);
    running.closeOutput();
    running.write(call(2, 'save_account', company));
    expect(await lasting(running.ended)).toBeLessThan(2500);
    await reopens(given);
  });

  test('where the output is full', async () => {
    const given = seat();
    const running = start(given);
    running.write(hello);
    await running.lines(1);
    running.stopReading();
    running.write(Array.from({ length: 100 }, (_, n) => request(n + 2, 'tools/list')).join(''));
    await sleep(500);
    running.kill('SIGTERM');
    await sleep(1000);
    running.closeOutput();
    expect(await lasting(running.ended)).toBeLessThan(100);
    expect(existsSync(`${given.env.LADDER_DB}-wal`)).toBe(false);
  });

  test('though the ledger is locked at its opening', async () => {
    const given = seat();
    await run(given, hello);
    const db = connect(given.env.LADDER_DB);
    onTestFinished(() => void db.close());
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const before = Date.now();
    expect(await run({ ...given, waits: false }, hello)).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: 'ladder: the connection ended before the ledger could be opened\n',
    });
    expect(Date.now() - before).toBeLessThan(5000);
  });
});

describe('a line that is too long', () => {
  const tooLong = {
    jsonrpc: '2.0',
    id: null,
    error: {
      code: -32600,
      message: 'a line of the input is longer than 10 MiB (10485760 bytes) and was not read; send less in one message',
    },
  };

  test('is answered and passed over, and the next line is read', async () => {
    const given = seat();
    const long = call(2, 'find_accounts', { query: 'a'.repeat(10_485_760) });
    const ended = await run(given, hello + long + call(3, 'save_account', company));
    expect(ended).toMatchObject({ code: 0, stderr: `ladder: ${tooLong.error.message}\n` });
    expect(messages(ended)).toContainEqual(tooLong);
    expect(answersOf(ended).filter((id) => typeof id === 'number')).toEqual([1, 3]);
    await reopens(given);
  });

  test('need not end for the process to end', async () => {
    const running = start(seat());
    running.write(`${hello}${'a'.repeat(12_000_000)}`);
    await running.lines(2);
    running.endInput();
    expect(await lasting(running.ended)).toBeLessThan(2500);
    expect(messages(await running.ended)).toContainEqual(tooLong);
  });

  test('of exactly 10 MiB is read', async () => {
    const bare = call(2, 'find_accounts', { query: '' }).length - 1;
    const ended = await run(seat(), hello + call(2, 'find_accounts', { query: 'a'.repeat(10_485_760 - bare) }));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(answersOf(ended)).toEqual([1, 2]);
  });
});

describe('a reader that goes away', () => {
  test('ends the demo without a trace, and leaves no process and no folder behind', async () => {
    const TMPDIR = tempFolder();
    const running = start({ args: ['demo'], env: { TMPDIR } });
    await running.lines(1);
    running.closeOutput();
    expect(await running.ended).toMatchObject({
      code: 1,
      signal: null,
      stderr: 'ladder: stopped, for nobody reads the output any more\n',
    });
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  test('leaves an export whole', async () => {
    const given = seat();
    await run(given, hello + call(2, 'save_account', company));
    const out = join(tempFolder(), 'out');
    const running = start({ args: ['export', '--out', out], env: given.env });
    running.closeOutput();
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(out)).toContain('accounts.csv');
  });
});

describe('what comes on stdout', () => {
  test('is protocol alone, whatever comes in', async () => {
    const noise = ['not a message', '{"a":1}', '[]', '\u0000\u0001', '{"jsonrpc":"2.0","id":true,"method":"ping"}', ''];
    const ended = await run(seat(), `${noise.join('\n')}\n${hello}${noise.join('\n')}\n${request(2, 'ping')}`);
    expect(ended.code).toBe(0);
    expect(answersOf(ended)).toContain(2);
    expect(new Set(ended.stderr.split('\n'))).toEqual(
      new Set(['ladder: a line of the input is no JSON-RPC message and was passed over', '']),
    );
  });

  test('unknown methods, wrong parameters and five million characters are answered, and it goes on', async () => {
    const ended = await run(
      seat(),
      hello +
        request(2, 'no/such/method') +
        request(3, 'tools/call', { name: 5 }) +
        request(4, 'tools/call', { name: 'find_accounts', arguments: [1] }) +
        call(5, 'explain_account', { account: 'a'.repeat(5_000_000) }) +
        call(6, 'save_account', { domain: 'a\u0000b.com', name: 'x' }) +
        request(7, 'ping'),
    );
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const byId = new Map(messages(ended).map((message) => [message.id, message]));
    expect(byId.get(2)?.error?.code).toBe(-32601);
    expect(byId.get(3)?.error?.code).toBe(-32602);
    expect(byId.get(4)?.error?.code).toBe(-32602);
    for (const id of [5, 6])
      expect(byId.get(id)?.result).toMatchObject({
        isError: true,
        _meta: { 'ladder/error': { code: 'INVALID_INPUT' } },
      });
    expect(byId.get(7)?.result).toEqual({});
    expect(ended.stdout.length).toBeLessThan(20_000);
  });

  test('is nothing at all where it cannot start', async () => {
    const ended = await run({ ...seat(), args: ['serve', '--as', 'boss'] }, hello);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('identity', () => {
  const who = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const folder = tempFolder();
    const ended = await run({ args, env: { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday, ...env } }, hello);
    return /^This connection acts as ([a-z.]+)\./.exec(String(messages(ended)[0]?.result?.instructions))?.[1];
  };

  test('--as goes before LADDER_ROLE, and viewer is nobody in particular', async () => {
    expect(await who(['serve', '--as', 'cro'], { LADDER_ROLE: 'cmo' })).toBe('cro');
    expect(await who(['serve'], { LADDER_ROLE: 'cmo' })).toBe('cmo');
    expect(await who(['--as', 'cmo'])).toBe('cmo');
    expect(await who(['serve'], { LADDER_ROLE: '' })).toBe('viewer');
    expect(await who([])).toBe('viewer');
  });

  test('a viewer changes nothing, and the attempt is told', async () => {
    const folder = tempFolder();
    const given = { args: ['serve'], env: { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday } };
    const ended = await run(given, hello + request(2, 'tools/list') + call(3, 'save_account', company));
    const [, list, refused] = [...messages(ended)].sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
    expect(list?.result?.tools).toEqual(
      ['session_sweep', 'find_accounts', 'explain_account', 'read_ladder', 'pipeline_report'].map((name) =>
        expect.objectContaining({ name }),
      ),
    );
    expect(refused?.result).toMatchObject({ isError: true, _meta: { 'ladder/error': { code: 'NOT_PERMITTED' } } });
  });

  test('an unknown role is refused with the list, from either place', async () => {
    const told =
      'ladder: `boss` is no role; the roles are mining.mind, sales.ops, category.positioning, cro, cmo, chief.staff, customer.success, legal.exec, viewer\n';
    const folder = tempFolder();
    const env = { LADDER_DB: join(folder, 'l.db') };
    expect(await run({ args: ['serve', '--as', 'boss'], env })).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: told,
    });
    expect(await run({ args: ['serve'], env: { ...env, LADDER_ROLE: 'boss' } })).toMatchObject({
      code: 1,
      stderr: told,
    });
    expect(existsSync(env.LADDER_DB)).toBe(false);
  });

  test('a role without --as is a misuse, not a viewer', async () => {
    const ended = await run({ args: ['serve', 'sales.ops'], env: { LADDER_DB: join(tempFolder(), 'l.db') } });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^ladder: `serve` takes no `sales\.ops`; a role is named by --as sales\.ops\n/);
  });
});

describe('where the data lies', () => {
  test('a server says which ledger it opened and whether it was just made: on standard error, in its instructions, in the first sweep alone', async () => {
    const given = seat();
    const path = given.env.LADDER_DB;
    const sweeps = hello + call(2, 'session_sweep') + call(3, 'session_sweep');
    const made = `Ledger: ${path}, newly made. If another one is meant, LADDER_DB names it.`;
    const kept = `Ledger: ${path}, which stood there before.`;
    for (const [said, just_made] of [
      [made, true],
      [kept, false],
    ] as const) {
      const ended = await run(given, sweeps);
      const [opening, first, second] = messages(ended);
      expect(ended.announced).toBe(`ladder: ${said}\n`);
      expect(opening?.result?.instructions).toContain(said);
      expect(first?.result?.structuredContent).toMatchObject({ ledger: { path, just_made } });
      expect(JSON.stringify(first?.result?.content)).toContain(said);
      expect(second?.result?.structuredContent).not.toHaveProperty('ledger');
      expect(JSON.stringify(second?.result?.content)).not.toContain('Ledger:');
    }
  });

  test('by default under the working directory', async () => {
    const cwd = tempFolder();
    expect(await run({ args: ['serve', '--as', 'sales.ops'], cwd }, hello)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(cwd, '.ladder', 'ladder.db'))).toBe(true);
    expect(existsSync(join(cwd, '.ladder', 'ladder.db.keys', 'keys.db'))).toBe(true);
  });

  test('in folders that are made where they are missing', async () => {
    const db = join(tempFolder(), 'some', 'where', 'l.db');
    expect(await run({ args: ['serve'], env: { LADDER_DB: db } }, hello)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(db)).toBe(true);
  });

  test('with its keys where LADDER_KEYS says', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'safe'));
    const env = { LADDER_DB: join(folder, 'l.db'), LADDER_KEYS: join(folder, 'safe') };
    expect(await run({ args: ['serve', '--as', 'sales.ops'], env }, hello)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(folder, 'safe', 'keys.db'))).toBe(true);
    expect(existsSync(`${env.LADDER_DB}.keys`)).toBe(false);
  });
});
