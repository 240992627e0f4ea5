import { expect, test } from 'vitest';
import { answer, comment, type Data, goodFacts, ok, refusal, threeHigh, twoHigh } from '../support/calls.ts';
import { metric, person, post, report } from '../support/reports.ts';
import { type House, openHouse } from '../support/server.ts';

/** Facts and a comment of that day make it MQL, now. */
async function mql(house: House, domain: string, day: string): Promise<void> {
  const facts = goodFacts.map((each) => ({ ...each, as_of: day }));
  await ok(house, 'sales.ops', 'save_account', { domain, name: domain, facts });
  const about = { account: domain, contact: person(domain), signal: post(1) };
  const note = comment({ ...about, observed_at: `${day}T09:00:00-05:00` });
  await ok(house, 'mining.mind', 'file_signal_note', note);
  await ok(house, 'sales.ops', 'classify_mql', { account: domain });
}

const close = (house: House, period: string) => report(house, { kind: 'weekly_close', period });

const hours = ({ period: { from, to } }: Data) => (Date.parse(to) - Date.parse(from)) / 3_600_000;

const mqls = (data: Data) => {
  const { value, before } = metric(data, 'new_mqls');
  return [value, before];
};

test('W1 the 53rd week of 2026 runs over the new year, and the first of 2027 comes after it', async () => {
  const house = await openHouse({ now: '2026-12-30T15:00:00.000Z' });
  await mql(house, 'acme.com', '2026-12-28');
  // New Year's Day is of the week that began in December; Sunday, one minute to midnight in New York, too.
  house.clock.now = '2027-01-01T15:00:00.000Z';
  await mql(house, 'beta.com', '2026-12-28');
  house.clock.now = '2027-01-04T04:59:00.000Z';
  await mql(house, 'gamma.com', '2026-12-28');
  house.clock.now = '2027-01-04T05:00:00.000Z';
  await mql(house, 'delta.com', '2026-12-28');
  const last = await close(house, '2026-W53');
  expect(last.period).toMatchObject({
    from: '2026-12-28T05:00:00.000Z',
    to: '2027-01-04T05:00:00.000Z',
    closed: true,
  });
  expect(mqls(last)).toEqual([3, 0]);
  const first = await close(house, '2027-W01');
  expect(first.period).toMatchObject({ from: '2027-01-04T05:00:00.000Z', closed: false });
  expect(mqls(first)).toEqual([1, 3]);
  expect(first.cohorts.slice(0, 3).map(({ week, mqls: count }: Data) => [week, count])).toEqual([
    ['2027-W01', 1],
    ['2026-W53', 3],
    ['2026-W52', 0],
  ]);
  const { triggers } = await report(house, { kind: 'scaling' });
  expect(triggers[0].value).toBe(1);
  expect(triggers[0].trend.slice(-2)).toEqual([
    { week: '2026-W52', value: 0 },
    { week: '2026-W53', value: 3 },
  ]);
  // Of the three of that week one is of the old year's quarter.
  expect(mqls(await report(house, { kind: 'attribution', period: '2026-Q4' }))).toEqual([1, 0]);
  expect(mqls(await report(house, { kind: 'attribution', period: '2027-Q1' }))).toEqual([3, 1]);
  for (const none of ['2025-W53', '2026-W54', '2027-W53', '2027-W00'])
    expect(await refusal(house, 'viewer', 'pipeline_report', { kind: 'weekly_close', period: none })).toMatch(
      /^INVALID_INPUT: `period` is /,
    );
});

test.each([
  ['spring', '2026-W10', 167, '2026-03-06T15:00:00.000Z', '2026-03-09T03:59:00.000Z', '2026-03-09T04:00:00.000Z'],
  ['autumn', '2026-W44', 169, '2026-10-30T14:00:00.000Z', '2026-11-02T04:59:00.000Z', '2026-11-02T05:00:00.000Z'],
] as const)('6.1b W1 W5 the week of the %s change of clocks ends at midnight, and days stay days', async (...given) => {
  const [, week, length, friday, sunday, monday] = given;
  const house = await openHouse({ now: friday });
  const seen = friday.slice(0, 10);
  await mql(house, 'acme.com', seen);
  house.clock.now = sunday;
  await mql(house, 'beta.com', seen);
  house.clock.now = monday;
  await mql(house, 'gamma.com', seen);
  const closed = await close(house, week);
  expect(hours(closed)).toBe(length);
  expect(mqls(closed)).toEqual([2, 0]);
  const running = await report(house, { kind: 'weekly_close' });
  expect(mqls(running)).toEqual([1, 2]);
  expect(hours(running)).toBe(168);
  // Friday's MQL is confirmed on Monday: three days, whatever the hours between them.
  house.clock.now = `${monday.slice(0, 11)}15:00:00.000Z`;
  const scores = threeHigh.scores.map((each) => ({
    ...each,
    findings: each.findings?.map((finding) => ({ ...finding, date: seen })),
  }));
  await ok(house, 'sales.ops', 'score_dossier', { account: 'acme.com', scores });
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  expect(metric(await report(house, { kind: 'weekly_close' }), 'median_days_mql_to_sql')).toMatchObject({
    value: 3,
    n: 1,
  });
});

test('W1 a week in which nothing happened answers zeros and no shares, beside the week before', async () => {
  const house = await openHouse();
  await mql(house, 'acme.com', '2026-04-20');
  house.clock.now = '2026-04-21T20:00:00.000Z';
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  house.clock.now = '2026-05-20T14:00:00.000Z';
  // One case alone: none of one was confirmed.
  const one = await close(house, '2026-W17');
  expect(metric(one, 'mql_to_sql')).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
  expect(metric(one, 'sla_mqls')).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
  const { data, text } = await answer(house, 'viewer', 'pipeline_report', { kind: 'weekly_close', period: '2026-W18' });
  const cells = data.metrics.map(({ name, value, before }: Data) => [name, value, before]);
  expect(cells).toEqual([
    ['new_mqls', 0, 1],
    ['mql_to_sql', null, 0],
    ['sql_entries', 0, 0],
    ['sql_to_briefing', null, null],
    ['median_days_mql_to_sql', null, null],
    ['marketing_influenced', null, null],
    ['open_rate', null, null],
    ['reply_rate', null, null],
    ['sla_signals', null, 1],
    ['sla_mqls', null, 1],
    ['sla_sqls', null, null],
    ['won', 0, 0],
    ['lost', 0, 0],
    ['regressed', 0, 0],
    ['recycled', 0, 0],
    ['disqualified', 0, 0],
    ['archived', 0, 0],
    ['re_entries', 0, 0],
  ]);
  for (const each of data.metrics)
    if (each.unit === 'share') expect(each).toMatchObject({ denominator: 0, not_measurable: { why: 'no_cases' } });
  expect(data.first_touch.every((each: Data) => each.mqls === 0 && each.pass_through === 0)).toBe(true);
  expect(data).toMatchObject({ sequences: [], evidence: [], restated: [] });
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});
