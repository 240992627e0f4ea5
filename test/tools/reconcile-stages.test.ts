import { expect, test } from 'vitest';
import { Written } from '../../src/tools/support/schemas.ts';
import { type Args, type Data, describeWriting, ok, seedMql, threeHigh } from '../support/calls.ts';
import { contactId } from '../support/sequences.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'reconcile_stages',
  by: 'sales.ops',
  clause: '5.5',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'done',
  prepare: async (house) => {
    await seedMql(house);
    return { apollo: [{ contact: 'ana@acme.com', stage: 'SQL' }] };
  },
  other: { apollo: [{ contact: 'ana@acme.com', stage: 'MQL' }] },
});

const compare = (house: House, args: Args) => ok(house, 'sales.ops', 'reconcile_stages', args);

async function rows(house: House): Promise<readonly string[]> {
  const { watch } = await ok(house, 'sales.ops', 'session_sweep');
  return watch.flatMap(({ kind, summary }: Data) => (kind === 'discrepancy' ? [summary] : []));
}

test('5.5b 5.5c 5.5f M5 a difference is one row of the sweep until a report agrees', async () => {
  const house = await openHouse();
  await seedMql(house);
  const ana = await contactId(house, 'ana@acme.com');
  const data = await compare(house, {
    apollo: [{ contact: 'ana@acme.com', stage: 'SQL' }],
    monday: [{ contact: ana, stage: 'prospect' }],
  });
  expect(data.discrepancies).toEqual([
    { contact: ana, account: 'acme.com', ladder: 'MQL', apollo: 'SQL', monday: 'PROSPECT' },
  ]);
  const told = `Acme Corp: the ladder says MQL, Apollo SQL, Monday PROSPECT (${ana}); set it right there, then reconcile_stages`;
  expect(await rows(house)).toEqual([told]);
  await compare(house, { monday: [{ contact: ana, stage: 'MQL' }] });
  expect(await rows(house)).toEqual([told.replace(', Monday PROSPECT', '')]);
  await compare(house, { apollo: [{ contact: ana, stage: 'MQL' }] });
  expect(await rows(house)).toEqual([]);
});

test('5.5f M5 names and stages that nobody knows are told, and compared with nothing', async () => {
  const house = await openHouse();
  await seedMql(house);
  const apollo = [
    { contact: 'nobody@acme.com', stage: 'MQL' },
    { contact: 'no person', stage: 'MQL' },
    { contact: 'ana@acme.com', stage: 'warmish' },
  ];
  expect(await compare(house, { apollo })).toMatchObject({
    discrepancies: [],
    unknown: [{ contact: 'nobody@acme.com' }, { contact: 'no person' }, { stage: 'warmish' }],
    summary: '3 reported stages are compared with the ladder: 0 contacts differ. 3 names or stages are unknown.',
  });
});

test('S-1 comparing closes the duty of the day', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'session_sweep');
  expect((await compare(house, { apollo: [] })).closed).toMatchObject([{ kind: 'reconcile_stages' }]);
  expect((await compare(house, { monday: [] })).closed).toEqual([]);
});

test('S-1 a trial that closes the duty which it brought in by time names no id of it, and its schema allows that', async () => {
  const house = await openHouse();
  await seedMql(house);
  await compare(house, { apollo: [] });
  house.clock.now = '2026-04-22T14:00:00.000Z';
  const tried = await compare(house, { apollo: [], dry_run: true });
  expect(tried.closed).toMatchObject([{ kind: 'reconcile_stages' }]);
  expect(tried.closed[0]).not.toHaveProperty('id');
  expect(Written.parse(tried).closed).toHaveLength(1);
  expect((await compare(house, { apollo: [] })).closed[0]).toHaveProperty('id');
});

test('M5 a difference is gone from the desk too once the ladder has come to it', async () => {
  const house = await openHouse();
  await seedMql(house);
  const ana = await contactId(house, 'ana@acme.com');
  await compare(house, {
    apollo: [{ contact: ana, stage: 'SQL' }],
    monday: [{ contact: ana, stage: 'PROSPECT' }],
  });
  const standing = () =>
    house.ledger.read((reader) => reader.desk().discrepancies?.map(({ account: _, ...each }) => each));
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  expect(await standing()).toEqual([{ contact: ana, apollo: 'SQL', monday: 'PROSPECT' }]);
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  expect(await standing()).toEqual([{ contact: ana, monday: 'PROSPECT' }]);
  await compare(house, { monday: [{ contact: ana, stage: 'SQL' }] });
  expect(await standing()).toEqual([]);
});
