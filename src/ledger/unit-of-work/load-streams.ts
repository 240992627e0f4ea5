import { type CopyEvent, type CopyState, emptyCopy } from '../../rules/aggregates/copy.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../rules/aggregates/desk.ts';
import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import { evolveCopy } from '../../rules/aggregates/evolve-copy.ts';
import { evolveDesk } from '../../rules/aggregates/evolve-desk.ts';
import { evolveLists } from '../../rules/aggregates/evolve-lists.ts';
import { evolveMailbox } from '../../rules/aggregates/evolve-mailbox.ts';
import { evolvePolicyChanges } from '../../rules/aggregates/evolve-policy-changes.ts';
import { emptyMailbox, type MailboxEvent, type MailboxState } from '../../rules/aggregates/mailbox.ts';
import {
  emptyPolicyChanges,
  type PolicyChangeEvent,
  type PolicyChangesState,
} from '../../rules/aggregates/policy-change.ts';
import { evolvePiece, type PieceState } from '../../rules/aggregates/published-piece.ts';
import { emptyLists, type ListEvent, type ListsState } from '../../rules/aggregates/recipient-list.ts';
import { evolvePerson, type PersonState } from '../../rules/aggregates/suppressed-person.ts';
import { evolveWaiting, type WaitingEvent, type WaitingState } from '../../rules/aggregates/unmatched-person.ts';
import { type Draft, draftOf } from '../../rules/command/draft.ts';
import type {
  CopyDraft,
  DeskDraft,
  ListsDraft,
  MailboxDraft,
  PersonDraft,
  PieceDraft,
  PolicyChangesDraft,
  WaitingDraft,
} from '../../rules/command/world.ts';
import { applyListTimers } from '../../rules/sequences/lists.ts';
import { applyFlagTimers } from '../../rules/templates/flag-timers.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Folded, LedgerEvent } from '../events/streams.ts';
import { rereading, stored } from '../port/unusable.ts';
import { fresh, type Loaded, type Loading } from './load.ts';

interface Kept<State, Event> {
  readonly kind: Draft<State, Event>['kind'];
  readonly stream: string;
  /** The state before the first event; null where the first event founds it. */
  readonly empty: State | null;
  readonly evolve: (state: State | null, event: Event, at: Instant) => State;
  readonly folded: (state: State) => Folded;
  readonly read?: (json: string) => State;
}

/** Of the streams of which a ledger has one each, those that acts look at again and again. */
const readDesk = rereading<DeskState>();
const readCopy = rereading<CopyState>();
const readLists = rereading<ListsState>();

const unfounded = { ...fresh, state: null };

/** A stream whose state is kept whole beside its head. */
function load<State, Event extends LedgerEvent>(
  { kind, stream, empty, evolve, folded, read = stored }: Kept<State, Event>,
  { rows, now }: Loading,
): Loaded<Draft<State, Event>> {
  const { version, head, state } = rows.stream.get(stream) ?? unfounded;
  const before: State | null = state === null ? null : read(state);
  const draft = draftOf({ kind, stream, before: before ?? empty, now, evolve });
  const { pending } = draft;
  const was = before === null ? null : folded(before);
  const change = () => ({ stream, version, head, before: was, after: folded(draft.state), pending, people: new Map() });
  return { draft, change: () => (pending.length === 0 ? null : change()) };
}

export function loadDesk(loading: Loading): Loaded<DeskDraft> {
  const { who } = loading;
  const evolve = (desk: DeskState | null, event: DeskEvent, at: Instant) => evolveDesk(desk, event, { at, ...who });
  const folded = (state: DeskState): Folded => ({ kind: 'desk', state });
  return load({ kind: 'desk', stream: 'desk', empty: emptyDesk, evolve, folded, read: readDesk }, loading);
}

export interface LoadedCopy extends Loaded<CopyDraft> {
  /** Timers applied to copy. */
  readonly lapsed: readonly Applied[];
}

/** As time has made it by now (I1). */
export function loadCopy(loading: Loading, desk: DeskDraft): LoadedCopy {
  const { who, now } = loading;
  const evolve = (copy: CopyState | null, event: CopyEvent, at: Instant) => evolveCopy(copy, event, { at, ...who });
  const folded = (state: CopyState): Folded => ({ kind: 'copy', state });
  const loaded = load({ kind: 'copy', stream: 'copy', empty: emptyCopy, evolve, folded, read: readCopy }, loading);
  return { ...loaded, lapsed: applyFlagTimers(loaded.draft, desk, now) };
}

export interface LoadedLists extends Loaded<ListsDraft> {
  /** Timers applied to the lists. */
  readonly lapsed: readonly Applied[];
}

/** As time has made them by now (Q4). */
export function loadLists(loading: Loading, desk: DeskDraft): LoadedLists {
  const { who, now } = loading;
  const evolve = (lists: ListsState | null, event: ListEvent, at: Instant) => evolveLists(lists, event, { at, ...who });
  const folded = (state: ListsState): Folded => ({ kind: 'lists', state });
  const loaded = load({ kind: 'lists', stream: 'lists', empty: emptyLists, evolve, folded, read: readLists }, loading);
  return { ...loaded, lapsed: applyListTimers(loaded.draft, desk, now) };
}

export function loadMailbox(loading: Loading): Loaded<MailboxDraft> {
  const { who } = loading;
  const evolve = (mailbox: MailboxState | null, event: MailboxEvent, at: Instant) =>
    evolveMailbox(mailbox, event, { at, ...who });
  const folded = (state: MailboxState): Folded => ({ kind: 'mailbox', state });
  return load({ kind: 'mailbox', stream: 'mailbox', empty: emptyMailbox, evolve, folded }, loading);
}

export function loadPolicyChanges(loading: Loading): Loaded<PolicyChangesDraft> {
  const { who } = loading;
  const evolve = (changes: PolicyChangesState | null, event: PolicyChangeEvent, at: Instant) =>
    evolvePolicyChanges(changes, event, { at, ...who });
  const folded = (state: PolicyChangesState): Folded => ({ kind: 'changes', state });
  return load({ kind: 'changes', stream: 'changes', empty: emptyPolicyChanges, evolve, folded }, loading);
}

export function loadPiece(id: string, loading: Loading): Loaded<PieceDraft> {
  const folded = (state: PieceState): Folded => ({ kind: 'piece', state });
  return load({ kind: 'piece', stream: `piece:${id}`, empty: null, evolve: evolvePiece, folded }, loading);
}

/** The stream of one fingerprint for a person's address or profile. */
export function loadPerson(mark: string, loading: Loading): Loaded<PersonDraft> {
  const folded = (state: PersonState): Folded => ({ kind: 'person', state });
  return load({ kind: 'person', stream: `person:${mark}`, empty: null, evolve: evolvePerson, folded }, loading);
}

/** The wait of one address or profile, by its fingerprint. */
export function loadWait(mark: string, loading: Loading): Loaded<WaitingDraft> {
  const { who } = loading;
  const evolve = (state: WaitingState | null, event: WaitingEvent, at: Instant) =>
    evolveWaiting(state, event, { at, ...who });
  const folded = (state: WaitingState): Folded => ({ kind: 'waiting', state });
  return load({ kind: 'waiting', stream: `waiting:${mark}`, empty: null, evolve, folded }, loading);
}
