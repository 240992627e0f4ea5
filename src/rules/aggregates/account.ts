/** The state, events and folds of each kind of stream: accounts, the desk, people, pieces, copy, lists, the mailbox, changes of the policy. */

import type { CalendarDate, Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { BuyingSignal, Score, SignalType } from '../vocabulary/signal-types.ts';
import type { Review, Stage } from '../vocabulary/stages.ts';
import type { Answered, Enrolment, Withholding } from './enrolment.ts';
import type { Intent } from './intent.ts';
import type { MailInsights, OverPermit, Permit } from './permit.ts';
import type { PostMortem } from './post-mortem.ts';
import type { Task } from './task.ts';

export type Scalar = string | number | boolean;

/** A person at an account. Name, address and profile are sealed beside the events; rules see only what they need. */
export interface Contact {
  readonly id: string;
  /** Registrable domain of the address, null without one. */
  readonly email_domain: string | null;
  readonly has_profile: boolean;
  readonly has_name: boolean;
  /** Moved on to another account: what they did here still counts, nobody writes to them from here. */
  readonly left?: { readonly to: string; readonly at: Instant; readonly as?: string };
  /** Joined into that contact as one person (A2): what they did is that contact's from then on. */
  readonly part_of?: string;
  /** Registrable domains of the addresses of who was joined into this one. */
  readonly further_domains?: readonly string[];
  /** `save_account` spoke of them while the account had no name: more than notes is on file (A1). */
  readonly saved?: true;
  /** Erased: what they did counts as it did, nobody can be written to. */
  readonly erased?: true;
}

export interface Fact {
  readonly id: string;
  readonly fact: string;
  readonly value: Scalar;
  readonly source: string;
  readonly evidence: string;
  readonly as_of: CalendarDate;
  /** The fact that it takes the place of, which is withdrawn (G-3). */
  readonly corrects?: string;
  /** The fact comes from a list without a date: it fills a gap and gives way to any dated one (G-3). */
  readonly undated?: true;
  readonly recorded_at: Instant;
  readonly by: Role;
}

export interface Signal {
  readonly id: string;
  readonly type: SignalType;
  readonly contact: string;
  readonly tier: 'strong' | 'standard';
  readonly qualifies: boolean;
  /** The reason why it does or doesn't qualify. */
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
  /** The E1 of enough likes that a further like joined when it was filed (A4). */
  readonly joins?: string;
  /** The acts behind it; itself for a plain act. */
  readonly rests_on: readonly string[];
  /** A strong signal that a classification has weighed, whatever it answered (L2). */
  readonly weighed?: true;
  /** A strong signal that opens no further fast track and no auto-SQL (L2). */
  readonly spent?: Spent;
  /** The signal's place among the ids of this account's stream, where it came with an account that was absorbed (A1). */
  readonly nth?: number;
  /** The signal was on file at a loss or a regression for idleness of the account that it came with: no E8 with later acts (A5). */
  readonly closed?: true;
  /** The signal counted for no new entry there any more (L9). */
  readonly below_floor?: true;
  readonly gone?: { readonly why: 'retracted' | 'replaced' | 'fallen'; readonly at: Instant; readonly because: string };
}

export interface Spent {
  /** A classification's outcome, `review` where it left the account in its review, or the arrow of a move. */
  readonly by: string;
  readonly at: Instant;
  /** How many ids the account's stream had given out by then: a higher one was recorded since. */
  readonly minted: number;
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
  /** L16: the principal who scored it, where a role key proved it. */
  readonly principal?: string;
  readonly scores: readonly ScoredSignal[];
  /** How many buying signals are CONFIRMED or LIKELY. */
  readonly count: number;
  readonly accessibility?: number;
  readonly outcome: 'pending_review' | 'falls_short';
  readonly decided?: {
    readonly decision: string;
    readonly at: Instant;
    readonly reason_code?: string;
    readonly reason?: string;
  };
}

/** A gate that the CRO set aside for one account (G-4). */
export interface Override {
  readonly id: string;
  readonly gate: string;
  /** The fact that failed the gate; the override falls with it. */
  readonly fact: string;
  readonly justification: string;
  readonly compensating: readonly string[];
  readonly at: Instant;
}

/** A change that waits for the CRO's word (L9, L11). */
export interface Proposal {
  readonly id: string;
  readonly change: 'regress' | 'disqualify';
  readonly trigger?: string;
  readonly reason: string;
  readonly evidence?: string;
  readonly at: Instant;
  readonly by: Role;
  /** L16: the principal who proposed it, where a role key proved it. */
  readonly principal?: string;
}

/** The dated milestones beyond SQL (L8). */
export interface Deal {
  readonly briefing_for: Instant | null;
  readonly held_at: Instant | null;
  readonly proposed_at: Instant | null;
}

/** Systems outside that give accounts and people ids of their own (A13). */
export const outsideSystems = ['monday', 'apollo', 'hubspot', 'gmail_thread'] as const;

/** The ids under which other systems know an account or a person (A13). A person's are sealed among their words. */
export type External = { readonly [System in (typeof outsideSystems)[number]]?: string | undefined };

export type OutsideIds = Readonly<Partial<Record<keyof External, string>>>;

/** The ids of other systems among somebody's words. */
export function outsideIds(words: { readonly [System in keyof External]?: string | null | undefined }): OutsideIds {
  return Object.fromEntries(outsideSystems.flatMap((system) => (words[system] ? [[system, words[system]]] : [])));
}

/** Taken over from a list at the stage that it states (A12). */
export interface Adoption {
  readonly by: Role;
  readonly principal?: string;
  readonly at: Instant;
  readonly stage: Stage;
  readonly file: string;
  readonly row: number;
  readonly last_engagement?: Instant;
}

export type Flag = 'gates_failing' | 'criteria_lapsed' | 'needs_contact';

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
  /** The rules for which the last classification kept it a PROSPECT. */
  readonly held_by: readonly string[];
  /** The review was opened by a strong signal, not by the MQL criteria alone (L2, L4). */
  readonly fast_track: boolean;
  /** Acts up to here count for no new entry, since the account fell back to PROSPECT for idleness (L9). */
  readonly entry_floor: Instant | null;
  /** Ids up to this number were on file at the last loss or regression for idleness: their acts make no E8 with later ones (A5). */
  readonly closed_acts: number;
  /** The arrow that brought it to its stage. */
  readonly entered_by: string | null;
  readonly override: Override | null;
  readonly proposal: Proposal | null;
  readonly deal: Deal;
  /** The day from which a lost deal may be recycled. */
  readonly cooldown_until: CalendarDate | null;
  /** The instant at which idleness starts anew after the CRO declined a regression. */
  readonly idle_from: Instant | null;
  /** An investigation found no ecosystem motion, and the CRO confirmed it. */
  readonly no_ecosystem: boolean;
  readonly flags: readonly Flag[];
  readonly intents: readonly Intent[];
  /** When time alone will next change something here. */
  readonly alarm: Instant | null;
  /** How many ids were given out on this stream. */
  readonly minted: number;
  /** In the order in which they began; those that are over stay. */
  readonly enrolments?: readonly Enrolment[];
  /** Permits that are open, redeemed or unknown. */
  readonly permits?: readonly Permit[];
  /** The newest permits that ended unused. */
  readonly over_permits?: readonly OverPermit[];
  /** Of the newest mails to its people that rest on an insight (K4). */
  readonly insights?: readonly MailInsights[];
  /** By contact. */
  readonly answered?: Readonly<Record<string, Answered>>;
  /** Until the CRO or a reply of type 7 or 8 settles them (Y2). */
  readonly withheld?: readonly Withholding[];
  /** The last quarter in which a dispute of each criterion was counted here (P1). */
  readonly disputed?: Readonly<Record<string, string>>;
  readonly adopted?: Adoption;
  /** The newest; earlier ones stand in its history. */
  readonly post_mortem?: PostMortem;
  /** Its ids in other systems (A13). */
  readonly external?: External;
  /** Ids of the accounts that it absorbed: they answer as its own (A1). */
  readonly also?: readonly string[];
  /** The account that took its domain over; nothing stands here any more. */
  readonly absorbed_into?: string;
}

/** The contact that an id stands for: the one that it was joined into (A2), else itself. */
export function bearerOf({ contacts }: Pick<AccountState, 'contacts'>, contact: string): string {
  return contacts.find(({ id }) => id === contact)?.part_of ?? contact;
}

/** An account as people name it. */
export function label(state: AccountState): string {
  return state.name ?? state.domain;
}

/** The name with the domain, for a reader who does not know the account by its name alone. */
export function titled(state: AccountState): string {
  return state.name === null ? state.domain : `${state.name} (${state.domain})`;
}

/** Every flag that the account carries; `cro_weight` comes with an E9 (A6). */
export function flagsOf({ cro_weight, flags }: Pick<AccountState, 'cro_weight' | 'flags'>): readonly string[] {
  return [...(cro_weight ? ['cro_weight'] : []), ...flags];
}
