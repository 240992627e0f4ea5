import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { roles } from '../../../src/rules/vocabulary/roles.ts';
import { acme, type Data, ok, seedNoted, seedSql } from '../../support/calls.ts';
import { type House, openHouse } from '../../support/server.ts';

function copy(from: string, to: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(`${to}${suffix}`, { force: true });
    if (existsSync(`${from}${suffix}`)) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
  }
}

type Client = Awaited<ReturnType<House['apart']>>;

async function call(client: Client, name: string, args: Data = {}): Promise<Data> {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: { ...args } });
  if (isError) throw new Error(JSON.stringify(content));
  return structuredContent as Data;
}

test('inv1 a rolled-back ledger tells every role, withholds mail, stops nothing else, and goes on once confirmed', async () => {
  const house = await openHouse();
  await seedNoted(house);
  await house.ledger.checkpoint();
  copy(house.path, `${house.path}.copy`);
  await seedSql(await restarted(house));
  await house.ledger.checkpoint();
  await house.ledger.close();
  copy(`${house.path}.copy`, house.path);
  const staff = await house.apart('chief.staff');
  const { tasks } = await call(staff, 'session_sweep');
  const task = tasks.find((each: Data) => each.kind === 'confirm_restored_ledger');
  expect(task).toMatchObject({ tool: 'complete_task', call: { task: task.id } });
  for (const role of roles) {
    const { alerts } = await call(await house.apart(role), 'session_sweep');
    expect(alerts[0].kind).toBe('restored_copy');
    expect(alerts[0].summary).toContain('Sending is locked: ');
  }
  const ops = await house.apart('sales.ops');
  await call(ops, 'save_account', { domain: 'beta.com', name: 'Beta', facts: acme.facts });
  const render = async () => {
    const { facts, contacts } = await call(ops, 'explain_account', { account: 'acme.com' });
    const slots = { insight: 'Acme Corp runs 900 people on a partner programme.' };
    const args = { template: 'nurture_1', contact: contacts[0].id, slots, insight_fact: facts[0].id };
    return (await call(ops, 'render_sequence_email', args)).withheld;
  };
  expect((await render())[0]).toMatch(/^sending is locked until chief\.staff confirms this copy of the ledger: /);
  await call(staff, 'complete_task', { task: task.id, note: 'the backup of noon is the one to go on with' });
  expect((await render()).filter((why: string) => why.includes('locked'))).toEqual([]);
  expect((await call(ops, 'session_sweep')).alerts).toEqual([]);
});

/** The same house: what follows is written after the copy was taken. */
async function restarted(house: House): Promise<House> {
  await ok(house, 'sales.ops', 'session_sweep');
  return house;
}
