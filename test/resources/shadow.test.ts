import { describe, expect, test } from 'vitest';
import { acme, comment, type Data, ok } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

/** A company of 900 people with a comment, classified. */
async function classified(house: House, domain: string): Promise<void> {
  await ok(house, 'sales.ops', 'save_account', { ...acme, domain, name: domain });
  const contact = { name: 'Bo Lind', email: `bo@${domain}`, title: 'CRO' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ account: domain, contact }));
  await ok(house, 'sales.ops', 'classify_mql', { account: domain });
}

async function proposed(house: House, changes: Data): Promise<string> {
  const { change } = await ok(house, 'cro', 'propose_policy_change', { changes, why: 'smaller firms never buy' });
  return change.id;
}

/** Changes that `ladder://policy` lists as proposed, by a resource and by a tool alike. */
async function listed(house: House): Promise<readonly Data[]> {
  const uri = 'ladder://policy?format=json';
  const { contents } = await (await house.as('cmo')).readResource({ uri });
  const [page] = contents;
  if (!page || !('text' in page)) throw new Error('no text');
  const { proposed: told } = JSON.parse(page.text);
  const { data } = await ok(house, 'cmo', 'read_ladder', { uri });
  expect(data.proposed).toEqual(told);
  return told;
}

const shadows = async (house: House) => (await listed(house)).map(({ id, shadow }) => [id, shadow]);

describe('P2 a proposed change runs in the shadow', () => {
  test('6.3c it counts what was decided since its proposal, and what would have been different', async () => {
    const house = await openHouse();
    await classified(house, 'before.com');
    const stricter = await proposed(house, { 'gates.G1.value': 1000 });
    expect(await shadows(house)).toEqual([[stricter, { decisions: 0, different: 0 }]]);
    await classified(house, 'after.com');
    const looser = await proposed(house, { 'gates.G1.value': 100 });
    await classified(house, 'later.com');
    expect(await shadows(house)).toEqual([
      [stricter, { decisions: 2, different: 2 }],
      [looser, { decisions: 1, different: 0 }],
    ]);
    const { content } = await ok(house, 'cmo', 'read_ladder', { uri: 'ladder://policy' });
    expect(content).toContain('2 of 2 decisions since the proposal would have been different; simulate_policy shows');
    expect(content).toContain('0 of 1 decision since the proposal would have been different');
  });

  test('P4 it agrees with simulate_policy over the same decisions', async () => {
    const house = await openHouse();
    await proposed(house, { 'gates.G1.value': 1000 });
    house.clock.now = '2026-04-22T14:00:00.000Z';
    await classified(house, 'after.com');
    const asked = { changes: { 'gates.G1.value': 1000 }, from: '2026-04-22', to: '2026-04-22', mode: 'point' };
    const { point } = await ok(house, 'cmo', 'simulate_policy', asked);
    const [first] = await listed(house);
    expect(first?.shadow).toEqual({ decisions: point.decisions, different: point.different });
    expect(point.different).toBe(1);
  });

  test('6.3c what is ratified or rejected has none', async () => {
    const house = await openHouse();
    const change = await proposed(house, { 'gates.G1.value': 1000 });
    await ok(house, 'cmo', 'ratify_policy_change', { change });
    expect(await listed(house)).toEqual([]);
    const { content } = await ok(house, 'cmo', 'read_ladder', { uri: 'ladder://policy' });
    expect(content).toContain(change);
    expect(content).not.toContain('shadow');
  });
});
