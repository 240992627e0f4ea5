import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Firm, marketPolicy } from '../../bench/market/firm.ts';
import { Market } from '../../bench/market/market.ts';
import type { Ledger } from '../../src/ledger/port/ledger.ts';
import { layChanges } from '../../src/policy/changes.ts';
import type { LoadedPolicy } from '../../src/policy/index.ts';
import type { PolicyChanges } from '../../src/rules/aggregates/policy-change.ts';
import type { PolicyWithCalendar } from '../../src/rules/simulation/decide-again.ts';
import type { Happened } from '../../src/rules/simulation/happened.ts';
import { Simulation } from '../../src/rules/simulation/simulate.ts';
import { addHours, type Instant } from '../../src/rules/time/time.ts';
import { longPolicyFile, openWalkHouse, policyOf } from './walk-house.ts';
import { drawnOf } from './walk-maker.ts';
import { Walker } from './walk-steps.ts';

const rulesOf = ({ values: policy, calendar }: Pick<LoadedPolicy, 'values' | 'calendar'>): PolicyWithCalendar => ({
  policy,
  calendar,
});

/** A history, with the policy that all of it was decided under. */
interface History {
  readonly events: readonly Happened[];
  readonly policy: LoadedPolicy;
}

function changed({ policy }: History, changes: PolicyChanges): PolicyWithCalendar {
  const laid = layChanges(policy, changes, { version: 'simulated', note: 'a test' });
  if ('faults' in laid) throw new Error(JSON.stringify(laid.faults));
  return rulesOf(laid.policy);
}

/** No value of it differs, and no shortcut takes it for the same. */
const sameInWords: PolicyChanges = { 'gates.G1.value': { value: 200, basis: 'confirmed' } };
/** Values that move gates, dossiers and signals alike. */
const otherwise: PolicyChanges = { 'gates.G1.value': 1000, 'buying.needed': 2, 'engagement.window_days': 100 };

function replayed(
  { events, policy }: History,
  rules: PolicyWithCalendar,
  { from = events[0]?.recorded_at, until }: { readonly from?: Instant | undefined; readonly until?: Instant } = {},
) {
  const named = rulesOf(policy);
  const end = addHours(events.at(-1)?.recorded_at ?? '', 1);
  const rulebook = { named, changed: rules };
  const asked = { from: from ?? end, until: until ?? end, trajectory: true };
  const simulation = new Simulation({ ...asked, rulebookOf: () => rulebook, inForce: named });
  for (const each of events) simulation.take(each);
  return simulation.done;
}

async function eventsOf(ledger: Ledger): Promise<readonly Happened[]> {
  return ledger.read((reader) => reader.happenedAfter(0, 1_000_000).events);
}

async function inFolder(work: (folder: string) => Promise<History>): Promise<History> {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-replay-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const given = Number(process.env.LADDER_TEST_SEED);
const isGiven = Number.isInteger(given);
const seeds = isGiven ? { walk: given, market: given } : { walk: 13, market: 12 };

/** A seed that is asked for lives through longer histories: those of every run need only hold each kind of decision. */
const size = isGiven ? { accounts: 210, days: 70, calls: 2500 } : { accounts: 120, days: 45, calls: 1200 };

/** A market of companies through weeks. */
const market = (seed: number) =>
  inFolder(async (folder) => {
    const firm = await Firm.open(folder, marketPolicy(folder), seed);
    const { policy } = firm;
    const lived = new Market(firm, { accounts: size.accounts, seed });
    await lived.open();
    for (let day = 0; day < size.days; day += 1) await lived.live();
    const events = await eventsOf(firm.ledger);
    await firm.close();
    return { events, policy };
  });

/** Calls of every role at random. */
const walk = (seed: number) =>
  inFolder(async (folder) => {
    const policy = policyOf(longPolicyFile(folder, 2050));
    const house = await openWalkHouse(policy);
    const walker = new Walker(house);
    for (let n = 0; n < size.calls; n += 1) await walker.step(drawnOf(seed * 100_003 + n));
    const events = await eventsOf(house.ledger);
    await house.close();
    return { events, policy };
  });

/** Decisions that both histories hold; a walk holds every kind that is taken again. */
const common = ['classified', 'dossier_scored', 'sql_decided', 'deal_advanced', 'permit_granted'];
const rare = ['gate_overridden', 'mql_disputed', 'change_proposed', 'change_decided'];

/** Instants at which a history is cut, and a number just within a session. */
function cutsOf({ events }: History): readonly Happened[] {
  return [0.2, 0.45, 0.7, 0.9].flatMap((share) => events[Math.floor(events.length * share)] ?? []);
}

/** Words that nobody kept, or that were erased. */
const outOfReach = /direct mail that was refused|no longer on record|are erased/;

const makers = { walk, market };

describe.each(['walk', 'market'] as const)('the history of a %s', (name) => {
  let history: History;
  beforeAll(async () => {
    history = await makers[name](seeds[name]);
  }, 600_000);

  test('P4 what was decided is decided so again under the policy of then, one by one and walked as a whole', () => {
    const { point, trajectory, mails } = replayed(history, changed(history, sameInWords));
    expect(point.differences).toEqual([]);
    expect([trajectory?.differences, trajectory?.unobserved, mails.would_not, mails.would]).toEqual([[], [], [], []]);
    expect(trajectory?.metrics.filter(({ was, would, unobserved }) => was !== would || unobserved > 0)).toEqual([]);
    expect(mails.unknown.filter(({ why }) => !outOfReach.test(why))).toEqual([]);
    expect(point.decisions).toBeGreaterThan(50);
    const types = new Set<string>(history.events.map(({ event }) => event.type));
    const wanted = name === 'walk' ? [...common, ...rare] : common;
    // A fresh seed may miss a rare kind.
    expect(wanted.filter((kind) => !types.has(kind)).length).toBeLessThanOrEqual(isGiven ? rare.length : 0);
  }, 600_000);

  test('P4 what is recorded after a decision has no part in it', () => {
    const rules = changed(history, otherwise);
    const whole = replayed(history, rules);
    expect(whole.point.differences.length).toBeGreaterThan(3);
    for (const { seq, recorded_at } of cutsOf(history)) {
      // In simulated time a whole session is one instant: the order is that of the numbers.
      const until = history.events.filter((each) => each.seq <= seq);
      const cut = replayed({ ...history, events: until }, rules);
      const early = ({ event }: { readonly event: number }) => event <= seq;
      expect(cut.point.differences).toEqual(whole.point.differences.filter(early));
      expect(cut.point.unreplayable).toEqual(whole.point.unreplayable.filter(early));
      const before = history.events.filter((each) => each.recorded_at < recorded_at);
      expect(replayed({ ...history, events: before }, rules, { until: recorded_at })).toEqual(
        replayed(history, rules, { until: recorded_at }),
      );
    }
  }, 600_000);
});
