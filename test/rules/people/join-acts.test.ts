import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import type { SignalInput } from '../../../src/rules/vocabulary/signal-types.ts';
import { acme, classify, file, openKinds, openOf, signal, signalsOf } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const work = { email: 'ana@acme.com', name: 'Ana Ruiz' };
const home = { email: 'ana.ruiz@gmail.com' };
const asksToStop = signal.E3({ quote: 'Please stop writing to me.' });

const join = (world: TestWorld) =>
  world.run('sales.ops', saveAccount, {
    domain: 'acme.com',
    contacts: [{ contact: work.email, same_as: home.email }],
  });
const live = (world: TestWorld) =>
  signalsOf(world)
    .filter((each) => !each.gone && each.qualifies)
    .map(({ type, on }) => `${type} ${on}`);
const idsOf = (world: TestWorld, domain = 'acme.com') => world.account(domain).contacts.map(({ id }) => id);
const two = (first: readonly [SignalInput, number], second: readonly [SignalInput, number]): TestWorld => {
  const world = acme();
  file(world, first[0], { contact: work, ago: first[1] });
  file(world, second[0], { contact: home, ago: second[1] });
  return world;
};

describe('acts of two who are joined', () => {
  test('A4 three likes by two addresses make one E1, and the classification is owed', () => {
    const world = two([signal.like(1), 9], [signal.like(2), 5]);
    file(world, signal.like(3), { contact: work, ago: 2 });
    expect(live(world)).toEqual([]);
    const done = join(world);
    expect(live(world)).toEqual(['E1 2026-04-19']);
    expect(signalsOf(world, 'E1').at(-1)?.rests_on).toHaveLength(3);
    expect(done.summary).toContain('On the acts of both, the engine found an E1 of 2026-04-19');
    expect(openKinds(world)).toContain('classify');
    expect(classify(world).outcome).toBe('mql');
  });

  test('A4 likes beside an E1 of the other stay what they were', () => {
    const world = two([signal.like(1), 9], [signal.like(2), 8]);
    for (const post of [3, 4, 5]) file(world, signal.like(post), { contact: work, ago: 7 });
    join(world);
    expect(live(world)).toEqual(['E1 2026-04-14']);
  });

  test('A7 one act that was noted under both addresses counts once, and makes no E8 of itself', () => {
    const world = two([signal.comment(1), 3], [signal.comment(1), 3]);
    expect(live(world)).toEqual(['E1 2026-04-18', 'E1 2026-04-18']);
    const [first, second] = signalsOf(world).map(({ id }) => id);
    expect(join(world).summary).toContain(
      ` E1 of 2026-04-18 (${second}) counts no more: ${first} tells the same act of the same person.`,
    );
    expect(live(world)).toEqual(['E1 2026-04-18']);
    expect(signalsOf(world)[1]?.gone?.why).toBe('replaced');
  });

  test('A7 the note that qualifies stands', () => {
    const world = two([signal.E6({ engagement: 'none' }), 3], [signal.E6(), 3]);
    join(world);
    expect(live(world)).toEqual(['E6 2026-04-18']);
    expect(signalsOf(world)[0]?.gone?.why).toBe('replaced');
  });

  test.each([
    [180, ['E2 2025-10-23']],
    [181, ['E2 2025-10-22', 'E2 2026-04-21']],
  ])('A4 of two subscriptions %i days apart', (ago, left) => {
    const world = two([signal.E2(), ago], [signal.E2(), 0]);
    join(world);
    expect(live(world)).toEqual(left);
  });

  test('A4 an E10 replaces the E7 of the same referrer', () => {
    const world = two([signal.E7(), 9], [signal.E10(), 2]);
    join(world);
    expect(live(world).filter((each) => !each.startsWith('E8'))).toEqual(['E10 2026-04-19']);
    const apart = two([signal.E7({ referrer: 'Kim Poe' }), 9], [signal.E10(), 2]);
    join(apart);
    expect(live(apart).filter((each) => !each.startsWith('E8'))).toEqual(['E7 2026-04-12', 'E10 2026-04-19']);
  });

  test('A5, A2 two who each had an E8 of the same day have one once they are joined', () => {
    const world = acme();
    for (const [given, contact] of [
      [signal.E5(), work],
      [signal.E2(), home],
      [signal.E5(), home],
      [signal.E2(), work],
    ] as const)
      file(world, given, { contact, ago: 30 });
    expect(live(world).filter((each) => each.startsWith('E8'))).toEqual(['E8 2026-03-22', 'E8 2026-03-22']);
    const [first, second] = signalsOf(world, 'E8').map(({ id }) => id);
    expect(join(world).summary).toContain(
      ` E8 of 2026-03-22 (${second}) counts no more: the acts of the same person make another one.`,
    );
    expect(live(world)).toEqual(['E5 2026-03-22', 'E2 2026-03-22', 'E8 2026-03-22']);
    expect(signalsOf(world, 'E8').map(({ id, gone }) => [id, gone?.why])).toEqual([
      [first, undefined],
      [second, 'fallen'],
    ]);
  });

  test('L2 a spent note of the act stands, so that a join opens nothing twice', () => {
    const world = acme();
    file(world, signal.E3(), { contact: home, ago: 3 });
    classify(world);
    file(world, signal.E3(), { contact: work, ago: 3 });
    join(world);
    expect(signalsOf(world, 'E3').map(({ gone, spent }) => [gone?.why, spent?.by])).toEqual([
      [undefined, 'fast_track'],
      ['replaced', undefined],
    ]);
    expect(openKinds(world)).not.toContain('classify');
  });
});

describe('words that ask to stop', () => {
  const asked = (): TestWorld => two([signal.comment(1), 9], [asksToStop, 2]);

  test('A9 go along with who is joined, due as they were', () => {
    const world = asked();
    const before = openOf(world, 'look_at_stop');
    expect(before?.subject).toBe(idsOf(world)[1]);
    join(world);
    expect(openOf(world, 'look_at_stop')).toMatchObject({ subject: idsOf(world)[0], due_at: before?.due_at });
  });

  test('A9, L13 need no look once a join suppressed both', () => {
    const world = asked();
    world.run('sales.ops', suppressContact, { contact: work.email, reason: 'opt_out' });
    join(world);
    expect(openOf(world, 'look_at_stop')).toBeUndefined();
  });

  test('A9 go along with who moves', () => {
    const world = asked();
    const contacts = [{ contact: home.email }];
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts });
    expect(openOf(world, 'look_at_stop')).toBeUndefined();
    expect(openOf(world, 'look_at_stop', 'beta.com')?.subject).toBe(idsOf(world, 'beta.com')[0]);
    world.run('sales.ops', suppressContact, { contact: home.email, reason: 'opt_out' });
    expect(openOf(world, 'look_at_stop', 'beta.com')).toBeUndefined();
  });

  test('A9 end with an erasure', () => {
    const world = asked();
    world.run('legal.exec', erasePerson, { contact: home.email, basis: 'asked on 2026-04-20' });
    expect(openOf(world, 'look_at_stop')).toBeUndefined();
  });
});
