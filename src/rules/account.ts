import type { BuyingSignal, Review, Role, Score, SignalType, Stage } from './roles.ts';
import type { CalendarDate, Instant } from './time.ts';

export type Scalar = string | number | boolean;

/** A person at an account. Name, address and profile are sealed beside the events; rules see only what they need. */
export interface Contact {
  readonly id: string;
  /** Registrable domain of the address, null without one. */
  readonly email_domain: string | null;
  readonly has_profile: boolean;
  readonly has_name: boolean;
}

export interface Fact {
  readonly id: string;
  readonly fact: string;
  readonly value: Scalar;
  readonly source: string;
  readonly evidence: string;
  readonly as_of: CalendarDate;
  readonly recorded_at: Instant;
  readonly by: Role;
}

export interface Signal {
  readonly id: string;
  readonly type: SignalType;
  readonly contact: string;
  readonly tier: 'strong' | 'standard';
  readonly qualifies: boolean;
  /** Why it does or doesn't qualify. */
  readonly because: string;
  /** An act of the contact's own; an unacknowledged introduction, a registration, an E8 and an E9 are none (A5). */
  readonly is_act: boolean;
  readonly observed_at: Instant;
  /** The instant and day it counts from: of the act that completed it. */
  readonly at: Instant;
  readonly on: CalendarDate;
  readonly filed_at: Instant;
  readonly filed_by: Role;
  readonly source: string;
  readonly object?: string;
  readonly interaction?: string;
  readonly piece?: string;
  readonly referrer?: string;
  /** The acts behind it; itself for a plain act. */
  readonly rests_on: readonly string[];
  readonly gone?: { readonly why: 'retracted' | 'replaced' | 'fallen'; readonly at: Instant; readonly because: string };
}

export interface Finding {
  readonly route: string;
  readonly value?: number;
  readonly date: CalendarDate;
  readonly source: string;
  readonly reference: string;
  readonly shows: string;
}

export interface ScoredSignal {
  readonly signal: BuyingSignal;
  readonly score: Score;
  readonly findings: readonly Finding[];
}

export interface Dossier {
  readonly id: string;
  readonly scored_at: Instant;
  readonly by: Role;
  readonly scores: readonly ScoredSignal[];
  /** How many of S1-S4 are CONFIRMED or LIKELY. */
  readonly count: number;
  readonly accessibility?: number;
  readonly outcome: 'pending_review' | 'falls_short';
  readonly decided?: { readonly decision: string; readonly at: Instant; readonly reason_code?: string; readonly reason?: string };
}

export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly role: Role;
  readonly subject?: string;
  readonly clause: string;
  readonly opened_at: Instant;
  readonly due_at: Instant;
  readonly closed_at?: Instant;
  readonly closed_by?: Role;
  readonly note?: string;
}

export interface FirstTouch {
  readonly signal: string;
  readonly type: SignalType;
  readonly at: Instant;
  readonly source: string;
}

export interface AccountState {
  readonly id: string;
  readonly domain: string;
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly stage: Stage;
  readonly review: Review;
  readonly stage_since: Instant;
  readonly registered_at: Instant;
  readonly first_touch: FirstTouch | null;
  /** The signal that the last classification rested on. */
  readonly trigger: string | null;
  readonly priority: 'normal' | 'high';
  readonly cro_weight: boolean;
  readonly contacts: readonly Contact[];
  readonly facts: readonly Fact[];
  readonly signals: readonly Signal[];
  readonly dossier: Dossier | null;
  readonly tasks: readonly Task[];
  /** Newest act known when a fast track last ended without SQL; only a later act opens another (L2). */
  readonly spent_until: Instant | null;
  /** How many ids were given out on this stream. */
  readonly minted: number;
}

/** Words about a person: sealed under that person's key before anything is hashed. */
export interface Sealed {
  readonly person: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Moved {
  readonly type: 'moved';
  readonly arrow: string;
  readonly from: Stage;
  readonly to: Stage;
  readonly review: Review;
  readonly clause: string;
  readonly because: string;
  readonly evidence: readonly string[];
  /** The acts known so far open no second fast track (L2). */
  readonly spends: boolean;
}

export type AccountEvent =
  | { readonly type: 'account_registered'; readonly id: string; readonly domain: string; readonly name: string | null }
  | { readonly type: 'account_named'; readonly name: string }
  | { readonly type: 'alias_added'; readonly domain: string }
  | { readonly type: 'contact_added'; readonly contact: Contact; readonly sealed: Sealed }
  | { readonly type: 'contact_changed'; readonly contact: Contact; readonly sealed: Sealed }
  | { readonly type: 'fact_recorded'; readonly fact: Omit<Fact, 'recorded_at' | 'by'> }
  | { readonly type: 'signal_recorded'; readonly signal: Omit<Signal, 'filed_at' | 'filed_by'>; readonly sealed?: Sealed }
  | { readonly type: 'signal_gone'; readonly signal: string; readonly why: 'retracted' | 'replaced' | 'fallen'; readonly because: string }
  /** Its acts changed: it qualifies on others, or no more. */
  | { readonly type: 'signal_reweighed'; readonly signal: string; readonly qualifies: boolean; readonly because: string; readonly rests_on: readonly string[] }
  | { readonly type: 'signal_restored'; readonly signal: string; readonly because: string }
  | { readonly type: 'first_touch_moved'; readonly first_touch: FirstTouch | null; readonly because: string }
  | {
      readonly type: 'classified';
      readonly outcome: string;
      readonly trigger: string | null;
      readonly first_touch: FirstTouch | null;
      readonly evidence: readonly string[];
      readonly obstacles: readonly string[];
    }
  | { readonly type: 'dossier_scored'; readonly dossier: Omit<Dossier, 'scored_at' | 'by'> }
  | {
      readonly type: 'sql_decided';
      readonly decision: 'confirm' | 'dispute' | 'flag_immediate';
      readonly dossier: string;
      readonly reason_code?: string;
      readonly reason?: string;
    }
  | Moved
  | { readonly type: 'task_opened'; readonly task: Omit<Task, 'opened_at'> }
  | { readonly type: 'task_hastened'; readonly task: string; readonly due_at: Instant; readonly because: string }
  | { readonly type: 'task_closed'; readonly task: string; readonly note?: string }
  | { readonly type: 'posted'; readonly channel: string; readonly text: string };

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

function moved(state: AccountState, event: Moved, stamp: Stamp): AccountState {
  return {
    ...state,
    stage: event.to,
    review: event.review,
    stage_since: event.to === state.stage ? state.stage_since : stamp.at,
    spent_until: event.spends ? newestAct(state) : state.spent_until,
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
