import type { Contact, Signal } from '../aggregates/account.ts';
import { label } from '../aggregates/account.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { SignalInput } from './signal-quality.ts';

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
  if (act.contact !== contact?.id)
    return no(`${act.id} is the act of another contact`, 'file the E9 for the contact who acted');
  const domains = [state.domain, ...state.aliases];
  if (!piece.domains.some((domain) => domains.includes(domain)) && !piece.contacts.includes(contact.id)) {
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
