import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { runHere } from '../support/here.ts';
import { call, hello, messages, request, run, tempFolder, tuesday } from './program.ts';

interface Row {
  readonly stream: string;
  readonly type: string;
  readonly role: string;
  readonly principal: string | null;
}

function recorded(path: string): readonly Row[] {
  const db = connect(path, { readonly: true });
  try {
    return db.prepare<[], Row>('SELECT stream, type, role, principal FROM events ORDER BY seq').all();
  } finally {
    db.close();
  }
}

/** Principals of events, each once. */
const principals = (path: string) => [...new Set(recorded(path).map(({ principal }) => principal))];

function place(folder = tempFolder()) {
  return { folder, env: { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday } };
}

const company = { domain: 'acme.com', name: 'Acme' };
const save = call(2, 'save_account', company);

describe('who stands behind a role', () => {
  test('L16 is recorded with every event of a call: the policy, the desk, the account, what time brought, a refusal', async () => {
    const { env } = place();
    const args = ['serve', '--as', 'sales.ops', '--principal', 'p:7_a.B-2'];
    const calls = save + call(3, 'verify_ledger') + call(4, 'classify_mql', { account: 7 });
    expect(await run({ args, env }, hello + calls)).toMatchObject({ code: 0, stderr: '' });
    const rows = recorded(env.LADDER_DB);
    expect(principals(env.LADDER_DB)).toEqual(['p:7_a.B-2']);
    expect(new Set(rows.map(({ stream }) => stream.split(':')[0]))).toEqual(
      new Set(['policy', 'desk', 'account', 'refusals']),
    );
    expect(rows.filter(({ type }) => type === 'refused')).toHaveLength(2);
    expect(await runHere({ args: ['verify'], env })).toMatchObject({ code: 0 });
  });

  test('L16 is recorded with what a sweep applies, over the server and from the shell', async () => {
    const later = { LADDER_NOW: '2026-05-05T10:00:00-04:00' };
    for (const [args, input] of [
      [['serve', '--as', 'cro', '--principal', 'p-2'], hello + call(2, 'session_sweep')],
      [['sweep', '--as', 'cro', '--principal', 'p-2'], ''],
    ] as const) {
      const { env } = place();
      await run({ args: ['serve', '--as', 'sales.ops', '--principal', 'p-1'], env }, hello + save);
      const before = recorded(env.LADDER_DB).length;
      expect(await run({ args, env: { ...env, ...later } }, input)).toMatchObject({ code: 0, stderr: '' });
      const swept = recorded(env.LADDER_DB).slice(before);
      expect(swept.length).toBeGreaterThan(0);
      expect(swept.every(({ role, principal }) => role === 'cro' && principal === 'p-2')).toBe(true);
    }
  });

  test('L16 is recorded with what a list brings, and with a list that was not for the role', async () => {
    const { env, folder } = place();
    const file = join(folder, 'list.csv');
    writeFileSync(file, 'Company,Website\nAcme,acme.com\n');
    const args = ['import', file, '--principal', 'p-3', '--apply'];
    expect(await run({ args: [...args, '--as', 'sales.ops'], env })).toMatchObject({ code: 0 });
    expect(await run({ args: [...args, '--as', 'cmo'], env })).toMatchObject({ code: 1 });
    expect(recorded(env.LADDER_DB).map(({ type }) => type)).toContain('account_registered');
    expect(recorded(env.LADDER_DB).at(-1)).toEqual({
      stream: 'refusals',
      type: 'refused',
      role: 'cmo',
      principal: 'p-3',
    });
    expect(principals(env.LADDER_DB)).toEqual(['p-3']);
  });

  test('L16 is nobody where none is given, and the environment names it where the command line does not', async () => {
    const none = place();
    await run({ args: ['serve', '--as', 'sales.ops'], env: none.env }, hello + save);
    expect(principals(none.env.LADDER_DB)).toEqual([null]);
    const empty = place();
    const unsaid = { ...empty.env, LADDER_PRINCIPAL: '' };
    await run({ args: ['serve', '--as', 'sales.ops'], env: unsaid }, hello + save);
    expect(principals(empty.env.LADDER_DB)).toEqual([null]);
    const said = place();
    const env = { ...said.env, LADDER_PRINCIPAL: 'p-9' };
    await run({ args: ['serve', '--as', 'sales.ops'], env }, hello + save);
    expect(principals(env.LADDER_DB)).toEqual(['p-9']);
    const both = place();
    const args = ['serve', '--as', 'sales.ops', '--principal', 'p-1'];
    await run({ args, env: { ...both.env, LADDER_PRINCIPAL: 'p-9' } }, hello + save);
    expect(principals(both.env.LADDER_DB)).toEqual(['p-1']);
  });
});

describe('a history', () => {
  test('L16 names who stood behind the role: the timeline, the reason, the decisions, the export', async () => {
    const { env, folder } = place();
    await run({ args: ['serve', '--as', 'sales.ops', '--principal', 'p-1'], env }, hello + save);
    const fact = { fact: 'employees', value: 900, source: 'report', evidence: 'page 4', as_of: '2026-04-01' };
    await run(
      { args: ['serve', '--as', 'sales.ops'], env },
      hello + call(2, 'save_account', { domain: 'acme.com', facts: [fact] }),
    );
    const explain = call(2, 'explain_account', { account: 'acme.com', detail: 'full' });
    const read = (id: number, uri: string) => request(id, 'resources/read', { uri });
    const told = messages(
      await run(
        { args: ['serve'], env },
        hello +
          explain +
          read(3, 'ladder://accounts/acme.com/timeline') +
          read(4, 'ladder://accounts/acme.com/timeline?format=json') +
          read(5, 'ladder://accounts/acme.com'),
      ),
    );
    const answer = (id: number) => JSON.stringify(told.find((each) => each.id === id)?.result);
    const explained = told.find(({ id }) => id === 2)?.result;
    expect(explained?.structuredContent).toMatchObject({
      why: { by: 'sales.ops', principal: 'p-1' },
      history: [{ type: 'account_registered', by: 'sales.ops', principal: 'p-1' }],
    });
    const why = '(§3.1), sales.ops (p-1) at Tue 21 Apr 2026, 10:00 under handoff-0.2.';
    expect(answer(2)).toContain(why);
    expect(answer(3)).toContain('| sales.ops (p-1) | registered');
    expect(answer(3)).toContain('| sales.ops | fact employees = 900');
    expect(answer(4)).toContain('\\"client\\":\\"test/1\\",\\"principal\\":\\"p-1\\",');
    expect(answer(5)).toContain('(sales.ops (p-1) on Tue 21 Apr 2026, 10:00)');
    const out = join(folder, 'out');
    expect(await runHere({ args: ['export', '--out', out], env })).toMatchObject({ code: 0 });
    const [decision] = JSON.parse(readFileSync(join(out, 'decisions.json'), 'utf8'));
    expect(decision).toMatchObject({ decision: 'account_registered', by: 'sales.ops', principal: 'p-1' });
    const [head = '', line = ''] = readFileSync(join(out, 'decisions.csv'), 'utf8').split('\r\n');
    expect(head).toBe('\ufeffseq,account,at,recorded_at,decision,by,policy_version,says,decided,principal');
    expect(line).toMatch(/,p-1$/);
  });

  test('L16 says nothing of a principal where none is known', async () => {
    const { env } = place();
    await run({ args: ['serve', '--as', 'sales.ops'], env }, hello + save);
    const explain = call(2, 'explain_account', { account: 'acme.com', detail: 'full' });
    const timeline = request(3, 'resources/read', { uri: 'ladder://accounts/acme.com/timeline?format=json' });
    const { stdout } = await run({ args: ['serve'], env }, hello + explain + timeline);
    expect(stdout).toContain('account_registered');
    expect(stdout).not.toContain('principal');
  });
});

describe('a principal that is no opaque id', () => {
  const wanted =
    'letters, digits and `._-:` are wanted, 1 to 64 of them, and no name or address. Next: give an id that only you can resolve, such as p-7\n';
  const ended = (where: string) => ({
    code: 1,
    signal: null,
    stdout: '',
    stderr: `ladder: ${where} is no opaque id: ${wanted}`,
  });

  test.each(['ana@acme.com', 'Ana Ruiz', 'añá', 'p/7', 'p-7\n', ' ', 'x'.repeat(65)])(
    'L16 %j ends the program, is not repeated, and makes no ledger',
    async (given) => {
      const { env } = place();
      expect(await run({ args: ['serve', '--principal', given], env })).toEqual(ended('--principal'));
      expect(existsSync(env.LADDER_DB)).toBe(false);
    },
  );

  test('L16 ends every command that records, wherever it is given', async () => {
    const { env, folder } = place();
    const list = join(folder, 'list.csv');
    writeFileSync(list, 'Company,Website\nAcme,acme.com\n');
    const named = { ...env, LADDER_PRINCIPAL: 'ana@acme.com' };
    for (const args of [['serve'], ['sweep', '--as', 'cro'], ['import', list, '--as', 'sales.ops']]) {
      expect(await run({ args: [...args, '--principal', 'Ana Ruiz'], env })).toEqual(ended('--principal'));
      expect(await run({ args, env: named })).toEqual(ended('LADDER_PRINCIPAL'));
    }
    expect(existsSync(env.LADDER_DB)).toBe(false);
  });

  test('L16 the longest one there may be is taken', async () => {
    const { env } = place();
    const longest = `p.${'x'.repeat(62)}`;
    await run({ args: ['serve', '--as', 'sales.ops', '--principal', longest], env }, hello + save);
    expect(principals(env.LADDER_DB)).toEqual([longest]);
  });

  test('L16 it is given once, and to no command that records nothing', async () => {
    const { env } = place();
    const twice = await run({ args: ['serve', '--principal', 'p-1', '--principal', 'p-2'], env });
    expect(twice).toMatchObject({ code: 1, stdout: '' });
    expect(twice.stderr).toMatch(/^ladder: --principal is given 2 times; a connection has one\n/);
    for (const command of ['verify', 'rebuild', 'export', 'demo', 'tools']) {
      const { code, stderr } = await run({ args: [command, '--principal', 'p-1'], env });
      expect([code, stderr.split('\n')[0]]).toEqual([1, `ladder: \`${command}\` takes no --principal`]);
    }
  });
});
