import { expect, test } from 'vitest';
import { changeId, nextVersion, versionOver } from '../../../src/rules/policy-changes/change-name.ts';

test('P2 a changed policy bears the name of the file beneath and the number of the change, in sixty letters', () => {
  expect([nextVersion('handoff-0.2', 3), nextVersion('handoff-0.2+c3', 14), nextVersion('own+c3-b', 4)]).toEqual([
    'handoff-0.2+c3',
    'handoff-0.2+c14',
    'own+c3-b+c4',
  ]);
  expect([nextVersion('v'.repeat(57), 1), nextVersion('v'.repeat(58), 1), nextVersion('v'.repeat(58), 10)]).toEqual([
    `${'v'.repeat(57)}+c1`,
    `${'v'.repeat(57)}+c1`,
    `${'v'.repeat(56)}+c10`,
  ]);
  expect(changeId(7)).toBe('chg_policy_7');
});

test('P2 over another file than it was proposed on, a change takes the name of that one', () => {
  const change = { id: 'chg_policy_12', version: 'own-1+c12', base: { version: 'own-1+c3', hash: 'h' } };
  expect([versionOver('own-1+c11', change), versionOver('own-1', change), versionOver('own-2+c4', change)]).toEqual([
    'own-1+c12',
    'own-1+c12',
    'own-2+c12',
  ]);
});
