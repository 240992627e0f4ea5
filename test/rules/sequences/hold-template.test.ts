import { expect, test } from 'vitest';
import { redeemPermit } from '../../../src/rules/sending/redeem-permit.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import type { HoldArgs } from '../../../src/rules/sequences/hold-types.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { con } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { mailing, permitted, sent } from '../sending/mailing.ts';
import { started, twoStarted } from './nurtured.ts';

const version = 'nurture_1_v1';
const args = (over: Partial<HoldArgs>): HoldArgs => ({ action: 'pause', reason: 'a figure in it is old', ...over });
const held = (world: TestWorld, over: Partial<HoldArgs> = {}) =>
  world.run('sales.ops', holdSequence, args({ template: version, ...over }));
const refused = (world: TestWorld, over: Partial<HoldArgs>) => {
  const { code, found, next } = world.refused('sales.ops', holdSequence, args({ template: version, ...over }));
  return [code, found, next];
};
const holds = (world: TestWorld) =>
  (world.account('acme.com').enrolments ?? []).map((each) => each.holds.map(({ ref, because }) => [ref, because]));

test('C4 all that stands on a version is paused, and resumed, once', () => {
  const world = twoStarted();
  expect(held(world)).toMatchObject({
    outcome: 'paused',
    summary: `What stands on ${version} is paused: 2 contacts.`,
    extra: { contacts: [con(world), con(world, 2)] },
  });
  expect(holds(world)).toEqual([[[version, 'a figure in it is old']], [[version, 'a figure in it is old']]]);
  expect(held(world, { action: 'resume' })).toMatchObject({
    outcome: 'resumed',
    summary: `What stands on ${version} is resumed: 2 contacts.`,
  });
  expect(holds(world)).toEqual([[], []]);
  expect(refused(world, { action: 'resume' })).toEqual([
    'RULE_REFUSED',
    `${version} is not paused`,
    'nothing is to be resumed',
  ]);
});

test('C4 resuming a version lets go on what it held, and nobody who is held by name', () => {
  const world = twoStarted();
  held(world, { template: undefined, contact: con(world) });
  expect(refused(world, { action: 'resume' })[1]).toBe(`${version} is not paused`);
  held(world, { until: '2026-04-24' });
  expect(refused(world, { template: undefined, contact: con(world, 2), action: 'resume' })).toEqual([
    'RULE_REFUSED',
    `Bo Lind of Acme (${con(world, 2)}) is held by something else: a figure in it is old`,
    'resume its template with hold_sequence',
  ]);
  const own = [undefined, 'a figure in it is old'];
  expect(holds(world)).toEqual([[own, [version, 'a figure in it is old']], [[version, 'a figure in it is old']]]);
  expect(held(world, { action: 'resume' }).extra).toEqual({ contacts: [con(world), con(world, 2)] });
  expect(holds(world)).toEqual([[own], []]);
});

test('C4 what stands on a version is ended for good', () => {
  const world = started();
  expect(held(world, { action: 'end' })).toMatchObject({
    outcome: 'ended',
    summary: `What stands on ${version} is ended: 1 contact.`,
  });
  expect(refused(world, {})).toEqual([
    'RULE_REFUSED',
    `no enrolment stands on ${version}`,
    'name the version that they are bound to; explain_account shows it',
  ]);
});

test('C4 a version that nobody knows is not held, and one paused until a day goes on then', () => {
  const world = started();
  expect(refused(world, { template: 'nurture_1_v9' })[0]).toBe('NOT_FOUND');
  expect(held(world, { until: '2026-04-23' })).toMatchObject({
    summary: `What stands on ${version} is paused until 2026-04-23: 1 contact.`,
    extra: { until: '2026-04-23' },
  });
});

test.each([
  [
    'a flag',
    (world: TestWorld) => world.run('cmo', flagContent, { template: version, kind: 'brand_voice', why: 'loud' }),
  ],
  ['sales.ops', (world: TestWorld) => held(world)],
])('C4 I1 a mail under way when %s holds its version takes its reader past that, not others', (_, hold) => {
  const world = mailing();
  const permit = permitted(world);
  world.run('sales.ops', redeemPermit, { permit, tool_use_id: 'use_1' });
  hold(world);
  expect(holds(world).map((each) => each.length)).toEqual([1, 1]);
  sent(world, permit);
  expect(holds(world).map((each) => each.length)).toEqual([0, 1]);
});
