import { expect, test } from 'vitest';
import { roles } from '../../src/rules/vocabulary/roles.ts';
import { answer, type Data, no, ok, seedMql, seedNoted, untouched } from '../support/calls.ts';
import { eventsIn, headOf, openHouse } from '../support/server.ts';

test('4.1a session_sweep lists the duties of the role that asks, most urgent first, each with its tool', async () => {
  const house = await openHouse();
  await seedNoted(house);
  house.clock.now = '2026-04-21T15:00:00.000Z';
  await ok(house, 'mining.mind', 'file_signal_note', {
    account: 'new.example',
    contact: { email: 'bo@new.example' },
    observed_at: '2026-04-21T14:30:00Z',
    source: 'linkedin',
    signal: { type: 'E1', interaction: 'share', object: 'p' },
  });
  const { data, text } = await answer(house, 'sales.ops', 'session_sweep');
  const dues = data.tasks.map((each: Data) => each.due_at);
  expect(dues).toEqual([...dues].sort());
  const classify = data.tasks.find((each: Data) => each.kind === 'classify');
  expect(classify).toMatchObject({
    role: 'sales.ops',
    account: 'acme.com',
    due_at: '2026-04-22T14:00:00.000Z',
    overdue: false,
    tool: 'classify_mql',
  });
  expect(classify.do).toMatch(/^Acme Corp: /);
  expect(data.tasks.every((each: Data) => each.role === 'sales.ops')).toBe(true);
  expect(data.policy).toEqual({ version: 'handoff-0.2', status: 'draft' });
  expect(text.split('\n')[0]).toBe(
    `sales.ops: ${data.tasks.length} open tasks, 0 overdue; ${data.alerts.length} alerts; ${data.totals.watch} to watch; ${data.totals.intents} intents; ${data.applied.length === 1 ? '1 thing fell due and was' : `${data.applied.length} things fell due and were`} applied.`,
  );
});

test('4.1a session_sweep answers every role in both eras, and a second call changes nothing', async () => {
  const house = await openHouse();
  await seedMql(house);
  for (const role of roles) {
    const first = await answer(house, role, 'session_sweep');
    const head = await headOf(house);
    const second = await answer(house, role, 'session_sweep', {}, 'legacy');
    expect(await headOf(house)).toBe(head);
    expect(second.data.tasks).toEqual(first.data.tasks);
    expect(second.data.applied).toEqual([]);
    expect(first.data.tasks.every((each: Data) => each.role === role)).toBe(true);
  }
});

test('4.2c session_sweep applies what time has brought, once, with the instants it fell due and was noticed', async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-04-21T21:30:00.000Z';
  const { applied } = await ok(house, 'cro', 'session_sweep');
  expect(applied).toContainEqual(
    expect.objectContaining({ due_at: '2026-04-21T21:00:00.000Z', noticed_at: '2026-04-21T21:30:00.000Z' }),
  );
  expect((await ok(house, 'sales.ops', 'session_sweep')).applied).toEqual([]);
  const posts = eventsIn(house).filter(({ type }) => type === 'batch_posted');
  expect(posts).toHaveLength(1);
});

test('4.2c session_sweep of a viewer only shows what is due, and writes nothing', async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-04-21T21:30:00.000Z';
  const data = await untouched(house, () => ok(house, 'viewer', 'session_sweep'));
  expect(data).toMatchObject({ tasks: [], applied: [] });
  expect(data.watch).toContainEqual({
    kind: 'due',
    what: 'classifications_posted',
    summary: 'classifications posted fell due at 2026-04-21T21:00:00.000Z; the sweep of a role that acts brings it in',
    due_at: '2026-04-21T21:00:00.000Z',
  });
});

test('4.3e session_sweep marks what is overdue, and tells the CRO and chief.staff of late duties', async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-04-22T14:00:00.001Z';
  const { tasks } = await ok(house, 'sales.ops', 'session_sweep');
  const dossier = tasks.find((each: Data) => each.kind === 'dossier');
  expect(dossier).toMatchObject({ due_at: '2026-04-22T14:00:00.000Z', overdue: true });
  for (const role of ['cro', 'chief.staff'] as const) {
    const { alerts } = await ok(house, role, 'session_sweep');
    expect(alerts).toContainEqual(expect.objectContaining({ kind: 'late', clause: '4.3', account: 'acme.com' }));
  }
});

test('surface session_sweep takes a limit, and refuses what is none', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta' });
  expect((await ok(house, 'sales.ops', 'session_sweep', { limit: 1 })).tasks).toHaveLength(1);
  const { error } = await no(house, 'viewer', 'session_sweep', { limit: 1.5 });
  expect(error).toEqual({ code: 'INVALID_INPUT', message: '`limit` is `1.5`', remedy: 'give a whole number' });
  const { error: unknown } = await no(house, 'sales.ops', 'session_sweep', { role: 'cro' });
  expect(unknown.message).toBe('`role` is no field here');
  expect(unknown.remedy).toBe('leave `role` out; the fields are limit');
});
