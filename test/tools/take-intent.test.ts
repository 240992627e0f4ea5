import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  acme,
  answer,
  comment,
  type Data,
  describeWriting,
  ok,
  recordOnly,
  refusal,
  seedMql,
  seedPending,
  threeHigh,
} from '../support/calls.ts';
import { boardPolicy, eventsIn, type House, openHouse } from '../support/server.ts';

/** The post of a dossier that waits for the CRO, as it was recorded. */
async function raised(house: House): Promise<string> {
  await seedPending(house);
  const bodies = eventsIn(house).flatMap(({ type, body }) => (type === 'intent_raised' ? [body.intent as Data] : []));
  return bodies.findLast((intent) => intent.action === 'post')?.id;
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
  expect(data).toMatchObject({ outcome: 'done', target: 'slack', action: 'post' });
  expect(data.payload).toEqual({
    tool: 'slack_post_message',
    arguments: {
      channel_id: '#cro-updates',
      text: 'Acme Corp (acme.com): SQL-Pending Review, 3 of 4 buying signals are CONFIRMED or LIKELY: S1 CONFIRMED, S2 LIKELY, S3 CONFIRMED, S4 NOT_PRESENT.',
    },
    channel: 'cro-updates',
  });
  expect(data.claim).toMatch(/^int_/);
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent })).toBe(
    'CONFLICT (§4.4): that intent is taken since Tue 21 Apr 2026, 10:00. Next: let whoever took it confirm it, or wait for the claim to lapse.',
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

/** Open intents of sales.ops, as its sweep lists them. */
const owed = async (house: House): Promise<readonly Data[]> =>
  (await ok(house, 'sales.ops', 'session_sweep', { limit: 100 })).intents;

/** A house with a board outside, on which Acme has an item. */
async function boarded(): Promise<House> {
  const house = await openHouse({ policy: boardPolicy() });
  await ok(house, 'sales.ops', 'save_account', { ...acme, external: { monday: '77' } });
  return house;
}

/** The stage that the board is to show, and the intents that say so. */
const stagesOwed = async (house: House) => (await owed(house)).filter(({ action }) => action === 'set_stage');

test('4.4a the newest stage of an account replaces an open older one, and taking that one names the newest', async () => {
  const house = await boarded();
  await seedMql(house);
  const [first] = await stagesOwed(house);
  expect(first?.summary).toBe('Acme Corp: set the stage on the board to MQL DOSSIER_DUE');
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  const [second, ...more] = await stagesOwed(house);
  expect(more).toEqual([]);
  expect(second?.summary).toBe('Acme Corp: set the stage on the board to MQL PENDING_CRO');
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: first?.id })).toBe(
    `CONFLICT (§4.4): that intent is withdrawn since Tue 21 Apr 2026, 10:00: a newer stage stands in its place, ${second?.id}. Next: call take_intent with ${second?.id} in its place.`,
  );
  expect((await ok(house, 'sales.ops', 'take_intent', { intent: second?.id })).payload).toMatchObject({
    stage: 'MQL',
    review: 'PENDING_CRO',
  });
});

test('4.4a a stage that somebody has taken stays theirs; a failed one falls to the newer', async () => {
  const house = await boarded();
  await seedMql(house);
  const [first] = await stagesOwed(house);
  await ok(house, 'sales.ops', 'take_intent', { intent: first?.id });
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  expect((await stagesOwed(house)).map(({ tool }) => tool)).toEqual(['confirm_intent', 'take_intent']);
  const [, second] = await stagesOwed(house);
  const failed = await ok(house, 'sales.ops', 'confirm_intent', { intent: first?.id, result: 'failed' });
  expect(failed.summary).toBe(`set_stage for Acme Corp: failed, and ${second?.id} sets a newer stage.`);
  expect((await stagesOwed(house)).map(({ id }) => id)).toEqual([second?.id]);
});

test('4.4a of a stage whose claim lapsed after a newer one came, only the outcome can be told', async () => {
  const house = await boarded();
  await seedMql(house);
  const [first] = await stagesOwed(house);
  await ok(house, 'sales.ops', 'take_intent', { intent: first?.id });
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  house.clock.now = '2026-04-21T15:00:00.000Z';
  const [lapsed, second] = await stagesOwed(house);
  expect(lapsed).toMatchObject({
    id: first?.id,
    tool: 'confirm_intent',
    summary: `Acme Corp: set the stage on the board to MQL DOSSIER_DUE; taken by sales.ops, then replaced by ${second?.id}: tell what came of it`,
  });
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: first?.id })).toContain(
    `call take_intent with ${second?.id} in its place`,
  );
  await ok(house, 'sales.ops', 'confirm_intent', { intent: first?.id, result: 'done' });
  expect((await stagesOwed(house)).map(({ id }) => id)).toEqual([second?.id]);
});

test('4.4a a retraction withdraws the post of its own note while nobody has taken it; other posts and comments stay owed', async () => {
  const house = await openHouse();
  await seedMql(house);
  const before = await owed(house);
  const note = { ...comment(), signal: { ...comment().signal, object: 'post/2' } };
  const { signal } = await ok(house, 'mining.mind', 'file_signal_note', note);
  const known = new Set(before.map(({ id }) => id));
  const [own, ...more] = (await owed(house)).filter(({ id, action }) => action === 'post' && !known.has(id));
  expect(more).toEqual([]);
  await ok(house, 'sales.ops', 'retract_signal', { signal: signal.id, reason: 'another Ana' });
  const after = (await owed(house)).map(({ id }) => id);
  expect(after).not.toContain(own?.id);
  for (const { id } of before.filter(({ action }) => action !== 'set_stage')) expect(after).toContain(id);
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: own?.id })).toBe(
    `CONFLICT (§4.4): that intent is withdrawn since Tue 21 Apr 2026, 10:00: the note it tells (${signal.id}) was retracted. Next: nothing more is to do.`,
  );
});

test('4.4a take_intent takes many at once, and says which it refused', async () => {
  const house = await boarded();
  await seedPending(house);
  const ids = (await owed(house)).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(3);
  const { data, text } = await answer(house, 'sales.ops', 'take_intent', { intents: [...ids, 'int_none'] });
  expect(data.taken.map(({ intent }: Data) => intent)).toEqual(ids);
  expect(data.refused).toEqual([
    {
      intent: 'int_none',
      code: 'NOT_FOUND',
      because: 'no intent stands under that id; next: take the id from session_sweep',
    },
  ]);
  for (const { intent, target, action, payload, claim } of data.taken)
    expect(text).toContain(`- ${intent}: ${action} on ${target}, ${JSON.stringify(payload)}; claim ${claim}`);
  expect(text).toContain('- int_none refused: NOT_FOUND');
  expect(await refusal(house, 'sales.ops', 'take_intent', { intents: ids.slice(0, 2) })).toMatch(
    new RegExp(
      `^CONFLICT \\(§4\\.4\\): ${ids[0]}: that intent is taken since .*; ${ids[1]}: CONFLICT, that intent is taken`,
    ),
  );
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: ids[0], intents: ids })).toBe(
    'INVALID_INPUT: `intents`: it stands beside `intent`; one of the two is wanted. Next: correct `intents` and call again; nothing was recorded.',
  );
  const references = ids.map((_, n) => `ref-${n}`);
  const told = await answer(house, 'sales.ops', 'confirm_intent', { intents: ids, result: 'done', references });
  expect(told.data).toMatchObject({ outcome: 'done', confirmed: ids, summary: `${ids.length} intents: each done.` });
  expect(told.text).toContain(ids.join(', '));
  const settled = eventsIn(house).filter(({ type }) => type === 'intent_settled');
  expect(settled.map(({ body }) => [body.intent, body.reference])).toEqual(ids.map((id, n) => [id, `ref-${n}`]));
  expect(await owed(house)).toEqual([]);
});
