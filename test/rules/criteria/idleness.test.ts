import { describe, expect, test } from 'vitest';
import { idleDays } from '../../../src/rules/criteria/idleness.ts';
import { acmePending, con, decide, file, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const now = '2026-05-21T14:00:00.000Z';
const contact = { email: 'bo@acme.com', name: 'Bo Diaz' };

/** SQL on 21 April; `given` happens on 11 May, and it is 21 May. */
function idle(act?: (world: TestWorld) => void): number {
  const world = acmePending();
  decide(world, 'confirm');
  world.now = now;
  act?.(world);
  const standing = { state: world.account('acme.com'), suppressed: world.suppressed };
  return idleDays(standing, world.context('sales.ops'));
}
const at = '2026-05-11T09:00:00-04:00';

describe('engagement is an act of somebody who counts', () => {
  test('A10 without any it is idle since it became SQL', () => {
    expect(idle()).toBe(30);
  });

  test('A10 an act that does not qualify is engagement', () => {
    expect(idle((world) => file(world, signal.like(), { at, contact }))).toBe(10);
  });

  test.each([
    ['an introduction without acknowledgement', signal.E7({ response: 'none', evidence: undefined })],
    ['a registration without attendance', signal.E6({ attended: false, engagement: 'none' })],
  ])('A10 %s is none', (_, given) => {
    expect(idle((world) => file(world, given, { at, contact }))).toBe(30);
  });

  test('A10 an act of a suppressed person is none, before and after the suppression', () => {
    const late = idle((world) => {
      file(world, signal.comment(2), { at, contact });
      world.suppressContact(con(world, 2));
    });
    expect(late).toBe(30);
  });

  test("A10 an act of a listed competitor's employee is none", () => {
    expect(idle((world) => file(world, signal.comment(2), { at, contact: { email: 'eve@crossbeam.com' } }))).toBe(30);
  });
});
