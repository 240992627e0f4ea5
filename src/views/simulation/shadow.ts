import type { Ledger } from '../../ledger/port/ledger.ts';
import type { PolicyChange } from '../../rules/aggregates/policy-change.ts';
import { addHours, type Instant } from '../../rules/time/time.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { runSimulation } from './run.ts';

/** The outcome of the decisions since a change was proposed, each by itself, had that change been in force (P4). */
export interface Shadow {
  readonly decisions: number;
  readonly different: number;
}

/** The shadow of each proposed change, by its id; none of one that fits the policy in force no longer. */
export type Shadows = ReadonlyMap<string, Shadow>;

/** P2: every proposed change, tried on what was decided since it was proposed. */
export async function shadowsOf(ledger: Pick<Ledger, 'read'>): Promise<Shadows> {
  const { open, now } = await ledger.read((reader, moment) => ({ open: reader.policyChanges().open, now: moment.now }));
  const shadows = new Map<string, Shadow>();
  for (const change of open) {
    const shadow = await shadowOf(change, now, ledger);
    if (shadow) shadows.set(change.id, shadow);
  }
  return shadows;
}

async function shadowOf(
  { id, given: changes, at: from }: PolicyChange,
  now: Instant,
  ledger: Pick<Ledger, 'read'>,
): Promise<Shadow | null> {
  const until = addHours(now, 1);
  const ran = await runSimulation({ changes, from, after: id, until, trajectory: false }, ledger);
  if (isRefusal(ran)) return null;
  const { decisions, differences } = ran.simulated.point;
  return { decisions, different: differences.length };
}
