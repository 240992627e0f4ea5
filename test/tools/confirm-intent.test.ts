import { expect, test } from 'vitest';
import { acme, type Data, describeWriting, ok, refusal, seedPending } from '../support/calls.ts';
import { boardPolicy, eventsIn, type House, openHouse } from '../support/server.ts';

/** An intent of sales.ops's, taken. */
async function taken(house: House): Promise<Data> {
  await seedPending(house);
  const bodies = eventsIn(house).flatMap(({ type, body }) => (type === 'intent_raised' ? [body.intent as Data] : []));
  const intent = bodies.find((each) => each.role === 'sales.ops');
  if (!intent) throw new Error('no intent was raised');
  await ok(house, 'sales.ops', 'take_intent', { intent: intent.id });
  return intent;
}

describeWriting({
  tool: 'confirm_intent',
  by: 'sales.ops',
  clause: '4.4',
  who: 'sales.ops or cro',
  callers: ['sales.ops', 'cro'],
  outcome: 'done',
  prepare: async (house) => ({ intent: (await taken(house)).id, result: 'done', reference: 'item 12' }),
  other: { result: 'failed' },
});

const confirm = (house: House, args: object) => ok(house, 'sales.ops', 'confirm_intent', args as Data);

test('4.4a confirm_intent settles what was done, once', async () => {
  const house = await openHouse();
  const { id } = await taken(house);
  await confirm(house, { intent: id, result: 'done', reference: 'p1' });
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: id })).toMatch(
    /^CONFLICT \(§4\.4\): that intent is done since /,
  );
  for (const again of [{}, { reference: 'p1' }])
    expect(await confirm(house, { intent: id, result: 'done', ...again })).toMatchObject({
      outcome: 'done',
      summary: 'post for Acme Corp: done already.',
    });
  for (const other of [{ result: 'failed' }, { result: 'done', reference: 'p2' }])
    expect(await refusal(house, 'sales.ops', 'confirm_intent', { intent: id, ...other })).toBe(
      'CONFLICT (§4.4): that intent is done since Tue 21 Apr 2026, 10:00. Next: nothing more is to do.',
    );
});

test('4.4a confirm_intent opens a failed one again, and lets an unknown outcome be told once more', async () => {
  const house = await openHouse();
  const { id } = await taken(house);
  await confirm(house, { intent: id, result: 'failed' });
  expect(await refusal(house, 'sales.ops', 'confirm_intent', { intent: id, result: 'done' })).toBe(
    'RULE_REFUSED (§4.4): nobody has taken that intent. Next: call take_intent before you act, so that it is done once.',
  );
  await ok(house, 'sales.ops', 'take_intent', { intent: id });
  await confirm(house, { intent: id, result: 'unknown' });
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: id })).toBe(
    'CONFLICT (§4.4): that intent is of unknown outcome since Tue 21 Apr 2026, 10:00. Next: look whether it was done outside, then confirm_intent.',
  );
  expect((await confirm(house, { intent: id, result: 'done', reference: 'p1' })).outcome).toBe('done');
  expect(await refusal(house, 'sales.ops', 'confirm_intent', { intent: 'int_none', result: 'done' })).toBe(
    'NOT_FOUND (§4.4): no intent stands under that id. Next: take the id from session_sweep.',
  );
});

test('4.4a confirm_intent wants a reference where the outside gives one, and one for each or one for all', async () => {
  const house = await openHouse({ policy: boardPolicy() });
  await ok(house, 'sales.ops', 'save_account', { ...acme, external: { monday: '77' } });
  const { id } = await taken(house);
  expect(await refusal(house, 'sales.ops', 'confirm_intent', { intent: id, result: 'done' })).toBe(
    `INVALID_INPUT (§4.4): ${id} (post on slack) is told done without a \`reference\`. Next: give the id or link that slack answered, with \`intents\` as \`references\` in their order.`,
  );
  const { intents } = await ok(house, 'sales.ops', 'session_sweep', { limit: 100 });
  const rest = intents.map((each: Data) => each.id).filter((each: string) => each !== id);
  await ok(house, 'sales.ops', 'take_intent', { intents: rest });
  const all = [id, ...rest];
  expect(await refusal(house, 'sales.ops', 'confirm_intent', { intents: all, result: 'done', references: ['a'] })).toBe(
    `INVALID_INPUT: \`references\`: it holds 1, and ${all.length} intents are named; one for each is wanted. Next: correct \`references\` and call again; nothing was recorded.`,
  );
  const { confirmed } = await confirm(house, { intents: all, result: 'done', reference: 'board 7' });
  expect(confirmed).toEqual(all);
});

test('4.4a a stage is told done without a reference: the board answers with none of its own', async () => {
  const house = await openHouse({ policy: boardPolicy() });
  await ok(house, 'sales.ops', 'save_account', { ...acme, external: { monday: '77' } });
  await seedPending(house);
  const { intents } = await ok(house, 'sales.ops', 'session_sweep', { limit: 100 });
  const stage = intents.find(({ action }: Data) => action === 'set_stage');
  await ok(house, 'sales.ops', 'take_intent', { intent: stage.id });
  expect((await confirm(house, { intent: stage.id, result: 'done' })).outcome).toBe('done');
});
