import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  con,
  decide,
  fact,
  file,
  openOf,
  passingFacts,
  put,
  retract,
  save,
  score,
  sig,
  signal,
  start,
  twoHigh,
} from '../../support/builders.ts';
import type { Ran, TestWorld } from '../../support/world.ts';

const acc = { account: 'acme.com' };
const at = (world: TestWorld, now: string) => {
  world.now = now;
};
let nth = 0;
/** An act that changes nothing of what duties rest on. */
const anything = (world: TestWorld) => {
  nth += 1;
  return world.run('sales.ops', saveAccount, { domain: 'acme.com', external: { hubspot: `${nth}` } });
};
const eventsOf = ({ events }: Pick<Ran<object>, 'events'>, type: string) =>
  events.filter((event) => event.type === type);
const closed = (world: TestWorld, kind: string) =>
  world.account('acme.com').tasks.find((task) => task.kind === kind && task.closed_at !== undefined)?.note;

describe('3.6a G-4 an override', () => {
  const overridden = (): TestWorld => {
    const world = acme(passingFacts({ employees: 150 }));
    file(world, signal.comment(), { ago: 1 });
    world.run('cro', overrideGate, {
      ...acc,
      gate: 'G1',
      justification: 'It doubles every year, and its partners carry half of that.',
      compensating_signals: [sig(world)],
    });
    return world;
  };

  test('G-4 stands while its fact does, and falls with a newer one or another gate that fails', () => {
    const world = overridden();
    expect(eventsOf(save(world, [fact('industry', 'B2B SaaS', { as_of: '2026-04-20' })]), 'override_fell')).toEqual([]);
    const { id } = world.account('acme.com').override ?? { id: 'none' };
    expect(eventsOf(save(world, [fact('employees', 800, { as_of: '2026-04-20' })]), 'override_fell')).toEqual([
      { type: 'override_fell', override: id, because: 'a newer fact answers G1' },
    ]);
    const other = overridden();
    expect(eventsOf(save(other, [fact('arr_usd', 1_000_000, { as_of: '2026-04-20' })]), 'override_fell')).toEqual([
      { type: 'override_fell', override: id, because: 'G3 fails as well' },
    ]);
    expect(other.account('acme.com').override).toBeNull();
  });

  test('3.6b G-4 beyond a tenth of the classifications of a month it calls a review of the gates, once', () => {
    const world = overridden();
    const counted = (met: number, overrides: number) => {
      world.desk = { ...emptyDesk, opened_at: start, months: { '2026-04': { met, overridden: overrides } } };
      const saved = world.save();
      classify(world);
      const { tasks, months, recurred } = world.desk;
      world.restore(saved);
      return [
        tasks.flatMap(({ kind, subject }) => (kind === 'gate_calibration' ? [subject] : [])),
        months['2026-04'],
        recurred.gate_calibration,
      ];
    };
    expect(counted(9, 0)).toEqual([[], { met: 10, overridden: 1 }, undefined]);
    expect(counted(8, 0)).toEqual([
      ['2026-04: 1 of 9 classifications stood on an override'],
      { met: 9, overridden: 1 },
      '2026-04',
    ]);
    world.desk = { ...emptyDesk, opened_at: start, recurred: { gate_calibration: '2026-04' } };
    classify(world);
    expect(world.desk.tasks.some(({ kind }) => kind === 'gate_calibration')).toBe(false);
  });
});

describe('W1 the figures of a week', () => {
  const week = (world: TestWorld) => world.desk.weeks['2026-W17'];

  test('W1 new MQLs, decided dossiers and entries are counted once each', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 1 });
    expect(week(world)).toBeUndefined();
    classify(world);
    expect(week(world)).toEqual({ mqls: 1, decided: 0, entered: 0 });
    score(world, twoHigh());
    expect(week(world)).toEqual({ mqls: 1, decided: 1, entered: 0 });
    file(world, signal.E3(), { ago: 0 });
    classify(world);
    expect(week(world)).toMatchObject({ mqls: 1 });
    const pending = acmePending();
    expect(week(pending)).toEqual({ mqls: 1, decided: 0, entered: 0 });
    decide(pending, 'confirm');
    expect(week(pending)).toEqual({ mqls: 1, decided: 1, entered: 1 });
    const stays = acme(passingFacts({ employees: 150 }));
    file(stays, signal.comment(), { ago: 1 });
    classify(stays);
    expect(week(stays)?.mqls ?? 0).toBe(0);
  });

  test('A12 W2 one that was adopted above PROSPECT began its episode with that', () => {
    const mqls = (stage: 'PROSPECT' | 'MQL') => {
      const world = acme();
      file(world, signal.E3(), { ago: 0 });
      put(world, { stage, adopted: { by: 'sales.ops', at: start, stage, file: 'f', row: 1 } });
      classify(world);
      return week(world)?.mqls ?? 0;
    };
    expect([mqls('MQL'), mqls('PROSPECT')]).toEqual([0, 1]);
  });
});

describe('S-1 no duty outlives its ground', () => {
  test('L9 a regression that waits ends when somebody engages', () => {
    const world = acmePending();
    decide(world, 'confirm');
    at(world, '2026-06-01T14:00:00.000Z');
    world.run('sales.ops', proposeStageChange, { ...acc, change: 'regress', reason: 'silent' });
    expect(openOf(world, 'confirm_regression')).toBeDefined();
    const done = file(world, signal.comment(9), { at: '2026-06-01T09:00:00-04:00' });
    expect(eventsOf(done, 'change_decided')).toEqual([
      {
        type: 'change_decided',
        change: 'regress',
        decision: 'ended',
        reason: 'what it rested on is gone: somebody engaged, or the criteria hold again',
      },
    ]);
    expect([world.account('acme.com').proposal, closed(world, 'confirm_regression')]).toEqual([
      null,
      'the proposal fell',
    ]);
  });

  test('S-1 duties of a stage, a proposal or a request go with it, and others stay', () => {
    const world = acmeMql();
    score(world, twoHigh());
    expect(openOf(world, 'propose_nurture')).toBeDefined();
    put(world, { stage: 'SQL' });
    anything(world);
    expect(closed(world, 'propose_nurture')).toBe('it is SQL');
    const [some] = acmeMql().account('acme.com').tasks;
    if (!some) throw new Error('no task');
    const { closed_at: _c, closed_by: _b, note: _n, ...open } = some;
    const owing = (kind: string, over: object, more: object = {}) => {
      const each = acmeMql();
      put(each, { tasks: [{ ...open, id: 'tsk_x', kind, ...more }], ...over });
      anything(each);
      return each.account('acme.com').tasks.find(({ id }) => id === 'tsk_x')?.note;
    };
    expect([
      owing('classify', { stage: 'PROSPECT', review: 'NONE' }),
      owing('classify', {}),
      owing('classify', { stage: 'SQL', review: 'NONE' }),
      owing('classify', { stage: 'WON', review: 'NONE' }),
      owing('confirm_regression', {}),
      owing('confirm_disqualification', {}),
      owing('confirm_disqualification', {
        proposal: { id: 'p', change: 'disqualify', reason: 'r', at: start, by: 'sales.ops' },
      }),
      owing('propose_nurture', {}),
      owing('escalated_step', {}, { subject: 'tsk_gone' }),
      owing('dossier', {}),
    ]).toEqual([
      undefined,
      'nothing is left to classify',
      'it is SQL',
      'it is WON',
      'the proposal fell',
      'the proposal fell',
      undefined,
      undefined,
      'the step is closed',
      undefined,
    ]);
  });

  test('S-1 an escalated step stays while its step is open', () => {
    const world = acmeMql();
    const [some] = world.account('acme.com').tasks;
    if (!some) throw new Error('no task');
    const { closed_at: _c, closed_by: _b, note: _n, ...open } = some;
    put(world, {
      tasks: [
        { ...open, id: 'tsk_a', kind: 'dossier' },
        { ...open, id: 'tsk_b', kind: 'escalated_step', subject: 'tsk_a' },
      ],
    });
    anything(world);
    expect(world.account('acme.com').tasks.map(({ note }) => note)).toEqual([undefined, undefined]);
  });

  test('3.2.E4 a request for the Briefing that is retracted, or of who is suppressed, wants no answer', () => {
    const asked = () => {
      const world = acme();
      file(world, signal.E4());
      expect(openOf(world, 'answer_briefing_request')).toBeDefined();
      return world;
    };
    const gone = asked();
    retract(gone, sig(gone));
    const stopped = asked();
    stopped.run('sales.ops', suppressContact, { contact: con(stopped), reason: 'opt_out' });
    for (const world of [gone, stopped]) expect(openOf(world, 'answer_briefing_request')).toBeUndefined();
    const kept = asked();
    anything(kept);
    expect(openOf(kept, 'answer_briefing_request')).toBeDefined();
  });
});

describe('T6 what time brings', () => {
  test('S-3 S-4 a step is missed just after its due time, and escalated 48 hours after it was opened', () => {
    const world = acmePending();
    const review = openOf(world, 'cro_review');
    if (!review) throw new Error('no review');
    const seen = (now: string) => {
      at(world, now);
      const events = anything(world).events;
      return events.flatMap((event) =>
        event.type === 'task_missed' || event.type === 'task_escalated' ? [[event.type, event.task]] : [],
      );
    };
    expect(seen(review.due_at)).toEqual([]);
    expect(world.account('acme.com').alarm).toBe(new Date(Date.parse(review.due_at) + 1).toISOString());
    expect(seen(new Date(Date.parse(review.due_at) + 1).toISOString())).toEqual([['task_missed', review.id]]);
    expect(world.desk.missed).toEqual([{ role: 'cro', at: review.due_at }]);
    const end = new Date(Date.parse(review.opened_at) + 48 * 3_600_000);
    expect(seen(end.toISOString())).toEqual([]);
    at(world, new Date(end.getTime() + 1).toISOString());
    const { events } = anything(world);
    expect(review.due_at).toBe('2026-04-22T14:00:00.000Z');
    const text =
      'Acme (acme.com): overdue since 2026-04-22, 10:00, and escalated to chief.staff: cro is to confirm, dispute or flag the dossier.';
    expect(events.filter((event) => event.type === 'posted')).toEqual([
      { type: 'posted', channel: 'cro-updates', text },
    ]);
    expect(openOf(world, 'escalated_step')).toMatchObject({ role: 'chief.staff', subject: review.id });
  });

  test('L14 criteria that lapse ring at the first instant after the last day of the newest act', () => {
    const world = acmeMql();
    score(world, twoHigh());
    put(world, { tasks: [] });
    anything(world);
    const { alarm } = world.account('acme.com');
    expect(alarm).toBe('2026-07-20T04:00:00.000Z');
    put(world, { stage: 'SQL' });
    anything(world);
    expect(world.account('acme.com').alarm).toBe('2026-05-21T04:00:00.000Z');
  });
});
