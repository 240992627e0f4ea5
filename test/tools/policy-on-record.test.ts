import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LoadedPolicy } from '../../src/policy/index.ts';
import { roles } from '../../src/rules/vocabulary/roles.ts';
import { type Args, acme, type Data, ok, seedMql, untouched } from '../support/calls.ts';
import { type House, loadedFrom, openHouse, shippedPolicy } from '../support/server.ts';

function changedPolicy(): LoadedPolicy {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-policy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'changed.yaml');
  writeFileSync(path, 'extends: handoff-0.2\nversion: acme-1\nregression: { sql_idle_days: 45 }\n');
  return loadedFrom(path);
}

type Client = Awaited<ReturnType<House['apart']>>;
const shipped = shippedPolicy().hash.slice(0, 12);

async function call(client: Client, name: string, args: Args = {}) {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: { ...args } });
  const text = (content as readonly Data[])[0]?.text;
  return { isError: isError === true, data: structuredContent as Data, text: String(text) };
}
const kinds = ({ data }: { readonly data: Data }) => data.alerts.map((line: Data) => line.kind);

test('P2 a connection whose policy is not on record is told at its start, in its sweep and in every answer', async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-04-23T14:00:00.000Z';
  const policy = changedPolicy();
  const off = `Note that this server's policy file, acme-1 (${policy.hash.slice(0, 12)}), is not on record; the newest on record is handoff-0.2 (${shipped}), since 2026-04-21T14:00:00.000Z.`;
  for (const role of roles) {
    const client = await house.apart(role, 'modern', policy);
    const mayChange = role === 'cro' || role === 'cmo';
    const note = mayChange
      ? `${off} Your next call that is carried out, session_sweep too, puts this file on record; until then you read by it.`
      : `${off} You read by this file, and nothing is written or applied. Next: let cro or cmo call session_sweep on a server with this file, which puts it on record, or start the server again with the file on record.`;
    await untouched(house, async () => {
      expect(client.getInstructions()).toContain(`\n\n${note}\n\n`);
      const read = await call(client, 'explain_account', { account: 'acme.com' });
      expect([read.data.policy_note, read.text.endsWith(`\n${note}`)]).toEqual([note, true]);
      const page = await client.readResource({ uri: 'ladder://policy' });
      expect(JSON.stringify(page)).toContain(JSON.stringify(note).slice(1, -1));
      const data = await client.readResource({ uri: 'ladder://board?format=json' });
      expect(JSON.stringify(data)).toContain('policy_note');
      if (mayChange) return;
      const swept = await call(client, 'session_sweep');
      expect(swept.data.alerts[0]).toEqual({ kind: 'policy_not_on_record', clause: '6.3', summary: note });
      expect(swept.text.split('\n')[1]).toBe(`! ${note.replace(/\d{4}-[\dT:.-]+Z/, 'Tue 21 Apr 2026, 10:00')}`);
      expect(swept.data.applied).toEqual([]);
      expect(swept.data.watch.filter((line: Data) => line.kind === 'due').map((line: Data) => line.what)).toContain(
        'classifications_posted',
      );
    });
  }
  const { policies } = await house.ledger.read((reader) => ({ policies: reader.policies() }));
  expect(policies.map(({ version }) => version)).toEqual(['handoff-0.2']);
  expect(kinds({ data: await ok(house, 'sales.ops', 'session_sweep') })).not.toContain('policy_not_on_record');
});

test('P2 the sweep of cro puts it on record, and chief.staff is alerted until it is acknowledged', async () => {
  const house = await openHouse();
  await seedMql(house);
  const policy = changedPolicy();
  const cro = await house.apart('cro', 'modern', policy);
  const staff = await house.apart('chief.staff', 'modern', policy);
  const swept = await call(cro, 'session_sweep');
  const change = swept.data.alerts.find((line: Data) => line.kind === 'policy_changed');
  const alerted = await call(staff, 'session_sweep');
  const task = alerted.data.tasks.find((each: Data) => each.kind === 'acknowledge_policy_change');
  expect(change).toEqual({
    kind: 'policy_changed',
    clause: '6.3',
    summary: `The policy on record changed at 2026-04-21T14:00:00.000Z: handoff-0.2 (${shipped}) gave way to acme-1 (${policy.hash.slice(0, 12)}), put on record by cro. chief.staff acknowledges it with complete_task (${task.id})`,
  });
  expect(alerted.data.alerts).toContainEqual(change);
  expect(kinds(alerted)).not.toContain('policy_not_on_record');
  expect(task).toMatchObject({ due_at: '2026-04-22T14:00:00.000Z', tool: 'complete_task' });
  expect(kinds(await call(await house.apart('sales.ops', 'modern', policy), 'session_sweep'))).toEqual([]);
  const stale = await house.apart('cmo');
  expect(kinds(await call(stale, 'session_sweep'))[0]).toBe('policy_not_on_record');
  expect((await call(await house.apart('sales.ops'), 'save_account', acme)).text).toMatch(
    /^CONFLICT \(§6\.3, P2\): this server's policy file, handoff-0\.2 \(\w{12}\), is no longer the newest: acme-1/,
  );
  await call(staff, 'complete_task', { task: task.id, note: 'read the difference, idle days alone' });
  expect(kinds(await call(staff, 'session_sweep'))).not.toContain('policy_changed');
});
