/**
 * Installs Claude Code, Codex and Gemini CLI into a temporary folder and walks a sweep of sales.ops in each, offline: a
 * loopback stub of its model's API plays a scripted model, `ladder init` writes its configuration. Prints which half of an
 * answer each shows its model, and the figures. `--bin FOLDER` uses an installation that stands.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { readAsked, stubOf } from './model-stub.mjs';

const ladder = resolve(import.meta.dirname, '..', 'dist', 'ladder.js');
const packages = ['@anthropic-ai/claude-code', '@openai/codex', '@google/gemini-cli'];
const work = mkdtempSync(join(tmpdir(), 'ladder-hosts-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));

const prompt = 'Make the sweep at the start of the session.';

const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString();
const given = { employees: 900, has_ecosystem_motion: true, arr_usd: 80_000_000, industry: 'B2B SaaS', gate_g5: true };
const facts = Object.entries(given).map(([fact, value]) => ({
  fact,
  value,
  source: 'annual report',
  evidence: 'page 12',
  as_of: daysAgo(20).slice(0, 10),
}));
const note = {
  account: 'acme.com',
  contact: { name: 'Ana Ruiz', email: 'ana@acme.com' },
  observed_at: daysAgo(1),
  source: 'mailbox',
  signal: { type: 'E3', channel: 'email', topic: 'assessment', quote: 'What does the assessment cover?' },
};

/** Calls of the scripted model, one after the other. */
const steps = [
  ['session_sweep', {}],
  ['save_account', { domain: 'acme.com', name: 'Acme', facts }],
  ['file_signal_note', note],
  ['session_sweep', {}],
  ['explain_account', { account: 'acme.com' }],
  ['classify_mql', { account: 'acme.com' }],
  ['session_sweep', {}],
];

const hosts = [
  {
    client: 'claude-code',
    command: 'claude',
    args: (folder) => [
      '-p',
      prompt,
      '--mcp-config',
      join(folder, '.mcp.json'),
      '--strict-mcp-config',
      '--allowedTools',
      'mcp__ladder-sales-ops',
    ],
    env: (url) => ({
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: 'stub',
      DISABLE_TELEMETRY: '1',
      DISABLE_AUTOUPDATER: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      MCP_CONNECTION_NONBLOCKING: '0',
    }),
  },
  {
    client: 'codex',
    command: 'codex',
    args: (_, url) => [
      'exec',
      '--skip-git-repo-check',
      '--dangerously-bypass-approvals-and-sandbox',
      '-c',
      'model_provider="stub"',
      '-c',
      'model="gpt-5"',
      '-c',
      `model_providers.stub={ name="stub", base_url="${url}/v1", wire_api="responses", env_key="STUB_KEY" }`,
      prompt,
    ],
    env: () => ({ STUB_KEY: 'stub' }),
  },
  {
    client: 'gemini',
    command: 'gemini',
    args: () => ['--yolo', '-p', prompt],
    env: (url) => ({ GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: 'stub', GEMINI_CLI_TRUST_WORKSPACE: 'true' }),
  },
];

function installed() {
  const given = process.argv.indexOf('--bin');
  if (given > 0) return resolve(process.argv[given + 1] ?? '.');
  console.log(`installing ${packages.join(', ')}`);
  const { status, stderr } = spawnSync('npm', ['install', '--prefix', work, '--no-audit', '--no-fund', ...packages], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm install ended with ${status}: ${stderr.slice(-600)}`);
  return join(work, 'node_modules', '.bin');
}

/** Runs a host to its end, two minutes at most, in a home and a folder of its own. */
async function walk({ client, command, args, env }, bin) {
  const folder = join(work, client);
  mkdirSync(folder);
  const own = {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: process.env.TMPDIR ?? tmpdir(),
    CODEX_HOME: join(folder, '.codex'),
  };
  if (client === 'gemini') {
    mkdirSync(join(folder, '.gemini'));
    writeFileSync(
      join(folder, '.gemini', 'settings.json'),
      '{ "security": { "auth": { "selectedType": "gemini-api-key" } } }',
    );
  }
  const set = spawnSync(process.execPath, [ladder, 'init', '--client', client, '--roles', 'sales.ops'], {
    cwd: folder,
    env: own,
    encoding: 'utf8',
  });
  if (set.status !== 0) return { failed: set.stderr };
  const stub = await stubOf(client, steps);
  const child = spawn(join(bin, command), args(folder, stub.url), {
    cwd: folder,
    env: { ...own, ...env(stub.url) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said = (said + text).slice(-3000);
    });
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 120_000);
  const code = await new Promise((done) => {
    child.on('error', (error) => done(String(error)));
    child.on('close', done);
  });
  clearTimeout(timer);
  await stub.close();
  return { code, said, asked: stub.asked };
}

function report({ client }, { failed, code, said, asked = [] }) {
  const { tools, results } = readAsked(client, asked);
  console.log(
    `\n${client}: ended with ${code ?? failed}; ${asked.length} requests, ${tools.length} tools of ours shown, ${results.length} answers of ${steps.length} calls`,
  );
  results.forEach((text, n) => {
    if (/"ladder\/error"|INVALID_INPUT|NOT_PERMITTED/.test(text)) isWhole = false;
    const half = /"totals"|"account":|"outcome"/.test(text) ? 'structured' : 'text';
    console.log(
      `  ${steps[n]?.[0]}: ${half} half, ${encode(text).length} tokens: ${text.replace(/\s+/g, ' ').slice(0, 90)}`,
    );
  });
  if (results.length < steps.length) console.log(`  it stopped there: ${said?.trim().slice(-800)}`);
  return results.length === steps.length;
}

const bin = installed();
let isWhole = true;
for (const host of hosts) isWhole = report(host, await walk(host, bin)) && isWhole;
process.exit(isWhole ? 0 : 1);
