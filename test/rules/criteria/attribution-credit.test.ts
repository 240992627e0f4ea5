import { describe, expect, test } from 'vitest';
import { credit } from '../../../src/rules/criteria/attribution-credit.ts';
import { acme, check, checksOf, file, idAt, signal, signalsOf, start, verdict } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

describe('credit by age', () => {
  test.each([
    [0, 1],
    [90, 1],
    [91, 0.5],
    [180, 0.5],
    [181, 0],
    [10_000, 0],
  ])('3.2b an act of %d days has credit %d', (age, expected) => {
    expect(credit(age, testPolicy().values)).toBe(expected);
  });

  test('A8 half a credit is a whole signal for the threshold', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 91 });
    expect(verdict(world, 'engagement_signal')).toBe('pass');
  });
});

describe('the engagement criterion', () => {
  const of = (world: TestWorld) => check(checksOf(world), 'engagement_signal');

  test.each([
    [0, 'pass'],
    [180, 'pass'],
    [181, 'fail'],
  ])('3.2b an act %d days old: %s', (ago, expected) => {
    const world = acme();
    file(world, signal.comment(), { ago });
    expect(of(world).verdict).toBe(expected);
  });

  test('3.2b the whole finding: live', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 180 });
    expect(of(world)).toEqual({
      rule: 'engagement_signal',
      clause: '3.2',
      ruling: 'L2',
      basis: 'sop',
      verdict: 'pass',
      because: 'the newest qualifying signal is E1, 180 days old; the window is 180 days',
      evidence: [idAt('sig_7')],
    });
  });

  test('3.2b the whole finding: aged out', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 181 });
    expect(of(world)).toEqual({
      rule: 'engagement_signal',
      clause: '3.2',
      ruling: 'L2',
      basis: 'sop',
      verdict: 'fail',
      because: 'the newest qualifying signal is E3, 181 days old; the window is 180 days',
      evidence: [idAt('sig_7')],
      remedy: 'mining.mind or category.positioning: file_signal_note when a new act is seen',
    });
  });

  test('3.2b the whole finding: nothing on file', () => {
    expect(of(acme())).toEqual({
      rule: 'engagement_signal',
      clause: '3.2',
      ruling: 'L2',
      basis: 'sop',
      verdict: 'fail',
      because: 'no qualifying engagement signal is on file',
      remedy: 'mining.mind or category.positioning: file_signal_note when one is seen',
    });
  });

  test('3.2b the newest act counts, whatever the order of filing', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 5 });
    file(world, signal.comment(2), { ago: 100 });
    expect(of(world).because).toBe('the newest qualifying signal is E1, 5 days old; the window is 180 days');
  });

  test('3.2b a newer insufficient act does not hide an older qualifying one', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 170 });
    file(world, signal.like(2), { ago: 1 });
    expect(of(world)).toMatchObject({
      verdict: 'pass',
      because: 'the newest qualifying signal is E1, 170 days old; the window is 180 days',
    });
  });

  test('3.2b by waiting alone a live signal ages out, at midnight of New York', () => {
    const world = acme();
    file(world, signal.comment(), { at: '2026-04-20T12:00:00-04:00' });
    world.now = '2026-10-18T03:59:59.999Z';
    expect(of(world).verdict).toBe('pass');
    world.now = '2026-10-18T04:00:00.000Z';
    expect(of(world).verdict).toBe('fail');
  });

  test('A8 a policy with another window is followed', () => {
    const { values, ...rest } = testPolicy();
    const engagement = { ...values.engagement, window_days: { ...values.engagement.window_days, value: 30 } };
    const world = new TestWorld(start, { ...rest, values: { ...values, engagement } });
    file(world, signal.comment(), { ago: 31 });
    expect(of(world).because).toBe('the newest qualifying signal is E1, 31 days old; the window is 30 days');
    expect([credit(30, { ...values, engagement }), credit(91, { ...values, engagement })]).toEqual([1, 0]);
  });

  test('A8 an E8 adds to its acts and takes nothing from them', () => {
    const world = acme();
    file(world, signal.comment(1), { ago: 2 });
    file(world, signal.comment(2), { ago: 1 });
    expect(signalsOf(world).map((each) => [each.type, each.qualifies])).toEqual([
      ['E1', true],
      ['E1', true],
      ['E8', true],
    ]);
  });
});
