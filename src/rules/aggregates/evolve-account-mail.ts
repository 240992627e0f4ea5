import type { CalendarDate } from '../time/time.ts';
import type { AccountState } from './account.ts';
import type { Enrolment, EnrolmentEvent, Hold } from './enrolment.ts';
import type { Stamp } from './event-stamp.ts';
import type { Email, MailEvent, MailInsights, OverPermit, Permit } from './permit.ts';

/** Enrolments after one more event. */
export function evolveEnrolments(state: AccountState, event: EnrolmentEvent, stamp: Stamp): AccountState {
  switch (event.type) {
    case 'contact_enrolled':
      return {
        ...state,
        enrolments: [...(state.enrolments ?? []), { ...event.enrolment, enrolled_at: stamp.at, sent: [], holds: [] }],
        minted: state.minted + 1,
      };
    case 'enrolment_held':
      return withEnrolment(state, event.enrolment, (each) => ({
        ...each,
        holds: [...each.holds.filter((hold) => !isSame(hold, event.hold)), { ...event.hold, at: stamp.at }],
      }));
    case 'enrolment_released':
      return withEnrolment(state, event.enrolment, (each) => ({
        ...each,
        holds: each.holds.filter((hold) => !isSame(hold, event)),
        ...(event.due_on === undefined ? {} : { due_on: event.due_on }),
      }));
    case 'enrolment_over':
      return withEnrolment(state, event.enrolment, (each) => ({
        ...each,
        holds: [],
        over: { as: event.as, at: stamp.at, because: event.because },
      }));
    case 'enrolment_handed_on':
      return withEnrolment(state, event.enrolment, (each) => ({ ...each, contact: event.contact }));
    case 'enrolment_taken':
      return { ...state, enrolments: [...(state.enrolments ?? []), event.enrolment] };
    default:
      return event satisfies never;
  }
}

/** Permits, answers and withholdings after one more event. */
export function evolveMail(state: AccountState, event: MailEvent, stamp: Stamp): AccountState {
  switch (event.type) {
    case 'email_rendered':
      return withInsights(state, event.email);
    case 'permit_granted':
      return {
        ...state,
        permits: [...(state.permits ?? []), grantedTo(event.permit, stamp)],
        minted: state.minted + 1,
      };
    case 'permit_redeemed':
      return withPermit(state, event.permit, (each) => ({
        ...each,
        state: 'redeemed',
        redeemed: { at: stamp.at, by: event.by, ...(event.call === undefined ? {} : { call: event.call }) },
      }));
    case 'permit_taken':
      return event.over
        ? { ...state, over_permits: withNewest(state, { permit: event.permit, ...event.over }) }
        : { ...state, permits: [...(state.permits ?? []), event.permit] };
    case 'permit_revoked':
      return withOver(state, event.permit, { at: stamp.at, why: event.because });
    case 'permit_lapsed':
      return withOver(state, event.permit, { at: stamp.at, why: 'it lapsed unused' });
    case 'delivery_recorded':
      return delivered(state, event);
    case 'reply_recorded':
      return answered(state, event.reply);
    case 'contact_withheld':
      return {
        ...state,
        withheld: [...(state.withheld ?? []), { ...event.withholding, at: stamp.at }],
        minted: state.minted + 1,
      };
    case 'words_taken':
      return state;
    case 'withholding_ended':
      return { ...state, withheld: (state.withheld ?? []).filter(({ id }) => id !== event.withholding) };
    default:
      return event satisfies never;
  }
}

/** How many mails with insights are kept. */
const keptInsights = 200;

function withInsights(state: AccountState, { id, said = [], failing }: Email): AccountState {
  const { insights = [] } = state;
  if (said.length === 0 || failing.includes('personal.company_insight')) return state;
  if (insights.some(({ email }) => email === id)) return state;
  return { ...state, insights: [...insights, { email: id, said }].slice(-keptInsights) };
}

function withSent(state: AccountState, { email }: Permit): AccountState {
  if (!state.insights?.some((each) => each.email === email)) return state;
  const marked = (each: MailInsights): MailInsights => (each.email === email ? { ...each, sent: true } : each);
  return { ...state, insights: state.insights.map(marked) };
}

function isSame(hold: Pick<Hold, 'why' | 'ref'>, other: Pick<Hold, 'why' | 'ref'>): boolean {
  return hold.why === other.why && hold.ref === other.ref;
}

function withEnrolment(state: AccountState, id: string, change: (one: Enrolment) => Enrolment): AccountState {
  return { ...state, enrolments: (state.enrolments ?? []).map((each) => (each.id === id ? change(each) : each)) };
}

function grantedTo(
  permit: Extract<MailEvent, { readonly type: 'permit_granted' }>['permit'],
  { at, by, principal }: Stamp,
): Permit {
  const granted = { ...permit, by, granted_at: at, state: 'open' as const };
  return principal === undefined ? granted : { ...granted, principal };
}

function withPermit(state: AccountState, id: string, change: (permit: Permit) => Permit): AccountState {
  return { ...state, permits: (state.permits ?? []).map((each) => (each.id === id ? change(each) : each)) };
}

function withoutPermit(state: AccountState, id: string): AccountState {
  return { ...state, permits: (state.permits ?? []).filter((each) => each.id !== id) };
}

/** How many permits that were over unused are kept. */
const keptOver = 20;

function withOver(state: AccountState, id: string, over: Omit<OverPermit, 'permit'>): AccountState {
  const permit = state.permits?.find((each) => each.id === id);
  if (!permit) return state;
  return { ...withoutPermit(state, id), over_permits: withNewest(state, { permit, ...over }) };
}

function withNewest({ over_permits = [] }: AccountState, over: OverPermit): readonly OverPermit[] {
  const later = over_permits.findIndex(({ at }) => at > over.at);
  const place = later < 0 ? over_permits.length : later;
  return over_permits.toSpliced(place, 0, over).slice(-keptOver);
}

/** M2: sent or failed settles a permit, unknown holds it; what comes after a mail went out changes no permit. */
function delivered(
  state: AccountState,
  { delivery, touched }: Extract<MailEvent, { readonly type: 'delivery_recorded' }>,
): AccountState {
  const { permit, event } = delivery;
  const over = state.over_permits?.find((each) => each.permit.id === permit)?.permit;
  const held = state.permits?.find(({ id }) => id === permit) ?? over;
  if (!held && event === 'sent' && touched?.enrolment !== undefined)
    return withTouch(state, touched.enrolment, touched, delivery.message_id ?? 'a mail without a permit');
  if (!held) return state;
  if (event === 'unknown') return withPermit(state, held.id, (each) => ({ ...each, state: 'unknown' }));
  if (event === 'failed') return withoutPermit(state, held.id);
  if (event !== 'sent') return state;
  const { enrolment, touch, id } = held;
  const settled = withSent(withoutPermit(state, id), held);
  if (enrolment === undefined || touch === undefined || touched === undefined) return settled;
  return withTouch(settled, enrolment, { ...touched, touch }, id);
}

interface Touched {
  readonly on: CalendarDate;
  readonly next_due: CalendarDate | null;
  readonly touch?: number;
}

function withTouch(state: AccountState, enrolment: string, { on, next_due, touch }: Touched, permit: string) {
  return withEnrolment(state, enrolment, (each) => {
    const sent = touch ?? each.touch;
    return { ...each, touch: sent + 1, due_on: next_due, sent: [...each.sent, { touch: sent, permit, on }] };
  });
}

function answered(
  state: AccountState,
  { id, contact, kind, received_at }: Extract<MailEvent, { readonly type: 'reply_recorded' }>['reply'],
): AccountState {
  const known = state.answered?.[contact];
  // Away is no answer (A10); an older reply that is recorded late changes nothing.
  if (kind === 9 || (known && known.at > received_at)) return state;
  return { ...state, answered: { ...state.answered, [contact]: { reply: id, type: kind, at: received_at } } };
}
