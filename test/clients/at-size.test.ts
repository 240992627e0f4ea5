import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { type Role, roles } from '../../src/rules/vocabulary/roles.ts';
import type { Data } from '../support/calls.ts';
import { shippedPolicy } from '../support/server.ts';
import { makeCrowd, size } from './crowd.ts';
import { type Host, host } from './hosts.ts';

const most = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'ladder-crowd-'));
const db = join(folder, 'l.db');

beforeAll(() => makeCrowd(db), 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

interface Halves {
  readonly data: Data;
  readonly text: string;
}

/** Servers on the crowd, one a role; each half of each answer is within its bounds. */
function office() {
  const hosts = new Map<Role, Promise<Host>>();
  return async (role: Role, tool: string, args: Record<string, unknown> = {}): Promise<Halves> => {
    const opened = hosts.get(role) ?? host('legacy', { db, role });
    hosts.set(role, opened);
    const { isError, content, structuredContent } = await (await opened).call(tool, args);
    const text = Array.isArray(content) ? content.map((each: Data) => each.text).join('\n') : '';
    const what = `${role} ${tool} ${JSON.stringify(args).slice(0, 100)}`;
    expect(isError ?? false, `${what}: ${text.slice(0, 300)}`).toBe(false);
    expect(JSON.stringify(structuredContent).length, what).toBeLessThanOrEqual(most);
    expect(text.length, what).toBeLessThanOrEqual(most);
    return { data: structuredContent as Data, text };
  };
}

type Office = ReturnType<typeof office>;

/** Every page of a list as data, from the address on; each page as Markdown is within its bounds too, and goes on likewise. */
async function pagesOf(call: Office, address: string, hasSameCursor = true): Promise<readonly Data[]> {
  const pages: Data[] = [];
  for (let cursor: string | undefined, n = 0; n === 0 || cursor !== undefined; n += 1) {
    expect(n, `${address} ends`).toBeLessThan(300);
    const query: string = cursor === undefined ? '' : `cursor=${cursor}&`;
    const { data } = await call('viewer', 'read_ladder', { uri: `${address}?${query}format=json` });
    pages.push(data.data);
    cursor = data.data.next_cursor;
    if (!hasSameCursor) continue;
    const { text } = await call('viewer', 'read_ladder', { uri: `${address}?${query}`.replace(/[?&]$/, '') });
    expect(/Goes on: `.*\?cursor=([\w-]+)`$/.exec(text)?.[1], address).toBe(cursor);
    expect(text, address).not.toContain('left out');
  }
  return pages;
}

const once = (rows: readonly unknown[], count: number, what: string) =>
  expect([rows.length, new Set(rows.map((each) => JSON.stringify(each))).size], what).toEqual([count, count]);

/** How many rows stand in a table. */
function counted(sql: string): number {
  const file = connect(db, { readonly: true });
  try {
    return Number(file.prepare<[], number>(sql).pluck().get());
  } finally {
    file.close();
  }
}

/** How many plain values stand in it, at any depth. */
function leavesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + leavesOf(each), 0);
}

const id = ({ id }: Data) => id;
const domain = ({ domain }: Data) => domain;

test('surface a list that is followed to its end gives each row once', async () => {
  const call = office();
  const of = async (address: string, list: string, hasSameCursor = true) =>
    (await pagesOf(call, `ladder://${address}`, hasSameCursor)).flatMap((each) => each[list] ?? []);
  once((await of('board/PROSPECT', 'accounts')).map(domain), size.accounts + 1, 'board');
  const tasks = await of('tasks/sales.ops', 'tasks');
  once(tasks.map(id), counted("SELECT count(*) FROM tasks WHERE role = 'sales.ops' AND closed_at IS NULL"), 'tasks');
  const entries = await of('accounts/acme.com/timeline', 'entries');
  once(
    entries.map(({ seq }: Data) => seq),
    counted("SELECT streams.version FROM streams JOIN accounts ON stream = 'account:' || id WHERE domain = 'acme.com'"),
    'timeline',
  );
  const posts = await of('channels/agent-handoffs', 'posts');
  once(posts.map(id), counted("SELECT count(*) FROM posts WHERE channel = 'agent-handoffs'"), 'channel');
  const suppressed = await of('suppression', 'suppressed');
  once(
    suppressed.map(({ contacts }: Data) => contacts),
    size.suppressed,
    'suppression',
  );
  const policy = await pagesOf(call, 'ladder://policy', false);
  expect(policy.length).toBeGreaterThan(2);
  const told = policy.map((each) => leavesOf(each.policy)).reduce((sum, n) => sum + n, 0);
  expect(told).toBe(leavesOf(JSON.parse(JSON.stringify(shippedPolicy().values))));
}, 300_000);

test("surface an account's contacts, signals and facts are each told once, in both forms", async () => {
  const call = office();
  const pages = await pagesOf(call, 'ladder://accounts/acme.com');
  const of = (list: string) => pages.flatMap((each) => each[list] ?? []);
  once(of('contacts').map(id), size.contacts, 'contacts');
  // Each of the people who act came back: E8.
  once(of('signals').map(id), size.signals + size.active, 'signals');
  once(of('facts').map(id), 5, 'facts');
  let cursor: string | undefined;
  for (const each of pages.slice(0, 4)) {
    const uri = `ladder://accounts/acme.com${cursor === undefined ? '' : `?cursor=${cursor}`}`;
    const { text } = await call('viewer', 'read_ladder', { uri });
    const rows = [...(each.contacts ?? []), ...(each.signals ?? [])].map(id);
    expect(rows.filter((row) => !text.includes(row))).toEqual([]);
    cursor = each.next_cursor;
  }
}, 300_000);

test('surface each stage of the board says where it goes on, and goes on there', async () => {
  const call = office();
  const { data } = await call('viewer', 'read_ladder', { uri: 'ladder://board?format=json' });
  const [prospects] = data.data.stages;
  expect(prospects.count).toBe(size.accounts + 1);
  const shown = prospects.accounts.map(domain);
  const { text } = await call('viewer', 'read_ladder', { uri: 'ladder://board' });
  expect(text).toContain(`${size.accounts + 1 - shown.length} more: \`${prospects.next}\``);
  const rest: string[] = [];
  for (let uri = `${prospects.next}&format=json`; uri !== ''; ) {
    const page = await call('viewer', 'read_ladder', { uri });
    rest.push(...page.data.data.accounts.map(domain));
    const next = page.data.data.next_cursor;
    uri = next === undefined ? '' : `ladder://board/PROSPECT?cursor=${next}&format=json`;
  }
  once([...shown, ...rest], size.accounts + 1, 'board and what it left out');
}, 300_000);

test('surface find_accounts goes on to its end, concise and full, and names who it left out', async () => {
  const call = office();
  for (const detail of ['concise', 'full']) {
    const found: string[] = [];
    for (let cursor: string | undefined, n = 0; n === 0 || cursor !== undefined; n += 1) {
      const args = { stage: 'PROSPECT', detail, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
      const { data, text } = await call('viewer', 'find_accounts', args);
      const domains = data.accounts.map(domain);
      expect(domains.filter((each: string) => !text.includes(each))).toEqual([]);
      found.push(...domains);
      cursor = data.next_cursor;
      if (cursor !== undefined) expect(text).toContain(`More: cursor ${cursor}`);
    }
    once(found, size.accounts + 1, detail);
  }
  const { data, text } = await call('viewer', 'find_accounts', { query: 'Núñez', limit: 100 });
  const told = data.people.length;
  expect(told).toBeGreaterThan(10);
  expect(text.match(/\(con_\w+\) at /g)).toHaveLength(told);
  if (data.left_out?.people) expect(text).toContain(`${data.left_out.people} more people`);
}, 300_000);

test('surface a sweep of hundreds of tasks is cut at a whole row, with true totals and where it goes on', async () => {
  const call = office();
  for (const role of roles) await call(role, 'session_sweep', { limit: 100 });
  const { data, text } = await call('sales.ops', 'session_sweep', { limit: 100 });
  const open = counted("SELECT count(*) FROM tasks WHERE role = 'sales.ops' AND closed_at IS NULL");
  expect(data.totals.tasks).toBe(open);
  expect(data.left_out.tasks).toBe(open - data.tasks.length);
  expect(data.tasks.map(id).filter((each: string) => !text.includes(each))).toEqual([]);
  expect(text).toContain(`${data.left_out.tasks} more tasks`);
  expect(text).toContain(`More tasks: read_ladder ${data.next}`);
  const { data: rest } = await call('sales.ops', 'read_ladder', { uri: `${data.next}&format=json` });
  const shown = new Set(data.tasks.map(id));
  expect(rest.data.tasks.length).toBeGreaterThan(0);
  expect(rest.data.tasks.map(id).filter((each: string) => shown.has(each))).toEqual([]);
}, 300_000);

test('surface what writes to a crowd, imports into it or explains it answers whole in both halves', async () => {
  const call = office();
  for (const detail of ['concise', 'full']) {
    const { data, text } = await call('viewer', 'explain_account', { account: 'acme.com', detail });
    for (const { id } of [...data.contacts, ...data.signals, ...data.facts]) expect(text).toContain(id);
    expect(text).toContain(`Next: ${data.next_step}`);
    if (data.next_cursor) expect(text).toContain(`ladder://accounts/acme.com?cursor=${data.next_cursor}`);
  }
  const contact = { name: 'Ana Ruiz', email: 'ana.ruiz@acme.com' };
  const signal = { type: 'E1', interaction: 'share', object: 'https://www.linkedin.com/posts/9999' };
  const note = {
    account: 'acme.com',
    contact,
    observed_at: '2026-04-20T09:30:00-04:00',
    source: 'linkedin export',
    signal,
  };
  const people = Array.from({ length: 50 }, (_, n) => ({ name: 'New <One> '.repeat(18), email: `new.${n}@acme.com` }));
  const rows = Array.from({ length: 400 }, (_, n) => `Company ${n} | of "quotes",not a domain ${n},${n}`);
  const list = `company,website,employees\n${rows.map((row) => row.replaceAll('"', "'")).join('\n')}\n`;
  for (const dry_run of [true, false]) {
    await call('mining.mind', 'file_signal_note', { ...note, dry_run });
    await call('sales.ops', 'save_account', { domain: 'acme.com', contacts: people, dry_run });
    await call('sales.ops', 'classify_mql', { account: 'acme.com', dry_run });
    const { data, text } = await call('sales.ops', 'import_list', { text: list, dry_run });
    expect(data.rows.length).toBeGreaterThan(0);
    expect(data.rows.length + (data.rows_left_out ?? 0)).toBe(400);
    if (data.rows_left_out) expect(text).toContain(`${data.rows_left_out} more rows are not shown`);
  }
  const { data: explained } = await call('viewer', 'explain_account', { account: 'acme.com' });
  const { data: mail } = await call('sales.ops', 'render_sequence_email', {
    template: 'nurture_1',
    contact: 'ana.ruiz@acme.com',
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: explained.facts[0].id,
  });
  expect(mail.email.to).toBe('ana.ruiz@acme.com');
}, 300_000);
