import type { AccountState, Contact, Fact, Signal } from './account.ts';
import type { AccountEventOf, RecordEvent } from './account-events.ts';
import type { Stamp } from './event-stamp.ts';

/** Folds events about the company, its people and their acts. */
export function evolveRecord(
  state: AccountState,
  event: Exclude<RecordEvent, AccountEventOf<'account_registered'>>,
  stamp: Stamp,
): AccountState {
  switch (event.type) {
    case 'account_named':
    case 'outside_ids_recorded':
    case 'alias_added':
      return called(state, event);
    case 'contact_added':
      return added(state, event);
    case 'contact_changed':
      return withContact(state, event.contact.id, (each) => ({ ...event.contact, ...keptOf(each) }));
    case 'contacts_joined':
      return joined(state, event);
    case 'contact_left':
      return withContact(state, event.contact, (each) => moved(each, event, stamp));
    case 'account_taken':
    case 'contact_taken':
    case 'signal_taken':
      return withTaken(state, event);
    case 'account_absorbed':
      return { ...state, absorbed_into: event.into, alarm: null };
    case 'person_erased':
      return withContact(state, event.contact, erased);
    case 'fact_recorded':
      return withFact(state, { recorded_at: stamp.at, by: stamp.by, ...event.fact });
    case 'signal_recorded':
      return withSignal(state, { filed_at: stamp.at, filed_by: event.filed_by ?? stamp.by, ...event.signal });
    case 'signal_gone':
      return withoutSignal(state, event, stamp);
    case 'signal_reweighed':
      return reweighed(state, event);
    case 'signal_restored':
      return restored(state, event.signal);
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

function added(state: AccountState, { contact, answered }: AccountEventOf<'contact_added'>): AccountState {
  const wrote = answered ? { answered: { ...state.answered, [contact.id]: answered } } : {};
  return { ...state, contacts: [...state.contacts, contact], minted: state.minted + 1, ...wrote };
}

/** Folds events about the names, domains and outside ids of the company. */
function called(
  state: AccountState,
  event: AccountEventOf<'account_named' | 'outside_ids_recorded' | 'alias_added'>,
): AccountState {
  if (event.type === 'account_named') return { ...state, name: event.name };
  if (event.type === 'alias_added') return { ...state, aliases: [...state.aliases, event.domain] };
  return { ...state, external: { ...state.external, ...event.external } };
}

function withFact(state: AccountState, fact: Fact): AccountState {
  return { ...state, facts: [...state.facts, fact], minted: state.minted + 1 };
}

/** G-3: of two values the newer stands, as of its day and then as recorded. */
function withTaken(
  state: AccountState,
  event: AccountEventOf<'account_taken' | 'contact_taken' | 'signal_taken'>,
): AccountState {
  if (event.type === 'signal_taken') return withSignal(state, event.signal);
  if (event.type === 'contact_taken') return { ...state, contacts: [...state.contacts, event.contact] };
  const facts = [...state.facts, ...event.facts];
  facts.sort((a, b) => (a.recorded_at < b.recorded_at ? -1 : a.recorded_at > b.recorded_at ? 1 : 0));
  return {
    ...state,
    also: [...(state.also ?? []), ...event.ids],
    facts,
    tasks: [...state.tasks, ...event.tasks],
    intents: [...state.intents, ...event.intents],
    dossier: state.dossier ?? event.dossier,
    no_ecosystem: state.no_ecosystem || event.no_ecosystem,
    ...(event.answered ? { answered: { ...event.answered, ...state.answered } } : {}),
  };
}

function withSignal(state: AccountState, signal: Signal): AccountState {
  return {
    ...state,
    signals: [...state.signals, signal],
    cro_weight: state.cro_weight || (signal.type === 'E9' && signal.qualifies && !signal.gone),
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

function restored(state: AccountState, id: string): AccountState {
  return { ...state, signals: state.signals.map((signal) => (signal.id === id ? withoutGone(signal) : signal)) };
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

function keptOf({ part_of, further_domains, saved }: Contact): Partial<Contact> {
  return {
    ...(part_of === undefined ? {} : { part_of }),
    ...(further_domains ? { further_domains } : {}),
    ...(saved ? { saved } : {}),
  };
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
    ...answeredAs(state, stays, same_as),
  };
}

/** The newer of the two contacts' answers is the person's. */
function answeredAs({ answered }: AccountState, stays: string, same_as: string): Pick<AccountState, 'answered'> {
  const { [same_as]: theirs, ...rest } = answered ?? {};
  const own = rest[stays];
  return theirs ? { answered: { ...rest, [stays]: own && own.at > theirs.at ? own : theirs } } : {};
}

function moved(contact: Contact, { to, as }: AccountEventOf<'contact_left'>, { at }: Stamp): Contact {
  return { ...contact, left: as === undefined ? { to, at } : { to, at, as } };
}

/** The domain names a company, not the person: a competitor's employee stays one. */
function erased(contact: Contact): Contact {
  return { ...contact, has_profile: false, has_name: false, erased: true };
}
