import { expect, test } from 'vitest';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { evolveDesk } from '../../../src/rules/aggregates/evolve-desk.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import { around, turns } from '../../../src/rules/policy-changes/effect-found.ts';
import {
  noticePolicy,
  offRecord,
  type PolicyStanding,
  putOnRecord,
  standingNote,
  unrecorded,
} from '../../../src/rules/policy-changes/policy-on-record.ts';
import { roles } from '../../../src/rules/vocabulary/roles.ts';
import { TestWorld } from '../../support/world.ts';

const now = '2026-04-21T14:00:00.000Z';
const file = { version: 'own-2', hash: 'abcdef0123456789' };
const newest = { version: 'own-1', hash: '9876543210fedcba', recorded_at: '2026-04-20T14:00:00.000Z' };
const standing = (over: Partial<PolicyStanding>): PolicyStanding => ({
  file,
  newest,
  is: 'in_force',
  isRuling: true,
  misfits: [],
  ...over,
});
const conflict = { refused: true, code: 'CONFLICT', clause: '6.3', ruling: 'P2' };
const misfits = [
  { change: 'chg_1', because: 'there is no gates.G9' },
  { change: 'chg_2', because: 'it wants a number' },
];

test('P2 a file in force, and the first one, keep nobody from writing', () => {
  for (const each of [standing({}), standing({ is: 'first', newest: null }), standing({ is: 'newer', newest: null })]) {
    expect(roles.map((role) => offRecord(each, role))).toEqual(roles.map(() => null));
    expect([unrecorded(each), standingNote(each, 'cro')]).toEqual([null, null]);
  }
});

test('P2 a newer file waits for a call of cro or cmo, and is told to all', () => {
  const newer = standing({ is: 'newer' });
  const refusal = {
    ...conflict,
    found:
      "this server's policy file, own-2 (abcdef012345), is not on record; the newest on record is own-1 (9876543210fe), since 2026-04-20T14:00:00.000Z",
    next: 'let cro or cmo call session_sweep on a server with this file, which puts it on record, or start the server again with the file on record',
  };
  const may = roles.filter((role) => offRecord(newer, role) === null);
  expect(may.toSorted()).toEqual(['cmo', 'cro']);
  expect(offRecord(newer, 'sales.ops')).toEqual(refusal);
  expect(unrecorded(newer)).toEqual(refusal);
  expect(standingNote(newer, 'cro')).toBe(
    `Note that ${refusal.found}. Your next call that is carried out, session_sweep too, puts this file on record; until then you read by it.`,
  );
  expect(standingNote(newer, 'viewer')).toBe(
    `Note that ${refusal.found}. You read by this file, and nothing is written or applied. Next: ${refusal.next}.`,
  );
});

test('P2 a file that another replaced is refused for everybody', () => {
  const replaced = standing({ is: 'replaced' });
  for (const role of roles) expect(offRecord(replaced, role)).toEqual(unrecorded(replaced));
  expect(unrecorded(replaced)).toMatchObject({
    code: 'CONFLICT',
    found:
      "this server's policy file, own-2 (abcdef012345), is no longer the newest: own-1 (9876543210fe) took its place at 2026-04-20T14:00:00.000Z",
    next: 'start the server again with the file on record; to go back to these rules, give this file a version name of its own, and let cro or cmo call session_sweep with it',
  });
});

test.each(['first', 'in_force', 'newer', 'replaced'] as const)(
  'P2 what two hands put in force is not dropped for a file that it does not fit: %s',
  (is) => {
    const refusal = {
      ...conflict,
      found:
        "changes that cro and cmo put in force can't be laid over this server's policy file, own-2 (abcdef012345): chg_1 (there is no gates.G9), chg_2 (it wants a number)",
      next: 'start the server again with the file on record, or mend the file so that the values they set can stand in it; `ladder doctor` checks a file',
    };
    const unfit = standing({ is, misfits });
    expect([offRecord(unfit, 'cro'), offRecord(unfit, 'viewer'), unrecorded(unfit)]).toEqual([
      refusal,
      refusal,
      refusal,
    ]);
  },
);

test('P2 chief.staff is given each change to look at, and the call that made it says so', () => {
  const tasksFor = (each: PolicyStanding) => {
    const evolve = (state: typeof emptyDesk | null, event: Parameters<typeof evolveDesk>[1], at: string) =>
      evolveDesk(state, event, { at, by: 'cro' });
    const desk = draftOf({ kind: 'desk', stream: 'desk', before: emptyDesk, now, evolve });
    noticePolicy(desk, each, new TestWorld(now).context('cro'));
    return desk.state.tasks.map(({ kind, role, subject }) => [kind, role, subject]);
  };
  expect(tasksFor(standing({ is: 'newer' }))).toEqual([
    [
      'acknowledge_policy_change',
      'chief.staff',
      'own-1 (9876543210fe) gave way to own-2 (abcdef012345), put on record by cro',
    ],
  ]);
  expect(putOnRecord(standing({ is: 'newer' }), false)).toBe(
    'The policy own-2 (abcdef012345) is on record from now on, in the place of own-1 (9876543210fe).',
  );
  expect(putOnRecord(standing({ is: 'newer' }), true)).toContain('would be on record');
  for (const each of [standing({}), standing({ is: 'first', newest: null }), standing({ is: 'newer', newest: null })]) {
    expect(tasksFor(each)).toEqual([]);
    expect(putOnRecord(each, false)).toBeNull();
  }
});

test('P2 a bound is looked at on both sides and at itself, never below nothing', () => {
  expect(around(200)).toEqual([199, 200, 201]);
  expect(around(1)).toEqual([0, 1, 2]);
  expect(around(0)).toEqual([0, 1]);
  expect(turns([200, 20, 199])).toEqual([19, 20, 21, 198, 199, 200, 201]);
});
