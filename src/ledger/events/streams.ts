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

export type LedgerEvent =
  | AccountEvent
  | DeskEvent
  | PieceEvent
  | PersonEvent
  | WaitingEvent
  | CopyEvent
  | ListEvent
  | MailboxEvent
  | PolicyChangeEvent
  | PolicyRecorded
  | RefusedCall
  | MailRefused;

/** The fold of a stream's events. */
export type Folded =
  | { readonly kind: 'account'; readonly state: AccountState }
  | { readonly kind: 'desk'; readonly state: DeskState }
  | { readonly kind: 'piece'; readonly state: PieceState }
  | { readonly kind: 'person'; readonly state: PersonState }
  | { readonly kind: 'waiting'; readonly state: WaitingState }
  | { readonly kind: 'copy'; readonly state: CopyState }
  | { readonly kind: 'lists'; readonly state: ListsState }
  | { readonly kind: 'mailbox'; readonly state: MailboxState }
  | { readonly kind: 'changes'; readonly state: PolicyChangesState }
  | { readonly kind: 'policy' | 'refusals' };

export function kindOf(stream: string): StreamKind | undefined {
  const name = stream.split(':', 1)[0];
  return streamKinds.find((kind) => kind === name);
}

/** The part after the kind: an account's id. */
export function nameOf(stream: string): string {
  return stream.slice(stream.indexOf(':') + 1);
}

/** An event as read back from a stream of its kind. */
export type Replayed =
  | { readonly kind: 'account'; readonly event: AccountEvent }
  | { readonly kind: 'desk'; readonly event: DeskEvent }
  | { readonly kind: 'piece'; readonly event: PieceEvent }
  | { readonly kind: 'person'; readonly event: PersonEvent }
  | { readonly kind: 'waiting'; readonly event: WaitingEvent }
  | { readonly kind: 'copy'; readonly event: CopyEvent }
  | { readonly kind: 'lists'; readonly event: ListEvent }
  | { readonly kind: 'mailbox'; readonly event: MailboxEvent }
  | { readonly kind: 'changes'; readonly event: PolicyChangeEvent }
  | { readonly kind: 'policy'; readonly event: PolicyRecorded }
  | { readonly kind: 'refusals'; readonly event: RefusedCall | MailRefused };

export function fold(before: Folded | null, { kind, event }: Replayed, stamp: Stamp): Folded {
  switch (kind) {
    case 'account':
      return { kind, state: evolveAccount(before?.kind === kind ? before.state : null, event, stamp) };
    case 'desk':
      return { kind, state: evolveDesk(before?.kind === kind ? before.state : null, event, stamp) };
    case 'piece':
      return { kind, state: evolvePiece(before?.kind === kind ? before.state : null, event) };
    case 'person':
      return { kind, state: evolvePerson(before?.kind === kind ? before.state : null, event, stamp.at) };
    case 'waiting':
      return { kind, state: evolveWaiting(before?.kind === kind ? before.state : null, event, stamp) };
    case 'copy':
      return { kind, state: evolveCopy(before?.kind === kind ? before.state : null, event, stamp) };
    case 'lists':
      return { kind, state: evolveLists(before?.kind === kind ? before.state : null, event, stamp) };
    case 'mailbox':
      return { kind, state: evolveMailbox(before?.kind === kind ? before.state : null, event, stamp) };
    case 'changes':
      return { kind, state: evolvePolicyChanges(before?.kind === kind ? before.state : null, event, stamp) };
    case 'policy':
    case 'refusals':
      return { kind };
    default:
      return kind satisfies never;
  }
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
