import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { SignalInput } from '../../src/rules/vocabulary/signal-types.ts';
import { acme, classify, file, signal } from '../support/builders.ts';
import { TestWorld } from '../support/world.ts';

const base = acme().save();

/** Acme with its facts, and nobody at it yet. */
function fresh(): TestWorld {
  const world = new TestWorld('2026-04-21T14:00:00.000Z');
  world.restore(base);
  return world;
}

const mails = ['ana@acme.com', 'ana.ruiz@gmail.com', 'aruiz@acme.com'] as const;

interface Act {
  readonly given: SignalInput;
  readonly ago: number;
  readonly who: number;
}

const given: fc.Arbitrary<SignalInput> = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((post) => signal.like(post)),
  fc.integer({ min: 1, max: 3 }).map((post) => signal.comment(post)),
  fc.constant(signal.E2()),
  fc.constant(signal.E3()),
  fc.constant(signal.E5()),
  fc.constantFrom('reply_email' as const, 'none' as const).map((response) => signal.E7({ response })),
  fc.constant(signal.E10()),
  fc.constantFrom('asked_question' as const, 'none' as const).map((engagement) => signal.E6({ engagement })),
);
const act: fc.Arbitrary<Act> = fc
  .record({
    given,
    ago: fc.integer({ min: 0, max: 60 }),
    who: fc.nat(mails.length - 1),
  })
  // A7: of two subscriptions the one that was filed first stands, whatever its day.
  .map((one) => (one.given.type === 'E2' ? { ...one, ago: 30 } : one));

/** Grounds of qualification: no ids, and no word of which note told them. */
function told(world: TestWorld) {
  // Of acts at one instant either may be the first touch.
  const { signals, contacts, first_touch } = world.account('acme.com');
  const live = signals.filter((each) => each.qualifies && !each.gone && each.type !== 'E8');
  return {
    people: contacts.filter(({ part_of }) => part_of === undefined).length,
    types: [...new Set(live.map(({ type }) => type))].sort(),
    repeats: signals.flatMap(({ type, gone, on }) => (type === 'E8' && !gone ? [on] : [])).sort(),
    first: first_touch?.at,
  };
}

const join = (world: TestWorld, [contact, same_as]: readonly [string, string]) =>
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ contact, same_as }] });

test('A5, L2 acts at most 60 days old classify alike, in whatever order they were filed', () => {
  fc.assert(
    fc.property(
      fc
        .array(act, { minLength: 2, maxLength: 5 })
        .chain((acts) =>
          fc.tuple(fc.constant(acts), fc.shuffledSubarray(acts, { minLength: acts.length, maxLength: acts.length })),
        ),
      ([acts, otherwise]) => {
        const ended = (order: readonly Act[]) => {
          const world = fresh();
          for (const { given: one, ago, who } of order) file(world, one, { contact: { email: mails[who] ?? '' }, ago });
          return { outcome: classify(world).outcome, ...told(world) };
        };
        expect(ended(otherwise)).toEqual(ended(acts));
      },
    ),
    { numRuns: 40 },
  );
});

test('A2 joining is associative and knows no order: who is one person in the end, with which acts, is the same', () => {
  const [a, b, c] = mails;
  const orders = fc.constantFrom<readonly (readonly [string, string])[]>(
    [
      [a, b],
      [a, c],
    ],
    [
      [b, c],
      [a, b],
    ],
    [
      [c, a],
      [b, c],
    ],
    [
      [c, b],
      [c, a],
    ],
  );
  fc.assert(
    fc.property(fc.array(act, { minLength: 2, maxLength: 5 }), orders, (acts, order) => {
      const ended = (joins: readonly (readonly [string, string])[]) => {
        const world = fresh();
        const contacts = mails.map((email) => ({ email }));
        world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
        for (const { given: one, ago, who } of acts) file(world, one, { contact: { email: mails[who] ?? '' }, ago });
        for (const each of joins) join(world, each);
        return { outcome: classify(world).outcome, ...told(world) };
      };
      const first = ended([
        [a, b],
        [a, c],
      ]);
      expect(first.people).toBe(1);
      expect(ended(order)).toEqual(first);
      // The acts of one who always had one address classify so too.
      const alone = fresh();
      for (const { given: one, ago } of acts) file(alone, one, { contact: { email: a }, ago });
      expect({ outcome: classify(alone).outcome, ...told(alone) }).toEqual(first);
    }),
    { numRuns: 40 },
  );
});

test('A2 a note that waited and was placed classifies as one that was filed there', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 4 }), (acts) => {
      const known = { email: 'ana.ruiz@gmail.com', name: 'Ana Ruiz' };
      const waited = fresh();
      const filed = fresh();
      for (const { given: one, ago } of acts) {
        file(waited, one, { account: 'gmail.com', contact: known, ago });
        file(filed, one, { contact: known, ago });
      }
      waited.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [known] });
      expect({ outcome: classify(waited).outcome, ...told(waited) }).toEqual({
        outcome: classify(filed).outcome,
        ...told(filed),
      });
    }),
    { numRuns: 40 },
  );
});
