import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { acme, comment } from '../support/calls.ts';
import { nurtureCopy, wanted } from '../support/copy.ts';
import { type Host, host } from './hosts.ts';
import { run, tempFolder, tuesday } from './program.ts';

/** One server a role over one ledger, each call answered well. */
function office(db: string, at?: string) {
  const hosts = new Map<Role, Promise<Host>>();
  const env = at === undefined ? {} : { LADDER_NOW: at };
  return async (role: Role, tool: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    const opened = hosts.get(role) ?? host('legacy', { db, role, env });
    hosts.set(role, opened);
    const { structuredContent = {}, isError, content } = await (await opened).call(tool, args);
    if (isError) throw new Error(`${tool} as ${role}: ${JSON.stringify(content)}`);
    return { ...structuredContent };
  };
}

test('5.4d, Q3 templates export writes each approved version byte for byte, and who approved it; without one it says so', async () => {
  const folder = tempFolder();
  const db = join(folder, 'l.db');
  const out = join(folder, 'out');
  const exported = () => run({ args: ['templates', 'export', out], env: { LADDER_DB: db, LADDER_NOW: tuesday } }, '');
  const call = office(db);
  await call('cro', 'request_template', wanted);
  expect(await exported()).toMatchObject({ code: 0, stdout: `${out}: no version was approved yet.\n` });
  const drafted = { request: 'req_copy_1', ...nurtureCopy, submit: true };
  const { template } = await call('category.positioning', 'draft_template', drafted);
  const { hash } = template as { readonly hash: string };
  await call('cmo', 'review_template', { template: 'nurture_1_v1', decision: 'approve', hash });
  expect(await exported()).toMatchObject({ code: 0, stdout: `${out}: nurture_1_v1.hbs.\n`, stderr: '' });
  expect(readdirSync(out).sort()).toEqual(['approvals.json', 'nurture_1_v1.hbs']);
  expect(readFileSync(join(out, 'nurture_1_v1.hbs'), 'utf8')).toBe(
    `---\nkey: nurture_1\nsequence: nurture\ntouch: 1\nversion: 1\nsubject: ${JSON.stringify(nurtureCopy.subject)}\nslots:\n  - name: insight\n    rests_on: insight_fact\n---\n${nurtureCopy.body}`,
  );
  expect(JSON.parse(readFileSync(join(out, 'approvals.json'), 'utf8'))).toMatchObject([
    { name: 'nurture_1_v1', state: 'approved', hash, approvals: [{ role: 'cmo', hash }] },
  ]);
  const { code, stderr } = await run(
    { args: ['templates', 'export'], env: { LADDER_DB: db, LADDER_NOW: tuesday } },
    '',
  );
  expect([code, stderr.includes('templates export needs a DIR')]).toEqual([1, true]);
});

test('S-7 a fact of the sample is judged through a client: false, it goes back to whoever filed it', async () => {
  const db = join(tempFolder(), 'l.db');
  const week = office(db);
  await week('sales.ops', 'save_account', acme);
  await week('mining.mind', 'file_signal_note', comment());
  const friday = office(db, '2026-04-24T10:00:00-04:00');
  const { tasks } = await friday('chief.staff', 'session_sweep', { limit: 100 });
  const drawn = (tasks as readonly Record<string, string>[]).filter(({ kind }) => kind === 'evidence_sample');
  expect(drawn).toHaveLength(5);
  const [fact, other] = drawn.filter(({ subject }) => subject?.startsWith('fct_'));
  const held = { task: fact?.id, note: 'the page says 900 too', verdict: 'held' };
  expect(await friday('chief.staff', 'complete_task', held)).toMatchObject({ outcome: 'done' });
  const judged = { task: other?.id, note: 'the page says otherwise', verdict: 'false' };
  const { opened } = await friday('chief.staff', 'complete_task', judged);
  expect(opened).toMatchObject([{ role: 'sales.ops' }]);
});
