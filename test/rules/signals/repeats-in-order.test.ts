import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountState, Signal } from '../../../src/rules/aggregates/account.ts';
import { acts, byTime, ordinal } from '../../../src/rules/signals/acts.ts';
import { type Repeat, repeatEngagement } from '../../../src/rules/signals/repeat-engagement.ts';
import { repeatsInOrder } from '../../../src/rules/signals/repeats-in-order.ts';
import { addDays } from '../../../src/rules/time/time.ts';
import { acme, file, signal } from '../../support/builders.ts';

const world = acme();
file(world, signal.comment(), { ago: 3 });
const base = world.account('acme.com');
const [pattern] = base.signals as readonly [Signal];
const context = world.context('sales.ops');

type Over = Partial<Signal> & { readonly day: number };

function signalOf({ day, ...over }: Over, n: number): Signal {
  const on = addDays('2026-01-01', day);
  const at = over.at ?? `${on}T13:00:00.000Z`;
  const id = `sig_x_${n + 1}`;
  return { ...pattern, id, on, observed_at: at, object: `post/${n}`, rests_on: [id], ...over, at };
}

/** Each act over all before it, weighed from nothing. */
function plainly(state: AccountState): readonly Repeat[] {
  const others = state.signals.filter((each) => each.type === 'E8' && each.spent);
  const inOrder = [...acts(state, pattern.contact)].sort((a, b) => byTime(a, b) || ordinal(a) - ordinal(b));
  const found: Repeat[] = [];
  for (const [n, act] of inOrder.entries()) {
    const derived = found.map(({ completedBy }, nth): Signal => {
      return { ...completedBy, id: `${nth}`, type: 'E8', is_act: false };
    });
    const signals = [...others, ...inOrder.slice(0, n + 1), ...derived];
    const repeat = repeatEngagement({ ...state, signals }, act, context);
    if (repeat) found.push(repeat);
  }
  return found;
}

const told = (repeats: readonly Repeat[]) =>
  repeats.map(({ acts, completedBy }) => [acts.map(({ id }) => id), completedBy.id]);

const anAct = fc.record({
  day: fc.integer({ min: 0, max: 60 }),
  hour: fc.constantFrom('09', '13'),
  object: fc.constantFrom('p', 'q', 'r', 's'),
  what: fc.constantFrom('like', 'like', 'like', 'comment', 'E8'),
  minted: fc.option(fc.integer({ min: 0, max: 40 })),
});

function signalsFor(given: readonly (typeof anAct extends fc.Arbitrary<infer Act> ? Act : never)[]): Signal[] {
  return given.map(({ day, hour, object, what, minted }, n) => {
    const at = `${addDays('2026-01-01', day)}T${hour}:00:00.000Z`;
    const spent = minted === null ? {} : { spent: { by: 'x', at, minted } };
    if (what === 'E8') return signalOf({ day, at, type: 'E8', is_act: false, ...spent }, n);
    return signalOf({ day, at, object, ...(what === 'like' ? { interaction: 'like', qualifies: false } : spent) }, n);
  });
}

/** How often a field of a signal is read to find the repeat engagements of so many acts within some days. */
function reads(many: number, over: (n: number) => Partial<Signal>): number {
  let count = 0;
  const signals = Array.from({ length: many }, (_, n) => {
    const each = signalOf({ day: Math.floor(n / 20), ...over(n) }, n);
    const get = (target: Signal, field: string | symbol) => {
      count += 1;
      return Reflect.get(target, field);
    };
    return new Proxy(each, { get });
  });
  repeatsInOrder({ ...base, signals }, pattern.contact, context);
  return count;
}

describe('A5 the repeat engagements of acts in the order in which they happened', () => {
  test('A5 are those of each act weighed over all before it', () => {
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 40 }), fc.boolean(), (given, asFiled) => {
        const acts = asFiled ? given : [...given].sort((a, b) => a.day - b.day);
        const state = { ...base, signals: signalsFor(acts) };
        expect(told(repeatsInOrder(state, pattern.contact, context))).toEqual(told(plainly(state)));
      }),
      { numRuns: 100 },
    );
  });

  test('A5 after a spent one those that were recorded since, on the same objects too', () => {
    const spent = { by: 'x', at: '2026-01-03T13:00:00.000Z', minted: 2 };
    const signals = [
      { day: 1, object: 'p' },
      { day: 2, object: 'q' },
      { day: 2, type: 'E8' as const, is_act: false, spent },
      { day: 5, object: 'p' },
      { day: 6, object: 'q' },
    ].map(signalOf);
    expect(told(repeatsInOrder({ ...base, signals }, pattern.contact, context))).toEqual([
      [['sig_x_4', 'sig_x_5'], 'sig_x_5'],
    ]);
  });

  test('A5 of acts of one instant each may be completed by another that came before it', () => {
    const spent = { by: 'x', at: '2026-02-16T13:00:00.000Z', minted: 0 };
    const bare = { interaction: 'like' as const, qualifies: false, object: 'p' };
    const signals = [
      { day: 46, object: 'q', spent },
      { day: 16, ...bare },
      { day: 46, ...bare },
    ].map(signalOf);
    const state = { ...base, signals };
    expect(plainly(state)).toHaveLength(2);
    expect(told(repeatsInOrder(state, pattern.contact, context))).toEqual(told(plainly(state)));
  });

  test('inv7 twice as many acts cost twice as much: likes alone, two objects in turn, each its own', () => {
    const shapes: readonly ((n: number) => Partial<Signal>)[] = [
      () => ({ interaction: 'like', qualifies: false }),
      (n) => ({ object: `post/${n % 2}` }),
      () => ({}),
    ];
    for (const shape of shapes) expect(reads(400, shape) / reads(200, shape)).toBeLessThan(2.3);
  });
});
