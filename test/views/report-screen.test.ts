import { expect, test } from 'vitest';
import type { Metric, Traced } from '../../src/rules/metrics/metric.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { ReportView } from '../../src/views/reports/report-view.ts';
import { reportText } from '../../src/views/reports/text.ts';
import { pageOfTraced } from '../../src/views/reports/traced-rows.ts';
import { testPolicy } from '../support/policy.ts';

const { calendar } = testPolicy();

const metric = (name: string): Metric => ({
  name,
  clause: '6.1',
  ruling: 'W8',
  owner: 'sales.ops',
  unit: 'share',
  value: 0.5,
  numerator: 1,
  denominator: 2,
  before: 0.25,
  parts: { open_late: 1 },
  basis: 'ruling',
});

const view = (kind: ReportView['kind'], tables: object, metrics: readonly Metric[] = []): ReportView => ({
  kind,
  period: {
    name: '2026-Q2',
    from: '2026-04-01T04:00:00.000Z',
    to: '2026-07-01T04:00:00.000Z',
    zone: 'America/New_York',
    closed: true,
  },
  as_of: '2026-07-02T13:00:00.000Z',
  policy: { version: 'handoff-0.2', status: 'draft' },
  look_first: [1, 2, 3].map((n) => ({ metric: 'x', because: `thing ${n}` })),
  metrics,
  restated: [],
  ...tables,
});

const linesOf = (text: string) => text.split('\n');
const rowsOf = (text: string, with_: RegExp) => linesOf(text).filter((line) => with_.test(line));

const tasks = Array.from({ length: 33 }, (_, n) => ({
  role: 'sales.ops',
  kind: `duty_${n}`,
  clause: '4.2',
  met: 100 - n,
  late: n === 0 ? 3 : 0,
  withdrawn: 0,
  pending: 0,
  open_late: 0,
  share: 1,
  median_hours: 2,
}));
const roles = ['chief.staff', 'cmo', 'cro', 'sales.ops'].map((role) => ({ ...tasks[0], role, kind: undefined }));

test('6.1d W8 service levels fit one screen: the first rows stand, the rest is counted and got with detail full', () => {
  const levels = view(
    'sla',
    { by_role: roles, by_task: tasks, missed_approvals: [] },
    ['sla_signals', 'sla_mqls', 'sla_sqls'].map(metric),
  );
  const text = reportText(levels, calendar);
  expect(linesOf(text).length).toBeLessThanOrEqual(48);
  const shown = rowsOf(text, /\| duty \d+ \|/);
  expect(shown[0]).toContain('| duty 0 |');
  expect(shown.length).toBeGreaterThan(10);
  expect(text).toContain(`${33 - shown.length} more rows: ask \`pipeline_report\` with detail full, or read the JSON.`);
  const whole = reportText(levels, calendar, true);
  expect(rowsOf(whole, /\| duty \d+ \|/)).toHaveLength(33);
  expect(whole).not.toContain('more rows');
});

const rates = ['first_touch', 'any_touch'].flatMap((dimension) =>
  Array.from({ length: 10 }, (_, n) => ({
    signal: `E${n + 1}`,
    dimension,
    n: 20 + n,
    k: 10,
    rate: 0.5,
    low: 0.3,
    high: 0.7,
    pooled: 0.4,
    posterior: 0.45,
    p_above: 0.7,
    p_fisher: 0.2,
    p_holm: 0.9,
    verdict: dimension === 'any_touch' && n === 6 ? 'strong' : n === 3 ? 'insufficient_data' : 'no_evidence',
    evidence: { sampled: 0, failed: 0 },
  })),
);

test('6.3a P3 a calibration fits one screen: what has a verdict stands first, tables of few figures in a line each', () => {
  const quarter = view(
    'calibration',
    {
      complete: true,
      by_signal: rates,
      noise: [1, 2, 3].map((n) => ({ signal: `E${n}`, mqls: n, to_sql: 0 })),
      overlap: [{ signals: ['E1', 'E8'], accounts: 4 }],
      evidence: [{ role: 'mining.mind', kind: 'signal', held: 3, false: 1, unverifiable: 0 }],
    },
    ['cohort_to_sql', 'deals_won'].map(metric),
  );
  const text = reportText(quarter, calendar);
  expect(linesOf(text).length).toBeLessThanOrEqual(48);
  const [first = '', ...others] = rowsOf(text, /^\| E\d+ \|/);
  expect(first).toBe('| E7 | any touch | 10 of 26, 50 % | 30 % and 70 % | 40 % | strong | not looked up |');
  expect(others.filter((line) => line.includes('insufficient data'))).toHaveLength(2);
  expect(others.at(-1)).toContain('insufficient data');
  expect(text).toContain('- **noise**: E1: MQLs 1; E2: MQLs 2; E3: MQLs 3\n');
  expect(text).toContain('- **overlap**: E1 and E8: accounts 4\n');
  expect(text).toContain('- **evidence**: mining.mind signal: held 3, false 1\n');
  const whole = reportText(quarter, calendar, true);
  expect(whole).toContain('| E1 | first touch | 10 of 20, 50 % | 30 % and 70 % | 40 % | 45 % | 0.7 | 0.2, 0.9 |');
  expect(whole).toContain('| E1 | 1 | 0 |');
});

test('6.1a a page of what was counted ends at the same row in both halves, and goes on behind it', () => {
  const rows: readonly Traced[] = Array.from({ length: 250 }, (_, n) => ({
    metric: 'marketing_influenced',
    account: `a-company-with-quite-a-long-name-${n}.example.com`,
    event: 1000 + n,
    at: '2026-05-12T19:00:00.000Z',
    in: ['numerator', 'denominator'],
    signal_type: 'E1',
    signal: `sig_abcdefgh_${n}`,
    observed_on: '2026-05-11',
  }));
  const levels = view('sla', { by_role: roles, by_task: tasks });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = pageOfTraced(levels, rows, { limit: 100, cursor, calendar });
    if (isRefusal(page)) throw new Error('refused');
    const text = reportText(page, calendar);
    expect(Math.max(text.length, JSON.stringify(page).length)).toBeLessThanOrEqual(20_000);
    const told = rowsOf(text, /^- marketing influenced: /).map((line) => line.replace(/^.*: ([^,]+),.*$/, '$1'));
    expect(told).toEqual(page.traced?.map(({ account }) => account));
    seen.push(...told);
    cursor = page.next_cursor;
    expect(text.endsWith(`More: cursor ${cursor}`)).toBe(cursor !== undefined);
  } while (cursor !== undefined);
  expect(seen).toEqual(rows.map(({ account }) => account));
});
