import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { acme, answer, comment, type Data, ok, refusal, seedMql, seedPending, seedSql } from '../support/calls.ts';
import { boardPolicy, type House, openHouse } from '../support/server.ts';

const Listing = z.object({
  tools: z.array(z.object({ name: z.string(), inputSchema: z.record(z.string(), z.unknown()) })),
});
const { tools } = Listing.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/connectors/monday-tools.json'), 'utf8')),
);

/** Holds a payload against the schema that the tool itself lists. */
function fits({ tool, arguments: given }: Data): string {
  const listed = tools.find(({ name }) => name === tool);
  if (!listed) return `no tool ${tool}`;
  const read = z.fromJSONSchema(listed.inputSchema).safeParse(given);
  return read.success ? 'fits' : z.prettifyError(read.error);
}

const owed = async (house: House, role: 'sales.ops' | 'cro' = 'sales.ops'): Promise<readonly Data[]> =>
  (await ok(house, role, 'session_sweep', { limit: 100 })).intents;

const take = async (house: House, action: string): Promise<Data> => {
  const intent = (await owed(house)).find((each) => each.action === action)?.id;
  return ok(house, 'sales.ops', 'take_intent', { intent });
};

const outside = async (house: House) =>
  (await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' })).account.external;

test("A13 an account's way from E1 to SQL leaves four things to do outside, of all roles", async () => {
  for (const policy of [undefined, boardPolicy()]) {
    const house = await openHouse(policy ? { policy } : {});
    await seedSql(house);
    const all = [...(await owed(house)), ...(await owed(house, 'cro'))];
    const actions = all.filter(({ account }) => account === 'acme.com').map(({ action }) => action);
    expect(actions.sort()).toEqual(['comment', policy ? 'create_item' : 'set_stage', 'post', 'post'].sort());
  }
});

test('A13 without an item the first intent makes it, its reference becomes external.monday, and the others stand on it', async () => {
  const house = await openHouse({ policy: boardPolicy() });
  await seedMql(house);
  const [first, second] = (await owed(house)).filter(({ target }) => target === 'monday');
  expect([first?.action, second?.action]).toEqual(['create_item', 'comment']);
  expect(first?.summary).toBe('Acme Corp: make its item on the board, at MQL DOSSIER_DUE');
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: second?.id })).toBe(
    `RULE_REFUSED (§4.4, A13): the board has no item of Acme Corp yet that a comment could stand on. Next: sales.ops calls take_intent with ${first?.id}, which makes the item, and confirms it; then take this one.`,
  );
  const made = await answer(house, 'sales.ops', 'take_intent', { intent: first?.id });
  expect(made.data).toMatchObject({ target: 'monday', action: 'create_item' });
  expect(made.data.payload).toEqual({
    tool: 'create_item',
    arguments: { boardId: 4400, name: 'Acme Corp', columnValues: '{"status_1":{"label":"Marketing"}}' },
    account: 'acme.com',
    stage: 'MQL',
    review: 'DOSSIER_DUE',
  });
  expect(made.text).toContain(JSON.stringify(made.data.payload));
  expect(fits(made.data.payload)).toBe('fits');
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: second?.id })).toBe(
    `CONFLICT (§4.4, A13): the item of Acme Corp is being made by ${first?.id}, and its number isn't known yet. Next: call confirm_intent with ${first?.id} first: done with the item's number as \`reference\`, or failed.`,
  );
  expect(await refusal(house, 'sales.ops', 'confirm_intent', { intent: first?.id, result: 'done' })).toContain(
    `${first?.id} (create_item on monday) is told done without a \`reference\``,
  );
  await ok(house, 'sales.ops', 'confirm_intent', { intent: first?.id, result: 'done', reference: '9876543210' });
  expect(await outside(house)).toEqual({ monday: '9876543210' });

  const said = await take(house, 'comment');
  expect(said.payload).toMatchObject({ tool: 'create_update', item: '9876543210', account: 'acme.com' });
  expect(said.payload.arguments.itemId).toBe(9876543210);
  expect(said.payload.arguments.body).toMatch(/^Classified mql by sales\.ops on 2026-04-21\. /);
  expect(fits(said.payload)).toBe('fits');
  await ok(house, 'sales.ops', 'confirm_intent', { intent: said.intent, result: 'done', reference: '991' });
  expect(await outside(house)).toEqual({ monday: '9876543210' });
});

test('5.5c A13 the stage of an account with an item is set there, and a change of the review alone is none', async () => {
  const house = await openHouse({ policy: boardPolicy() });
  await ok(house, 'sales.ops', 'save_account', { ...acme, external: { monday: '77' } });
  await seedMql(house);
  const stage = await take(house, 'set_stage');
  expect(stage.payload).toEqual({
    tool: 'change_item_column_values',
    arguments: { boardId: 4400, itemId: 77, columnValues: '{"status_1":{"label":"Marketing"}}' },
    account: 'acme.com',
    stage: 'MQL',
    review: 'DOSSIER_DUE',
    item: '77',
  });
  expect(fits(stage.payload)).toBe('fits');
  await ok(house, 'sales.ops', 'confirm_intent', { intent: stage.intent, result: 'done' });
  await seedPending(house);
  expect((await owed(house)).filter(({ action }) => action === 'set_stage')).toEqual([]);
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  expect((await take(house, 'set_stage')).payload.arguments.columnValues).toBe('{"status_1":{"label":"Sales"}}');
});

test('A13 without a described board a stage says so and names the keys; a comment names what it lacks', async () => {
  const house = await openHouse();
  await seedMql(house);
  const stage = (await owed(house)).find(({ action }) => action === 'set_stage');
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: stage?.id })).toBe(
    "NOT_CONFIGURED (§4.4, A13): the policy doesn't say how stages stand on the board: boards.monday.board, boards.monday.stage_column, boards.monday.labels are missing. Next: who keeps the policy file sets that and starts the servers anew; the first session_sweep of the cro or cmo then puts it on record.",
  );
  expect((await take(house, 'comment')).payload).toMatchObject({
    tool: 'create_update',
    missing: {
      itemId: 'the number of the item that the board holds for acme.com; save_account keeps it as external.monday',
    },
  });
});

test('A13 a comment that somebody has taken gathers nothing more, and its words become no markup', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, external: { monday: 'board 7' } });
  await ok(house, 'mining.mind', 'file_signal_note', comment({ source: '<b>a</b> & b' }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const id = (await owed(house)).find(({ action }) => action === 'comment')?.id;
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: id })).toBe(
    'RULE_REFUSED (§4.4, A13): external.monday of acme.com is "board 7", and the board\'s items have numbers. Next: sales.ops gives the number of the item as external.monday with save_account.',
  );
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', external: { monday: '77' } });
  const first = await take(house, 'comment');
  expect(first.payload.arguments.body).toContain('"&lt;b&gt;a&lt;/b&gt; &amp; b"');
  await seedPending(house);
  expect((await owed(house)).filter(({ action }) => action === 'comment')).toHaveLength(2);
});
