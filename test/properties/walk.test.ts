import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../src/rules/aggregates/account.ts';
import type { AccountEvent, Moved } from '../../src/rules/aggregates/account-events.ts';
import { evolveAccount } from '../../src/rules/aggregates/evolve-account.ts';
import { classifyMql } from '../../src/rules/qualification/classify-mql.ts';
import { croDecide, type DecideArgs } from '../../src/rules/qualification/cro-decide.ts';
import { scoreDossier } from '../../src/rules/qualification/score-dossier.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { retractSignal } from '../../src/rules/signals/retract-signal.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { FiledType, SignalInput } from '../../src/rules/vocabulary/signal-types.ts';
import { fact, filerOf, finding, movesIn, note, passingFacts, scores, signal, start } from '../support/builders.ts';
import { replay } from '../support/replay.ts';
import { TestWorld } from '../support/world.ts';

type Act =
  | {
      readonly does: 'file';
      readonly type: FiledType;
      readonly who: number;
      readonly ago: number;
      readonly post: number;
    }
  | { readonly does: 'fact'; readonly name: 'employees' | 'gate_g5'; readonly good: boolean }
  | { readonly does: 'classify' }
  | { readonly does: 'score'; readonly high: number }
  | { readonly does: 'decide'; readonly decision: DecideArgs['decision'] }
  | { readonly does: 'retract'; readonly which: number }
  | { readonly does: 'suppress'; readonly who: number }
  | { readonly does: 'wait'; readonly hours: number };

type Placed = Act & { readonly domain: string };

const domains = ['acme.com', 'beta.com'] as const;
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('file' as const),
      type: fc.constantFrom('E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E10'),
      who: fc.nat(1),
      ago: fc.constantFrom(0, 1, 5, 40, 89, 95, 179),
      post: fc.nat(4),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('fact' as const),
      name: fc.constantFrom('employees', 'gate_g5'),
      good: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.constant({ does: 'classify' as const }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('score' as const), high: fc.constantFrom(2, 3, 3, 4) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('decide' as const),
      decision: fc.constantFrom('confirm', 'confirm', 'dispute', 'flag_immediate'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('retract' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('suppress' as const), who: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('wait' as const), hours: fc.constantFrom(1, 24, 24 * 8, 24 * 60) }),
  },
);
/** Long enough, and mostly on one account, so that reviews are reached and then disturbed. */
const walks = fc.array(
  fc
    .tuple(act, fc.constantFrom(domains[0], domains[0], domains[0], domains[1]))
    .map(([each, domain]): Placed => ({ ...each, domain })),
  { minLength: 12, maxLength: 40, size: 'max' },
);

function given(type: FiledType, post: number): SignalInput {
  if (type === 'E1') return post < 2 ? signal.comment(post) : signal.like(post);
  if (type === 'E9') throw new Error('no E9 in a walk');
  return signal[type]();
}

/** The instant `days` before the world's clock, with its offset. */
const before = (world: TestWorld, days: number): string =>
  new Date(Date.parse(world.now) - days * 86_400_000).toISOString();

class Walk {
  readonly world = new TestWorld(start);
  #count = 0;

  constructor() {
    for (const domain of domains)
      this.world.run('sales.ops', saveAccount, { domain, name: domain, facts: passingFacts() });
  }

  /** Changes that one act made, if it was taken at all. */
  take(each: Placed): readonly AccountEvent[] {
    const answer = this.#try(each);
    return answer === null || isRefusal(answer) ? [] : answer.events;
  }

  #try(each: Placed) {
    const { world } = this;
    const { domain } = each;
    this.#count += 1;
    switch (each.does) {
      case 'file': {
        const contact = { email: `person${each.who}@${domain}` };
        return world.try(
          filerOf[each.type],
          fileSignalNote,
          note(given(each.type, each.post), { account: domain, contact, at: before(world, each.ago) }),
        );
      }
      case 'fact': {
        const value = each.name === 'employees' ? (each.good ? 300 + this.#count : 20) : each.good;
        return world.try('sales.ops', saveAccount, {
          domain,
          facts: [fact(each.name, value, { as_of: world.today, source: `look ${this.#count}` })],
        });
      }
      case 'classify':
        return world.try('sales.ops', classifyMql, { account: domain });
      case 'score': {
        const news = [finding('partner_influenced_pct', 35, { reference: `ref ${this.#count}` })];
        const S3 = ['aws', 'gcp', 'co_sell'].map((route) => finding(route));
        const all = {
          S1: news,
          S2: [finding('exec_hire', undefined, { date: world.today })],
          S3,
          S4: [finding('cost_program')],
        };
        const entries = Object.entries(all).map(
          ([name, findings], n) => [name, { score: n < each.high ? 'LIKELY' : 'UNVERIFIED', findings }] as const,
        );
        return world.try('sales.ops', scoreDossier, scores(Object.fromEntries(entries), domain));
      }
      case 'decide':
        return world.try('cro', croDecide, {
          account: domain,
          decision: each.decision,
          reason_code: 'timing',
          reason: 'not now',
        });
      case 'retract': {
        const list = world.account(domain).signals;
        return world.try('sales.ops', retractSignal, {
          signal: list[each.which % Math.max(list.length, 1)]?.id ?? 'none',
          reason: 'in error',
        });
      }
      case 'suppress': {
        const contact = world.account(domain).contacts[each.who]?.id;
        if (contact !== undefined) world.suppressContact(contact);
        return null;
      }
      case 'wait':
        world.now = new Date(Date.parse(world.now) + each.hours * 3_600_000).toISOString();
        return null;
      default:
        return each satisfies never;
    }
  }
}

/** The gates by their own words, on the newest fact of each name. */
function gatesHold({ facts }: AccountState): boolean {
  const newest = (name: string) =>
    facts.filter((each) => each.fact === name).reduce((last, each) => (each.as_of >= last.as_of ? each : last));
  const industries = [
    'b2b saas',
    'enterprise software',
    'cloud infrastructure',
    'cybersecurity',
    'data & analytics',
    'fintech',
  ];
  return (
    Number(newest('employees').value) >= 200 &&
    newest('has_ecosystem_motion').value === true &&
    Number(newest('arr_usd').value) >= 50_000_000 &&
    industries.includes(String(newest('industry').value).toLowerCase()) &&
    newest('gate_g5').value === true
  );
}

const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function live(state: AccountState, world: TestWorld) {
  return state.signals.filter(
    (each) => each.qualifies && !each.gone && !world.suppressed.has(each.contact) && days(each.on, world.today) <= 180,
  );
}

type Look = (
  was: AccountState,
  moved: readonly Moved[],
  world: TestWorld,
  done: Placed,
  events: readonly AccountEvent[],
) => void;

/** Walks, and looks at every account before and after each act. */
function eachStep(walk: readonly Placed[], look: Look): TestWorld {
  const walking = new Walk();
  for (const done of walk) {
    const was = walking.world.account(done.domain);
    const events = walking.take(done);
    look(was, movesIn(events), walking.world, done, events);
  }
  return walking.world;
}

type AtTheEnd = (world: TestWorld) => void;

const steps: Look[] = [];
const ends: AtTheEnd[] = [];

/** Laws that a walk broke, and what fast-check tells of it. */
const broken = new Set<Look | AtTheEnd>();
let report: Error | undefined;

/** One set of walks for all laws: each law sees every step, or every end, of each. */
function walkAll(): void {
  const holds = (law: Look | AtTheEnd, check: () => void) => {
    try {
      check();
    } catch (error) {
      broken.add(law);
      throw error;
    }
  };
  try {
    fc.assert(
      fc.property(walks, (walk) => {
        const world = eachStep(walk, (...step) => {
          for (const law of steps) holds(law, () => law(...step));
        });
        for (const law of ends) holds(law, () => law(world));
      }),
      { numRuns: 80 },
    );
  } catch (error) {
    report = error instanceof Error ? error : new Error(String(error));
  }
}

const held = (law: Look | AtTheEnd) => () => {
  // A walk that ends by itself breaks them all.
  if (report && (broken.has(law) || broken.size === 0)) throw report;
};

function onEachStep(law: Look): () => void {
  steps.push(law);
  return held(law);
}

function atTheEnd(law: AtTheEnd): () => void {
  ends.push(law);
  return held(law);
}

describe('any acts in any order', () => {
  beforeAll(walkAll, 300_000);

  test(
    '3.3a nobody is SQL without gates, a live signal, and a Briefing request or three buying signals and the CRO',
    onEachStep((was, moved, world, done) => {
      for (const { arrow } of moved.filter((each) => each.to === 'SQL' && each.from !== 'SQL')) {
        expect(gatesHold(was)).toBe(true);
        expect(live(was, world).length).toBeGreaterThan(0);
        if (arrow === 'auto_sql')
          expect(live(was, world).some((each) => each.type === 'E4' && days(each.on, world.today) <= 90)).toBe(true);
        else {
          expect([arrow, done.does, was.review]).toEqual([
            expect.stringMatching(/^(confirm|flag_immediate)$/),
            'decide',
            'PENDING_CRO',
          ]);
          const high =
            was.dossier?.scores.filter((each) => each.score === 'LIKELY' || each.score === 'CONFIRMED') ?? [];
          expect(high.length).toBeGreaterThanOrEqual(3);
        }
      }
    }),
  );

  test(
    '3.2a nobody becomes MQL, or enters the fast track, without gates and a live signal',
    onEachStep((was, moved, world) => {
      for (const { arrow } of moved.filter((each) => each.to === 'MQL' || each.arrow === 'fast_track')) {
        // A dossier that goes to the CRO moves no stage and asks for nothing of this.
        if (arrow === 'pending_review') continue;
        expect([arrow, gatesHold(was), live(was, world).length > 0]).toEqual([arrow, true, true]);
      }
    }),
  );

  test(
    '3.0 every move names its clause, its reason and what it rests on, and starts where the account stood',
    onEachStep((was, moved, world, done) => {
      expect(moved.length).toBeLessThanOrEqual(1);
      for (const each of moved) {
        expect(each.from).toBe(was.stage);
        expect(each.clause).toMatch(/^(3\.2|3\.2\.1|3\.5|4\.3)$/);
        expect([each.because.length, each.evidence.length].every((size) => size > 0)).toBe(true);
        const now = world.account(done.domain);
        const known = [...now.facts, ...now.signals, ...(now.dossier ? [now.dossier] : [])].map(({ id }) => id);
        expect(each.evidence.filter((id) => !known.includes(id))).toEqual([]);
        expect([now.stage, now.review]).toEqual([each.to, each.review]);
      }
      if (moved.length === 0)
        expect([world.account(done.domain).stage, world.account(done.domain).review]).toEqual([was.stage, was.review]);
    }),
  );

  test(
    'P4 what was decided is decided so again under the policy of then, one by one and walked as a whole',
    atTheEnd((world) => {
      // A suppression that was put in by hand is no event.
      if (world.suppressed.size > 0) return;
      const { point, trajectory } = replay(world.happened);
      expect([point.differences, trajectory?.differences]).toEqual([[], []]);
      expect(trajectory?.metrics.filter(({ was, would }) => was !== would)).toEqual([]);
    }),
  );

  test(
    'L2 no trigger opens a fast track or auto-SQL after it was spent',
    onEachStep((was, moved, world, done) => {
      for (const { arrow } of moved) {
        if (arrow !== 'fast_track' && arrow !== 'auto_sql') continue;
        const trigger = world
          .account(done.domain)
          .signals.find((each) => each.id === world.account(done.domain).trigger);
        expect(was.signals.find((each) => each.id === trigger?.id)?.spent).toBeUndefined();
      }
    }),
  );

  test(
    'S-2 there is never more than one open task of a kind and subject, and a due time never moves back',
    onEachStep((was, _, world, done) => {
      const now = world.account(done.domain);
      const open = now.tasks
        .filter((task) => task.closed_at === undefined)
        .map((task) => `${task.kind} ${task.subject ?? ''}`);
      expect(new Set(open).size).toBe(open.length);
      for (const task of was.tasks)
        expect((now.tasks.find((each) => each.id === task.id)?.due_at ?? '') <= task.due_at).toBe(true);
    }),
  );

  test(
    'L14 nothing is ever deleted: facts, signals, contacts and tasks only grow, and keep their ids',
    onEachStep((was, _, world, done) => {
      const now = world.account(done.domain);
      for (const list of ['facts', 'signals', 'contacts', 'tasks'] as const) {
        expect(now[list].slice(0, was[list].length).map(({ id }) => id)).toEqual(was[list].map(({ id }) => id));
      }
      const ids = [...now.facts, ...now.signals, ...now.contacts, ...now.tasks].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );

  test(
    'L2 classifying twice moves once',
    atTheEnd((world) => {
      for (const domain of domains) {
        world.run('sales.ops', classifyMql, { account: domain });
        const { stage, review } = world.account(domain);
        const again = world.run('sales.ops', classifyMql, { account: domain });
        expect(movesIn(again.events)).toEqual([]);
        expect(['unchanged', 'stays_prospect']).toContain(again.outcome);
        expect([world.account(domain).stage, world.account(domain).review]).toEqual([stage, review]);
      }
    }),
  );

  test(
    '3.0 what was recorded, folded from nothing, gives the same accounts',
    atTheEnd((world) => {
      for (const state of world.accounts.values()) {
        let folded: AccountState | null = null;
        for (const { stream, event, at, by } of world.events) {
          if (stream === `account:${state.id}`) folded = evolveAccount(folded, event as AccountEvent, { at, by });
        }
        expect(folded).toEqual(state);
      }
    }),
  );

  test(
    'T6 every event is dated at the clock of its act, or before',
    atTheEnd((world) => {
      for (const { at } of world.events) expect(at <= world.now).toBe(true);
    }),
  );
});
