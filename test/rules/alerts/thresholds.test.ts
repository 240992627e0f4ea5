import { expect, test } from 'vitest';
import { type DeskEvent, type DeskState, emptyDesk, type Week } from '../../../src/rules/aggregates/desk.ts';
import { evolveDesk } from '../../../src/rules/aggregates/evolve-desk.ts';
import {
  disputedCriteria,
  lowConversion,
  lowRate,
  lowVolume,
  missedSteps,
  overrideRate,
} from '../../../src/rules/alerts/thresholds.ts';
import { isUnsetUnsaid, noteUnsetSaid } from '../../../src/rules/alerts/unset-thresholds.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { TestWorld } from '../../support/world.ts';

/** Tuesday of the ISO week 2026-W17; W16 and all before it are over. */
const now = '2026-04-21T14:00:00.000Z';
const moment = new TestWorld(now).context('cro');
const monday = '2026-04-20';

const none: Week = { mqls: 0, decided: 0, entered: 0 };
const mqls = (...counts: readonly (readonly [string, number])[]): DeskState['weeks'] =>
  Object.fromEntries(counts.map(([week, mqls]) => [week, { ...none, mqls }]));
const decided = (rows: Readonly<Record<string, readonly [entered: number, decided: number]>>): DeskState['weeks'] =>
  Object.fromEntries(Object.entries(rows).map(([week, [entered, all]]) => [week, { ...none, entered, decided: all }]));
const desk = (over: Partial<DeskState>): DeskState => ({
  ...emptyDesk,
  opened_at: '2026-01-05T14:00:00.000Z',
  weeks_closed: monday,
  ...over,
});

/** The shipped policy with a threshold of MQLs a week. */
const volume = (value: number | null) => {
  const { policy } = moment;
  const mql_volume = { ...policy.alerts.mql_volume, value };
  return { ...moment, policy: { ...policy, alerts: { ...policy.alerts, mql_volume } } };
};

test('7.4 the volume is low when each of the last two weeks that are over is below its threshold, newest first', () => {
  const state = desk({ weeks: mqls(['2026-W15', 4], ['2026-W16', 4], ['2026-W17', 9]) });
  expect(lowVolume(state, volume(5))).toEqual({
    threshold: 5,
    weeks: [
      { week: '2026-W16', mqls: 4 },
      { week: '2026-W15', mqls: 4 },
    ],
  });
  expect(lowVolume(state, volume(4))).toBeNull();
  expect(lowVolume(desk({ weeks: mqls(['2026-W15', 5], ['2026-W16', 4]) }), volume(5))).toBeNull();
  expect(lowVolume(desk({}), volume(1))).toMatchObject({ weeks: [{ mqls: 0 }, { mqls: 0 }] });
});

test('7.4 weeks before the ledger began are not low', () => {
  const began = (opened_at: string) => lowVolume(desk({ opened_at }), volume(5));
  expect(began('2026-04-06T14:00:00.000Z')).not.toBeNull();
  expect(began('2026-04-13T14:00:00.000Z')).toBeNull();
});

test('7.4 before a week is closed there is nothing low; without a threshold that is said', () => {
  expect(lowVolume(desk({ weeks_closed: null }), volume(5))).toBeNull();
  expect(lowVolume(desk({ opened_at: null }), volume(5))).toBeNull();
  expect(lowVolume(desk({}), moment)).toBe('not_configured');
});

test('7.5 P3 the rate is low when the last four weeks with a decision are each below 20 %', () => {
  const low = { '2026-W10': [0, 1], '2026-W11': [1, 6], '2026-W13': [0, 2], '2026-W16': [1, 6] } as const;
  expect(lowRate(desk({ weeks: decided(low) }), moment)).toBe(
    '2026-W10: 0 of 1, 2026-W11: 1 of 6, 2026-W13: 0 of 2, 2026-W16: 1 of 6',
  );
  const rate = (over: Parameters<typeof decided>[0]) => lowRate(desk({ weeks: decided({ ...low, ...over }) }), moment);
  expect(rate({ '2026-W11': [1, 5] })).toBeNull();
  expect(rate({ '2026-W10': [1, 5], '2026-W09': [0, 1] })).toBeNull();
  // Older weeks don't matter, the running one is not over, and a week without a decision is none.
  expect(rate({ '2026-W08': [1, 1] })).toContain('2026-W10: 0 of 1');
  expect(rate({ '2026-W17': [1, 1] })).toContain('2026-W16: 1 of 6');
  expect(rate({ '2026-W14': [1, 0] })).toContain('2026-W16: 1 of 6');
});

test('7.5 P3 three weeks with a decision are too few, and nothing is low before a week is closed', () => {
  const three = decided({ '2026-W11': [0, 6], '2026-W13': [0, 2], '2026-W16': [0, 6] });
  expect(lowRate(desk({ weeks: three }), moment)).toBeNull();
  expect(lowRate(desk({ weeks: {} }), moment)).toBeNull();
  const four = decided({ '2026-W10': [0, 1], '2026-W11': [0, 6], '2026-W13': [0, 2], '2026-W16': [0, 6] });
  expect(lowRate(desk({ weeks: four, weeks_closed: null }), moment)).toBeNull();
});

test('7.5 P3 a week that closes without a decision decides nothing, whatever the order on file', () => {
  const weeks = decided({ '2026-W16': [0, 6], '2026-W11': [0, 6], '2026-W13': [0, 2] });
  expect(lowConversion(desk({ weeks }), '2026-W16', 3, 0.2)).toBe(
    '2026-W11: 0 of 6, 2026-W13: 0 of 2, 2026-W16: 0 of 6',
  );
  expect(lowConversion(desk({ weeks }), '2026-W15', 2, 0.2)).toBeNull();
  expect(lowConversion(desk({ weeks }), '2026-W13', 2, 0.2)).toBe('2026-W11: 0 of 6, 2026-W13: 0 of 2');
});

test.each([
  [0, 0, false],
  [10, 1, false],
  [10, 2, true],
  [1, 1, true],
])(
  '7.6 G-4 of %i classifications that met the criteria %i stood on an override: over 10 %% is %s',
  (met, stood, over) => {
    const months = { '2026-03': { met: 1, overridden: 1 }, '2026-04': { met, overridden: stood } };
    const found = { month: '2026-04', met, overridden: stood, limit: 0.1, over };
    expect(overrideRate(desk({ months }), moment)).toEqual(found);
  },
);

test('7.6 G-4 a month without any has no rate', () => {
  const { met, overridden, over } = overrideRate(desk({ months: {} }), moment);
  expect([met, overridden, over]).toEqual([0, 0, false]);
});

test('7.7 S-4 missed steps are counted for 30 days, by role; who missed none is left out', () => {
  const missed = [
    { role: 'cro', at: '2026-03-21T14:00:00.000Z' },
    { role: 'cro', at: '2026-03-22T14:00:00.000Z' },
    { role: 'cmo', at: '2026-03-20T14:00:00.000Z' },
    { role: 'sales.ops', at: '2026-04-21T14:00:00.000Z' },
  ] as const;
  expect(missedSteps(desk({ missed }), moment)).toEqual([
    { role: 'sales.ops', count: 1, needed: 3, days: 30 },
    { role: 'cro', count: 1, needed: 3, days: 30 },
  ]);
  const later = new TestWorld('2026-04-20T14:00:00.000Z').context('cro');
  expect(missedSteps(desk({ missed }), later)).toContainEqual({ role: 'cro', count: 2, needed: 3, days: 30 });
});

test('7.1 P1 disputes of the quarter by criterion, the most disputed first, then by name', () => {
  const disputes = { '2026-Q1 G4': 9, '2026-Q2 engagement_signal': 1, '2026-Q2 G3': 1, '2026-Q2 G1': 2 };
  expect(disputedCriteria(desk({ disputes }), moment)).toEqual([
    { criterion: 'G1', quarter: '2026-Q2', count: 2 },
    { criterion: 'G3', quarter: '2026-Q2', count: 1 },
    { criterion: 'engagement_signal', quarter: '2026-Q2', count: 1 },
  ]);
});

const evolve = (state: DeskState | null, event: DeskEvent, at: string) => evolveDesk(state, event, { at, by: 'cro' });
const draft = (recurred: DeskState['recurred']) =>
  draftOf({ kind: 'desk', stream: 'desk', before: desk({ recurred }), now, evolve });

test.each<[Role, DeskState['recurred'], boolean]>([
  ['cro', {}, true],
  ['cmo', {}, true],
  ['chief.staff', {}, false],
  ['cro', { 'unset mql_volume cro': '2026-03-31' }, true],
  ['cro', { 'unset mql_volume cro': '2026-04-01' }, false],
  ['cro', { 'unset mql_volume cmo': '2026-04-01' }, true],
])('S-1 P3 %s, told before: %j, is to be told that no threshold is supplied: %s', (role, recurred, told) => {
  const context = { ...moment, role };
  expect(isUnsetUnsaid(desk({ recurred }), context)).toBe(told);
  const own = draft(recurred);
  noteUnsetSaid(own, context);
  expect(own.pending.map(({ event }) => event)).toEqual(
    told ? [{ type: 'duty_recurred', kind: `unset mql_volume ${role}`, day: '2026-04-21' }] : [],
  );
});

test('S-1 P3 a threshold that is supplied is not asked for', () => {
  expect(isUnsetUnsaid(desk({}), { ...volume(0), role: 'cro' })).toBe(false);
});
