import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { DeskState, Week } from '../../../src/rules/aggregates/desk.ts';
import { lowConversion } from '../../../src/rules/alerts/thresholds.ts';
import { reconcileSent } from '../../../src/rules/sending/reconcile-sent.ts';
import { reconcileStages } from '../../../src/rules/sending/reconcile-stages.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { pipelineReport } from '../../../src/rules/tasks/pipeline-report.ts';
import { acme, daysLater, passingFacts, start } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

/** A call that changes nothing, and brings the desk up to now. */
function stir(world: TestWorld, now: string): void {
  world.now = now;
  world.run('sales.ops', saveAccount, { domain: 'acme.com' });
}

const open = (world: TestWorld, kind?: string) =>
  world.desk.tasks.filter((task) => !task.closed_at && (kind === undefined || task.kind === kind));

/** By its tool, where it has one. */
function complete(world: TestWorld, kind: string): void {
  for (const task of open(world, kind))
    if (kind === 'daily_check_in' || kind === 'weekly_close') world.run(task.role, pipelineReport, { kind });
    else if (kind === 'take_in_replies') world.run(task.role, reconcileSent, { messages: [], until: world.now });
    else if (kind === 'reconcile_stages') world.run(task.role, reconcileStages, { apollo: [] });
    else world.run(task.role, completeTask, { task: task.id, note: 'done' });
}

/** The desk but for ids. */
const plain = ({ tasks, ...desk }: DeskState) => ({ ...desk, tasks: tasks.map(({ id: _, ...task }) => task) });

const daily = ['daily_check_in', 'sla_audit', 'take_in_replies', 'reconcile_stages'];

describe('recurring duties', () => {
  test('4.3e on its first day the daily ones are open, due the same day', () => {
    const world = acme();
    expect(open(world).map(({ kind, role, opened_at, due_at }) => [kind, role, opened_at, due_at])).toEqual([
      ['daily_check_in', 'cro', '2026-04-21T13:00:00.000Z', '2026-04-21T21:00:00.000Z'],
      ['sla_audit', 'chief.staff', '2026-04-21T13:00:00.000Z', '2026-04-21T21:00:00.000Z'],
      ['take_in_replies', 'sales.ops', '2026-04-21T13:00:00.000Z', '2026-04-21T21:00:00.000Z'],
      ['reconcile_stages', 'sales.ops', '2026-04-21T13:00:00.000Z', '2026-04-21T21:00:00.000Z'],
    ]);
  });

  test.each([
    ['after the close', '2026-04-21T21:00:00.000Z', '2026-04-22T13:00:00.000Z'],
    ['just before it', '2026-04-21T20:59:59.999Z', '2026-04-21T13:00:00.000Z'],
    ['on a Saturday', '2026-04-25T15:00:00.000Z', '2026-04-27T13:00:00.000Z'],
  ])('S-1 a place that opens %s owes nothing for a day that is over', (_, now, first) => {
    const world = acme(passingFacts(), now);
    const due = open(world).filter((task) => task.due_at < now);
    expect(due).toEqual([]);
    stir(world, '2026-04-28T14:00:00.000Z');
    expect(daily.map((kind) => open(world, kind).map((task) => task.opened_at))).toEqual(daily.map(() => [first]));
  });

  test('S-1 one at a time: ten days left undone are one task', () => {
    const world = acme();
    stir(world, daysLater(14));
    expect(daily.map((kind) => open(world, kind).map((task) => task.opened_at))).toEqual(
      daily.map(() => ['2026-04-21T13:00:00.000Z']),
    );
  });

  test('S-1 done today it comes up at the next opening, and not before', () => {
    const world = acme();
    complete(world, 'sla_audit');
    stir(world, '2026-04-22T12:59:59.999Z');
    expect(open(world, 'sla_audit')).toEqual([]);
    stir(world, '2026-04-22T13:00:00.000Z');
    expect(open(world, 'sla_audit').map((task) => task.opened_at)).toEqual(['2026-04-22T13:00:00.000Z']);
  });

  test.each<[string, (world: TestWorld) => void]>([
    ['nothing done', () => undefined],
    [
      'the first day done',
      (world) => {
        for (const kind of daily) complete(world, kind);
      },
    ],
  ])('S-1 one sweep after ten idle days ends where ten daily ones do: %s', (_, first) => {
    const late = acme();
    first(late);
    stir(late, daysLater(14));
    const often = acme();
    first(often);
    for (let day = 1; day <= 14; day += 1) stir(often, daysLater(day));
    expect(plain(late.desk)).toEqual(plain(often.desk));
    expect(late.desk.recurred).toEqual({
      daily_check_in: '2026-05-05',
      weekly_close: '2026-05-01',
      sla_audit: '2026-05-05',
      board_audit: '2026-05-01',
      take_in_replies: '2026-05-05',
      reconcile_stages: '2026-05-05',
    });
  });

  test('S-1 on a holiday and a weekend none comes up', () => {
    const world = acme(passingFacts(), '2026-05-22T14:00:00.000Z');
    complete(world, 'daily_check_in');
    for (const now of ['2026-05-23T15:00:00.000Z', '2026-05-25T15:00:00.000Z', '2026-05-26T12:59:59.999Z']) {
      stir(world, now);
      expect(open(world, 'daily_check_in')).toEqual([]);
    }
    stir(world, '2026-05-26T13:00:00.000Z');
    expect(open(world, 'daily_check_in').map((task) => task.opened_at)).toEqual(['2026-05-26T13:00:00.000Z']);
  });

  test('3.6b 6.2a the weekly audit of the board and its overrides comes up on Fridays', () => {
    const world = acme();
    stir(world, '2026-04-24T12:59:59.999Z');
    expect(open(world, 'board_audit')).toEqual([]);
    stir(world, '2026-04-24T13:00:00.000Z');
    expect(open(world, 'board_audit')).toMatchObject([
      { role: 'chief.staff', clause: '3.6', opened_at: '2026-04-24T13:00:00.000Z', due_at: '2026-04-24T21:00:00.000Z' },
    ]);
  });

  test('S-1 a Friday that is a holiday puts it off to Monday, and the next is on its Friday', () => {
    const world = acme(passingFacts(), '2026-07-01T14:00:00.000Z');
    stir(world, '2026-07-03T20:00:00.000Z');
    expect(open(world, 'weekly_close')).toEqual([]);
    stir(world, '2026-07-06T13:00:00.000Z');
    expect(world.desk.recurred.weekly_close).toBe('2026-07-06');
    complete(world, 'weekly_close');
    stir(world, '2026-07-10T13:00:00.000Z');
    expect(open(world, 'weekly_close').map((task) => task.opened_at)).toEqual(['2026-07-10T13:00:00.000Z']);
  });

  test('S-1 the quarter opens with both calibrations', () => {
    const world = acme();
    stir(world, '2026-07-01T12:59:59.999Z');
    expect(open(world, 'calibration_cro')).toEqual([]);
    stir(world, '2026-07-01T13:00:00.000Z');
    expect(['calibration_cro', 'calibration_cmo'].map((kind) => open(world, kind)[0]?.role)).toEqual(['cro', 'cmo']);
  });
});

const week = (entered: number, decided: number, mqls = 0): Week => ({ entered, decided, mqls });

/** Acme's world, opened in week 17, its weeks set by hand and that one closed. */
function closed(weeks: Readonly<Record<string, Week>>): TestWorld {
  const world = acme();
  world.desk = { ...world.desk, weeks };
  stir(world, '2026-04-27T04:00:00.000Z');
  return world;
}
const reviews = (world: TestWorld) =>
  open(world, 'conversion_review').map(({ role, subject, opened_at }) => [role, subject, opened_at]);

describe('too few conversions', () => {
  const low = { '2026-W14': week(1, 10), '2026-W15': week(0, 3), '2026-W16': week(1, 6), '2026-W17': week(19, 100) };

  test('7.5 four weeks running below a fifth: the CRO reviews, with the counts', () => {
    expect(reviews(closed(low))).toEqual([
      ['cro', '2026-W14: 1 of 10, 2026-W15: 0 of 3, 2026-W16: 1 of 6, 2026-W17: 19 of 100', '2026-04-27T04:00:00.000Z'],
    ]);
  });

  test('S-2 a run that goes on joins the review that is open, and opens another once that one is closed', () => {
    const world = closed(low);
    const [first] = reviews(world);
    world.desk = { ...world.desk, weeks: { ...low, '2026-W18': week(0, 4), '2026-W19': week(0, 5) } };
    stir(world, '2026-05-04T04:00:00.000Z');
    expect(reviews(world)).toEqual([first]);
    complete(world, 'conversion_review');
    stir(world, '2026-05-11T04:00:00.000Z');
    expect(reviews(world).map(([, subject]) => subject)).toEqual([
      '2026-W16: 1 of 6, 2026-W17: 19 of 100, 2026-W18: 0 of 4, 2026-W19: 0 of 5',
    ]);
  });

  test('7.5 not before the week is over', () => {
    const world = acme();
    world.desk = { ...world.desk, weeks: low };
    stir(world, '2026-04-27T03:59:59.999Z');
    expect(reviews(world)).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, Week>>]>([
    ['three weeks', { '2026-W15': week(0, 3), '2026-W16': week(1, 6), '2026-W17': week(0, 2) }],
    ['a fifth in one of them', { ...low, '2026-W16': week(2, 10) }],
    ['a last week without cases', { ...low, '2026-W13': week(0, 3), '2026-W17': week(0, 0, 4) }],
    ['no weeks at all', {}],
  ])('7.5 not %s', (_, weeks) => {
    expect(reviews(closed(weeks))).toEqual([]);
  });

  test('P3 empty weeks between neither break nor extend the run', () => {
    const { '2026-W14': first, ...rest } = low;
    const world = closed({ ...rest, '2026-W10': first, '2026-W12': week(0, 0, 3) });
    expect(reviews(world).map(([, subject]) => subject)).toEqual([
      '2026-W10: 1 of 10, 2026-W15: 0 of 3, 2026-W16: 1 of 6, 2026-W17: 19 of 100',
    ]);
  });

  test('P3 weeks after the one that closed count for nothing', () => {
    const desk = { ...acme().desk, weeks: { ...low, '2026-W18': week(5, 5) } };
    expect(lowConversion(desk, '2026-W17', 4, 0.2)).toBe(
      '2026-W14: 1 of 10, 2026-W15: 0 of 3, 2026-W16: 1 of 6, 2026-W17: 19 of 100',
    );
    expect(lowConversion(desk, '2026-W18', 4, 0.2)).toBeNull();
  });
});

describe('too few MQLs', () => {
  /** Opened in week 17 with the threshold given; weeks 17 and 18 had so many. */
  function volume(threshold: number | null, first: number, second: number, now = '2026-05-04T04:00:00.000Z') {
    const policy = testPolicy();
    const { alerts } = policy.values;
    const values = { ...policy.values, alerts: { ...alerts, mql_volume: { ...alerts.mql_volume, value: threshold } } };
    const world = new TestWorld(start, { ...policy, values });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: [] });
    world.desk = { ...world.desk, weeks: { '2026-W17': week(0, 0, first), '2026-W18': week(0, 0, second) } };
    stir(world, now);
    return world.desk.tasks
      .filter((task) => task.kind.startsWith('volume_review'))
      .map(({ role, clause, subject, opened_at }) => [role, clause, subject, opened_at]);
  }

  test('7.4 two weeks below the threshold bring CRO and CMO to a review', () => {
    expect(volume(5, 4, 0)).toEqual([
      ['cro', '7', '2026-W18: 0, 2026-W17: 4, wanted 5', '2026-05-04T04:00:00.000Z'],
      ['cmo', '7', '2026-W18: 0, 2026-W17: 4, wanted 5', '2026-05-04T04:00:00.000Z'],
    ]);
  });

  test.each<[string, number | null, number, number]>([
    ['the first at the threshold', 5, 5, 0],
    ['the second at the threshold', 5, 0, 5],
    ['no threshold', null, 0, 0],
  ])('7.4 not with %s', (_, threshold, first, second) => {
    expect(volume(threshold, first, second)).toEqual([]);
  });

  test.each(['2026-04-27T04:00:00.000Z', '2026-05-04T03:59:59.999Z'])(
    '7.4 one week alone decides nothing: %s',
    (now) => {
      expect(volume(5, 0, 0, now)).toEqual([]);
    },
  );
});
