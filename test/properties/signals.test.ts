import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import { credit } from '../../src/rules/criteria/attribution-credit.ts';
import { classifyMql } from '../../src/rules/qualification/classify-mql.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { SignalInput } from '../../src/rules/vocabulary/signal-types.ts';
import {
  acme,
  check,
  checksOf,
  daysAgo,
  daysLater,
  fact,
  file,
  filerOf,
  note,
  passingFacts,
  retract,
  signal,
  signalsOf,
  standingE8,
  start,
  verdict,
} from '../support/builders.ts';
import { character } from '../support/characters.ts';
import { testPolicy } from '../support/policy.ts';
import { accountId, TestWorld } from '../support/world.ts';

interface Act {
  readonly given: SignalInput;
  readonly ago: number;
  readonly email: string;
}

const posts = fc.integer({ min: 1, max: 3 });
/** Signals of each kind, sufficient or not; each referral by a referrer of its own, so that none replaces another. */
const signals: fc.Arbitrary<SignalInput> = fc.oneof(
  posts.map((n) => signal.like(n)),
  posts.map((n) => signal.comment(n)),
  fc.constant(signal.E2()),
  fc.constantFrom('assessment', 'other').map((topic) => signal.E3({ topic } as Partial<SignalInput>)),
  fc.constant(signal.E4()),
  fc.boolean().map((gated) => signal.E5({ gated })),
  fc
    .tuple(fc.boolean(), fc.constantFrom('asked_question', 'none'))
    .map(([attended, engagement]) => signal.E6({ attended, engagement } as Partial<SignalInput>)),
  fc
    .tuple(fc.constantFrom('none', 'reply_email'), fc.integer({ min: 0, max: 999_999 }))
    .map(([response, who]) => signal.E7({ response, referrer: `E7 ${who}` })),
  fc.integer({ min: 0, max: 999_999 }).map((who) => signal.E10({ referrer: `E10 ${who}` })),
);
const acts = (longAgo: number): fc.Arbitrary<Act> =>
  fc.record({
    given: signals,
    ago: fc.integer({ min: 0, max: longAgo }),
    email: fc.constantFrom('ana@acme.com', 'bo@acme.com'),
  });
const put = (world: TestWorld, { given, ago, email }: Act) => file(world, given, { ago, contact: { email } });

describe('time', () => {
  test('3.2b a live signal that waiting ended never becomes live again by waiting', () => {
    fc.assert(
      fc.property(
        fc.array(acts(200), { maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 6 }),
        (given, waits) => {
          const world = acme();
          for (const act of given) put(world, act);
          let days = 0;
          let dead = false;
          for (const wait of waits) {
            days += wait;
            world.now = daysLater(days);
            const live = verdict(world, 'engagement_signal') === 'pass';
            expect(dead && live).toBe(false);
            dead ||= !live;
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('A8 credit never rises with age, and is 1, 0.5 or 0', () => {
    const { values } = testPolicy();
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (age, more) => {
        expect([1, 0.5, 0]).toContain(credit(age, values));
        expect(credit(age + more, values)).toBeLessThanOrEqual(credit(age, values));
      }),
    );
  });

  test('3.2b an account is alive exactly when a qualifying act is at most 180 days old', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (ago, hour, minute) => {
          const world = acme(passingFacts(), '2026-04-22T03:59:59.999Z');
          const two = (n: number) => String(n).padStart(2, '0');
          // 01:00 to 23:59 of summer time lies on the same date in winter as well as in summer.
          file(world, signal.comment(), { at: `${daysAgo(ago)}T${two(Math.max(hour, 1))}:${two(minute)}:00-04:00` });
          expect(verdict(world, 'engagement_signal')).toBe(ago <= 180 ? 'pass' : 'fail');
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('more never harms', () => {
  const rank: Readonly<Record<string, number>> = { stays_prospect: 0, mql: 1, fast_track: 2, auto_sql: 3 };
  const outcome = (given: readonly Act[]) => {
    const world = acme();
    for (const act of given) put(world, act);
    return world.run('sales.ops', classifyMql, { account: 'acme.com' }).outcome;
  };

  test('4.2a a further signal never lowers the outcome of a classification', () => {
    fc.assert(
      fc.property(fc.array(acts(200), { maxLength: 5 }), acts(200), (given, more) => {
        expect(rank[outcome([...given, more])]).toBeGreaterThanOrEqual(rank[outcome(given)] ?? 99);
      }),
      { numRuns: 50 },
    );
  });

  /**
   * Acts that are no duplicates of each other (A7: the note filed first stands), and all fresh: older ones may differ,
   * since one E8 keeps another away for 30 days (A5) and which of the two is found first hangs on the filing.
   */
  const distinct = fc.uniqueArray(acts(80), {
    maxLength: 6,
    selector: ({ given, ago, email }) => `${given.type} ${given.object} ${email} ${given.type === 'E2' ? '' : ago}`,
  });

  test('4.2a the order in which fresh signals are filed does not change the outcome', () => {
    fc.assert(
      fc.property(
        distinct.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
        ),
        ([given, shuffled]) => {
          expect(outcome(shuffled)).toBe(outcome(given));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('filing again', () => {
  test('A7 the same note twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(acts(60), { maxLength: 4 }), acts(60), (given, again) => {
        const world = acme();
        for (const act of given) put(world, act);
        put(world, again);
        const before = [structuredClone(world.account('acme.com')), world.events.length, world.people.size];
        expect(put(world, again).outcome).toBe('duplicate');
        expect([world.account('acme.com'), world.events.length, world.people.size]).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });
});

describe('repeat engagement', () => {
  interface Own {
    readonly type: string;
    readonly like: boolean;
    readonly key: string;
    readonly ago: number;
  }

  /** The act of a note by the ruling's words, null for what is none. */
  function own({ given, ago }: Act): Own | null {
    if (given.type === 'E7' && given.response === 'none') return null;
    if (given.type === 'E6' && !given.attended) return null;
    return { type: given.type, like: given.interaction === 'like', key: given.object ?? `${given.type} ${ago}`, ago };
  }

  /** Two distinct acts within 30 days, not both likes. */
  function repeats(given: readonly Act[]): boolean {
    const list = given.map(own).filter((each) => each !== null);
    return list.some((a) => list.some((b) => a.key !== b.key && Math.abs(a.ago - b.ago) <= 30 && !(a.like && b.like)));
  }

  /** Of one contact; a second subscription is a duplicate and left out, as it would be. */
  const ofOne = fc.array(acts(120), { maxLength: 6 }).map((given) => {
    const once = given.findIndex((act) => act.given.type === 'E2');
    return given
      .filter((act, n) => act.given.type !== 'E2' || n === once)
      .map((act) => ({ ...act, email: 'ana@acme.com' }));
  });

  test('3.2.E8 one is found exactly when two distinct acts lie within 30 days, whatever the order of filing', () => {
    fc.assert(
      fc.property(
        ofOne.chain((given) => fc.shuffledSubarray(given, { minLength: given.length })),
        (given) => {
          const world = acme();
          for (const act of given) put(world, act);
          expect(standingE8(world).length > 0).toBe(repeats(given));
        },
      ),
      { numRuns: 70 },
    );
  });

  test('A5 those that stand lie more than 30 days apart, rest on acts within 30 days, and are dated by the last of them', () => {
    fc.assert(
      fc.property(ofOne, (given) => {
        const world = acme();
        for (const act of given) put(world, act);
        const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
        const found = standingE8(world);
        for (const [n, e8] of found.entries()) {
          const rests = e8.rests_on.map((id) => signalsOf(world).find((each) => each.id === id));
          expect(rests.length).toBeGreaterThanOrEqual(2);
          expect(rests.every((each) => each?.is_act && days(each.on, e8.on) >= 0 && days(each.on, e8.on) <= 30)).toBe(
            true,
          );
          expect(rests.some((each) => each?.on === e8.on)).toBe(true);
          for (const other of found.slice(n + 1)) expect(Math.abs(days(e8.on, other.on))).toBeGreaterThan(30);
        }
      }),
      { numRuns: 70 },
    );
  });

  test('L14 after a retraction one stands exactly when it would among the acts that are left', () => {
    fc.assert(
      fc.property(ofOne, fc.nat(5), (given, which) => {
        const world = acme();
        const filed = given
          .map((act) => [act, put(world, act)] as const)
          .filter(([, noted]) => noted.outcome !== 'duplicate');
        const gone = filed[which % Math.max(filed.length, 1)];
        if (gone === undefined) return;
        retract(world, gone[1].extra.signal);
        expect(standingE8(world).length > 0).toBe(repeats(filed.filter((each) => each !== gone).map(([act]) => act)));
      }),
      { numRuns: 70 },
    );
  });
});

describe('facts', () => {
  const names = ['employees', 'arr_usd', 'gate_g5', 'industry', 'has_ecosystem_motion'] as const;
  const values = {
    employees: [150, 250],
    arr_usd: [1, 60_000_000],
    gate_g5: [true, false],
    industry: ['FinTech', 'Farming'],
    has_ecosystem_motion: [true, false],
  } as const;
  const given = fc
    .uniqueArray(
      fc.record({ name: fc.constantFrom(...names), which: fc.nat(1), ago: fc.integer({ min: 0, max: 30 }) }),
      {
        selector: ({ name, ago }) => `${name} ${ago}`,
        maxLength: 12,
      },
    )
    .map((list) => list.map(({ name, which, ago }) => fact(name, values[name][which] ?? 0, { as_of: daysAgo(ago) })));

  test('G-3 the order in which facts of different dates arrive does not change the gates', () => {
    fc.assert(
      fc.property(
        given.chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }), fc.boolean()),
        ),
        ([facts, shuffled, oneByOne]) => {
          const [first, second] = [acme(facts), acme([])];
          for (const some of oneByOne ? shuffled.map((each) => [each]) : [shuffled])
            second.run('sales.ops', saveAccount, { domain: 'acme.com', facts: some });
          const words = (world: TestWorld) =>
            checksOf(world).map(({ rule, verdict: said, because }) => [rule, said, because]);
          expect(words(second)).toEqual(words(first));
        },
      ),
      { numRuns: 70 },
    );
  });

  test('G-3 the newest value is the one that its gate reads', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 190, max: 210 })), {
          selector: ([ago]) => ago,
          minLength: 1,
          maxLength: 6,
        }),
        (list) => {
          const world = acme(list.map(([ago, value]) => fact('employees', value, { as_of: daysAgo(ago) })));
          const [, newest] = [...list].sort(([a], [b]) => a - b)[0] ?? [0, 0];
          expect(check(checksOf(world), 'G1').verdict).toBe(newest >= 200 ? 'pass' : 'fail');
        },
      ),
      { numRuns: 40 },
    );
  });

  test('G-3 the same facts a second time say nothing new', () => {
    fc.assert(
      fc.property(given, (facts) => {
        const world = acme(facts);
        expect(world.run('sales.ops', saveAccount, { domain: 'acme.com', facts }).outcome).toBe('exists');
      }),
      { numRuns: 40 },
    );
  });
});

describe('any input', () => {
  test('A4 whatever the texts of a note, it is taken or refused, never a defect', () => {
    const text = fc.oneof(
      fc.string({ unit: character, maxLength: 40 }),
      fc.constantFrom('acme.com', 'ana@acme.com', '2026-04-20T10:00:00Z', '', accountId('acme.com')),
    );
    fc.assert(
      fc.property(
        signals,
        fc.record({ account: text, email: text, observed_at: text, source: text, object: text, quote: text }),
        (given, { account, email, observed_at, source, ...rest }) => {
          const world = new TestWorld(start);
          const answer = world.try(filerOf[given.type], fileSignalNote, {
            ...note({ ...given, ...rest }, { account, contact: { email } }),
            observed_at,
            source,
          });
          if (isRefusal(answer)) {
            expect(world.events).toEqual([]);
            expect([answer.found, answer.next].every((each) => each.length > 0)).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
