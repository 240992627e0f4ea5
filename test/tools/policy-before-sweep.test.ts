import { expect, test } from 'vitest';
import { comment, type Data, ok, seedMql, untouched } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

test('T6 a change in force flags an account before anybody swept, and chief.staff is given as long whoever sweeps when', async () => {
  const house = await openHouse();
  await seedMql(house);
  const changes = { 'gates.G1.value': 1000 };
  const { change } = await ok(house, 'cro', 'propose_policy_change', { changes, why: 'smaller firms never buy' });
  const effective_at = '2026-04-21T17:00:00.000Z';
  await ok(house, 'cmo', 'ratify_policy_change', { change: change.id, effective_at });
  const explained = () => ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect((await explained()).account.flags).toEqual([]);

  house.clock.now = '2026-04-22T20:00:00.000Z';
  const before = await untouched(house, explained);
  expect(before.account.flags).toEqual(['gates_failing', 'criteria_lapsed']);
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep', { limit: 100 });
  expect(await explained()).toEqual(before);
  const owed = tasks.find(({ kind }: Data) => kind === 'acknowledge_policy_change');
  expect(owed.due_at).toBe('2026-04-22T17:00:00.000Z');
});

test('P2 a company that rests on no criteria is not flagged by a change', async () => {
  const house = await openHouse();
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  const changes = { 'gates.G1.value': 1000 };
  const { change } = await ok(house, 'cro', 'propose_policy_change', { changes, why: 'smaller firms never buy' });
  const effective_at = '2026-04-21T17:00:00.000Z';
  await ok(house, 'cmo', 'ratify_policy_change', { change: change.id, effective_at });
  house.clock.now = effective_at;
  expect((await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).account.flags).toEqual([]);
});
