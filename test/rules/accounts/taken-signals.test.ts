import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState, Signal } from '../../../src/rules/aggregates/account.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { acme, file, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

/** Acme, and Acme IO with three acts of three people. */
function two(over: (state: AccountState) => Partial<AccountState> = () => ({})): TestWorld {
  const world = acme();
  world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO' });
  for (const [n, who] of ['cy', 'di', 'ed'].entries())
    file(world, signal.comment(n), { account: 'acme.io', contact: { email: `${who}@acme.io` }, ago: 20 - n });
  const state = world.account('acme.io');
  world.place({ ...state, ...over(state) });
  return world;
}
const take = (world: TestWorld) => world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
const numbered = (id: string) => Number(id.slice(id.lastIndexOf('_') + 1));

test('A1 signals that come along are numbered on from those of the first, in their order', () => {
  const world = two();
  const { minted } = world.account('acme.com');
  take(world);
  expect(world.account('acme.com').signals.map(({ nth }) => nth)).toEqual([minted + 1, minted + 2, minted + 3]);
});

test('A1, L2 what was spent stays spent, by as many as were on file there then', () => {
  const spentBy = (signals: readonly Signal[], n: number) => ({
    by: 'mql',
    at: '2026-04-20T00:00:00.000Z',
    minted: numbered(signals[n]?.id ?? ''),
  });
  for (const n of [0, 1, 2]) {
    const world = two(({ signals }) => ({ signals: signals.map((each) => ({ ...each, spent: spentBy(signals, n) })) }));
    const { minted } = world.account('acme.com');
    take(world);
    expect(world.account('acme.com').signals.map(({ spent }) => spent?.minted)).toEqual(
      [n, n, n].map((each) => minted + each + 1),
    );
  }
  const none = two();
  take(none);
  for (const each of none.account('acme.com').signals) expect(each).not.toHaveProperty('spent');
});

test('A5, L9 what was closed or below the floor there is so here', () => {
  const world = two(({ signals }) => ({
    closed_acts: numbered(signals[0]?.id ?? ''),
    entry_floor: signals[1]?.at ?? null,
  }));
  take(world);
  expect(world.account('acme.com').signals.map(({ closed, below_floor }) => [closed, below_floor])).toEqual([
    [true, true],
    [undefined, true],
    [undefined, undefined],
  ]);
});

test('A1, L14 the words of who was erased do not come along, nor their address', () => {
  const world = two();
  world.run('legal.exec', erasePerson, { contact: 'cy@acme.io', basis: 'asked for it' });
  const before = world.events.length;
  take(world);
  const taken = world.events.slice(before).flatMap(({ event }) => {
    const { type, sealed } = event as { type: string; sealed?: object };
    return type === 'contact_taken' ? [sealed !== undefined] : [];
  });
  expect(taken).toEqual([false, true, true]);
});
