import { describe, expect, test } from 'vitest';
import { answer } from '../support/calls.ts';
import { fortnight, report } from '../support/reports.ts';
import { openHouse } from '../support/server.ts';

const kinds = ['daily_check_in', 'weekly_close', 'attribution', 'sla', 'scaling', 'calibration'] as const;

/** The only names with underscores in a text are those of tools to call, and ids. */
const tools = ['file_post_mortem'];

const codesIn = (text: string) =>
  (text.match(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g) ?? []).filter(
    (each) => !tools.includes(each) && !each.startsWith('sig_'),
  );

describe('the text of a report', () => {
  test.each(kinds)('6.1a %s holds no code of a figure, a duty, a dimension or a verdict', async (kind) => {
    const house = await fortnight();
    house.clock.now = '2026-06-29T15:00:00.000Z';
    const { text } = await answer(house, 'viewer', 'pipeline_report', { kind, detail: 'full', limit: 100 });
    expect(codesIn(text)).toEqual([]);
    const { text: empty } = await answer(await openHouse(), 'viewer', 'pipeline_report', { kind });
    expect(codesIn(empty)).toEqual([]);
  });

  test('9.1 W10 a trigger is told in words, with its threshold; its data keep the code', async () => {
    const house = await fortnight();
    const { data, text } = await answer(house, 'viewer', 'pipeline_report', { kind: 'scaling' });
    expect(data.triggers[0]).toMatchObject({ name: 'mqls_per_week', value: 3, operator: '>', threshold: 30 });
    expect(text).toContain('| 9.1 | MQLs per week | 3 | > 30 | no | cro, sales.ops |');
  });

  test('6.3a P3 a conversion is told with its counts and its interval; its data keep the numbers', async () => {
    const house = await fortnight();
    house.clock.now = '2026-06-29T15:00:00.000Z';
    const asked = { kind: 'calibration', period: '2026-Q2' };
    const { text } = await answer(house, 'viewer', 'pipeline_report', { ...asked, detail: 'full' });
    // Of three episodes two reached SQL; E1 stood first at two of them, one of which did.
    expect(text).toContain(
      '| E1 | first touch | 1 of 2, 50 % | 9 % and 91 % | 66.7 % | 63.3 % | 0.438 | 1, none | insufficient data | not looked up |',
    );
    expect(text).toContain('Nothing counted: first touch E2, E3, E5, E6, E7, E9, E10; any touch E2,');
    const [first] = (await report(house, asked)).by_signal;
    expect(first).toMatchObject({ signal: 'E1', dimension: 'first_touch', n: 2, k: 1, verdict: 'insufficient_data' });
  });

  test('6.1a a quiet week fits one screen: counts of nothing stand in one line, parts of nothing are left out', async () => {
    const { data, text } = await answer(await fortnight(), 'viewer', 'pipeline_report', { kind: 'weekly_close' });
    expect(text).toContain(
      'None, as in the period before: won, lost, regressed, recycled, disqualified, archived, re-entries.',
    );
    expect(text).toContain('| new MQLs | 3 |  | 0 | MQL 1, pass through 2 |');
    expect(text).toContain('| SLA signals | 100 % | 3 of 3 | none |  |');
    expect(text.split('\n').length).toBeLessThan(48);
    // The data keep every figure and part.
    expect(data.metrics).toHaveLength(18);
    expect(data.metrics[0].parts).toEqual({ mql: 1, pass_through: 2, overridden: 0, adopted: 0 });
  });
});
