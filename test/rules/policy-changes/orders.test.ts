import { expect, test } from 'vitest';
import { proposePolicyChange } from '../../../src/rules/policy-changes/propose-policy-change.ts';
import { ratifyPolicyChange } from '../../../src/rules/policy-changes/ratify-policy-change.ts';
import { TestWorld } from '../../support/world.ts';

const hour = (n: number) => `2026-04-21T${14 + n}:00:00.000Z`;
const hours = [0, 1, 2] as const;
const answers = [...hours, 'reject'] as const;

/** Values of two proposals, and the answer to each: the hour from which it is in force, or none. */
interface Course {
  readonly paths: readonly [string, string];
  readonly order: readonly [0 | 1, 0 | 1];
  readonly answers: readonly [(typeof answers)[number], (typeof answers)[number]];
}

const values: Readonly<Record<string, readonly [number, number]>> = {
  'buying.needed': [2, 1],
  'gates.G1.value': [500, 600],
};

const courses: readonly Course[] = [
  ['buying.needed', 'gates.G1.value'] as const,
  ['gates.G1.value', 'gates.G1.value'] as const,
].flatMap((paths) =>
  (
    [
      [0, 1],
      [1, 0],
    ] as const
  ).flatMap((order) =>
    answers.flatMap((first) => answers.map((second): Course => ({ paths, order, answers: [first, second] }))),
  ),
);

/** A world in which both are proposed: the courses of one pair of paths start from it. */
function proposedIn(paths: Course['paths']) {
  const world = new TestWorld(hour(0));
  for (const n of [0, 1] as const)
    world.run('cro', proposePolicyChange, { changes: { [paths[n]]: values[paths[n]]?.[n] }, why: 'x' });
  return { world, start: world.save() };
}

test('P2 a proposal, a rejection, a conflict, an effective instant in every order: at each instant rules what was ratified for it', () => {
  const begun = new Map([...new Set(courses.map(({ paths }) => paths))].map((paths) => [paths, proposedIn(paths)]));
  for (const { paths, order, answers: given } of courses) {
    const { world, start } = begun.get(paths) ?? proposedIn(paths);
    world.restore(start);
    world.now = hour(0);
    const ruling: { path: string; value: number; from: number }[] = [];
    for (const n of order) {
      const decision = given[n];
      const args = { change: `chg_policy_${n + 1}` };
      const isRival = ruling.some(({ path }) => path === paths[n]);
      if (decision === 'reject') {
        expect(world.try('cmo', ratifyPolicyChange, { ...args, decision, reason: 'no' })).toMatchObject({
          outcome: 'rejected',
        });
        continue;
      }
      const answer = world.try('cmo', ratifyPolicyChange, { ...args, effective_at: hour(decision) });
      expect(answer).toMatchObject(isRival ? { code: 'CONFLICT' } : { outcome: 'ratified' });
      if (!isRival) ruling.push({ path: paths[n], value: values[paths[n]]?.[n] ?? 0, from: decision });
    }
    for (const now of hours) {
      world.now = hour(now);
      const { policy } = world.context('cro');
      const set = (path: string) => ruling.find((each) => each.path === path && each.from <= now)?.value;
      expect([policy.buying.needed.value, policy.gates[0]?.value]).toEqual([
        set('buying.needed') ?? 3,
        set('gates.G1.value') ?? 200,
      ]);
    }
  }
});
