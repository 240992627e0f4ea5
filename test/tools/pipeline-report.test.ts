import { expect, test } from 'vitest';
import { answer, comment, type Data, no, ok, refusal } from '../support/calls.ts';
import { company, fortnight, metric, noted, person, post, report } from '../support/reports.ts';
import { openHouse } from '../support/server.ts';

test('6.1a W1-W8 the weekly close of a week worked out by hand', async () => {
  const house = await fortnight();
  const data = await report(house, { kind: 'weekly_close' });
  expect(data.period).toEqual({
    name: '2026-W17',
    from: '2026-04-20T04:00:00.000Z',
    to: '2026-04-27T04:00:00.000Z',
    zone: 'America/New_York',
    closed: false,
  });
  expect(metric(data, 'new_mqls')).toEqual({
    name: 'new_mqls',
    clause: '6.1',
    ruling: 'W2',
    owner: 'sales.ops',
    basis: 'ruling',
    unit: 'count',
    value: 3,
    parts: { mql: 1, pass_through: 2, overridden: 0, adopted: 0 },
    before: 0,
  });
  expect(metric(data, 'mql_to_sql')).toMatchObject({ value: 0.5, numerator: 1, denominator: 2, before: null });
  expect(metric(data, 'sql_entries')).toMatchObject({ value: 2, parts: { auto_sql: 1, re_entries: 0, adopted: 0 } });
  expect(metric(data, 'sql_to_briefing')).toMatchObject({ value: 0, numerator: 0, denominator: 2, parts: { open: 2 } });
  expect(metric(data, 'median_days_mql_to_sql')).toMatchObject({
    value: 3,
    n: 1,
    parts: { pass_through_n: 1, pass_through_median: 0 },
  });
  expect(metric(data, 'marketing_influenced')).toMatchObject({ value: 0.5, numerator: 1, denominator: 2 });
  expect(metric(data, 'sla_signals')).toMatchObject({ value: 1, numerator: 3, denominator: 3 });
  expect(metric(data, 'sla_mqls')).toMatchObject({ value: 0, numerator: 0, denominator: 2, parts: { open_late: 0 } });
  expect(metric(data, 'sla_sqls')).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
  expect(metric(data, 'reply_rate')).toMatchObject({ value: null, not_measurable: { why: 'no_cases' } });
  expect(data.first_touch[0]).toEqual({ signal_type: 'E1', mqls: 2, pass_through: 1 });
  expect(data.first_touch[3]).toEqual({ signal_type: 'E4', mqls: 1, pass_through: 1 });
  expect(data.cohorts[0]).toEqual({
    week: '2026-W17',
    mqls: 3,
    mqls_to_sql: 2,
    sqls: 2,
    sqls_to_briefing: 0,
    sqls_open: 2,
  });
  expect(data.cohorts).toHaveLength(8);
});

test('6.1b W4 a Briefing of the week after counts for the week of the entry, as known now', async () => {
  const house = await fortnight();
  house.clock.now = '2026-04-27T15:00:00.000Z';
  await ok(house, 'cro', 'advance_deal', {
    account: 'acme.com',
    event: 'briefing_scheduled',
    at: '2026-05-05T11:00:00-04:00',
  });
  const data = await report(house, { kind: 'weekly_close', period: '2026-W17' });
  expect(data.period.closed).toBe(true);
  expect(metric(data, 'sql_to_briefing')).toMatchObject({
    value: 0.5,
    numerator: 1,
    denominator: 2,
    parts: { open: 1 },
  });
  const day = await report(house, { kind: 'daily_check_in' });
  expect(metric(day, 'briefings_ahead')).toMatchObject({ value: 1 });
  expect(metric(day, 'briefing_requests_open')).toMatchObject({ value: 1 });
});

test('6.1d W8 the daily check-in lists late dossiers with their business hours', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  await noted(house, 'acme.com', post(1));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  // Due on Wednesday at 10:00; asked on Thursday at 11:00.
  house.clock.now = '2026-04-23T15:00:00.000Z';
  const { data, text } = await answer(house, 'viewer', 'pipeline_report', { kind: 'daily_check_in' });
  expect(metric(data, 'mqls_pending')).toMatchObject({ value: 1, before: 1 });
  expect(data.late).toEqual([
    {
      account: 'acme.com',
      kind: 'dossier',
      role: 'sales.ops',
      due_at: '2026-04-22T14:00:00.000Z',
      business_hours_late: 9,
    },
  ]);
  expect(text).toContain('acme.com');
  const before = await report(house, { kind: 'daily_check_in', period: '2026-04-21' });
  expect(metric(before, 'mqls_pending')).toMatchObject({ value: 0 });
  expect(metric(before, 'new_mqls')).toMatchObject({ value: 1 });
});

test('6.1a W1 every figure is traced to its events, page by page', async () => {
  const house = await fortnight();
  const asked = { kind: 'weekly_close', detail: 'full', filter: { metric: 'new_mqls' }, limit: 2 };
  const first = await report(house, asked);
  expect(first.traced_total).toBe(3);
  expect(first.traced.map((each: Data) => [each.account, each.in, each.signal_type])).toEqual([
    ['acme.com', ['numerator'], 'E1'],
    ['beta.com', ['numerator'], 'E4'],
  ]);
  const more = await report(house, { ...asked, cursor: first.next_cursor });
  expect(more.traced.map((each: Data) => each.account)).toEqual(['gamma.com']);
  expect(more.next_cursor).toBeUndefined();
});

test('6.2b W6 attribution: a subscription of 99 days and a comment of three share an MQL by their credit', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  const contact = person('acme.com');
  const at = { account: 'acme.com', contact };
  await ok(house, 'category.positioning', 'file_signal_note', {
    ...comment(at),
    observed_at: '2026-01-12T09:30:00-05:00',
    signal: { type: 'E2' },
  });
  await ok(house, 'mining.mind', 'file_signal_note', { ...comment(at), observed_at: '2026-04-18T09:30:00-04:00' });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const data = await report(house, { kind: 'attribution' });
  expect(data.by_signal.slice(0, 2)).toEqual([
    { signal_type: 'E1', first_touch: 0, any_touch: 1, weighted: 2 / 3, to_sql: 0 },
    { signal_type: 'E2', first_touch: 1, any_touch: 1, weighted: 1 / 3, to_sql: 0 },
  ]);
  expect(data.by_signal).toHaveLength(10);
  const only = await report(house, { kind: 'attribution', filter: { signal_type: 'E2' }, detail: 'full' });
  expect(only.by_signal).toEqual(data.by_signal.slice(1, 2));
  expect(only.traced.map(({ metric: name, signal_type }: Data) => [name, signal_type])).toContainEqual([
    'any_touch',
    'E2',
  ]);
  const { error } = await no(house, 'cmo', 'pipeline_report', { kind: 'attribution', filter: { signal_type: 'E11' } });
  expect(error.code).toBe('INVALID_INPUT');
});

test('6.1d W8 service levels by task and role', async () => {
  const house = await fortnight();
  const data = await report(house, { kind: 'sla', filter: { role: 'sales.ops' } });
  const dossier = data.by_task.find(({ kind }: Data) => kind === 'dossier');
  expect(dossier).toMatchObject({ role: 'sales.ops', met: 0, late: 2, withdrawn: 0, pending: 0, share: 0 });
  expect(dossier.median_hours).toBe(29);
  expect(data.by_role).toHaveLength(1);
});

test('W1 a period that is none of the kind, or has not begun, is refused', async () => {
  const house = await openHouse();
  const refused = (kind: string, period: string) => refusal(house, 'viewer', 'pipeline_report', { kind, period });
  expect(await refused('weekly_close', '2026-W60')).toBe(
    'INVALID_INPUT: `period` is `2026-W60`. Next: give an ISO week that its year has, `2026-W20`.',
  );
  expect(await refused('weekly_close', '2026-04-21')).toContain('INVALID_INPUT: `period` is `2026-04-21`');
  expect(await refused('daily_check_in', '2026-04-22')).toBe(
    'INVALID_INPUT: `period` is `2026-04-22`. Next: give one that has begun: today is 2026-04-21, 2026-W17, 2026-Q2.',
  );
  const { error } = await no(house, 'viewer', 'pipeline_report', { kind: 'weekly_close', filter: { metric: 'x' } });
  expect(error.code).toBe('INVALID_INPUT');
});

test('S-1 the cro closes the check-in by its report of today, and nobody else does', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'session_sweep');
  house.clock.now = '2026-04-22T14:00:00.000Z';
  await ok(house, 'cro', 'session_sweep');
  const open = async () => {
    const { tasks } = await ok(house, 'cro', 'session_sweep');
    return tasks.some(({ kind }: Data) => kind === 'daily_check_in');
  };
  expect(await open()).toBe(true);
  await ok(house, 'cmo', 'pipeline_report', { kind: 'daily_check_in' });
  await ok(house, 'cro', 'pipeline_report', { kind: 'daily_check_in', period: '2026-04-21' });
  expect(await open()).toBe(true);
  await ok(house, 'cro', 'pipeline_report', { kind: 'daily_check_in' });
  expect(await open()).toBe(false);
  await ok(house, 'cro', 'pipeline_report', { kind: 'daily_check_in' });
});

test('6.2b a report reads as a resource, its data what the tool answers', async () => {
  const house = await fortnight();
  const asked = await report(house, { kind: 'weekly_close', period: '2026-W17' });
  for (const uri of [
    'ladder://reports/weekly_close',
    'ladder://reports/weekly_close/2026-W17',
    'ladder://reports/weekly/2026-W17',
  ]) {
    const { data } = await ok(house, 'viewer', 'read_ladder', { uri: `${uri}?format=json` });
    expect(data).toEqual(asked);
  }
  const { content } = await ok(house, 'viewer', 'read_ladder', { uri: 'ladder://reports/sla/2026-Q2' });
  expect(content).toContain('Service levels 2026-Q2');
});
