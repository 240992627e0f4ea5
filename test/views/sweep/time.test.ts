import { expect, test } from 'vitest';
import { type Data, ok, seedPending } from '../../support/calls.ts';
import { eventsIn, type House, openHouse, rowsIn, shippedPolicy } from '../../support/server.ts';

const later = (day: number) =>
  `2026-0${day > 30 ? 5 : 4}-${String(day > 30 ? day - 30 : day).padStart(2, '0')}T22:00:00.000Z`;

/** The result of events. An account is looked at more often by daily sweeps, and two houses have two key stores. */
function projections(house: House): Readonly<Record<string, unknown>> {
  const {
    accounts,
    posts,
    streams,
    events: _e,
    meta: _m,
    sqlite_sequence: _s,
    policies: _p,
    marks: _k,
    ...rest
  } = rowsIn(house);
  return {
    ...rest,
    accounts: (accounts as Data[]).map(({ version: _version, ...row }) => row),
    posts: (posts as Data[]).map(({ channel, at, text }) => [at, channel, text]).sort(),
    streams: (streams as Data[]).map(({ stream, state }) => [stream, state]),
  };
}

const kinds = (house: House) =>
  eventsIn(house)
    .map(({ stream, type, body: { sealed: _sealed, ...body } }) => `${stream} ${type} ${JSON.stringify(body)}`)
    .sort();

test('4.3e one sweep after ten idle days ends where ten daily sweeps do, event for event', async () => {
  // A sample hangs on the head of each ledger (S-7).
  const { values, ...rest } = shippedPolicy();
  const policy = { ...rest, values: { ...values, audit: { sample: { ...values.audit.sample, value: 0 } } } };
  const [daily, once] = [await openHouse({ policy }), await openHouse({ policy })];
  for (const house of [daily, once]) await seedPending(house);
  for (let day = 22; day <= 31; day++) {
    daily.clock.now = later(day);
    await ok(daily, 'sales.ops', 'session_sweep');
  }
  once.clock.now = later(31);
  const { applied } = await ok(once, 'sales.ops', 'session_sweep');
  expect(applied.map(({ kind, due_at }: Data) => `${kind} ${due_at}`)).toContain(
    'classifications_posted 2026-04-21T21:00:00.000Z',
  );
  expect(projections(once)).toEqual(projections(daily));
  const told = (house: House) =>
    kinds(house).filter((text) => !text.includes('duty_recurred') && !text.includes('alarm_set'));
  expect(told(once)).toEqual(told(daily));
});

test('4.3e ten idle days send no burst: one post of the classifications, one open duty of each kind', async () => {
  const house = await openHouse();
  await seedPending(house);
  house.clock.now = later(31);
  await ok(house, 'cro', 'session_sweep');
  expect(eventsIn(house).filter(({ type }) => type === 'batch_posted')).toHaveLength(1);
  const { tasks } = await ok(house, 'cro', 'session_sweep');
  expect(tasks.map(({ kind }: Data) => kind).sort()).toEqual(['cro_review', 'daily_check_in', 'weekly_close']);
  const { intents } = await ok(house, 'sales.ops', 'session_sweep', { limit: 100 });
  const posts = intents.filter(({ action }: Data) => action === 'post').map(({ summary }: Data) => summary);
  expect(posts).toEqual([
    'Acme Corp: post to #agent-handoffs',
    'Acme Corp: post to #cro-updates',
    'post to #cro-updates',
    'Acme Corp: post to #cro-updates',
  ]);
});

test('4.3e what time brought comes once over several processes that sweep at once', async () => {
  const house = await openHouse();
  await seedPending(house);
  house.clock.now = later(31);
  const clients = await Promise.all([house.apart('cro'), house.apart('chief.staff'), house.apart('sales.ops')]);
  const swept = await Promise.all(clients.map((client) => client.callTool({ name: 'session_sweep', arguments: {} })));
  const applied = swept.flatMap(({ structuredContent }) => (structuredContent as Data).applied as Data[]);
  const told = applied.map(({ kind, account, due_at }) => `${kind} ${account} ${due_at}`);
  expect(told.length).toBeGreaterThan(5);
  expect(new Set(told).size).toBe(told.length);
  expect(eventsIn(house).filter(({ type }) => type === 'task_escalated')).toHaveLength(1);
});
