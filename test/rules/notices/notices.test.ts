import { expect, test } from 'vitest';
import type { Task } from '../../../src/rules/aggregates/task.ts';
import { dueNotices } from '../../../src/rules/notices/due-notices.ts';
import { firstShown, isShown, noticeHorizon, type ShownTasks } from '../../../src/rules/notices/shown-tasks.ts';
import { claimNotices, confirmNotices } from '../../../src/rules/notices/tell-notices.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { TestWorld } from '../../support/world.ts';

/** Tuesday, 10:00 in New York; the day closes at 17:00, eight hours ahead is 18:00. */
const now = '2026-04-21T14:00:00.000Z';
const horizon = '2026-04-21T22:00:00.000Z';
const at = (instant: string) => new TestWorld(instant).context('viewer');
const opened_at = '2026-04-20T14:00:00.000Z';
const task = (id: string, over: Partial<Task> = {}): Task => ({
  id,
  kind: 'classify',
  role: 'sales.ops',
  clause: '4.2',
  opened_at,
  due_at: horizon,
  ...over,
});
const seen = (role: Role, ...shown: readonly (readonly [string, string])[]) => ({ [role]: Object.fromEntries(shown) });

function notices(tasks: readonly Task[], shown: Readonly<Partial<Record<Role, ShownTasks>>> = {}, moment = at(now)) {
  const open = tasks.map((each) => ({ task: each, company: null }));
  const found = dueNotices(open, (role) => shown[role] ?? {}, moment);
  return found.map(({ key, kind, role, tasks, isShown }) => [
    key,
    kind,
    role,
    tasks.map((each) => each.task.id),
    isShown,
  ]);
}

test('S-3 the horizon is so many hours ahead, or the close of the day where that is later', () => {
  expect(noticeHorizon(at(now))).toBe(horizon);
  expect(noticeHorizon(at('2026-04-21T11:00:00.000Z'))).toBe('2026-04-21T21:00:00.000Z');
  // After the close, what counts as the same day closes tomorrow.
  expect(noticeHorizon(at('2026-04-21T22:00:00.000Z'))).toBe('2026-04-22T06:00:00.000Z');
});

test('S-3 duties of hours and of the same day are told alone; all others of a role together once a day', () => {
  const found = notices([
    task('tsk_1'),
    task('tsk_2', { kind: 'look_at_stop' }),
    task('tsk_3', { kind: 'answer_hot', role: 'cro' }),
    task('tsk_4', { kind: 'cro_review', role: 'cro' }),
    task('tsk_5', { kind: 'mend_gates' }),
    task('tsk_6', { kind: 'daily_replies' }),
    task('tsk_7', { due_at: '2026-04-21T22:00:00.001Z' }),
  ]);
  expect(found).toEqual([
    ['due:tsk_2', 'due', 'sales.ops', ['tsk_2'], false],
    ['due:tsk_3', 'due', 'cro', ['tsk_3'], false],
    ['digest:sales.ops:2026-04-21', 'digest', 'sales.ops', ['tsk_1', 'tsk_5', 'tsk_6'], false],
    ['digest:cro:2026-04-21', 'digest', 'cro', ['tsk_4'], false],
  ]);
});

test('S-3 what its own sweep has shown is no news to a role, and what another role saw is', () => {
  const tasks = [task('tsk_1'), task('tsk_2', { kind: 'look_at_stop' }), task('tsk_3')];
  const shown = seen('sales.ops', ['tsk_1', now], ['tsk_2', now]);
  expect(notices(tasks, shown)).toEqual([
    ['due:tsk_2', 'due', 'sales.ops', ['tsk_2'], true],
    ['digest:sales.ops:2026-04-21', 'digest', 'sales.ops', ['tsk_3'], false],
  ]);
  expect(notices([task('tsk_1')], shown)).toEqual([]);
  expect(notices([task('tsk_1')], seen('cro', ['tsk_1', now]))).toHaveLength(1);
});

test('S-3 an escalated step is news to chief.staff, whenever it is due, until its sweep has shown it', () => {
  const step = task('tsk_1', { escalated: true, due_at: '2026-05-21T22:00:00.000Z' });
  expect(notices([step])).toEqual([['escalated:tsk_1', 'escalated', 'chief.staff', ['tsk_1'], false]]);
  expect(notices([step], seen('chief.staff', ['tsk_2', now]))).toMatchObject([{ 4: false }]);
  expect(notices([step], seen('sales.ops', ['tsk_1', now]))).toMatchObject([{ 4: false }]);
  expect(notices([step], seen('chief.staff', ['tsk_1', now]))).toMatchObject([{ 4: true }]);
});

test('S-3 what was shown before it fell due is news again from that instant on', () => {
  const due_at = '2026-04-21T14:00:00.000Z';
  const before = '2026-04-21T13:59:59.999Z';
  expect(isShown({ id: 'tsk_1', due_at }, {}, before)).toBe(false);
  expect(isShown({ id: 'tsk_1', due_at }, { tsk_1: before }, before)).toBe(true);
  expect(isShown({ id: 'tsk_1', due_at }, { tsk_1: before }, due_at)).toBe(false);
  expect(isShown({ id: 'tsk_1', due_at }, { tsk_1: due_at }, due_at)).toBe(true);
});

test('S-3 a sweep shows what may be told, and the step behind the look at it, each once', () => {
  const look = task('tsk_8', { kind: 'escalated_step', subject: 'tsk_9', due_at: '2026-05-21T22:00:00.000Z' });
  const tasks = [task('tsk_1'), task('tsk_2', { due_at: '2026-04-21T22:00:00.001Z', subject: 'tsk_3' }), look];
  expect(firstShown(tasks, {}, at(now))).toEqual(['tsk_1', 'tsk_9']);
  expect(firstShown(tasks, { tsk_1: now, tsk_9: now }, at(now))).toEqual([]);
  expect(firstShown([], {}, at(now))).toEqual([]);
});

const told = (world: TestWorld) => world.desk.notices;
const claim = (world: TestWorld, name: string, keys: readonly string[], standing = keys, most = 9) =>
  world.run('sales.ops', claimNotices, { claim: name, keys, standing, most }).extra.claimed;
const confirm = (world: TestWorld, name: string, result: 'told' | 'failed') =>
  world.run('sales.ops', confirmNotices, { claim: name, result });

test('S-3 each notice is told once: one claims it, and what was told is claimed no more', () => {
  const world = new TestWorld(now);
  expect(claim(world, 'one', ['a', 'b', 'c'], undefined, 2)).toEqual(['a', 'b']);
  expect(claim(world, 'two', ['a', 'b', 'c'])).toEqual(['c']);
  expect(claim(world, 'three', ['a', 'b', 'c'])).toEqual([]);
  expect(told(world)?.claims.map((each) => each.claim)).toEqual(['one', 'two']);
  confirm(world, 'one', 'told');
  confirm(world, 'two', 'failed');
  expect(told(world)).toEqual({ told: ['a', 'b'], claims: [] });
  expect(claim(world, 'four', ['a', 'b', 'c'])).toEqual(['c']);
});

test('S-3 a claim that nothing came of lapses after 30 minutes, and nobody can confirm it then', () => {
  const world = new TestWorld(now);
  claim(world, 'one', ['a']);
  world.now = '2026-04-21T14:29:59.999Z';
  expect(claim(world, 'two', ['a'])).toEqual([]);
  world.now = '2026-04-21T14:30:00.000Z';
  expect(claim(world, 'three', ['a'])).toEqual(['a']);
  confirm(world, 'one', 'told');
  expect(told(world)).toMatchObject({ told: [], claims: [{ claim: 'three' }] });
  const empty = new TestWorld(now);
  confirm(empty, 'one', 'told');
  expect(told(empty)).toBeUndefined();
});

test("S-3 what is over by now is forgotten with the next claim, but for the day's digests", () => {
  const world = new TestWorld(now);
  const digests = ['digest:cro:2026-04-20', 'digest:cro:2026-04-21'];
  claim(world, 'one', ['due:tsk_1', 'due:tsk_2', ...digests]);
  confirm(world, 'one', 'told');
  claim(world, 'two', ['due:tsk_3'], ['due:tsk_2', 'due:tsk_3']);
  expect(told(world)?.told).toEqual(['due:tsk_2', 'digest:cro:2026-04-21']);
});
