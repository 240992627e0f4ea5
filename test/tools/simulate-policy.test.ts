import { expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { layChanges } from '../../src/policy/changes.ts';
import { answer, type Data, no, ok, refusal } from '../support/calls.ts';
import { fortnight } from '../support/reports.ts';
import { type House, openHouse, shippedPolicy } from '../support/server.ts';

const period = { from: '2026-04-01', to: '2026-05-31' };

test('6.3b P4 what was decided under a policy is decided so again under it, one by one and walked as a whole', async () => {
  const house = await fortnight();
  const data = await ok(house, 'chief.staff', 'simulate_policy', { changes: {}, ...period });
  expect(data.point).toMatchObject({ different: 0, differences: [] });
  expect(data.point.decisions).toBeGreaterThan(5);
  expect(data.trajectory).toMatchObject({ different: 0, differences: [], unobserved: [] });
  expect(data.trajectory.metrics.filter(({ was, would }: Data) => was !== would)).toEqual([]);
  expect(data.draft).toBeUndefined();
});

test('6.3b P4 a narrower gate: each decision, where accounts would stand, and a draft that is ready to propose', async () => {
  const house = await fortnight();
  const changes = { 'gates.G1.value': 100_000 };
  const { data, text } = await answer(house, 'cro', 'simulate_policy', { changes, ...period });
  expect(data).toMatchObject({ outcome: 'simulated', changes, from: '2026-04-01T04:00:00.000Z' });
  expect(data.base).toEqual({ version: 'handoff-0.2', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const first = data.point.differences.find(({ decision }: Data) => decision === 'classify_mql');
  expect(first).toMatchObject({ would: 'stays_prospect' });
  expect(first.because[0]).toMatchObject({ rule: 'G1', clause: '3.2', verdict: 'fail' });
  expect(data.trajectory.metrics.find(({ name, was }: Data) => name === 'new_mqls' && was === 3)).toMatchObject({
    would: 0,
    unobserved: 0,
  });
  expect(data.draft).toEqual({ changes, why: expect.stringContaining('would have been different') });
  expect(text).toContain('gates.G1.value = 100000');
  expect(text).toContain('was MQL, would be left at PROSPECT: G1');
  expect(text).toContain(
    '- 2026-W17: new MQLs was 3, would be 0, MQL to SQL was 50 %, would be none, SQL entries was 2, would be 0',
  );
});

test('6.3b P4 the lists of one mode are paged', async () => {
  const house = await fortnight();
  const args = { changes: { 'gates.G1.value': 100_000 }, ...period, mode: 'point', limit: 1 };
  const first = await ok(house, 'cmo', 'simulate_policy', args);
  expect(first.trajectory).toBeUndefined();
  expect(first.point.differences).toHaveLength(1);
  const cursor = first.point.next_cursor;
  const second = await ok(house, 'cmo', 'simulate_policy', { ...args, cursor });
  expect(second.point.differences[0].event).toBeGreaterThan(first.point.differences[0].event);
  expect(await refusal(house, 'cmo', 'simulate_policy', { ...args, mode: 'trajectory', cursor })).toBe(
    'INVALID_INPUT: `cursor`: it pages the lists of point. Next: correct `cursor` and call again; nothing was recorded.',
  );
  expect(await refusal(house, 'cmo', 'simulate_policy', { ...args, mode: 'both', cursor })).toBe(
    'INVALID_INPUT: `mode` is `both`. Next: give point or trajectory with a `cursor`: it pages the lists of one of them.',
  );
});

test('6.3b P4 a path that the policy has not, a period that lies ahead or backwards, another role', async () => {
  const house = await openHouse();
  const { text } = await no(house, 'cro', 'simulate_policy', { changes: { 'gates.G1.valeu': 1 }, ...period });
  expect(text).toMatch(/^INVALID_INPUT \(§6\.3, P4\): `gates\.G1\.valeu` is no path of the policy/);
  expect(await refusal(house, 'cro', 'simulate_policy', { changes: {}, from: '2099-01-01', to: '2099-01-02' })).toMatch(
    /^INVALID_INPUT: `from` is `2099-01-01`\. Next: give a time that has been: it is /,
  );
  expect(await refusal(house, 'cro', 'simulate_policy', { changes: {}, from: '2026-04-02', to: '2026-04-01' })).toBe(
    'INVALID_INPUT: `to` is `2026-04-01`. Next: give a time that is not before `from`, 2026-04-02.',
  );
  expect(await refusal(house, 'sales.ops', 'simulate_policy', { changes: {}, ...period })).toMatch(/^NOT_PERMITTED/);
});

/** Takes a value out of every policy on record, as a version would have written it that had no such value. */
function withoutMostAtOnce({ path }: House): void {
  const db = connect(path);
  for (const { seq, canonical } of db.prepare<[], { seq: number; canonical: string }>('SELECT * FROM policies').all()) {
    const { sending, ...rest } = JSON.parse(canonical);
    const { most_at_once: _gone, ...less } = sending;
    const text = JSON.stringify({ ...rest, sending: less });
    db.prepare('UPDATE policies SET canonical = ? WHERE seq = ?').run(text, seq);
  }
  db.close();
}

test('6.3b P4 a decision under a policy of an earlier version, which lacks a value, is taken again with that as shipped', async () => {
  const house = await fortnight();
  withoutMostAtOnce(house);
  const upgraded = layChanges(shippedPolicy(), { 'sending.most_at_once': 20 }, { version: 'upgraded', note: 'a test' });
  if ('faults' in upgraded) throw new Error('the upgrade cannot be laid');
  const cro = await house.apart('cro', 'modern', upgraded.policy);
  await cro.callTool({ name: 'session_sweep', arguments: {} });
  const args = { changes: { 'gates.G1.value': 100_000 }, ...period };
  const { structuredContent } = await cro.callTool({ name: 'simulate_policy', arguments: args });
  expect(structuredContent).toMatchObject({ base: { version: 'upgraded' }, point: { not_replayable: 0 } });
  expect(structuredContent).toMatchObject({ trajectory: { unobserved: [] }, point: { different: 4 } });
});

test('P4 an account of which nobody can say is not counted as moved, in either half', async () => {
  const house = await fortnight();
  const changes = { 'buying.needed': 2 };
  const { data, text } = await answer(house, 'cro', 'simulate_policy', { changes, ...period, mode: 'trajectory' });
  const { differences, unobserved, different, accounts } = data.trajectory;
  expect(unobserved.length).toBeGreaterThan(0);
  expect(different).toBe(differences.filter(({ would }: Data) => would !== 'unobserved').length);
  expect(different).toBeLessThan(differences.length);
  expect(text).toContain(`${different} of ${accounts} accounts would stand elsewhere`);
});
