import type { LaidChange, PolicyChange, PolicyChangesState, RatifiedChange } from '../aggregates/policy-change.ts';
import type { Instant } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Role } from '../vocabulary/roles.ts';

/** How the tools and `ladder://policy` name a change. */
export interface ChangeNamed {
  readonly id: string;
  readonly version: string;
  readonly base: PolicyChange['base'];
  readonly hash: string;
  readonly state: 'proposed' | 'ratified' | 'rejected' | 'withdrawn';
  readonly changes: readonly Pick<LaidChange, 'path' | 'from' | 'to' | 'clause' | 'basis'>[];
  readonly why: string;
  readonly by: Role;
  readonly at: Instant;
  readonly effective_at?: Instant;
  readonly ratified_by?: Role;
  readonly ratified_at?: Instant;
}

export function changeNamed(change: PolicyChange | RatifiedChange, state: ChangeNamed['state']): ChangeNamed {
  const { id, version, base, hash, changes, why, by, at } = change;
  const told = changes.map(({ path, from, to, clause, basis }) => ({ path, from, to, clause, basis }));
  const named = { id, version, base, hash, state, changes: told, why, by, at };
  if (!('ratified' in change)) return named;
  const { effective_at, ratified } = change;
  return { ...named, effective_at, ratified_by: ratified.by, ratified_at: ratified.at };
}

/** The one of cro and cmo who answers a proposal of the other. */
export const otherHand = (role: Role): Role => (role === 'cro' ? 'cmo' : 'cro');

/** A change that waits for its answer, by its id. */
export function openChange({ open, ratified, ended }: PolicyChangesState, named: string): PolicyChange | Refusal {
  const id = named.trim();
  const found = open.find((each) => each.id === id);
  if (found) return found;
  const over = ratified.find((each) => each.id === id);
  if (over)
    return settled(
      `${id} was ratified by ${over.ratified.by} at ${over.ratified.at}, in force from ${over.effective_at} on`,
    );
  const how = Object.hasOwn(ended, id) ? ended[id] : undefined;
  if (how !== undefined) return settled(`${id} was ${how}`);
  return refuse('NOT_FOUND', {
    clause: '6.3',
    ruling: 'P2',
    found: 'no change of the policy stands under that id',
    next: 'take the id from session_sweep, from propose_policy_change or from ladder://policy',
  });
}

function settled(found: string): Refusal {
  return refuse('CONFLICT', {
    clause: '6.3',
    ruling: 'P2',
    found,
    next: 'cro or cmo: propose_policy_change with what is to hold instead; ladder://policy shows what is in force',
  });
}

/** `gates.G1.value from 200 to 1000`, of as many as are told. */
export function changesText(changes: readonly Pick<LaidChange, 'path' | 'from' | 'to'>[]): string {
  const told = changes.slice(0, 5).map(({ path, from, to }) => `${path} from ${short(from)} to ${short(to)}`);
  return `${told.join(', ')}${changes.length > told.length ? ` and ${changes.length - told.length} more` : ''}`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
