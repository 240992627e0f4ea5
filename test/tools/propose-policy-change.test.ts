import { expect, test } from 'vitest';
import { answer, type Data, no, ok, recordOnly, refusal, untouched } from '../support/calls.ts';
import { eventsIn, openHouse, shippedPolicy } from '../support/server.ts';

const base = { version: 'handoff-0.2', hash: shippedPolicy().hash };
const propose = { changes: { 'gates.G1.value': 1000 }, why: 'smaller firms never buy' };

test('P2 a proposal names its change, what it sets and from what, and asks the other of the two', async () => {
  const house = await openHouse();
  const { outcome, change, opened, policy, summary, effect } = await ok(house, 'cro', 'propose_policy_change', propose);
  expect([outcome, policy]).toEqual(['proposed', { version: 'handoff-0.2', status: 'draft' }]);
  expect(change).toEqual({
    id: 'chg_policy_1',
    version: 'handoff-0.2+c1',
    base,
    hash: expect.stringMatching(/^[\da-f]{64}$/),
    state: 'proposed',
    changes: [{ path: 'gates.G1.value', from: 200, to: 1000, clause: '3.2', basis: 'ruling' }],
    why: 'smaller firms never buy',
    by: 'cro',
    at: '2026-04-21T14:00:00.000Z',
  });
  expect(change.hash).not.toBe(base.hash);
  const account = { employees: 200, has_ecosystem_motion: true, arr_usd: 50_000_000, gate_g5: true, signal: 'E1' };
  expect(effect).toMatchObject([{ path: 'gates.G1.value', account, was: 'mql', would: 'stays_prospect' }]);
  expect(opened).toMatchObject([
    {
      kind: 'ratify_policy_change',
      role: 'cmo',
      subject: 'chg_policy_1',
      due_at: '2026-04-22T14:00:00.000Z',
      tool: 'ratify_policy_change',
    },
  ]);
  expect(summary).toContain('gates.G1.value from 200 to 1000');
  const other = await ok(house, 'cmo', 'propose_policy_change', { changes: { 'buying.needed': 2 }, why: 'two do' });
  expect([other.change.id, other.opened[0].role]).toEqual(['chg_policy_2', 'cro']);
});

test('P2 the event holds what was given, and time alone ratifies nothing', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'propose_policy_change', propose);
  expect(eventsIn(house, 0).filter(({ stream }) => stream === 'changes')).toMatchObject([
    { type: 'policy_change_proposed', body: { change: { id: 'chg_policy_1', given: { 'gates.G1.value': 1000 } } } },
  ]);
  house.clock.now = '2026-05-21T14:00:00.000Z';
  const swept = await ok(house, 'cmo', 'session_sweep');
  expect(swept.tasks.map(({ kind }: Data) => kind)).toContain('ratify_policy_change');
  const page = await ok(house, 'cro', 'find_accounts');
  expect(page.policy_note).toBeUndefined();
});

test('P2 a dry run writes nothing and names no change that does not exist', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'session_sweep');
  await untouched(house, async () => {
    const { change, dry_run, summary } = await ok(house, 'cro', 'propose_policy_change', { ...propose, dry_run: true });
    expect([change.id, dry_run]).toEqual([undefined, true]);
    expect(summary).toMatch(/^dry run: nothing was written/);
  });
});

test('P2 what is no change of the policy is refused with the nearest path, and nothing is recorded', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'session_sweep');
  const say = (changes: Data) => refusal(house, 'cro', 'propose_policy_change', { changes, why: 'x' });
  expect(await say({ 'engagement.window_dys': 150 })).toBe(
    'INVALID_INPUT (§6.3, P2): `engagement.window_dys` is no path of the policy; nothing was recorded. Next: `engagement.window_dys`: the nearest is `engagement.window_days`; `ladder policy show` lists every path.',
  );
  expect(await say({ 'gates.G1': { value: 1000 } })).toMatch(/^INVALID_INPUT .*is a row or a section, not one value/);
  expect(await say({ 'engagement.window_days': 'long' })).toBe(
    'INVALID_INPUT (§6.3, P2): `engagement.window_days` is `long`; nothing was recorded. Next: `engagement.window_days`: wanted a number; `ladder policy show` lists every path.',
  );
  expect(await say({ 'business_time.close': '08:00' })).toMatch(/^INVALID_INPUT .*`business_time\.close` is `08:00`/);
  expect(await say({})).toMatch(/^INVALID_INPUT: `changes`: names no value/);
  const { events } = await recordOnly(house, 'cro', 'propose_policy_change', { changes: { x: 1 }, why: 'x' });
  expect(events.map(({ type }) => type)).toEqual(['refused']);
});

test('P2 values that are in force already are refused, a signature of one is not (P5)', async () => {
  const house = await openHouse();
  const bare = { changes: { 'gates.G1.value': 200, 'buying.needed': 3 }, why: 'x' };
  expect(await refusal(house, 'cmo', 'propose_policy_change', bare)).toBe(
    'RULE_REFUSED (§6.3, P2): gates.G1.value, buying.needed: these are in force already, under handoff-0.2. Next: propose another value; to sign a value as it stands, give { "value": ..., "basis": "confirmed" } for its path.',
  );
  const signed = { changes: { 'gates.G1.value': { value: 200, basis: 'confirmed' } }, why: 'our lead qualification' };
  const { change } = await ok(house, 'cmo', 'propose_policy_change', signed);
  expect(change.changes).toEqual([{ path: 'gates.G1.value', from: 200, to: 200, clause: '3.2', basis: 'confirmed' }]);
});

test('P2 of several values those in force already are left out', async () => {
  const house = await openHouse();
  const mixed = { changes: { 'gates.G1.value': 200, 'buying.needed': 2 }, why: 'x' };
  const { change } = await ok(house, 'cmo', 'propose_policy_change', mixed);
  expect(change.changes.map(({ path }: Data) => path)).toEqual(['buying.needed']);
});

test('P2 it is cro and cmo who propose', async () => {
  const house = await openHouse();
  for (const role of ['sales.ops', 'chief.staff', 'viewer'] as const)
    expect((await no(house, role, 'propose_policy_change', propose)).error.code).toBe('NOT_PERMITTED');
});

test('P2 the effect of a proposal is told in words: no marks of data, no codes, times as people say them', async () => {
  const house = await openHouse();
  const changes = { 'gates.G1.value': 1000, 'duties.dossier.due': { business_days: 2 } };
  const { data, text } = await answer(house, 'cro', 'propose_policy_change', { changes, why: 'a try' });
  expect(data.effect.map(({ path }: Data) => path)).toEqual(Object.keys(changes));
  expect(data.summary).toContain(
    'gates.G1.value: the smallest account that it changes has employees 200, has ecosystem motion true, arr usd 50000000, industry B2B SaaS, gate g5 true, signal E1, signal age days 0: MQL until now, left at PROSPECT then.',
  );
  expect(text).toContain(
    'sales.ops owes it by Wed 22 Apr 2026, 10:00 until now, sales.ops owes it by Thu 23 Apr 2026, 10:00 then.',
  );
  expect(text).toContain('by cro at Tue 21 Apr 2026, 10:00');
  expect(text).not.toMatch(/stays_prospect|\d{4}-\d{2}-\d{2}T/);
});
