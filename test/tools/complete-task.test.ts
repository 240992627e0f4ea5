import { expect, test } from 'vitest';
import { type Data, describeWriting, ok, recordOnly, refusal, seedPending } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

async function outreach(house: House): Promise<Data> {
  await seedPending(house);
  const { opened } = await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'flag_immediate' });
  return opened.find((task: Data) => task.kind === 'immediate_outreach');
}

describeWriting({
  tool: 'complete_task',
  by: 'cro',
  clause: '4.3',
  who: 'mining.mind or sales.ops or category.positioning or cro or cmo or chief.staff or customer.success or legal.exec',
  callers: [
    'mining.mind',
    'sales.ops',
    'category.positioning',
    'cro',
    'cmo',
    'chief.staff',
    'customer.success',
    'legal.exec',
  ],
  outcome: 'done',
  prepare: async (house) => ({ task: (await outreach(house)).id, note: 'called them' }),
  other: { note: 'wrote to them' },
});

test('4.3c complete_task closes a duty that was done outside, once', async () => {
  const house = await openHouse();
  const task = await outreach(house);
  const data = await ok(house, 'cro', 'complete_task', { task: task.id, note: 'called them' });
  expect(data.closed).toMatchObject([{ id: task.id, kind: 'immediate_outreach', role: 'cro', account: 'acme.com' }]);
  expect(await refusal(house, 'cro', 'complete_task', { task: task.id, note: 'again' })).toBe(
    'CONFLICT (§4.3, S-1): the task `immediate_outreach` was closed at Tue 21 Apr 2026, 10:00 by cro. Next: nothing more is to do.',
  );
  const { tasks } = await ok(house, 'cro', 'session_sweep');
  expect(tasks.map((each: Data) => each.id)).not.toContain(task.id);
});

test("4.3c complete_task refuses another role's task, one that an act closes, an unknown one and an empty note", async () => {
  const house = await openHouse();
  await seedPending(house);
  const { tasks } = await ok(house, 'cro', 'session_sweep');
  const review = tasks.find((each: Data) => each.kind === 'cro_review');
  expect(await refusal(house, 'cro', 'complete_task', { task: review.id, note: 'x' })).toBe(
    'RULE_REFUSED (§4.3, S-1): the task `cro_review` is closed by its act, not by hand. Next: call cro_decide.',
  );
  const { text, events } = await recordOnly(house, 'sales.ops', 'complete_task', { task: review.id, note: 'x' });
  expect(text.split('\n')[0]).toBe(
    "NOT_PERMITTED (§4.3, S-1): the task `cro_review` is cro's. Next: let cro close it.",
  );
  expect(events).toMatchObject([{ stream: 'refusals', role: 'sales.ops', body: { code: 'NOT_PERMITTED' } }]);
  expect(await refusal(house, 'cro', 'complete_task', { task: 'tsk_none', note: 'x' })).toBe(
    'NOT_FOUND (§4.3, S-1): no open task stands under that id. Next: take the id from session_sweep.',
  );
  expect(await refusal(house, 'cro', 'complete_task', { task: review.id, note: '' })).toBe(
    'INVALID_INPUT: `note` is ``. Next: give a text that says it.',
  );
});

test('S-1 complete_task tells which duty of no single account it closed, and none that time opened', async () => {
  const house = await openHouse();
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep');
  const audit = tasks.find((each: Data) => each.kind === 'sla_audit');
  house.clock.now = '2026-04-22T14:00:00.000Z';
  const data = await ok(house, 'chief.staff', 'complete_task', { task: audit.id, note: 'held it' });
  expect(data.opened).toEqual([]);
  expect(data.closed).toMatchObject([{ id: audit.id, kind: 'sla_audit', role: 'chief.staff' }]);
  expect(data.closed[0]).not.toHaveProperty('account');
});

test.each([
  ['cro', 'daily_check_in', 'pipeline_report', '4.3', 'pipeline_report with kind daily_check_in'],
  ['cro', 'weekly_close', 'pipeline_report', '6.1', 'pipeline_report with kind weekly_close'],
  ['sales.ops', 'take_in_replies', 'reconcile_sent', '5.6', 'reconcile_sent'],
  ['sales.ops', 'reconcile_stages', 'reconcile_stages', '5.5', 'reconcile_stages'],
] as const)('S-1 %s: %s is closed by %s alone', async (role, kind, tool, clause, call) => {
  const house = await openHouse();
  // A Friday.
  house.clock.now = '2026-04-24T14:00:00.000Z';
  const { tasks } = await ok(house, role, 'session_sweep');
  const task = tasks.find((each: Data) => each.kind === kind);
  expect(task).toMatchObject({ tool, ...(tool === 'pipeline_report' ? { call: { kind } } : {}) });
  expect(await refusal(house, role, 'complete_task', { task: task.id, note: 'done' })).toBe(
    `RULE_REFUSED (§${clause}, S-1): the task \`${kind}\` is closed by its act, not by hand. Next: call ${call}.`,
  );
  const given: Data = {
    pipeline_report: { kind },
    reconcile_sent: { messages: [], until: '2026-04-24T14:00:00.000Z' },
    reconcile_stages: { apollo: [], monday: [] },
  };
  await ok(house, role, tool, given[tool]);
  const after = await ok(house, role, 'session_sweep');
  expect(after.tasks.map((each: Data) => each.kind)).not.toContain(kind);
});
