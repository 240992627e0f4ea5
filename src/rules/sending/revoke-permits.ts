import type { Permit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, StreamsBeside } from '../command/world.ts';
import { personObstacles } from '../sequences/eligibility.ts';
import { endOf } from '../sequences/follow-ladder.ts';
import type { Instant } from '../time/time.ts';

/** M1: revokes unused permits that an act on their person, account or enrolment ended; their places in the cap return. */
export function revokePermits(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  beside: StreamsBeside,
  context: Context,
): void {
  for (const permit of draft.state.permits ?? []) {
    if (permit.state !== 'open') continue;
    const because = whyOver(permit, draft, suppressed, context);
    if (because === null) continue;
    draft.emit({ type: 'permit_revoked', permit: permit.id, contact: permit.contact, because });
    beside.mailbox().emit({ type: 'slot_returned', permit: permit.id });
  }
}

function whyOver(
  { contact, enrolment: id, touch }: Permit,
  { state, pending }: AccountDraft,
  suppressed: ReadonlySet<string>,
  context: Context,
): string | null {
  const standing = { state, suppressed };
  const obstacles = personObstacles(standing, contact, context);
  const [first] = id === undefined ? obstacles.filter(({ ruling }) => ruling !== 'K4' && ruling !== 'A3') : obstacles;
  if (first) return first.because;
  const isCorrected = pending.some(
    ({ event }) => event.type === 'contact_changed' && event.contact.id === contact && 'email' in event.sealed.fields,
  );
  if (isCorrected) return 'their address was corrected';
  const isJoined = pending.some(({ event }) => event.type === 'contacts_joined' && event.contact === contact);
  if (isJoined) return 'they were joined with another contact';
  if (id === undefined) return null;
  const enrolment = state.enrolments?.find((each) => each.id === id);
  if (!enrolment || enrolment.contact !== contact) return 'the enrolment went on as another contact';
  if (enrolment.over) return `the enrolment is over: ${enrolment.over.because}`;
  if (enrolment.touch !== touch) return `touch ${enrolment.touch} is in turn`;
  const [hold] = enrolment.holds;
  return hold ? `the enrolment is paused: ${hold.because}` : endOf(enrolment, standing, context);
}

/** The change that time makes to a permit: an unused one lapses; of a redeemed and unreported one the outcome stays unknown. */
export interface PermitAhead {
  readonly kind: 'permit_lapsed' | 'send_unknown';
  readonly permit: Permit;
  readonly at: Instant;
}

export function permitsAhead({ permits = [] }: { readonly permits?: readonly Permit[] }): readonly PermitAhead[] {
  return permits.flatMap((permit): readonly PermitAhead[] => {
    const at = permit.expires_at;
    if (permit.state === 'open') return [{ kind: 'permit_lapsed', permit, at }];
    return permit.state === 'redeemed' ? [{ kind: 'send_unknown', permit, at }] : [];
  });
}

export function applyPermitTimer(draft: AccountDraft, { kind, permit: { id, contact }, at }: PermitAhead): void {
  // A permit holds its place in the cap until that instant and no longer.
  if (kind === 'permit_lapsed') draft.emit({ type: 'permit_lapsed', permit: id, contact }, at);
  else draft.emit({ type: 'delivery_recorded', delivery: { permit: id, contact, event: 'unknown', at } }, at);
}
