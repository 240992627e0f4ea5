import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { typesFiledBy } from '../../src/rules/policy/signals.ts';
import { type Role, roles } from '../../src/rules/vocabulary/roles.ts';
import { tools } from '../../src/tools/index.ts';
import { testPolicy } from '../support/policy.ts';
import { hello, messages, root, run, tempFolder } from './program.ts';

const Server = z.strictObject({
  type: z.literal('stdio'),
  command: z.literal('node'),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
});

const Config = z.strictObject({ mcpServers: z.record(z.string(), Server) });

const servers = Config.parse(JSON.parse(readFileSync(join(root, 'mcp.json'), 'utf8'))).mcpServers;
const dashed = (role: Role) => role.replace('.', '-');

describe('mcp.json', () => {
  test('has one server for each role, under a name of its own', () => {
    expect(Object.keys(servers)).toEqual([
      'ladder-mining-mind',
      'ladder-sales-ops',
      'ladder-category-positioning',
      'ladder-cro',
      'ladder-cmo',
      'ladder-chief-staff',
      'ladder-customer-success',
      'ladder-legal-exec',
      'ladder-viewer',
    ]);
    expect(Object.keys(servers)).toEqual(roles.map((role) => `ladder-${dashed(role)}`));
  });

  test('starts each as its role, on the same ledger', async () => {
    for (const role of roles) {
      const entry = servers[`ladder-${dashed(role)}`];
      expect(entry).toMatchObject({
        args: ['dist/ladder.js', 'serve', '--as', role],
        env: { LADDER_DB: '.ladder/ladder.db' },
      });
    }
    const { args = [], env } = servers['ladder-legal-exec'] ?? {};
    const [file = '', ...rest] = args;
    const ended = await run(
      { program: join(root, file), args: rest, cwd: tempFolder(), ...(env ? { env } : {}) },
      hello,
    );
    expect(messages(ended)[0]?.result?.instructions).toMatch(/^This connection acts as legal\.exec\. /);
  });
});

const FrontMatter = z.strictObject({
  name: z.string(),
  description: z.string().min(40).max(300),
  tools: z.string(),
  mcpServers: z.tuple([z.record(z.string(), Server)]),
});

/** Roles that research can search the web; nobody has a shell. */
const hostTools = {
  'mining.mind': ['Read', 'WebSearch', 'WebFetch'],
  'sales.ops': ['Read', 'WebSearch', 'WebFetch'],
  'category.positioning': ['Read', 'WebSearch', 'WebFetch'],
  cro: ['Read', 'WebFetch'],
  cmo: ['Read', 'WebFetch'],
  'chief.staff': ['Read', 'WebSearch', 'WebFetch'],
  'customer.success': ['Read'],
  'legal.exec': ['Read'],
  viewer: [],
} as const;

const roster = roles.filter((role) => role !== 'viewer');

function agentOf(role: Role): { readonly front: z.output<typeof FrontMatter>; readonly brief: string } {
  const [, front = '', brief = ''] =
    /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(join(root, 'agents', `${dashed(role)}.md`), 'utf8')) ?? [];
  return { front: FrontMatter.parse(parse(front)), brief };
}

const known = new Set(tools.map(({ name }) => name));
/** Words that look like a tool, in a brief's code spans; fields and kinds of tasks look alike and are left out below. */
const called = (brief: string) =>
  [...brief.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].flatMap(([, name]) => (name ? [name] : []));

describe('agents/', () => {
  test('holds one definition for each role of the roster, and no other', () => {
    expect(readdirSync(join(root, 'agents')).sort()).toEqual(roster.map((role) => `${dashed(role)}.md`).sort());
  });

  test.each(roster)('%s sees its own server alone, with the tools of the host that its work needs', (role) => {
    const { front, brief } = agentOf(role);
    const server = `ladder-${dashed(role)}`;
    expect(front).toMatchObject({ name: dashed(role), mcpServers: [{ [server]: servers[server] }] });
    expect(front.tools).toBe([`mcp__${server}`, ...hostTools[role]].join(', '));
    expect(brief).toContain(`This connection acts as ${role} and as nobody else.`);
    expect(brief).not.toMatch(/\bYou are\b/);
  });

  test.each(roster)('%s is sent to tools that exist and that it may call', (role) => {
    const words = new Set(['dry_run', 'why_causal', 'confirm_restored_ledger']);
    const names = called(agentOf(role).brief).filter((name) => !words.has(name));
    expect(names[0]).toBe('session_sweep');
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    expect(names.filter((name) => !tools.find((tool) => tool.name === name)?.callers.includes(role))).toEqual([]);
  });

  test.each(roster)('A9 %s is told of the types of signals that it files, and of no other', (role) => {
    const named = new Set(agentOf(role).brief.match(/\bE\d+\b/g));
    const files = typesFiledBy(role, testPolicy().values);
    // Its brief is about other work; the tool lists them.
    expect([...named].sort()).toEqual(role === 'sales.ops' ? [] : [...files].sort());
  });
});

test('house the program is one byte a character: a sign beyond Latin-1 would double what V8 keeps of it', () => {
  const app = readdirSync(join(root, 'dist')).find((name) => /^app-[0-9a-f]+\.js$/.test(name)) ?? '';
  const text = readFileSync(join(root, 'dist', app), 'utf8');
  expect(text.length).toBeGreaterThan(100_000);
  expect(text.match(/[^\0-\xff]/g)).toBeNull();
});
