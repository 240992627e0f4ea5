import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { adoptFile } from '../../src/commands/data/adopt.ts';
import { comment, type Data, ok } from '../support/calls.ts';
import { company, fortnight, metric, noted, person, post, report } from '../support/reports.ts';
import { type House, openHouse } from '../support/server.ts';

/** New MQLs, entries, people and cases, as each kind of report counts them once every case had its sixty days. */
async function counts(house: House): Promise<Data> {
  house.clock.now = '2026-06-29T15:00:00.000Z';
  const week = await report(house, { kind: 'weekly_close', period: '2026-W17' });
  const attribution = await report(house, { kind: 'attribution', period: '2026-Q2' });
  const calibration = await report(house, { kind: 'calibration', period: '2026-Q2' });
  const { triggers } = await report(house, { kind: 'scaling' });
  const day = await report(house, { kind: 'daily_check_in', period: '2026-04-21' });
  const sla = await report(house, { kind: 'sla', period: '2026-Q2' });
  const value = (data: Data, name: string) => metric(data, name).value;
  const trigger = (name: string) => triggers.find((each: Data) => each.name === name).value;
  return {
    week: [value(week, 'new_mqls'), value(week, 'sql_entries'), metric(week, 'marketing_influenced').denominator],
    day: [value(day, 'new_mqls'), value(day, 'sql_entries')],
    cohorts: week.cohorts[0],
    attribution: value(attribution, 'new_mqls'),
    e1: attribution.by_signal.find((each: Data) => each.signal_type === 'E1'),
    cohort: calibration.cohort,
    calibrated: calibration.by_signal
      .filter(({ dimension, n }: Data) => dimension === 'any_touch' && n > 0)
      .map(({ signal, k, n }: Data) => [signal, k, n]),
    scaling: [trigger('active_sqls'), trigger('contacts_in_pipeline'), trigger('clients')],
    classified: sla.by_task.find((each: Data) => each.kind === 'classify')?.met,
    restated: [...new Set([...week.restated, ...attribution.restated].map((each: Data) => each.metric))],
  };
}

test('W2 P3 two notes of one person and of a person who is joined into them are one MQL, one person, one case', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  await noted(house, 'acme.com', post(1));
  const ann = { name: 'Ann Ruiz', email: 'ann@acme.com' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ contact: ann, signal: post(2) }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const before = await counts(house);
  expect(before).toMatchObject({ week: [1, 0, 0], attribution: 1, cohort: { opened: 1, mature: 1 } });
  expect(before.scaling).toEqual([0, 2, 0]);
  const same_as = 'ann@acme.com';
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    contacts: [{ contact: 'ana@acme.com', same_as }],
  });
  expect(await counts(house)).toEqual({ ...before, scaling: [0, 1, 0] });
});

test('W1 W2 P3 an account that was absorbed: figures as fixed, one case of calibration, one account at SQL', async () => {
  const house = await fortnight();
  const before = await counts(house);
  expect(before).toMatchObject({
    week: [3, 2, 2],
    day: [3, 1],
    attribution: 3,
    e1: { first_touch: 2, any_touch: 2, to_sql: 1 },
    cohort: { opened: 3, mature: 3, converted: 2 },
    calibrated: [
      ['E1', 1, 2],
      ['E4', 1, 1],
      ['E8', 0, 1],
    ],
    scaling: [2, 3, 0],
    classified: 3,
    restated: [],
  });
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', aliases: ['gamma.com'] });
  const after = await counts(house);
  expect(after).toMatchObject({
    week: [3, 2, 2],
    day: [3, 1],
    attribution: 3,
    cohort: { opened: 2, mature: 2, converted: 2 },
    calibrated: [
      ['E1', 1, 1],
      ['E4', 1, 1],
    ],
    scaling: [2, 3, 0],
    classified: 3,
    restated: ['new_mqls'],
  });
});

test('W7 A3 P3 a person who is erased since counted then: no figure of the week, of attribution or of calibration moves', async () => {
  const house = await fortnight();
  const before = await counts(house);
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'legal.exec', 'erase_person', { contact: 'ana@gamma.com', basis: 'a request of 27 April' });
  const after = await counts(house);
  expect(after).toEqual({ ...before, scaling: [2, 2, 0] });
});

/** Takes accounts over at the stages that a list states. */
async function adopted(house: House, rows: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-board-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'board.csv');
  writeFileSync(file, `Company,Domain,Stage,Contact,Email,Opted out\n${rows.join('\n')}\n`);
  const output = { out: () => undefined, progress: () => undefined };
  for (const role of ['cro', 'sales.ops'] as const)
    await adoptFile(house.ledger, { file, role, map: new Map(), apply: true, json: true }, output);
}

test('A12 W2 W3 P3 accounts that were adopted stand apart in every figure, and their states are counted once', async () => {
  const house = await openHouse();
  await adopted(house, [
    'Acme,acme.com,SQL,Ana Ruiz,ana@acme.com,no',
    'Beta,beta.com,MQL,Bo Lind,bo@beta.com,no',
    'Gamma,gamma.com,Closed won,Cy Mora,cy@gamma.com,no',
  ]);
  const found = await counts(house);
  expect(found).toMatchObject({
    week: [0, 0, 0],
    day: [0, 0],
    cohorts: { mqls: 0, sqls: 0 },
    attribution: 0,
    e1: { first_touch: 0, any_touch: 0 },
    cohort: { opened: 0, mature: 0 },
    calibrated: [],
    scaling: [1, 2, 1],
  });
  const week = await report(house, { kind: 'weekly_close', period: '2026-W17' });
  expect(metric(week, 'new_mqls').parts).toMatchObject({ adopted: 3 });
  expect(metric(week, 'sql_entries').parts).toMatchObject({ adopted: 1 });
  expect(metric(week, 'marketing_influenced')).toMatchObject({ value: null, parts: { adopted: 1 } });
  // A comment at an account whose episode is open begins none.
  house.clock.now = '2026-04-22T14:00:00.000Z';
  await ok(house, 'mining.mind', 'file_signal_note', {
    ...comment({ account: 'beta.com', contact: person('beta.com'), signal: post(1) }),
  });
  const calibration = await report(house, { kind: 'calibration', period: '2026-Q2' });
  expect(calibration).toMatchObject({ cohort: { opened: 0 }, post_mortems: { owed: ['gamma.com'] } });
});

test('W2 W4 P3 a deal that was lost and recycled is one episode: its way back is a re-entry, no second MQL or case', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  await noted(house, 'acme.com', { type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const step = (event: string, more: object = {}) =>
    ok(house, 'cro', 'advance_deal', { account: 'acme.com', event, ...more });
  await step('briefing_scheduled', { at: '2026-04-22T11:00:00-04:00' });
  house.clock.now = '2026-04-23T15:00:00.000Z';
  await step('lost', { reason: 'no budget' });
  house.clock.now = '2026-05-12T15:00:00.000Z';
  const again = { type: 'E4', channel: 'email', quote: 'Could we have the Briefing now?' };
  const note = comment({ contact: person('acme.com'), signal: again, observed_at: '2026-05-12T09:30:00-04:00' });
  await ok(house, 'sales.ops', 'file_signal_note', note);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const back = await report(house, { kind: 'weekly_close', period: '2026-W20' });
  expect(metric(back, 'new_mqls').value).toBe(0);
  expect(metric(back, 'sql_entries')).toMatchObject({ value: 1, parts: { auto_sql: 1, re_entries: 1 } });
  expect(metric(back, 're_entries').value).toBe(1);
  expect(metric(back, 'median_days_mql_to_sql')).toMatchObject({ n: 0, parts: { pass_through_n: 0 } });
  const lost = await report(house, { kind: 'weekly_close', period: '2026-W17' });
  expect([metric(lost, 'lost').value, metric(lost, 'new_mqls').value]).toEqual([1, 1]);
  expect(await counts(house)).toMatchObject({
    attribution: 1,
    cohort: { opened: 1, mature: 1, converted: 1 },
    calibrated: [['E4', 1, 1]],
    scaling: [1, 1, 0],
  });
});
