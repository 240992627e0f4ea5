import { expect, test } from 'vitest';
import { answer, type Data, describeWriting, ok, recordOnly, refusal, seedPending } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

async function listed(house: House): Promise<Data> {
  await seedPending(house);
  const { intents } = await ok(house, 'sales.ops', 'session_sweep');
  return intents[0];
}

describeWriting({
  tool: 'take_intent',
  by: 'sales.ops',
  clause: '4.4',
  who: 'sales.ops or cro',
  callers: ['sales.ops', 'cro'],
  outcome: 'done',
  prepare: async (house) => ({ intent: (await listed(house)).id }),
  other: { intent: 'int_other' },
});

test('4.4a take_intent gives what is to be done outside, to one taker at a time', async () => {
  const house = await openHouse();
  await seedPending(house);
  const { intents } = await ok(house, 'sales.ops', 'session_sweep');
  expect(intents.length).toBeGreaterThan(0);
  const stage = intents.find((each: Data) => each.action === 'set_stage');
  const { data } = await answer(house, 'sales.ops', 'take_intent', { intent: stage.id });
  expect(data).toMatchObject({ outcome: 'done', target: 'monday', action: 'set_stage', payload: { item: 'acme.com' } });
  expect(data.claim).toMatch(/^int_/);
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: stage.id })).toBe(
    'CONFLICT (§4.4): that intent is taken since 2026-04-21T14:00:00.000Z. Next: let whoever took it confirm it, or wait for the claim to lapse.',
  );
  house.clock.now = '2026-04-21T14:30:00.000Z';
  expect((await ok(house, 'sales.ops', 'take_intent', { intent: stage.id })).outcome).toBe('done');
});

test("4.4a take_intent refuses another role's intent and an unknown one", async () => {
  const house = await openHouse();
  const intent = await listed(house);
  const { text, events } = await recordOnly(house, 'cro', 'take_intent', { intent: intent.id });
  expect(text.split('\n')[0]).toBe(
    "NOT_PERMITTED (§4.4): that intent is sales.ops's. Next: let sales.ops carry it out.",
  );
  expect(events).toMatchObject([{ stream: 'refusals', role: 'cro', body: { code: 'NOT_PERMITTED' } }]);
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: 'int_none' })).toBe(
    'NOT_FOUND (§4.4): no intent stands under that id. Next: take the id from session_sweep.',
  );
});
