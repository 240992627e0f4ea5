import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answer, type Data, describeWriting, ok, recordOnly, refusal, seedPending } from '../support/calls.ts';
import { eventsIn, type House, openHouse } from '../support/server.ts';

/** The board's stage of a dossier that waits for the CRO, as it was recorded. */
async function raised(house: House): Promise<string> {
  await seedPending(house);
  const bodies = eventsIn(house).flatMap(({ type, body }) => (type === 'intent_raised' ? [body.intent as Data] : []));
  return bodies.findLast((intent) => intent.action === 'set_stage')?.id;
}

describeWriting({
  tool: 'take_intent',
  by: 'sales.ops',
  clause: '4.4',
  who: 'sales.ops or cro',
  callers: ['sales.ops', 'cro'],
  outcome: 'done',
  prepare: async (house) => ({ intent: await raised(house) }),
  other: { intent: 'int_other' },
});

test('4.4a take_intent gives what is to be done outside, to one taker at a time', async () => {
  const house = await openHouse();
  const intent = await raised(house);
  const { data } = await answer(house, 'sales.ops', 'take_intent', { intent });
  expect(data).toMatchObject({ outcome: 'done', target: 'monday', action: 'set_stage' });
  expect(data.payload).toEqual({ item: 'acme.com', stage: 'MQL', review: 'PENDING_CRO' });
  expect(data.claim).toMatch(/^int_/);
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent })).toBe(
    'CONFLICT (§4.4): that intent is taken since 2026-04-21T14:00:00.000Z. Next: let whoever took it confirm it, or wait for the claim to lapse.',
  );
  house.clock.now = '2026-04-21T14:30:00.000Z';
  expect((await ok(house, 'sales.ops', 'take_intent', { intent })).outcome).toBe('done');
});

test('4.4a session_sweep lists the intents of the role that carries them out', async () => {
  const house = await openHouse();
  const intent = await raised(house);
  const { intents } = await ok(house, 'sales.ops', 'session_sweep');
  expect(intents.map((each: Data) => each.id)).toContain(intent);
  expect((await ok(house, 'cmo', 'session_sweep')).intents).toEqual([]);
});

test('4.4a take_intent gives nothing out while a restored copy waits to be confirmed', async () => {
  const house = await openHouse();
  const intent = await raised(house);
  await house.ledger.checkpoint();
  const checkpoints = `${house.path}.keys/checkpoints.jsonl`;
  writeFileSync(checkpoints, readFileSync(checkpoints, 'utf8').replace(/"count":\d+/, '"count":1'));
  const ops = await house.apart('sales.ops');
  const { content } = await ops.callTool({ name: 'take_intent', arguments: { intent } });
  expect(JSON.stringify(content)).toMatch(
    /RULE_REFUSED \(§4\.4\): sending is locked: this copy of the ledger lacks checkpoint \d+, so what it lists may be done already\. Next: chief\.staff closes confirm_restored_ledger \(tsk_desk_\d+\)/,
  );
});

test("4.4a take_intent refuses another role's intent and an unknown one", async () => {
  const house = await openHouse();
  const intent = await raised(house);
  const { text, events } = await recordOnly(house, 'cro', 'take_intent', { intent });
  expect(text.split('\n')[0]).toBe(
    "NOT_PERMITTED (§4.4): that intent is sales.ops's. Next: let sales.ops carry it out.",
  );
  expect(events).toMatchObject([{ stream: 'refusals', role: 'cro', body: { code: 'NOT_PERMITTED' } }]);
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: 'int_none' })).toBe(
    'NOT_FOUND (§4.4): no intent stands under that id. Next: take the id from session_sweep.',
  );
});
