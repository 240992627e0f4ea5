import type { AccountState, Contact, Signal } from './account.ts';
import type { AccountEventOf, RecordEvent } from './account-events.ts';
import type { Stamp } from './event-stamp.ts';

/** What is on file after one more event. */
export function evolveRecord(
  state: AccountState,
  event: Exclude<RecordEvent, AccountEventOf<'account_registered'>>,
  stamp: Stamp,
): AccountState {
  switch (event.type) {
    case 'account_named':
      return { ...state, name: event.name };
    case 'alias_added':
      return { ...state, aliases: [...state.aliases, event.domain] };
    case 'contact_added':
      return { ...state, contacts: [...state.contacts, event.contact], minted: state.minted + 1 };
    case 'contact_changed':
      return withContact(state, event.contact.id, (each) => ({ ...event.contact, ...joinsOf(each) }));
    case 'contacts_joined':
      return joined(state, event);
    case 'contact_left':
      return withContact(state, event.contact, (each) => moved(each, event, stamp));
    case 'account_absorbed':
      return { ...state, absorbed_into: event.into, alarm: null };
    case 'person_erased':
      return withContact(state, event.contact, erased);
    case 'fact_recorded':
      return {
        ...state,
        facts: [...state.facts, { ...event.fact, recorded_at: stamp.at, by: stamp.by }],
        minted: state.minted + 1,
      };
    case 'signal_recorded':
      return withSignal(state, { ...event.signal, filed_at: stamp.at, filed_by: event.filed_by ?? stamp.by });
    case 'signal_gone':
      return withoutSignal(state, event, stamp);
    case 'signal_reweighed':
      return reweighed(state, event);
    case 'signal_restored':
      return {
        ...state,
        signals: state.signals.map((signal) => (signal.id === event.signal ? withoutGone(signal) : signal)),
      };
    case 'first_touch_moved':
      return { ...state, first_touch: event.first_touch };
    case 'contact_tied':
    case 'contact_suppressed':
    case 'suppression_voided':
      return state;
    default:
      return event satisfies never;
  }
}

function withSignal(state: AccountState, signal: Signal): AccountState {
  return {
    ...state,
    signals: [...state.signals, signal],
    cro_weight: state.cro_weight || (signal.type === 'E9' && signal.qualifies),
    minted: state.minted + 1,
  };
}

function withoutSignal(state: AccountState, event: AccountEventOf<'signal_gone'>, stamp: Stamp): AccountState {
  const signals = state.signals.map((signal) =>
    signal.id === event.signal ? { ...signal, gone: { why: event.why, at: stamp.at, because: event.because } } : signal,
  );
  const weight = signals.some((signal) => signal.type === 'E9' && signal.qualifies && !signal.gone);
  return { ...state, signals, cro_weight: state.cro_weight && weight };
}

function withoutGone({ gone: _gone, ...signal }: Signal): Signal {
  return signal;
}

function reweighed(
  state: AccountState,
  { signal: id, qualifies, because, rests_on }: AccountEventOf<'signal_reweighed'>,
): AccountState {
  return {
    ...state,
    signals: state.signals.map((signal) => (signal.id === id ? { ...signal, qualifies, because, rests_on } : signal)),
  };
}

function withContact(state: AccountState, id: string, change: (contact: Contact) => Contact): AccountState {
  return { ...state, contacts: state.contacts.map((each) => (each.id === id ? change(each) : each)) };
}

function joinsOf({ part_of, further_domains }: Contact): Pick<Contact, 'part_of' | 'further_domains'> {
  return { ...(part_of === undefined ? {} : { part_of }), ...(further_domains ? { further_domains } : {}) };
}

/** A2: acts, E8 and suppression of both are the one's who stays. */
function joined(state: AccountState, { contact: stays, same_as }: AccountEventOf<'contacts_joined'>): AccountState {
  const part = state.contacts.find(({ id }) => id === same_as);
  const brought = [...(part?.email_domain ? [part.email_domain] : []), ...(part?.further_domains ?? [])];
  return {
    ...state,
    contacts: state.contacts.map((each) => {
      if (each.id === same_as || each.part_of === same_as) return { ...each, part_of: stays };
      const further = [...new Set([...(each.further_domains ?? []), ...brought])].sort();
      return each.id === stays && further.length > 0 ? { ...each, further_domains: further } : each;
    }),
    signals: state.signals.map((signal) => (signal.contact === same_as ? { ...signal, contact: stays } : signal)),
  };
}

function moved(contact: Contact, { to, as }: AccountEventOf<'contact_left'>, { at }: Stamp): Contact {
  return { ...contact, left: as === undefined ? { to, at } : { to, at, as } };
}

/** The domain names a company, not the person: a competitor's employee stays one. */
function erased(contact: Contact): Contact {
  return { ...contact, has_profile: false, has_name: false, erased: true };
}
