import type {
  AccountEvent,
  AccountState,
  Contact,
  Deal,
  Intent,
  Moved,
  Signal,
  Task,
} from './account.ts';
import { settledIntent } from './desk.ts';
import type { Role } from './roles.ts';
import type { Instant } from './time.ts';

/** Who recorded an event, and when. */
export interface Stamp {
  readonly at: Instant;
  readonly by: Role;
}

/** The account as it stands after one more event. Total: every event of the union has its arm. */
export function evolveAccount(state: AccountState | null, event: AccountEvent, stamp: Stamp): AccountState {
  if (event.type === 'account_registered') return registered(event, stamp);
  if (state === null) throw new Error(`${event.type} on an account that was never registered`);
  switch (event.type) {
    case 'account_named':
      return { ...state, name: event.name };
    case 'alias_added':
      return { ...state, aliases: [...state.aliases, event.domain] };
    case 'contact_added':
      return { ...state, contacts: [...state.contacts, event.contact], minted: state.minted + 1 };
    case 'contact_changed':
      return { ...state, contacts: state.contacts.map((each) => (each.id === event.contact.id ? event.contact : each)) };
    case 'fact_recorded':
      return { ...state, facts: [...state.facts, { ...event.fact, recorded_at: stamp.at, by: stamp.by }], minted: state.minted + 1 };
    case 'signal_recorded':
      return withSignal(state, { ...event.signal, filed_at: stamp.at, filed_by: stamp.by });
    case 'signal_gone':
      return withoutSignal(state, event, stamp);
    case 'signal_reweighed':
      return reweighed(state, event);
    case 'signal_restored':
      return { ...state, signals: state.signals.map((signal) => (signal.id === event.signal ? withoutGone(signal) : signal)) };
    case 'first_touch_moved':
      return { ...state, first_touch: event.first_touch };
    case 'classified':
      return { ...state, trigger: event.trigger ?? state.trigger, first_touch: state.first_touch ?? event.first_touch };
    case 'dossier_scored':
      return { ...state, dossier: { ...event.dossier, scored_at: stamp.at, by: stamp.by }, minted: state.minted + 1 };
    case 'sql_decided':
      return decided(state, event, stamp);
    case 'moved':
      return moved(state, event, stamp);
    case 'task_opened':
      return { ...state, tasks: [...state.tasks, { ...event.task, opened_at: stamp.at }], minted: state.minted + 1 };
    case 'task_hastened':
      return withTask(state, event.task, (task) => ({ ...task, due_at: event.due_at }));
    case 'task_closed':
      return withTask(state, event.task, (task) => ({
        ...task,
        closed_at: stamp.at,
        closed_by: stamp.by,
        ...(event.note === undefined ? {} : { note: event.note }),
      }));
    case 'task_missed':
      return withTask(state, event.task, (task) => ({ ...task, missed: true }));
    case 'task_escalated':
      return withTask(state, event.task, (task) => ({ ...task, escalated: true }));
    case 'gate_overridden':
      return { ...state, override: { ...event.override, at: stamp.at }, minted: state.minted + 1 };
    case 'override_fell':
      return { ...state, override: null };
    case 'deal_advanced':
      return { ...state, deal: advanced(state.deal, event), cooldown_until: event.cooldown_until ?? state.cooldown_until };
    case 'change_proposed':
      return { ...state, proposal: { ...event.proposal, at: stamp.at, by: stamp.by }, minted: state.minted + 1 };
    case 'change_decided':
      return changed(state, event, stamp);
    case 'person_erased':
      return { ...state, contacts: state.contacts.map((each) => (each.id === event.contact ? erased(each) : each)) };
    case 'flag_raised':
      return { ...state, flags: [...state.flags, event.flag] };
    case 'flag_lowered':
      return { ...state, flags: state.flags.filter((flag) => flag !== event.flag) };
    case 'intent_raised':
      return { ...state, intents: [...state.intents, { ...event.intent, raised_at: stamp.at }], minted: state.minted + 1 };
    case 'intent_claimed':
      return withIntent(state, event.intent, (intent) => ({ ...intent, claimed: { by: stamp.by, at: stamp.at, claim: event.claim } }));
    case 'intent_settled':
      return withIntent(state, event.intent, (intent) => settledIntent(intent, event, stamp));
    case 'alarm_set':
      return { ...state, alarm: event.at };
    case 'mql_disputed':
    case 'contact_suppressed':
    case 'suppression_voided':
    case 'posted':
      return state;
    default:
      return event satisfies never;
  }
}

function registered(event: Extract<AccountEvent, { type: 'account_registered' }>, stamp: Stamp): AccountState {
  return {
    id: event.id,
    domain: event.domain,
    name: event.name,
    aliases: [],
    stage: 'PROSPECT',
    review: 'NONE',
    stage_since: stamp.at,
    registered_at: stamp.at,
    first_touch: null,
    trigger: null,
    priority: 'normal',
    cro_weight: false,
    contacts: [],
    facts: [],
    signals: [],
    dossier: null,
    tasks: [],
    spent_until: null,
    entry_floor: null,
    entered_by: null,
    override: null,
    proposal: null,
    deal: noDeal,
    cooldown_until: null,
    idle_from: null,
    no_ecosystem: false,
    flags: [],
    intents: [],
    alarm: null,
    minted: 0,
  };
}

function withSignal(state: AccountState, signal: Signal): AccountState {
  return {
    ...state,
    signals: [...state.signals, signal],
    cro_weight: state.cro_weight || (signal.type === 'E9' && signal.qualifies),
    minted: state.minted + 1,
  };
}

function withoutSignal(state: AccountState, event: Extract<AccountEvent, { type: 'signal_gone' }>, stamp: Stamp): AccountState {
  const signals = state.signals.map((signal) =>
    signal.id === event.signal ? { ...signal, gone: { why: event.why, at: stamp.at, because: event.because } } : signal,
  );
  const weight = signals.some((signal) => signal.type === 'E9' && signal.qualifies && !signal.gone);
  return { ...state, signals, cro_weight: state.cro_weight && weight };
}

function withoutGone({ gone: _gone, ...signal }: Signal): Signal {
  return signal;
}

function reweighed(state: AccountState, { signal: id, qualifies, because, rests_on }: Extract<AccountEvent, { type: 'signal_reweighed' }>): AccountState {
  return { ...state, signals: state.signals.map((signal) => (signal.id === id ? { ...signal, qualifies, because, rests_on } : signal)) };
}

function decided(state: AccountState, event: Extract<AccountEvent, { type: 'sql_decided' }>, stamp: Stamp): AccountState {
  if (state.dossier === null) return state;
  const { decision, reason_code, reason } = event;
  const word = { decision, at: stamp.at, ...(reason_code ? { reason_code } : {}), ...(reason ? { reason } : {}) };
  const priority = decision === 'flag_immediate' ? 'high' : state.priority;
  return { ...state, priority, dossier: { ...state.dossier, decided: word } };
}

/** A new stage starts its idle clock, its proposal and its deal anew; below PROSPECT's door the first touch goes too. */
function moved(state: AccountState, event: Moved, stamp: Stamp): AccountState {
  const same = event.to === state.stage;
  const next = {
    ...state,
    stage: event.to,
    review: event.review,
    spent_until: event.spends ? newestAct(state) : state.spent_until,
    ...(event.resets ? { entry_floor: newestAct(state), first_touch: null, trigger: null } : {}),
  };
  if (same) return next;
  const beyond = event.to === 'ASSESSMENT_QUALIFIED' || event.to === 'WON' || event.to === 'BRIEFING_READY';
  return {
    ...next,
    stage_since: stamp.at,
    entered_by: event.arrow,
    proposal: null,
    idle_from: null,
    deal: beyond ? state.deal : noDeal,
    cooldown_until: event.to === 'RECYCLED' ? state.cooldown_until : null,
    priority: event.to === 'SQL' || beyond ? state.priority : 'normal',
  };
}

function newestAct(state: AccountState): Instant | null {
  let newest: Instant | null = null;
  for (const signal of state.signals) if (!signal.gone && (newest === null || signal.at > newest)) newest = signal.at;
  return newest;
}

function withTask(state: AccountState, id: string, change: (task: Task) => Task): AccountState {
  return { ...state, tasks: state.tasks.map((task) => (task.id === id ? change(task) : task)) };
}

const noDeal: Deal = { briefing_for: null, held_at: null, proposed_at: null };

function advanced(deal: Deal, { event, on }: Extract<AccountEvent, { type: 'deal_advanced' }>): Deal {
  switch (event) {
    case 'briefing_scheduled':
      return { ...deal, briefing_for: on };
    case 'briefing_held':
      return { ...deal, held_at: on };
    case 'assessment_proposed':
      return { ...deal, proposed_at: on };
    default:
      return deal;
  }
}

function changed(state: AccountState, { change, decision }: Extract<AccountEvent, { type: 'change_decided' }>, stamp: Stamp): AccountState {
  const declined = decision === 'declined' && change === 'regress';
  const confirmedEmpty = decision === 'confirmed' && change === 'disqualify';
  return {
    ...state,
    proposal: null,
    idle_from: declined ? stamp.at : state.idle_from,
    no_ecosystem: state.no_ecosystem || confirmedEmpty,
  };
}

function erased(contact: Contact): Contact {
  return { ...contact, email_domain: null, has_profile: false, has_name: false };
}

function withIntent(state: AccountState, id: string, change: (intent: Intent) => Intent): AccountState {
  return { ...state, intents: state.intents.map((intent) => (intent.id === id ? change(intent) : intent)) };
}
