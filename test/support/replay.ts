import type { PolicyInForce } from '../../src/ledger/port/ledger.ts';
import type { PolicyChanges } from '../../src/rules/aggregates/policy-change.ts';
import { advanceDeal } from '../../src/rules/deals/advance-deal.ts';
import type { PolicyWithCalendar, RulebookOf } from '../../src/rules/simulation/decide-again.ts';
import type { Happened } from '../../src/rules/simulation/happened.ts';
import type { Simulated } from '../../src/rules/simulation/outcomes.ts';
import { Simulation } from '../../src/rules/simulation/simulate.ts';
import { proposeStageChange } from '../../src/rules/stage-changes/propose-stage-change.ts';
import { addHours, type Instant } from '../../src/rules/time/time.ts';
import { acmePending, decide } from './builders.ts';
import { testPolicy } from './policy.ts';
import type { TestWorld } from './world.ts';

/** Account of the worlds that are replayed. */
export const acc = { account: 'acme.com' };

/** Ten o'clock of a day in summer, in the zone of the business. */
export function at(world: TestWorld, day: string): void {
  world.now = `${day}T14:00:00.000Z`;
}

/** Lost on 23 April, so that it cools down; recycled on 3 August. */
export function recycled(): TestWorld {
  const world = acmePending();
  decide(world, 'confirm');
  world.run('cro', advanceDeal, { ...acc, event: 'briefing_scheduled', at: '2026-04-22T15:00:00.000Z' });
  at(world, '2026-04-23');
  world.run('cro', advanceDeal, { ...acc, event: 'lost', at: '2026-04-23T12:00:00.000Z', reason: 'no budget' });
  at(world, '2026-08-03');
  world.run('sales.ops', proposeStageChange, { ...acc, change: 'recycle', reason: 'the cool-down is over' });
  return world;
}

interface Over {
  readonly from?: Instant;
  readonly until?: Instant;
  readonly rulebookOf?: RulebookOf;
}

export const rulesOf = ({ values: policy, calendar }: PolicyInForce): PolicyWithCalendar => ({ policy, calendar });

/** Replays events under another policy; without one under the policy of then, which no shortcut takes for the same. */
export function replay(
  happened: readonly Happened[],
  changed: PolicyInForce = testPolicy(),
  { from = '2000-01-01T00:00:00.000Z', until = '2100-01-01T00:00:00.000Z', rulebookOf }: Over = {},
): Simulated {
  const named = rulesOf(testPolicy());
  const rulebook = { named, changed: rulesOf(changed) };
  const last = happened.at(-1)?.recorded_at ?? from;
  const first = happened[0]?.recorded_at ?? from;
  const simulation = new Simulation({
    from: from > first ? from : first,
    until: until <= last ? until : addHours(last, 1),
    trajectory: true,
    rulebookOf: rulebookOf ?? (() => rulebook),
    inForce: named,
  });
  for (const each of happened) simulation.take(each);
  return simulation.done;
}

const laid = new Map<string, PolicyInForce>();

/** A policy with values set anew, laid once: that reads the whole of it. */
export function policyWith(changes: PolicyChanges, base: PolicyInForce = testPolicy()): PolicyInForce {
  const key = `${base.hash} ${JSON.stringify(changes)}`;
  const found = laid.get(key) ?? lay(changes, base);
  laid.set(key, found);
  return found;
}

function lay(changes: PolicyChanges, base: PolicyInForce): PolicyInForce {
  const policy = base.lay(base, changes, { version: 'simulated', note: 'a test' });
  if ('faults' in policy) throw new Error(JSON.stringify(policy.faults));
  return policy.policy;
}

/** Differences of a walk under changed values: accounts that stand otherwise or unobserved, and figures that differ. */
export function walked(world: TestWorld, changes: PolicyChanges) {
  const { trajectory } = replay(world.happened, policyWith(changes));
  if (!trajectory) throw new Error('nothing was walked');
  const { accounts, differences, unobserved, metrics } = trajectory;
  return {
    accounts,
    differences: differences.map(({ since, was, would }) => [
      since,
      `${was.stage} ${was.review}`,
      would === 'unobserved' ? would : `${would.stage} ${would.review}`,
    ]),
    unobserved: unobserved.map(({ since, question, why }) => [since, question, why]),
    metrics: metrics.filter((each) => each.was !== each.would || each.unobserved > 0),
  };
}
