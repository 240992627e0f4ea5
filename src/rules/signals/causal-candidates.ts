import type { Signal } from '../aggregates/account.ts';
import type { PieceState } from '../aggregates/published-piece.ts';
import type { Moment } from '../command/context.ts';
import { ageOf, counts, type Standing } from '../criteria/engagement.ts';

/** A6: acts that a piece may have caused and that no E9 names for it yet; of each contact the newest. */
export function causalCandidates(standing: Standing, piece: PieceState, context: Moment): readonly Signal[] {
  const { state } = standing;
  const isNamed = [state.domain, ...state.aliases].some((domain) => piece.domains.includes(domain));
  const told = new Set(
    state.signals.flatMap((each) => (each.type === 'E9' && each.piece === piece.id && !each.gone ? each.rests_on : [])),
  );
  const newest = new Map<string, Signal>();
  for (const act of state.signals) {
    const contact = state.contacts.find((each) => each.id === act.contact);
    if (!act.is_act || act.gone || act.at <= piece.published_at || told.has(act.id)) continue;
    if (!isNamed && !piece.contacts.includes(act.contact)) continue;
    if (!counts(contact, standing, context) || ageOf(act, context) > context.policy.engagement.window_days.value)
      continue;
    const known = newest.get(act.contact);
    if (!known || act.at >= known.at) newest.set(act.contact, act);
  }
  return [...newest.values()];
}
