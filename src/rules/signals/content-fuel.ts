import { type Contact, label, type Signal } from '../aggregates/account.ts';
import type { PieceState } from '../aggregates/published-piece.ts';
import type { Moment } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { ageOf, counts, type Standing } from '../criteria/engagement.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { SignalInput } from '../vocabulary/signal-types.ts';
import { isBareLike } from './acts.ts';

/** A6: the piece names the company or the person, and the act came after it. */
export function causalCheck(
  draft: AccountDraft,
  contact: Contact | null,
  { signal }: { readonly signal: SignalInput },
  { piece }: World,
): Signal | Refusal {
  const no = (found: string, next: string) => refuse('RULE_REFUSED', { clause: '3.2.1', ruling: 'A6', found, next });
  const { state } = draft;
  const act = state.signals.find((each) => each.id === signal.engagement_signal);
  if (!piece)
    return refuse('NOT_FOUND', {
      clause: '3.2.1',
      found: 'no such piece stands in the attribution log',
      next: 'log it first with log_attribution',
    });
  if (!act || act.gone) {
    return refuse('NOT_FOUND', {
      clause: '3.2.1',
      found: `${label(state)} has no such act on file`,
      next: 'take the id of the act from explain_account',
    });
  }
  if (!act.is_act)
    return no(`${act.id} is an ${act.type}, no act of the contact's own`, 'name the act that it rests on');
  if (isBareLike(act))
    return no(
      `${act.id} is a like, which shows no cause by itself`,
      'name an act of substance that came after the piece',
    );
  if (act.contact !== contact?.id)
    return no(`${act.id} is the act of another contact`, 'file the E9 for the contact who acted');
  const domains = [state.domain, ...state.aliases];
  if (!piece.domains.some((domain) => domains.includes(domain)) && !isReferenced(contact.id, piece, state)) {
    return no(
      `the piece \`${piece.id}\` references neither ${label(state)} nor this contact`,
      'add the reference with log_attribution if the piece makes it',
    );
  }
  if (act.at <= piece.published_at)
    return no(
      `the act is of ${act.at}, the piece was published at ${piece.published_at}`,
      'name an act that came after the piece',
    );
  return act;
}

/** A2: by any id that the person had before contacts were joined. */
function isReferenced(contact: string, piece: PieceState, { contacts }: Standing['state']): boolean {
  const theirs = contacts.filter(({ id, part_of }) => id === contact || part_of === contact);
  return theirs.some(({ id }) => piece.contacts.includes(id));
}

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
    if (!act.is_act || isBareLike(act) || act.gone || act.at <= piece.published_at || told.has(act.id)) continue;
    if (!isNamed && !isReferenced(act.contact, piece, state)) continue;
    if (!counts(contact, standing, context) || ageOf(act, context) > context.policy.engagement.window_days.value)
      continue;
    const known = newest.get(act.contact);
    if (!known || act.at >= known.at) newest.set(act.contact, act);
  }
  return [...newest.values()];
}
