/** Streams of events: canonical JSON, hash chain, sealed fields, fingerprints. */

import { type AccountState, outsideSystems } from '../../rules/aggregates/account.ts';
import type { AccountEvent } from '../../rules/aggregates/account-events.ts';
import type { CopyEvent, CopyState } from '../../rules/aggregates/copy.ts';
import type { DeskEvent, DeskState } from '../../rules/aggregates/desk.ts';
import type { Stamp } from '../../rules/aggregates/event-stamp.ts';
import { evolveAccount } from '../../rules/aggregates/evolve-account.ts';
import { evolveCopy } from '../../rules/aggregates/evolve-copy.ts';
import { evolveDesk } from '../../rules/aggregates/evolve-desk.ts';
import { evolveLists } from '../../rules/aggregates/evolve-lists.ts';
import { evolveMailbox } from '../../rules/aggregates/evolve-mailbox.ts';
import { evolvePolicyChanges } from '../../rules/aggregates/evolve-policy-changes.ts';
import type { MailboxEvent, MailboxState } from '../../rules/aggregates/mailbox.ts';
import type { PolicyChangeEvent, PolicyChangesState } from '../../rules/aggregates/policy-change.ts';
import { evolvePiece, type PieceEvent, type PieceState } from '../../rules/aggregates/published-piece.ts';
import type { ListEvent, ListsState } from '../../rules/aggregates/recipient-list.ts';
import type { MailRefused, RefusedCall } from '../../rules/aggregates/refused.ts';
import type { Sealed } from '../../rules/aggregates/sealed.ts';
import { evolvePerson, type PersonEvent, type PersonState } from '../../rules/aggregates/suppressed-person.ts';
import { evolveWaiting, type WaitingEvent, type WaitingState } from '../../rules/aggregates/unmatched-person.ts';
import { type StreamKind, streamKinds } from '../../rules/command/draft.ts';
import type { Person } from '../port/records.ts';

export interface PolicyRecorded {
  readonly type: 'policy_recorded';
  readonly version: string;
  readonly hash: string;
  readonly status: string;
  readonly canonical: string;
  /** P2: the hash of the file that the changes in force lie over; without it the policy is a file. */
  readonly file?: string;
}

/** The state of each kind of stream; null where a stream has none. */
export interface StreamStates {
  readonly account: AccountState;
  readonly desk: DeskState;
  readonly piece: PieceState;
  readonly person: PersonState;
  readonly waiting: WaitingState;
  readonly copy: CopyState;
  readonly lists: ListsState;
  readonly mailbox: MailboxState;
  readonly changes: PolicyChangesState;
  readonly policy: null;
  readonly refusals: null;
}

/** The events of each kind of stream. */
export interface StreamEvents {
  readonly account: AccountEvent;
  readonly desk: DeskEvent;
  readonly piece: PieceEvent;
  readonly person: PersonEvent;
  readonly waiting: WaitingEvent;
  readonly copy: CopyEvent;
  readonly lists: ListEvent;
  readonly mailbox: MailboxEvent;
  readonly changes: PolicyChangeEvent;
  readonly policy: PolicyRecorded;
  readonly refusals: RefusedCall | MailRefused;
}

export type LedgerEvent = StreamEvents[StreamKind];

/** The fold of a stream's events. */
export type Folded = {
  readonly [Kind in StreamKind]: { readonly kind: Kind; readonly state: StreamStates[Kind] };
}[StreamKind];

/** An event as read back from a stream of its kind. */
export type Replayed<Kinds extends StreamKind = StreamKind> = {
  readonly [Kind in Kinds]: { readonly kind: Kind; readonly event: StreamEvents[Kind] };
}[Kinds];

export function kindOf(stream: string): StreamKind | undefined {
  const name = stream.split(':', 1)[0];
  return streamKinds.find((kind) => kind === name);
}

/** The part after the kind: an account's id. */
export function nameOf(stream: string): string {
  return stream.slice(stream.indexOf(':') + 1);
}

type Evolve<Kind extends StreamKind> = (
  state: StreamStates[Kind] | null,
  event: StreamEvents[Kind],
  stamp: Stamp,
) => StreamStates[Kind];

/** How the state of each kind of stream follows from its events. */
export const evolve: { readonly [Kind in StreamKind]: Evolve<Kind> } = {
  account: evolveAccount,
  desk: evolveDesk,
  piece: evolvePiece,
  person: (state, event, { at }) => evolvePerson(state, event, at),
  waiting: evolveWaiting,
  copy: evolveCopy,
  lists: evolveLists,
  mailbox: evolveMailbox,
  changes: evolvePolicyChanges,
  policy: () => null,
  refusals: () => null,
};

export function fold<Kind extends StreamKind>(
  before: Folded | null,
  { kind, event }: Replayed<Kind>,
  stamp: Stamp,
): Folded {
  return folded(kind, evolve[kind](before && isOf(before, kind) ? before.state : null, event, stamp));
}

export function folded<Kind extends StreamKind>(kind: Kind, state: StreamStates[Kind]): Folded {
  // biome-ignore lint/nursery/noUnsafeTypeAssertion: the compiler doesn't see that each kind comes with its own state
  return { kind, state } as Folded;
}

function isOf<Kind extends StreamKind>(
  of: Folded,
  kind: Kind,
): of is Folded & { readonly kind: Kind; readonly state: StreamStates[Kind] } {
  return of.kind === kind;
}

export function sealedOf(event: LedgerEvent): Sealed | undefined {
  return 'sealed' in event ? event.sealed : undefined;
}

export const personFields = ['name', 'first_name', 'email', 'linkedin_url', 'title', ...outsideSystems] as const;

/** A contact's words after an event about that contact; later words stand in the place of earlier ones. */
function personAfter(person: Person | undefined, fields: Readonly<Record<string, string>>): Person {
  const next: Record<string, string> = {};
  for (const field of personFields) {
    const word = fields[field] ?? person?.[field];
    if (word !== undefined) next[field] = word;
  }
  return next;
}

const addresses = ['email', 'linkedin_url'] as const;

/**
 * The words of an account's people after an event about one. Only who was joined into that one can have the address given
 * already, and takes the one that it stands in place of (A2).
 */
export function takeWords(
  people: Map<string, Person>,
  contact: string,
  fields: Readonly<Record<string, string>>,
): void {
  const before = people.get(contact);
  for (const field of before ? addresses : []) {
    const given = fields[field];
    if (given === undefined || before?.[field] === given) continue;
    for (const [id, { [field]: has, ...rest }] of people) {
      const freed = before?.[field];
      if (id !== contact && has === given) people.set(id, freed === undefined ? rest : { ...rest, [field]: freed });
    }
  }
  people.set(contact, personAfter(before, fields));
}

/** The personal data that stays where a contact moved away: address, profile and ids of other systems went along. */
export function personLeft(person: Person | undefined): Person {
  const gone: readonly string[] = [...addresses, ...outsideSystems];
  return Object.fromEntries(Object.entries(person ?? {}).filter(([field]) => !gone.includes(field)));
}
