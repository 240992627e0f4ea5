import {
  emptyPolicyChanges,
  type PolicyChangesState,
  type RatifiedChange,
} from '../../rules/aggregates/policy-change.ts';
import { versionOver } from '../../rules/policy-changes/change-name.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Rows } from '../engine/rows.ts';
import type { PolicyInForce } from '../port/ledger.ts';
import { stored } from '../port/unusable.ts';

/** A ratified change that can't be laid over a policy file, and why. */
interface Misfit {
  readonly change: string;
  readonly because: string;
}

/** P2: the policy that rules at an instant: a file with the changes that took effect by then laid over it. */
export interface PolicyRuling {
  readonly file: PolicyInForce;
  readonly policy: PolicyInForce;
  readonly misfits: readonly Misfit[];
}

/** A change laid over the file: ratified, or only tried. */
export type Laid = Pick<RatifiedChange, 'id' | 'version' | 'base' | 'given' | 'effective_at'>;

/** Policies that are kept ready. */
const kept = 16;

/** The policies over one file, each put together once. */
export class PoliciesInForce {
  readonly #file: PolicyInForce;
  readonly #alone: PolicyRuling;
  readonly #made = new Map<string, PolicyRuling>();
  #read: { readonly head: string; readonly state: PolicyChangesState } | null = null;

  constructor(file: PolicyInForce) {
    this.#file = file;
    this.#alone = { file, policy: file, misfits: [] };
  }

  /** At an instant, by what is on record. */
  at(rows: Pick<Rows, 'stream'>, now: Instant): PolicyRuling {
    return this.of(this.#changesIn(rows).ratified, now);
  }

  /** At an instant, if just these changes were ratified. */
  of(ratified: readonly Laid[], now: Instant): PolicyRuling {
    const laid = inOrder(ratified.filter(({ effective_at }) => effective_at <= now));
    if (laid.length === 0) return this.#alone;
    // A change stays as it was proposed, within one ledger; a store has one.
    const key = laid.map(({ id, version }) => `${id} ${version}`).join(' ');
    const known = this.#made.get(key);
    if (known) return known;
    const made = laidOver(this.#file, laid);
    const [oldest] = this.#made.keys();
    if (this.#made.size >= kept && oldest !== undefined) this.#made.delete(oldest);
    this.#made.set(key, made);
    return made;
  }

  #changesIn(rows: Pick<Rows, 'stream'>): PolicyChangesState {
    const row = rows.stream.get('changes');
    if (!row?.state) return emptyPolicyChanges;
    if (this.#read?.head !== row.head) this.#read = { head: row.head, state: stored(row.state) };
    return this.#read.state;
  }
}

/** As they took effect; those of one instant as they were ratified. */
function inOrder(ratified: readonly Laid[]): readonly Laid[] {
  return ratified
    .map((change, n) => ({ change, n }))
    .sort((a, b) =>
      a.change.effective_at === b.change.effective_at
        ? a.n - b.n
        : a.change.effective_at < b.change.effective_at
          ? -1
          : 1,
    )
    .map(({ change }) => change);
}

function laidOver(file: PolicyInForce, changes: readonly Laid[]): PolicyRuling {
  let policy = file;
  const misfits: Misfit[] = [];
  for (const { id, version, base, given } of changes) {
    const naming = { version: versionOver(policy.values.version, { version, base, id }), note: `set by ${id}` };
    const laid = policy.lay(policy, given, naming);
    if ('policy' in laid) policy = laid.policy;
    else misfits.push({ change: id, because: laid.faults.map(({ path, found }) => `${path} ${found}`).join('; ') });
  }
  return { file, policy, misfits };
}
