import { expect, test } from 'vitest';
import { type Data, ok, seedMql, seedSql, threeHigh } from '../support/calls.ts';
import { metric, report } from '../support/reports.ts';
import { type House, openHouse } from '../support/server.ts';

const ahead = async (house: House, period?: string) =>
  metric(await report(house, { kind: 'daily_check_in', ...(period ? { period } : {}) }), 'briefings_ahead').value;

const scheduled = (house: House, at: string) =>
  ok(house, 'cro', 'advance_deal', { account: 'acme.com', event: 'briefing_scheduled', at });

test('W1 a Briefing that passed by a day’s end was not ahead of it, though it was given another date since', async () => {
  const house = await openHouse();
  await seedSql(house);
  await scheduled(house, '2026-04-22T15:00:00.000Z');
  expect(await ahead(house)).toBe(1);
  house.clock.now = '2026-04-23T15:00:00.000Z';
  expect(await ahead(house, '2026-04-21')).toBe(1);
  expect(await ahead(house, '2026-04-22')).toBe(0);
  await scheduled(house, '2026-04-28T15:00:00.000Z');
  expect(await ahead(house, '2026-04-22')).toBe(0);
  expect(await ahead(house)).toBe(1);
});

test('W1 L11 no Briefing is ahead at an account that was disqualified since, and the days before keep theirs', async () => {
  const house = await openHouse();
  await seedSql(house);
  await scheduled(house, '2026-04-28T15:00:00.000Z');
  house.clock.now = '2026-04-22T15:00:00.000Z';
  await ok(house, 'sales.ops', 'propose_stage_change', {
    account: 'acme.com',
    change: 'disqualify',
    trigger: 'company_ended',
    reason: 'it was bought',
    evidence: 'press release',
  });
  expect(await ahead(house)).toBe(0);
  expect(await ahead(house, '2026-04-21')).toBe(1);
});

test('W8 at its due instant a task is in time: the daily check-in, the SLA and the sweep say the same', async () => {
  const house = await openHouse();
  const { opened } = await seedMql(house);
  house.clock.now = opened.find((each: Data) => each.kind === 'dossier').due_at;
  const dossiers = async () =>
    (await report(house, { kind: 'sla' })).by_task.find((each: Data) => each.kind === 'dossier');
  const day = await report(house, { kind: 'daily_check_in' });
  expect([metric(day, 'mqls_pending').value, day.late]).toEqual([0, []]);
  expect(await dossiers()).toMatchObject({ met: 0, late: 0, pending: 1, open_late: 0, share: null });
  const { tasks } = await ok(house, 'sales.ops', 'session_sweep');
  expect(tasks.find((each: Data) => each.kind === 'dossier').overdue).toBe(false);
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  expect(await dossiers()).toMatchObject({ met: 1, late: 0, share: 1 });
});

test('W8 a late task that was closed in the period lends its hours, though the period has no case of it', async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  const { by_task } = await report(house, { kind: 'sla', period: '2026-W18' });
  expect(by_task.find((each: Data) => each.kind === 'dossier')).toEqual({
    role: 'sales.ops',
    kind: 'dossier',
    clause: '4.3',
    met: 0,
    late: 0,
    withdrawn: 0,
    pending: 0,
    open_late: 0,
    share: null,
    median_hours: 40,
  });
});

test('W8 a role whose late tasks are all of an earlier period is told without `0 of 0`', async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-04-28T14:00:00.000Z';
  const { look_first } = await report(house, { kind: 'sla', period: '2026-04-28', filter: { role: 'chief.staff' } });
  expect(look_first[0]).toEqual({ metric: 'by_role', because: 'chief.staff has 1 late and open' });
});

test('W1 the address of a report takes a period of two days as it is written, and percent-encoded', async () => {
  const house = await openHouse();
  const days = '2026-04-20/2026-04-21';
  for (const period of [days, encodeURIComponent(days)]) {
    const uri = `ladder://reports/sla/${period}?format=json`;
    const { data } = await ok(house, 'viewer', 'read_ladder', { uri });
    expect(data.period.name).toBe(days);
  }
});
