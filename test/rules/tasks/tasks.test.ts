import { describe, expect, test } from 'vitest';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { dueSteps } from '../../../src/rules/tasks/duties.ts';
import {
  acme,
  acmePending,
  classify,
  daysLater,
  decide,
  essential,
  file,
  idAt,
  kinds,
  openKinds,
  openOf,
  passingFacts,
  signal,
  start,
} from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const idOf = (world: ReturnType<typeof acme>, kind: string, domain = 'acme.com') =>
  openOf(world, kind, domain)?.id ?? `no open ${kind}`;

describe('one open task of a kind', () => {
  test('S-2 a further signal joins it, and its due time stays the earliest', () => {
    const world = acme();
    file(world, signal.comment(1));
    world.now = '2026-04-21T19:00:00.000Z';
    const second = file(world, signal.E3(), { at: '2026-04-21T11:00:00-04:00' });
    expect([kinds(second.opened), openKinds(world)]).toEqual([[], ['classify']]);
    expect(openOf(world, 'classify')).toMatchObject({
      opened_at: '2026-04-21T14:00:00.000Z',
      due_at: '2026-04-22T14:00:00.000Z',
    });
    expect(essential(second.events).filter((event) => event.type === 'task_hastened')).toEqual([]);
  });

  test('S-2 once it is closed a further signal opens another', () => {
    const world = acme(passingFacts({ gate_g5: undefined }));
    file(world, signal.comment(1));
    classify(world);
    world.now = daysLater(1);
    file(world, signal.E3(), { at: '2026-04-22T09:00:00-04:00' });
    expect(openOf(world, 'classify')?.due_at).toBe('2026-04-23T14:00:00.000Z');
    expect(world.account('acme.com').tasks.filter((task) => task.kind === 'classify')).toHaveLength(2);
  });

  test('S-2 a second Briefing request joins the answer that is due', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    world.now = daysLater(1);
    file(world, signal.E4(), { at: '2026-04-22T09:00:00-04:00' });
    expect(openOf(world, 'answer_briefing_request')?.due_at).toBe('2026-04-21T21:00:00.000Z');
  });

  test('S-1 each task names role, clause, opening and due time', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    expect(openOf(world, 'classify')).toMatchObject({
      kind: 'classify',
      role: 'sales.ops',
      clause: '4.2',
      opened_at: '2026-04-21T14:00:00.000Z',
      due_at: '2026-04-22T14:00:00.000Z',
    });
    expect(openOf(world, 'answer_briefing_request')).toMatchObject({
      kind: 'answer_briefing_request',
      role: 'cro',
      clause: '4.2',
      opened_at: '2026-04-21T14:00:00.000Z',
      due_at: '2026-04-21T21:00:00.000Z',
    });
  });

  test('S-1 the act itself closes it, and says who and when', () => {
    const world = acme();
    file(world, signal.comment());
    classify(world);
    expect(world.account('acme.com').tasks[0]).toMatchObject({
      kind: 'classify',
      closed_at: '2026-04-21T14:00:00.000Z',
      closed_by: 'sales.ops',
    });
  });
});

describe('closing by hand', () => {
  test('S-1 a duty done elsewhere is closed by its role, with a note', () => {
    const world = acme();
    file(world, signal.E4());
    const task = idOf(world, 'answer_briefing_request');
    const done = world.run('cro', completeTask, { task, note: 'wrote to Ana, Friday 11:00' });
    expect([done.outcome, done.summary]).toEqual([
      'done',
      'Acme: done, answer the request for a Briefing and agree on a date.',
    ]);
    expect(done.closed).toMatchObject([
      { id: task, closed_by: 'cro', closed_at: '2026-04-21T14:00:00.000Z', note: 'wrote to Ana, Friday 11:00' },
    ]);
  });

  test.each([
    ['classify', 'classify_mql'],
    ['dossier', 'score_dossier'],
    ['cro_review', 'cro_decide'],
    ['research_gates', 'save_account'],
    ['complete_account', 'save_account'],
  ])('S-1 %s is closed by its act: refused, the tool named', (kind, tool) => {
    const clauses = {
      classify: '4.2',
      dossier: '4.3',
      cro_review: '4.3',
      research_gates: '3.2',
      complete_account: '3.1',
    };
    const worlds = {
      classify: () => {
        const world = acme();
        file(world, signal.comment());
        return world;
      },
      dossier: () => {
        const world = acme();
        file(world, signal.comment());
        classify(world);
        return world;
      },
      cro_review: () => acmePending(),
      research_gates: () => {
        const world = acme(passingFacts({ gate_g5: undefined }));
        classify(world);
        return world;
      },
      complete_account: () => {
        const world = new TestWorld(start);
        file(world, signal.comment());
        return world;
      },
    };
    const key = kind as keyof typeof worlds;
    const world = worlds[key]();
    expect(
      world.refused(kind === 'cro_review' ? 'cro' : 'sales.ops', completeTask, {
        task: idOf(world, kind),
        note: 'done',
      }),
    ).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: clauses[key],
      ruling: 'S-1',
      found: `the task \`${kind}\` is closed by its act, not by hand`,
      next: `call ${tool}`,
    });
    expect(openOf(world, kind)).toBeDefined();
  });

  test('S-1 the task of another role is refused', () => {
    const world = acmePending();
    decide(world, 'flag_immediate');
    expect(world.refused('sales.ops', completeTask, { task: idOf(world, 'immediate_outreach'), note: 'done' })).toEqual(
      {
        refused: true,
        code: 'NOT_PERMITTED',
        clause: '4.3',
        ruling: 'S-1',
        found: "the task `immediate_outreach` is cro's",
        next: 'let cro close it',
      },
    );
  });

  test('S-1 a task that was closed is a conflict', () => {
    const world = acmePending();
    decide(world, 'flag_immediate');
    const task = idOf(world, 'immediate_outreach');
    world.run('cro', completeTask, { task, note: 'called' });
    expect(world.refused('cro', completeTask, { task, note: 'called again' })).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '4.3',
      ruling: 'S-1',
      found: 'the task `immediate_outreach` was closed at 2026-04-21T14:00:00.000Z by cro',
      next: 'nothing more is to do',
    });
  });

  test('S-1 a task nobody knows is not found', () => {
    expect(acme().refused('cro', completeTask, { task: idAt('tsk_99'), note: 'done' })).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '4.3',
      ruling: 'S-1',
      found: 'no open task stands under that id',
      next: 'take the id from session_sweep',
    });
  });

  test.each([
    ['', '`note` is ``', 'give a text that says it'],
    [
      'x'.repeat(10_001),
      '`note`: is 10001 characters long, the limit is 10000',
      'correct `note` and call again; nothing was recorded',
    ],
  ])('S-1 without a usable note it is refused', (text, found, next) => {
    const world = acme();
    file(world, signal.E4());
    expect(world.refused('cro', completeTask, { task: idOf(world, 'answer_briefing_request'), note: text })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found,
      next,
    });
  });
});

describe('how a due time came about', () => {
  const from = '2026-04-21T14:00:00.000Z';
  const steps = (kind: string, due_at: string) =>
    dueSteps({ id: 'tsk', kind, role: 'cro', clause: '4.3', opened_at: from, due_at }, acme().context('cro'));

  test('T2 a business day is told interval by interval', () => {
    expect(steps('cro_review', '2026-04-22T14:00:00.000Z').map(({ note }) => note)).toEqual([
      'Tuesday 2026-04-21: 7 h of business time',
      'outside business hours',
      'Wednesday 2026-04-22: 1 h of business time',
    ]);
  });

  test.each([
    ['cro_review', 'same day: the close of the business day'],
    ['immediate_outreach', 'same day: the close of the business day'],
  ])('T3 the close of the day is told as that: %s', (kind, note) => {
    const to = '2026-04-21T21:00:00.000Z';
    expect(steps(kind, to)).toEqual([{ from, to, note }]);
  });

  test('S-2 what a further signal brought forward says so', () => {
    const to = '2026-04-21T18:00:00.000Z';
    expect(steps('cro_review', to)).toEqual([{ from, to, note: 'brought forward when a further signal joined it' }]);
  });
});
