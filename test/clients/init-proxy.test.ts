import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { expect, onTestFinished, test } from 'vitest';
import { type ClientName, clientNamed, clients } from '../../src/clients/client.ts';
import { runHere } from '../support/here.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { environment, program, run, tempFolder } from './program.ts';

const stub = join(import.meta.dirname, '..', 'proxy', 'children', 'gmail.mjs');
const tools = join(import.meta.dirname, '..', 'fixtures', 'connectors', 'gmail-tools.json');

/** A mail server as each client's file names it, with a variable of its own. */
function given(client: ClientName): string {
  const { form, key } = clientNamed[client];
  const args = JSON.stringify([stub]);
  if (form === 'toml')
    return `# mine\n[${key}.gmail]\ncommand = "node"\nargs = ${args}\n\n[${key}.gmail.env]\nGMAIL_TOKEN = "x"\n`;
  return `{"${key}": {"gmail": {"command": "node", "args": ${args}, "env": {"GMAIL_TOKEN": "x"}, "disabled": false}}}`;
}

const fileOf = (folder: string, client: ClientName) => join(folder, ...clientNamed[client].here);

function put(folder: string, client: ClientName, text: string): void {
  mkdirSync(dirname(fileOf(folder, client)), { recursive: true });
  writeFileSync(fileOf(folder, client), text);
}

function serversIn(folder: string, client: ClientName) {
  const text = readFileSync(fileOf(folder, client), 'utf8');
  return Reflect.get(clientNamed[client].form === 'toml' ? parseToml(text) : parseJson(text), clientNamed[client].key);
}

const init = (folder: string, ...args: readonly string[]) =>
  run({ args: ['init', '--roles', 'sales.ops', ...args], cwd: folder, env: { HOME: join(folder, 'home') } });

test.each(clients)(
  'M1 surface init puts the proxy in the place of a mail server: %s',
  async (client) => {
    const folder = tempFolder();
    put(folder, client, given(client));
    const proxy = ['--client', client, '--proxy', 'gmail'];
    expect(await init(folder, ...proxy, '--profile', 'gmail-gongrzhe')).toMatchObject({ code: 0, stderr: '' });
    const servers = serversIn(folder, client);
    expect(Object.keys(servers).sort()).toEqual(['gmail', 'ladder-sales-ops']);
    const place = join(folder, '.ladder', 'ladder.db');
    expect(servers.gmail).toMatchObject({
      command: process.execPath,
      args: [program, 'mail', '--profile', 'gmail-gongrzhe', '--', 'node', stub],
      env: { GMAIL_TOKEN: 'x', LADDER_DB: place, LADDER_KEYS: `${place}.keys` },
    });
    // Twice is once, with the profile that stands there.
    const before = readFileSync(fileOf(folder, client), 'utf8');
    expect((await init(folder, ...proxy)).code).toBe(0);
    expect(readFileSync(fileOf(folder, client), 'utf8')).toBe(before);
  },
  60_000,
);

test('M1 surface what init writes starts the mail server behind the proxy', async () => {
  const house = await openMailHouse();
  const folder = tempFolder();
  put(folder, 'cursor', given('cursor'));
  const { path, clock } = house;
  const env = { LADDER_DB: path, LADDER_NOW: clock.now, LADDER_PRINCIPAL: 'p1' };
  const args = ['init', '--client', 'cursor', '--roles', 'sales.ops', '--proxy', 'gmail'];
  expect((await run({ args: [...args, '--profile', 'gmail-gongrzhe'], cwd: folder, env })).code).toBe(0);
  const { gmail } = serversIn(folder, 'cursor');
  expect(gmail.env).not.toHaveProperty('LADDER_PRINCIPAL');
  const client = new Client({ name: 'init', version: '1' });
  onTestFinished(() => client.close());
  const launch = { ...gmail, env: { ...environment(), ...gmail.env, STUB_TOOLS: tools }, cwd: tempFolder() };
  await client.connect(new StdioClientTransport({ ...launch, stderr: 'ignore' }));
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['send', 'draft_email']));
  expect(names).not.toContain('send_email');
}, 60_000);

test("M1 surface a command after -- is started, and without one the policy's own mail server is used", async () => {
  const folder = tempFolder();
  const by = ['--client', 'gemini', '--proxy', 'mail'];
  await init(folder, ...by, '--profile', 'gmail-gongrzhe', '--', 'uvx', 'some-mail', '--help');
  expect(serversIn(folder, 'gemini').mail.args).toEqual([
    ...[program, 'mail', '--profile', 'gmail-gongrzhe', '--', 'uvx', 'some-mail', '--help'],
  ]);
  const own = tempFolder();
  const policy = join(own, 'policy.yaml');
  const smtp = 'smtp: { host: mail.ours.example, port: 465, user_env: OUR_USER, password_env: OUR_PASSWORD }';
  const who = "address: rick@ours.example, sender_name: Rick Bell, postal_address: '1 Main Street'";
  writeFileSync(
    policy,
    `extends: handoff-0.2\nmailbox: { ${who}, warmup_started_on: 2026-04-20, ${smtp} }\nown_domains: [ours.example]\n`,
  );
  const env = { LADDER_POLICY: policy, OUR_PASSWORD: 'hunter2', HOME: own };
  const ended = await run({ args: ['init', '--roles', 'sales.ops', ...by], cwd: own, env });
  expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('gives it OUR_USER and OUR_PASSWORD')]);
  expect(serversIn(own, 'gemini').mail.args).toEqual([program, 'mail']);
  expect(JSON.stringify(serversIn(own, 'gemini'))).not.toContain('hunter2');
}, 60_000);

test.each([
  ['gmail', [], '`gmail` starts a mail server, and nothing says which rows of `mail_tools` describe it'],
  ['gmail', ['--profile', 'nope'], '`nope` is no profile that sends; those of `mail_tools` are gmail-gongrzhe,'],
  ['far', ['--profile', 'gmail-gongrzhe'], '`far` is reached by an address'],
  ['none', ['--profile', 'gmail-gongrzhe'], 'it names no server `none`, and no command is given'],
  ['own', ['--profile', 'gmail-gongrzhe'], '`own` is a server of Ladder, and no mail server'],
  ['ladder-cro', ['--profile', 'gmail-gongrzhe'], "`ladder-cro` is the name of a role's server"],
  ['a.b', ['--profile', 'gmail-gongrzhe'], "--proxy wants the name of a server in the client's list"],
])(
  'M1 surface init of a proxy in the place of %s with %j is refused, and nothing is written',
  async (name, more, said) => {
    const folder = tempFolder();
    const own = { command: 'node', args: ['/x/ladder.js', 'serve'] };
    const mail = { command: 'node', args: [stub] };
    const text = JSON.stringify({ mcpServers: { gmail: mail, far: { url: 'https://mail.example/mcp' }, own } });
    put(folder, 'cursor', text);
    const ended = await init(folder, '--client', 'cursor', '--proxy', name, ...more);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain(said);
    expect(readFileSync(fileOf(folder, 'cursor'), 'utf8')).toBe(text);
  },
  60_000,
);

test('M1 surface init takes a command and a profile beside --proxy alone', async () => {
  for (const [args, said] of [
    [['cro'], '`init` takes no `cro`; a role is named by --roles cro'],
    [['--profile', 'gmail-gongrzhe'], '--profile stands beside --proxy alone'],
  ] as const) {
    const ended = await runHere({ args: ['init', '--roles', 'cro', ...args] });
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining(said)]);
  }
});
