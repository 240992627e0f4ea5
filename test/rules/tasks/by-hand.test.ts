import { describe, expect, test } from 'vitest';
import { queueUnmatched } from '../../../src/rules/people/queue-unmatched.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { acme, file, openOf, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const by = { account: 'gmail.com', contact: { email: 'cy@gmail.com' } };
const close = (world: TestWorld, task: string, note = 'a student') =>
  world.run('sales.ops', completeTask, { task, note });
const refused = (world: TestWorld, task: string, role: 'sales.ops' | 'cro' = 'sales.ops') =>
  world.refused(role, completeTask, { task, note: 'a student' });

/** Cy, of no company, with two notes that wait. */
function waiting(): { readonly world: TestWorld; readonly notes: readonly string[] } {
  const world = acme();
  const notes = [1, 2].map((n) => file(world, signal.comment(n), { ...by, ago: n }).extra.signal);
  return { world, notes };
}
const ends = (world: TestWorld) =>
  [...world.waiting.values()].map(({ ended, notes = [] }) => [ended?.why, notes.map((each) => each.ended?.why)]);

describe('S-1, A2 who waits is dismissed, or one of their notes', () => {
  test('A2 the person with all that waits', () => {
    const { world } = waiting();
    const done = close(world, 'wtg_cy@gmail.com');
    expect([done.outcome, done.summary, done.checks, done.extra]).toEqual([
      'done',
      'The unmatched person is dismissed; a later import does not bring them back.',
      [],
      { task: 'wtg_cy@gmail.com' },
    ]);
    expect(ends(world)).toEqual([['dismissed', ['dismissed', 'dismissed']]]);
  });

  test('A2 a note alone, the last of them with the person', () => {
    const { world, notes } = waiting();
    expect(close(world, notes[0] ?? '').summary).toBe(
      'The waiting note is dismissed; what else the person did still waits.',
    );
    expect(ends(world)).toEqual([[undefined, ['dismissed', undefined]]]);
    expect(refused(world, notes[0] ?? '')).toMatchObject({ code: 'CONFLICT', found: 'that note waits no more' });
    expect(close(world, notes[1] ?? '').summary).toMatch(/^The unmatched person is dismissed/);
    expect(ends(world)).toEqual([['dismissed', ['dismissed', 'dismissed']]]);
  });

  test('A2 nobody, by another role, or twice', () => {
    const { world } = waiting();
    expect(refused(world, 'wtg_no')).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.1',
      ruling: 'A2',
      found: 'nobody waits under that id',
      next: 'take the id from session_sweep',
    });
    expect(refused(world, 'wtg_cy@gmail.com', 'cro')).toMatchObject({
      code: 'NOT_PERMITTED',
      found: "unmatched people are sales.ops's",
      next: 'let sales.ops close it',
    });
    close(world, 'wtg_cy@gmail.com');
    expect(refused(world, 'wtg_cy@gmail.com')).toMatchObject({
      code: 'CONFLICT',
      found: 'that wait ended at 2026-04-21T14:00:00.000Z: dismissed',
      next: 'nothing more is to do',
    });
    const queued = acme();
    queued.run('sales.ops', queueUnmatched, {
      person: { email: 'di@home.org' },
      origin: 'row 3',
      because: 'no company',
    });
    expect(close(queued, 'wtg_di@home.org').outcome).toBe('done');
  });
});

describe('S-1 a duty is closed by hand by its own role, once, unless an act closes it', () => {
  const owed = (kind: string) => {
    const world = acme();
    file(world, signal.E4());
    return { world, id: openOf(world, kind)?.id ?? '' };
  };

  test('S-1 with how it was done', () => {
    const { world, id } = owed('answer_briefing_request');
    expect(refused(world, id)).toMatchObject({
      code: 'NOT_PERMITTED',
      clause: '4.2',
      ruling: 'S-1',
      found: "the task `answer_briefing_request` is cro's",
      next: 'let cro close it',
    });
    const done = world.run('cro', completeTask, { task: ` ${id} `, note: 'called her' });
    expect([done.outcome, done.summary, done.extra]).toEqual([
      'done',
      'Acme: done, answer the request for a Briefing and agree on a date.',
      { task: id },
    ]);
    expect(refused(world, id, 'cro')).toMatchObject({
      code: 'CONFLICT',
      found: 'the task `answer_briefing_request` was closed at 2026-04-21T14:00:00.000Z by cro',
    });
  });

  test('S-1 not where an act closes it, nor under an id of nothing, nor without a note', () => {
    const { world, id } = owed('classify');
    expect(refused(world, id)).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'the task `classify` is closed by its act, not by hand',
      next: 'call classify_mql',
    });
    expect(refused(world, 'tsk_none_1')).toMatchObject({ code: 'NOT_FOUND', clause: '4.3', ruling: 'S-1' });
    expect(world.refused('sales.ops', completeTask, { task: id, note: ' ' }).found).toBe('`note` is ` `');
    const verdict = { task: owed('answer_briefing_request').id, note: 'called her', verdict: 'held' } as const;
    expect(
      world.refused('cro', completeTask, { ...verdict, task: openOf(world, 'answer_briefing_request')?.id ?? '' }),
    ).toMatchObject({
      found: '`verdict` is `held`',
      next: 'give no `verdict`: it answers tasks of the kind evidence_sample alone',
    });
  });

  test('S-1 a duty of the desk, and one that a report closes', () => {
    const world = acme();
    const task = {
      id: 'tsk_desk_1',
      kind: 'weekly_close',
      role: 'cro',
      clause: '6.1',
      opened_at: world.now,
      due_at: world.now,
    } as const;
    const plain = { ...task, id: 'tsk_desk_2', kind: 'gate_calibration', role: 'chief.staff' } as const;
    world.desk = { ...world.desk, tasks: [task, plain] };
    expect(refused(world, 'tsk_desk_1', 'cro').next).toBe('call pipeline_report with kind weekly_close');
    const done = world.run('chief.staff', completeTask, { task: 'tsk_desk_2', note: 'the gates are set right' });
    expect(done.summary).toBe('done, review whether the gates are set right.');
    expect(world.desk.tasks.map(({ closed_at }) => closed_at !== undefined)).toEqual([false, true]);
  });
});
