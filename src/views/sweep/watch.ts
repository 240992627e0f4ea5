import type { Reader } from '../../ledger/port/ledger.ts';
import type { AccountRecord } from '../../ledger/port/records.ts';
import { type AccountState, label } from '../../rules/aggregates/account.ts';
import type { Moment } from '../../rules/command/context.ts';
import { idleDays } from '../../rules/criteria/idleness.ts';
import { addDays, type CalendarDate, type Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { type Quoted, quoted } from '../quoted.ts';
import type { Hand } from './own-hand.ts';

/** Something that should not be so. */
export interface Alert {
  readonly kind: string;
  readonly clause: string;
  readonly summary: string;
  readonly account?: string;
}

/** Something to look at, with the next call where there is one and its main arguments. */
export interface Watch extends Alert {
  readonly contact?: string;
  readonly tool?: string;
  readonly call?: Readonly<Record<string, unknown>>;
  /** Words of others, marked as such. */
  readonly words?: Readonly<Record<string, Quoted>>;
}

/** One role's look at one consistent state. */
export interface Sweeping {
  readonly reader: Reader;
  readonly role: Role;
  readonly context: Moment;
  /** Lines wanted at most. */
  readonly limit: number;
  /** S-1: whether this sweep says which thresholds nobody supplied. */
  readonly saysUnset: boolean;
  readonly hand?: Hand | undefined;
}

export type Topic = (sweeping: Sweeping) => readonly Watch[];

/** How many days a thing counts as new. */
const newDays = 7;

export function lately({ calendar, today }: Moment): Instant {
  return calendar.startOf(addDays(today, -newDays));
}

/** Idle since before this instant means idle for at least `days` calendar days (T5). */
export function idleFor(days: number, { calendar, today }: Moment): Instant {
  return calendar.startOf(addDays(today, 1 - days));
}

export function dayOf(at: Instant, { calendar }: Moment): CalendarDate {
  return calendar.dateOf(at);
}

/** L9: of a company that a list named. */
export function idleOf(state: AccountState, { reader, context }: Sweeping): number {
  return idleDays(reader.account(state.id) ?? { state, suppressed: new Set() }, context);
}

/** A company by its name and its domain, in that order. */
export function named(state: AccountState): { readonly account: string; readonly name: string } {
  return { account: state.domain, name: label(state) };
}

/** A contact as people name one; null for somebody who is no contact of the account any more. */
export function personAt({ people }: AccountRecord, contact: string): string | null {
  const person = people.get(contact);
  return person ? (person.name ?? person.email ?? person.linkedin_url ?? 'somebody who was erased') : null;
}

/** How a note names a contact. */
export function contactArgs({ people }: AccountRecord, contact: string): Readonly<Record<string, string>> {
  const { email, linkedin_url } = people.get(contact) ?? {};
  if (email !== undefined) return { email };
  return linkedin_url === undefined ? {} : { linkedin_url };
}

/** An outsider's words, quoted field by field. */
export function quotedWords(words: Readonly<Record<string, string>>): Readonly<Record<string, Quoted>> {
  return Object.fromEntries(Object.entries(words).map(([field, text]) => [field, quoted(text.slice(0, 120))]));
}
