import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { carryOut } from '../../../src/commands/command-line.ts';
import { isMisuse } from '../../../src/commands/shared/tell-error.ts';
import { folder } from '../data/lists.ts';

const told: string[] = [];

beforeEach(() => {
  const place = folder();
  told.length = 0;
  vi.stubEnv('LADDER_DB', join(place, 'l.db'));
  vi.stubEnv('LADDER_NOW', '2026-05-12T10:00:00-04:00');
  vi.stubEnv('LADDER_POLICY', '');
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((line: unknown) => void told.push(String(line)));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const report = (...args: readonly string[]) => carryOut(['report', ...args]);

test('6.1a ladder report gives the text, the data of the tool, or a page', async () => {
  expect(await report('weekly-close', '--period', '2026-W19')).toBe(0);
  expect(told[0]).toMatch(/^Weekly close 2026-W19: Mon 4 May 2026 to Sun 10 May 2026, America\/New_York, over;/);
  expect(told[0]).toContain('| new MQLs | 0 |  | 0 |  |');
  expect(await report('attribution', '--signal', 'e4', '--json')).toBe(0);
  expect(JSON.parse(told[1] ?? '')).toMatchObject({
    kind: 'attribution',
    period: { name: '2026-Q2' },
    by_signal: [{ signal_type: 'E4' }],
  });
  const file = join(folder(), 'week.html');
  expect(await report('weekly_close', '--html', file)).toBe(0);
  expect(told[2]).toBe(`${file}: the weekly_close of 2026-W20.`);
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
  expect(existsSync(`${file}.part`)).toBe(false);
});

test('P6 ladder report keeps the row of a type that the policy in force has beside E1 to E10', async () => {
  const policy = join(folder(), 'policy.yaml');
  writeFileSync(policy, further);
  vi.stubEnv('LADDER_POLICY', policy);
  expect(await report('attribution', '--signal', 'E11', '--json')).toBe(0);
  expect(JSON.parse(told[0] ?? '').by_signal).toMatchObject([{ signal_type: 'E11', first_touch: 0 }]);
});

const further = `extends: handoff-0.2
version: further
engagement:
  signals:
    E11: { says: live question at a webcast, act: event, tier: strong, filed_by: [mining.mind] }
`;

test('6.1a arguments that name no report are refused: the program ends with 2', async () => {
  const misused = async (...args: readonly string[]) =>
    report(...args).then(
      (code) => code,
      (error: unknown) => (isMisuse(error) ? error.message : error),
    );
  expect(await misused()).toMatch(/^report needs a kind: one of daily_check_in, weekly_close, /);
  expect(await misused('monthly')).toMatch(/^`monthly` is no kind of report: one of /);
  expect(await misused('sla', 'cro')).toBe('`report` takes one kind, no `cro`');
  expect(await misused('attribution', '--signal', 'E21')).toMatch(/^`--signal E21`: one of E1, /);
  expect(await misused('attribution', '--signal', 'E11')).toBe(2);
  expect(told.at(-1)).toBe(
    'INVALID_INPUT: `filter.signal_type` is `E11`. Next: give one of E1, E2, E3, E4, E5, E6, E7, E8, E9, E10.',
  );
  expect(await misused('sla', '--apply')).toBe('`report` takes no --apply');
  expect(await misused('weekly_close', '--period', '2026-05')).toBe(2);
  expect(told.at(-1)).toBe(
    'INVALID_INPUT: `period` is `2026-05`. Next: give an ISO week that its year has, `2026-W20`.',
  );
});
