import type { Stamp } from './event-stamp.ts';
import { lastNumbered } from './ids.ts';
import {
  emptyPolicyChanges,
  type PolicyChangeEvent,
  type PolicyChangesState,
  type RatifiedChange,
} from './policy-change.ts';

/** How many changes that were not ratified are known by name: an older one is no longer found. */
const keptEnded = 100;

/** Changes of the policy as they stand after one more event. */
export function evolvePolicyChanges(
  before: PolicyChangesState | null,
  event: PolicyChangeEvent,
  stamp: Stamp,
): PolicyChangesState {
  const state = before ?? emptyPolicyChanges;
  switch (event.type) {
    case 'policy_change_proposed': {
      const change = { ...event.change, ...signed(stamp) };
      return { ...state, open: [...state.open, change], proposed: state.proposed + 1 };
    }
    case 'policy_change_ratified': {
      const { change, effective_at } = event;
      const ratified = state.open
        .filter(({ id }) => id === change)
        .map((each): RatifiedChange => ({ ...each, ratified: signed(stamp), effective_at }));
      return { ...state, open: without(state, change), ratified: [...state.ratified, ...ratified] };
    }
    case 'policy_change_rejected': {
      const ended = lastNumbered({ ...state.ended, [event.change]: event.how }, keptEnded);
      return { ...state, open: without(state, event.change), ended };
    }
    case 'policy_change_took_effect':
      return inEffect(state, event.change, stamp);
    case 'accounts_looked_at': {
      const { kind, after, lapsed } = event;
      return { ...state, look: state.look && { ...state.look, kind, after, lapsed } };
    }
    case 'accounts_looked_through':
      return { ...state, look: null };
    default:
      return event satisfies never;
  }
}

/** A look that is under way begins anew, for what it has seen was judged by another policy. */
function inEffect(state: PolicyChangesState, change: string, { at }: Stamp): PolicyChangesState {
  const ratified = state.ratified.map((each) => (each.id === change ? { ...each, took_effect: true as const } : each));
  const changes = [...(state.look?.changes ?? []), change];
  return { ...state, ratified, look: { changes, at: state.look?.at ?? at, kind: 0, after: '', lapsed: 0 } };
}

function signed({ by, principal, at }: Stamp) {
  return { by, at, ...(principal === undefined ? {} : { principal }) };
}

const without = ({ open }: PolicyChangesState, id: string) => open.filter((each) => each.id !== id);
