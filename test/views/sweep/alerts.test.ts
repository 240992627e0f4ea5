import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { acme, comment, type Data, no, ok, seedMql, seedNoted, seedPending, twoHigh } from '../../support/calls.ts';
import { type House, loadedFrom, openHouse } from '../../support/server.ts';

const alerts = async (house: House, role: Role, kind: string): Promise<string[]> => {
  const data = await ok(house, role, 'session_sweep');
  return data.alerts.filter((line: Data) => line.kind === kind).map((line: Data) => line.summary);
};
const watch = async (house: House, role: Role, kind: string): Promise<Data[]> => {
  const data = await ok(house, role, 'session_sweep');
  return data.watch.filter((line: Data) => line.kind === kind);
};
const small = acme.facts.map((fact) => (fact.fact === 'employees' ? { ...fact, value: 180 } : fact));

async function overridden(house: House): Promise<Data> {
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: small });
  const { signal } = await ok(house, 'mining.mind', 'file_signal_note', comment());
  return ok(house, 'cro', 'override_gate', {
    account: 'acme.com',
    gate: 'G1',
    justification: 'An ecosystem of exceptional complexity for its size, with four hyperscaler programmes.',
    compensating_signals: [signal.id],
  });
}

test('3.6b the sweep of chief.staff shows an override with its three facts, also once it fell', async () => {
  const house = await openHouse();
  await overridden(house);
  const signal = await house.ledger.read((reader) => reader.account('acme.com')?.state.signals[0]?.id);
  expect(await watch(house, 'chief.staff', 'override')).toEqual([
    {
      kind: 'override',
      clause: '3.6',
      summary: `Acme Corp: the CRO overrode G1 on 2026-04-21, compensated by ${signal}; it stands`,
      account: 'acme.com',
      words: {
        justification: {
          quoted: 'An ecosystem of exceptional complexity for its size, with four hyperscaler programmes.',
        },
      },
      tool: 'explain_account',
      call: { account: 'acme.com' },
    },
  ]);
  const facts = [{ ...acme.facts[0], value: 240, as_of: '2026-04-20' }];
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts });
  const [fallen] = await watch(house, 'chief.staff', 'override');
  expect(fallen?.summary).toBe(
    `Acme Corp: the CRO overrode G1 on 2026-04-21, compensated by ${signal}; it fell on 2026-04-21: a newer fact answers G1`,
  );
  house.clock.now = '2026-04-29T14:00:00.000Z';
  expect(await watch(house, 'chief.staff', 'override')).toEqual([]);
});

test('7.6 the month of overrides is told with both counts, and alarms beyond 10 %', async () => {
  const house = await openHouse();
  const rate = async () => (await watch(house, 'chief.staff', 'override_rate'))[0]?.summary;
  expect(await rate()).toBe('2026-04: 0 of 0 classifications stood on an override; more than 10 % opens a gate review');
  await overridden(house);
  expect(await alerts(house, 'chief.staff', 'override_rate')).toEqual([]);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(await rate()).toBe(
    '2026-04: 1 of 1 classification stood on an override (100.0 %); more than 10 % opens a gate review',
  );
  for (const role of ['chief.staff', 'cro'] as const)
    expect(await alerts(house, role, 'override_rate')).toEqual([
      'Overrides in 2026-04: 1 of 1 classification, more than 10 %. The gates are reviewed',
    ]);
  for (let n = 1; n <= 9; n++) {
    const account = `other-${n}.com`;
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: account, name: `Other ${n}` });
    const contact = { name: 'Bo', email: `bo@${account}` };
    await ok(house, 'mining.mind', 'file_signal_note', comment({ account, contact }));
    await ok(house, 'sales.ops', 'classify_mql', { account });
  }
  expect(await rate()).toContain('1 of 10 classifications stood on an override (10.0 %)');
  expect(await alerts(house, 'chief.staff', 'override_rate')).toEqual([]);
});

test('7.1 the same dispute at three accounts is an alarm; each is shown with its claim and its answer', async () => {
  const house = await openHouse();
  await seedMql(house);
  for (const account of ['bolt.com', 'cato.com']) {
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: account, name: account });
    const contact = { name: 'Bo', email: `bo@${account}` };
    await ok(house, 'mining.mind', 'file_signal_note', comment({ account, contact }));
    await ok(house, 'sales.ops', 'classify_mql', { account });
  }
  const dispute = (account: string) =>
    ok(house, 'cro', 'dispute_mql', { account, criterion: 'G3', claim: 'the revenue is a guess' });
  await dispute('bolt.com');
  await dispute('acme.com');
  expect(await alerts(house, 'chief.staff', 'repeated_dispute')).toEqual([]);
  const [head] = await watch(house, 'cmo', 'disputes');
  expect(head?.summary).toBe('MQL disputes of 2026-Q2: G3 2');
  const [single] = await watch(house, 'cmo', 'dispute');
  expect(single).toMatchObject({
    summary: 'Acme Corp: cro disputed G3 on 2026-04-21; it stands',
    words: { claim: { quoted: 'the revenue is a guess' } },
  });
  await dispute('cato.com');
  expect(await alerts(house, 'chief.staff', 'repeated_dispute')).toEqual([
    'G3 was disputed at 3 accounts in 2026-Q2: its definition is to be amended',
  ]);
  house.clock.now = '2026-07-01T14:00:00.000Z';
  expect(await watch(house, 'cmo', 'disputes')).toEqual([]);
});

test('7.4 an MQL volume without a threshold is not configured, and says so', async () => {
  const house = await openHouse();
  for (const role of ['cmo', 'cro'] as const)
    expect(await alerts(house, role, 'mql_volume')).toEqual([
      'MQL volume: not configured; no threshold is supplied (alerts.mql_volume of the policy)',
    ]);
});

test('S-1 a threshold that nobody supplied is said once a month to each who supplies it', async () => {
  const house = await openHouse();
  const said = async () => {
    const found = [];
    for (const role of ['cro', 'cmo'] as const) found.push((await alerts(house, role, 'mql_volume')).length);
    return found;
  };
  expect([await said(), await said()]).toEqual([
    [1, 1],
    [0, 0],
  ]);
  house.clock.now = '2026-04-30T14:00:00.000Z';
  expect(await said()).toEqual([0, 0]);
  house.clock.now = '2026-05-01T14:00:00.000Z';
  expect([await said(), await said()]).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

test('7.4 an MQL volume below its threshold two weeks running alarms CMO and CRO with the counts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-volume-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'policy.yaml'), 'extends: handoff-0.2\nalerts: { mql_volume: 2 }\n');
  const house = await openHouse({ policy: loadedFrom(join(folder, 'policy.yaml')) });
  await seedMql(house);
  house.clock.now = '2026-05-03T14:00:00.000Z';
  expect(await alerts(house, 'cmo', 'mql_volume')).toEqual([]);
  house.clock.now = '2026-05-04T14:00:00.000Z';
  for (const role of ['cmo', 'cro'] as const)
    expect(await alerts(house, role, 'mql_volume')).toEqual([
      'MQL volume below 2 a week: 2026-W18: 0, 2026-W17: 1. CMO and CRO review why',
    ]);
});

test('7.5 SQL conversion below 20 % in four weeks with cases alarms with the counts of each week', async () => {
  const house = await openHouse();
  const weeks = ['2026-04-21', '2026-04-28', '2026-05-12', '2026-05-19'];
  for (const [n, day] of weeks.entries()) {
    house.clock.now = `${day}T14:00:00.000Z`;
    expect(await alerts(house, 'cro', 'sql_conversion')).toEqual([]);
    const account = `week-${n}.com`;
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: account, name: `Week ${n}` });
    const contact = { name: 'Bo', email: `bo@${account}` };
    await ok(house, 'mining.mind', 'file_signal_note', comment({ account, contact }));
    await ok(house, 'sales.ops', 'classify_mql', { account });
    await ok(house, 'sales.ops', 'score_dossier', { ...twoHigh, account });
  }
  house.clock.now = '2026-05-26T14:00:00.000Z';
  expect(await alerts(house, 'cro', 'sql_conversion')).toEqual([
    'MQL to SQL below 20 % in 4 weeks running (entered of decided): 2026-W17: 0 of 1, 2026-W18: 0 of 1, 2026-W20: 0 of 1, 2026-W21: 0 of 1. The CRO reviews S1 to S4',
  ]);
  expect(await alerts(house, 'mining.mind', 'sql_conversion')).toEqual([]);
});

test('7.7 missed approvals are told to chief.staff and to who missed them; the escalated step says what it is', async () => {
  const house = await openHouse();
  await seedPending(house);
  house.clock.now = '2026-04-22T14:00:00.001Z';
  for (const role of ['chief.staff', 'cro'] as const)
    expect(await alerts(house, role, 'missed_steps')).toEqual([
      'cro missed 1 approval step in 30 days; 3 open a capacity review',
    ]);
  expect(await alerts(house, 'sales.ops', 'missed_steps')).toEqual([]);
  house.clock.now = '2026-04-23T14:00:00.001Z';
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep');
  expect(tasks.find((task: Data) => task.kind === 'escalated_step')).toMatchObject({
    account: 'acme.com',
    about: 'cro owes: confirm, dispute or flag the dossier; it was due 2026-04-22T14:00:00.000Z',
  });
  const own = await ok(house, 'cro', 'session_sweep');
  expect(own.tasks.find((task: Data) => task.kind === 'cro_review')).toMatchObject({ overdue: true, escalated: true });
});

test('4.3e overdue work is counted by role for chief.staff, and once for whom it is', async () => {
  const house = await openHouse();
  await seedNoted(house);
  house.clock.now = '2026-04-22T14:00:00.001Z';
  await ok(house, 'sales.ops', 'session_sweep');
  expect(await alerts(house, 'sales.ops', 'overdue')).toEqual(['3 of your 3 open tasks are overdue']);
  expect(await alerts(house, 'chief.staff', 'overdue_by_role')).toEqual([
    'Overdue by role: sales.ops 3 of 3, cro 1 of 1',
  ]);
  expect(await alerts(house, 'cro', 'late')).toEqual([
    'sales.ops is late: Acme Corp: classify the account from its gates and signals, due 2026-04-22T14:00:00.000Z',
  ]);
});

test('4.3e what was refused today is counted by code, in the zone of business', async () => {
  const house = await openHouse();
  await seedMql(house);
  await no(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  await no(house, 'cmo', 'classify_mql', { account: 'acme.com' });
  await no(house, 'cmo', 'classify_mql', { account: 'acme.com' });
  const told = async () => (await watch(house, 'chief.staff', 'refusals')).map(({ summary }) => summary);
  expect(await told()).toEqual(['Refused today: NOT_PERMITTED 2, RULE_REFUSED 1']);
  house.clock.now = '2026-04-22T03:59:00.000Z';
  expect(await told()).toEqual(['Refused today: NOT_PERMITTED 2, RULE_REFUSED 1']);
  house.clock.now = '2026-04-22T04:00:00.000Z';
  expect(await told()).toEqual([]);
});
