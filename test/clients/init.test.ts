import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { type ClientName, clientNamed, clients, type Machine } from '../../src/clients/client.ts';
import { mergeJson } from '../../src/clients/merge-json.ts';
import { mergeToml } from '../../src/clients/merge-toml.ts';
import { environment, program, run, tempFolder } from './program.ts';

const linux: Machine = { platform: 'linux', home: '/home/ana', env: {} };
const mac: Machine = { platform: 'darwin', home: '/Users/ana', env: {} };
const windows: Machine = {
  platform: 'win32',
  home: 'C:\\Users\\ana',
  env: { APPDATA: 'C:\\Users\\ana\\AppData\\Roaming' },
};

describe("surface each client's own place", () => {
  test.each<[ClientName, string, string, string]>([
    ['claude-code', '/home/ana/.claude.json', '/Users/ana/.claude.json', 'C:\\Users\\ana\\.claude.json'],
    [
      'claude-desktop',
      '/home/ana/.config/Claude/claude_desktop_config.json',
      '/Users/ana/Library/Application Support/Claude/claude_desktop_config.json',
      'C:\\Users\\ana\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
    ],
    [
      'vscode',
      '/home/ana/.config/Code/User/mcp.json',
      '/Users/ana/Library/Application Support/Code/User/mcp.json',
      'C:\\Users\\ana\\AppData\\Roaming\\Code\\User\\mcp.json',
    ],
    ['cursor', '/home/ana/.cursor/mcp.json', '/Users/ana/.cursor/mcp.json', 'C:\\Users\\ana\\.cursor\\mcp.json'],
    ['codex', '/home/ana/.codex/config.toml', '/Users/ana/.codex/config.toml', 'C:\\Users\\ana\\.codex\\config.toml'],
    [
      'gemini',
      '/home/ana/.gemini/settings.json',
      '/Users/ana/.gemini/settings.json',
      'C:\\Users\\ana\\.gemini\\settings.json',
    ],
  ])('%s on Linux, macOS and Windows', (name, ...places) => {
    expect([linux, mac, windows].map((machine) => clientNamed[name].home(machine))).toEqual(places);
  });

  test.each<[ClientName, Record<string, string>, string]>([
    ['claude-code', { CLAUDE_CONFIG_DIR: '/etc/claude' }, '/etc/claude/.claude.json'],
    ['codex', { CODEX_HOME: '/etc/codex' }, '/etc/codex/config.toml'],
    ['vscode', { XDG_CONFIG_HOME: '/etc/xdg' }, '/etc/xdg/Code/User/mcp.json'],
  ])('%s where its variable %j names another', (name, env, place) => {
    expect(clientNamed[name].home({ ...linux, env })).toBe(place);
  });
});

const entry = { command: '/usr/bin/node', args: ['/l.js', 'serve', '--as', 'cro'], env: { LADDER_DB: '/l.db' } };
const entries = { 'ladder-cro': entry };

/** The text with our entry in it, merged twice: twice is once. */
function merged(merge: (text: string) => ReturnType<typeof mergeJson>, given: string): string {
  const once = merge(given);
  if ('problem' in once) throw new Error(once.problem);
  expect(merge(once.text)).toEqual(once);
  return once.text;
}

describe('surface what stands in a file stays', () => {
  test('comments, order, indentation and line ends of JSON with comments', () => {
    const given =
      '\uFEFF{\r\n\t// mine\r\n\t"inputs": [],\r\n\t"servers": {\r\n\t\t"x": { "command": "y" }, // y\r\n\t},\r\n}\r\n';
    const text = merged((each) => mergeJson(each, clientNamed.vscode, entries), given);
    for (const kept of [
      '\uFEFF{\r\n\t// mine\r\n\t"inputs": [],\r\n',
      '\t\t"x": { "command": "y" }, // y\r\n\t},\r\n}\r\n',
    ])
      expect(text).toContain(kept);
    expect(text).not.toMatch(/[^\r]\n/);
    expect(parseJson(text.slice(1)).servers).toEqual({ x: { command: 'y' }, 'ladder-cro': entry });
  });

  test('what somebody added to an entry of ours', () => {
    const given =
      '{"mcpServers":{"ladder-cro":{"command":"old","disabled":true,"env":{"MINE":"1","LADDER_DB":"/old"}}}}';
    const text = merged((each) => mergeJson(each, clientNamed.cursor, entries), given);
    expect(JSON.parse(text)).toEqual({
      mcpServers: { 'ladder-cro': { ...entry, disabled: true, env: { MINE: '1', LADDER_DB: '/l.db' } } },
    });
  });

  test('tables, comments and strings of TOML, with an older entry of ours made anew', () => {
    const given = [
      '# mine',
      'model = "o"',
      'note = """',
      '[mcp_servers.ladder-cmo]',
      '"""',
      '',
      '[mcp_servers.ladder-cro]',
      'command = "old"',
      'startup_timeout_sec = 30',
      '',
      '[mcp_servers.ladder-cro.env]',
      'MINE = "1"',
      '',
      '[mcp_servers.x]',
      'command = "y" # y',
      '',
    ].join('\n');
    const text = merged((each) => mergeToml(each, 'mcp_servers', entries), given);
    expect(text).toContain('# mine\nmodel = "o"\nnote = """\n[mcp_servers.ladder-cmo]\n"""\n');
    expect(text).toContain('command = "y" # y');
    expect(JSON.parse(JSON.stringify(parseToml(text)))).toEqual({
      model: 'o',
      note: '[mcp_servers.ladder-cmo]\n',
      mcp_servers: {
        x: { command: 'y' },
        'ladder-cro': { ...entry, startup_timeout_sec: 30, env: { MINE: '1', LADDER_DB: '/l.db' } },
      },
    });
  });

  test.each([
    ['{"mcpServers": ', 'it is no JSON: '],
    ['// no\n{}', 'it is no JSON: InvalidCommentToken in line 1'],
    ['[]', 'it holds no JSON object'],
    ['{"mcpServers": []}', '`mcpServers` is no object'],
    ['{"mcpServers": {"ladder-cro": "x"}}', '`mcpServers.ladder-cro` is no object'],
  ])('%j is left alone', (text, because) => {
    expect(mergeJson(text, clientNamed['claude-code'], entries)).toEqual({ problem: expect.stringContaining(because) });
  });

  test.each([
    ['[mcp_servers', 'it is no TOML: '],
    ['mcp_servers = 3', '`mcp_servers` is no table'],
    ['mcp_servers = { x = { command = "y" } }', "can't be edited"],
  ])('%j is left alone', (text, because) => {
    expect(mergeToml(text, 'mcp_servers', entries)).toEqual({ problem: expect.stringContaining(because) });
  });
});

const Started = z.looseObject({
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
});
const Servers = z.record(z.string(), Started);

function serversIn(client: ClientName, path: string) {
  const text = readFileSync(path, 'utf8');
  const tree = clientNamed[client].form === 'toml' ? parseToml(text) : parseJson(text);
  return Servers.parse(Reflect.get(tree, clientNamed[client].key));
}

/** A client that starts the server which a file names, as that client would: in a folder of its own. */
async function sweep({ command, args, env }: z.output<typeof Started>): Promise<string> {
  const client = new Client({ name: 'init', version: '1' });
  const cwd = tempFolder();
  await client.connect(
    new StdioClientTransport({ command, args, env: { ...environment(), ...env }, cwd, stderr: 'ignore' }),
  );
  onTestFinished(() => client.close());
  expect(client.getInstructions()).toMatch(/^This connection acts as sales\.ops\./);
  const { structuredContent } = await client.callTool({ name: 'session_sweep', arguments: {} });
  expect(existsSync(join(cwd, '.ladder'))).toBe(false);
  return Object.keys(z.looseObject({ totals: z.looseObject({}) }).parse(structuredContent).totals).join(' ');
}

const init = (folder: string, ...args: readonly string[]) =>
  run({ args: ['init', ...args], cwd: folder, env: { HOME: join(folder, 'home') } });

test.each(clients)('surface init writes what starts the server: %s, here and in its own place', async (client) => {
  const folder = tempFolder();
  for (const where of [[], ['--global']]) {
    const ended = await init(folder, '--client', client, '--roles', 'sales.ops', '--json', ...where);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { files } = JSON.parse(ended.stdout);
    const path: string = files[0].path;
    expect(path.startsWith(where.length === 0 ? folder : join(folder, 'home'))).toBe(true);
    const servers = serversIn(client, path);
    expect(Object.keys(servers)).toEqual(['ladder-sales-ops']);
    const [started] = Object.values(servers);
    if (!started) throw new Error('no server');
    expect(started).toMatchObject({
      command: process.execPath,
      args: [program, 'serve', '--as', 'sales.ops'],
      env: {
        LADDER_DB: join(folder, '.ladder', 'ladder.db'),
        LADDER_KEYS: join(folder, '.ladder', 'ladder.db.keys'),
      },
    });
    if (where.length === 0) expect(await sweep(started)).toBe('tasks overdue alerts watch intents');
    const again = JSON.parse(
      (await init(folder, '--client', client, '--roles', 'sales.ops', '--json', ...where)).stdout,
    );
    expect(again.files.map(({ outcome }: { outcome: string }) => outcome)).toEqual(files.map(() => 'unchanged'));
  }
});

test('surface init writes an agent a role for Claude Code, with its own server inline', async () => {
  const folder = tempFolder();
  await init(folder, '--roles', 'sales.ops,cro');
  const agents = join(folder, '.claude', 'agents');
  expect(readdirSync(agents).sort()).toEqual(['cro.md', 'sales-ops.md']);
  const text = readFileSync(join(agents, 'sales-ops.md'), 'utf8');
  const front = parseYaml(/^---\n(.*?)\n---\n/s.exec(text)?.[1] ?? '');
  expect(front).toMatchObject({ name: 'sales-ops', tools: 'mcp__ladder-sales-ops, Read, WebSearch, WebFetch' });
  expect(await sweep(Started.parse(front.mcpServers[0]['ladder-sales-ops']))).toContain('tasks');
  expect(Object.keys(serversIn('claude-code', join(folder, '.mcp.json')))).toEqual(['ladder-sales-ops', 'ladder-cro']);
  writeFileSync(
    join(agents, 'cro.md'),
    '---\nname: cro\ndescription: mine\nmodel: opus\ntools: mcp__ladder-cro, Glob\nmcpServers:\n  - github\n---\n\nMy brief.\n',
  );
  await init(folder, '--roles', 'cro');
  const mine = readFileSync(join(agents, 'cro.md'), 'utf8');
  expect(mine).toMatch(
    /^---\nname: cro\ndescription: mine\nmodel: opus\ntools: mcp__ladder-cro, Glob\nmcpServers:\n {2}- github\n {2}- ladder-cro:\n/,
  );
  expect(mine.endsWith('---\n\nMy brief.\n')).toBe(true);
});

test('surface init says which role is wanted, which client is unknown, and writes nothing then', async () => {
  const folder = tempFolder();
  for (const [args, said] of [
    [['--client', 'cursor'], 'a role is wanted: --roles with one of mining.mind, sales.ops,'],
    [['--roles', 'boss'], '`boss` is no role; the roles are mining.mind,'],
    [['--client', 'emacs', '--roles', 'cro'], '`emacs` is no client that is known; the clients are claude-code,'],
  ] as const) {
    const ended = await init(folder, ...args);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`ladder: ${said}`);
  }
  const dry = await init(folder, '--client', 'codex', '--roles', 'cro', '--dry-run');
  expect(dry.stdout).toContain(`dry run: ${join(folder, '.codex', 'config.toml')} would be created`);
  expect(dry.stdout).toContain('[mcp_servers.ladder-cro]');
  expect(readdirSync(folder)).toEqual([]);
});

test("surface init leaves a file that it can't read as it is, and writes none beside it", async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, '.mcp.json'), '{"mcpServers": {');
  const ended = await init(folder, '--roles', 'cro');
  expect(ended.code).toBe(1);
  expect(ended.stderr).toBe(
    `ladder: ${join(folder, '.mcp.json')} is left as it is, and nothing was written: it is no JSON: CloseBraceExpected in line 1. Next: mend the file, or move it away, and run \`ladder init\` again\n`,
  );
  expect(readFileSync(join(folder, '.mcp.json'), 'utf8')).toBe('{"mcpServers": {');
  expect(readdirSync(folder)).toEqual(['.mcp.json']);
});

test('surface init follows a link and keeps who may read the file', async () => {
  const folder = tempFolder();
  const kept = join(folder, 'dotfiles', 'mcp.json');
  mkdirSync(dirname(kept));
  mkdirSync(join(folder, '.cursor'));
  writeFileSync(kept, '{}');
  chmodSync(kept, 0o600);
  symlinkSync(kept, join(folder, '.cursor', 'mcp.json'));
  expect((await init(folder, '--client', 'cursor', '--roles', 'cro')).code).toBe(0);
  expect(Object.keys(serversIn('cursor', kept))).toEqual(['ladder-cro']);
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(kept))).toEqual(['mcp.json']);
});
