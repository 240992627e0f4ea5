import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { Signal } from '../../../src/rules/aggregates/account.ts';
import { acme, classify, con, file, idAt, openKinds, put, signal, signalsOf } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const shared = acme();
const fresh = shared.save();
const [ana, home] = [{ email: 'ana@acme.com' }, { email: 'ana@home.org' }];

/** Ana's acts under both addresses, joined then; in the order of filing, with why each counts no more. */
function joined(...notes: readonly (readonly [Parameters<typeof file>[1], typeof ana, number])[]) {
  const world: TestWorld = shared;
  world.restore(fresh);
  file(world, signal.like('first'), { contact: ana, ago: 100 });
  file(world, signal.like('second'), { contact: home, ago: 150 });
  for (const [given, contact, ago] of notes) file(world, given, { contact, ago });
  const contacts = [{ contact: con(world, 1), same_as: con(world, 2) }];
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
  return world
    .account('acme.com')
    .signals.slice(2)
    .filter(({ type }) => type !== 'E8');
}
const told = (signals: readonly Signal[]) => signals.map(({ type, gone }) => `${type} ${gone?.why ?? 'stands'}`);

describe('A2 the acts of who was joined are weighed as one person’s', () => {
  test('A7 of two notes of one act the first stands, and the other says which', () => {
    const [first, second] = joined([signal.comment(1), ana, 9], [signal.comment(1), home, 9]);
    expect([first?.gone, second?.gone]).toMatchObject([
      undefined,
      { why: 'replaced', because: `${first?.id} tells the same act of the same person` },
    ]);
  });

  test('A7 acts of other days or objects are two', () => {
    expect(
      told(joined([signal.comment(1), ana, 9], [signal.comment(2), home, 9], [signal.comment(1), home, 50])),
    ).toEqual(['E1 stands', 'E1 stands', 'E1 stands']);
  });

  test('A7 the one that qualifies stands, whichever was filed first', () => {
    const open = signal.E5({ gated: false });
    expect(told(joined([open, ana, 9], [signal.E5(), home, 9]))).toEqual(['E5 replaced', 'E5 stands']);
    expect(told(joined([signal.E5(), ana, 9], [open, home, 9]))).toEqual(['E5 stands', 'E5 replaced']);
  });

  test('A4 an accepted introduction takes the place of the acknowledged one of the same referrer', () => {
    expect(told(joined([signal.E7(), ana, 9], [signal.E10(), home, 5]))).toEqual(['E7 replaced', 'E10 stands']);
    expect(told(joined([signal.E7({ referrer: 'Max Other' }), ana, 9], [signal.E10(), home, 5]))).toEqual([
      'E7 stands',
      'E10 stands',
    ]);
  });

  test('A4 likes are told apart by their posts, and enough of both make one', () => {
    const likes = joined(
      [signal.like(1), ana, 9],
      [signal.like(1), home, 9],
      [signal.like(2), home, 8],
      [signal.like(3), ana, 7],
    );
    expect(told(likes)).toEqual(['E1 stands', 'E1 stands', 'E1 stands', 'E1 stands']);
    expect(likes.map(({ qualifies }) => qualifies)).toEqual([false, false, false, true]);
    expect(likes[3]).toMatchObject({ because: '3 likes on different posts' });
    expect(likes[3]?.rests_on).toHaveLength(3);
    const few = joined([signal.like(1), ana, 9], [signal.like(1), home, 9], [signal.like(2), home, 8]);
    expect(few.map(({ qualifies }) => qualifies)).toEqual([false, false, false]);
  });
});

describe('A2, A5 what the engine found on either is found anew on both', () => {
  const [first, second] = [signal.comment(1), signal.comment(2)];
  const bo = { email: 'bo@acme.com' };
  /** Acts of Ana, of her other address, or of Bo, so many days ago. */
  function acted(...notes: readonly (readonly [Parameters<typeof file>[1], typeof ana, number])[]): TestWorld {
    shared.restore(fresh);
    for (const [given, contact, ago] of notes) file(shared, given, { contact, ago });
    return shared;
  }
  /** Joins the two contacts that were noted first. */
  const join = (world: TestWorld) =>
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: con(world, 1), same_as: con(world, 2) }],
    });
  const mark = (world: TestWorld, over: (each: Signal) => Partial<Signal>) =>
    put(world, { signals: signalsOf(world).map((each) => ({ ...each, ...over(each) })) });
  const repeats = (world: TestWorld) =>
    signalsOf(world, 'E8').map(({ id, gone, rests_on }) => [id, gone?.why ?? 'stands', rests_on]);
  const both = () => acted([first, ana, 9], [first, home, 9], [second, ana, 8], [second, home, 8]);

  test('A5 of two on the same acts the one found first stands, on the acts that stand', () => {
    const world = both();
    const [one, , , two] = signalsOf(world).filter(({ type }) => type === 'E1');
    const before = repeats(world);
    join(world);
    const acts = signalsOf(world, 'E1')
      .filter(({ gone }) => !gone)
      .map(({ id }) => id);
    expect(acts).toEqual([one?.id, expect.not.stringMatching(`^${two?.id}$`)]);
    expect(repeats(world)).toEqual([
      [before[0]?.[0], 'stands', acts],
      [before[1]?.[0], 'fallen', acts],
    ]);
    expect(signalsOf(world, 'E8')[1]?.gone?.because).toBe('the acts of the same person make another one');
  });

  test('A5 or the one that a classification weighed; and of notes of one act the one that is spent', () => {
    const world = both();
    const [, later] = signalsOf(world, 'E8');
    const spent = { by: 'mql', at: '2026-04-20T00:00:00.000Z', minted: 0 };
    mark(world, ({ id, contact, type }) => ({
      ...(id === later?.id ? { weighed: true as const } : {}),
      ...(type === 'E1' && contact === con(world, 2) ? { spent } : {}),
    }));
    join(world);
    expect(repeats(world).map(([, why]) => why)).toEqual(['fallen', 'stands']);
    expect(told(signalsOf(world, 'E1'))).toEqual(['E1 replaced', 'E1 stands', 'E1 replaced', 'E1 stands']);
  });

  test('A5 one that is spent stands as it is', () => {
    const world = both();
    const spent = { by: 'fast_track', at: '2026-04-20T00:00:00.000Z', minted: 99 };
    const [found] = signalsOf(world, 'E8');
    mark(world, ({ id }) => (id === found?.id ? { spent } : {}));
    join(world);
    expect(repeats(world).map(([, why]) => why)).toEqual(['stands', 'fallen']);
  });

  test('A5 an earlier act on an object takes its place among the acts of one that stands', () => {
    const world = acted([first, ana, 20], [first, home, 25], [second, ana, 5]);
    const [found] = repeats(world);
    const early = signalsOf(world).find(({ contact }) => contact === con(world, 2));
    const last = signalsOf(world).find(({ object }) => object?.endsWith('2'));
    join(world);
    expect(repeats(world)).toEqual([[found?.[0], 'stands', [early?.id, last?.id]]]);
    expect(signalsOf(world, 'E8')[0]).toMatchObject({ qualifies: true, because: '2 distinct acts within 30 days' });
  });

  test('A5 one that an act of the other completes sooner is dated by that one', () => {
    const world = acted([first, ana, 9], [signal.comment(3), home, 7], [second, ana, 5]);
    join(world);
    expect(signalsOf(world, 'E8').map(({ on, gone }) => [on, gone?.why])).toEqual([
      ['2026-04-16', 'fallen'],
      ['2026-04-14', undefined],
    ]);
  });

  test('A5 what another person did is not theirs, and nothing is found where each act stands alone', () => {
    const world = acted([first, ana, 60], [second, home, 9], [first, bo, 9], [second, bo, 8]);
    const before = signalsOf(world);
    const summary = join(world).summary;
    expect(repeats(world)).toHaveLength(1);
    expect(signalsOf(world).filter(({ contact }) => contact === con(world, 3))).toEqual(
      before.filter(({ contact }) => contact === con(world, 3)),
    );
    expect(summary).toBe(
      `Acme (acme.com) is brought up to date. ${home.email} (${con(world, 2)}) is one person with ${ana.email} (${con(world, 1)}), who stays and gets the mail.`,
    );
  });

  test('A4, L2 likes that are enough together are told, and open the classification', () => {
    const world = acted([signal.like(1), ana, 9], [signal.like(2), home, 8], [signal.like(3), ana, 7]);
    expect(openKinds(world)).toEqual([]);
    expect(join(world).summary).toMatch(
      new RegExp(` On the acts of both, the engine found an E1 of 2026-04-14 \\(${idAt('sig')}_\\d+\\)\\.$`),
    );
    expect(openKinds(world)).toEqual(['classify']);
    expect(classify(world).outcome).toBe('mql');
  });
});
