import type { CalendarDate, Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Review, Stage } from '../vocabulary/stages.ts';
import type { Contact, Dossier, External, Fact, FirstTouch, Flag, Override, Proposal, Signal } from './account.ts';
import type { Answered, EnrolmentEvent } from './enrolment.ts';
import type { Intent } from './intent.ts';
import type { MailEvent } from './permit.ts';
import type { PostMortemFiled } from './post-mortem.ts';
import type { Sealed } from './sealed.ts';
import type { Ended, EvidenceVerdict, Task } from './task.ts';

export interface Moved {
  readonly type: 'moved';
  readonly arrow: string;
  readonly from: Stage;
  readonly to: Stage;
  readonly review: Review;
  readonly clause: string;
  readonly because: string;
  readonly evidence: readonly string[];
  /** Every signal on file is spent by it (L2). */
  readonly spends: boolean;
  /** The newest act known: to enter anew takes a later one (L9). */
  readonly floor?: Instant;
  /** Written in the place of `floor` until ledgers of schema 2. */
  readonly resets?: true;
}

export type DealEvent =
  | 'briefing_scheduled'
  | 'briefing_held'
  | 'assessment_proposed'
  | 'assessment_qualified'
  | 'won'
  | 'lost';

/** Events about a company, its people and their acts. */
export type RecordEvent =
  | { readonly type: 'account_registered'; readonly id: string; readonly domain: string; readonly name: string | null }
  | { readonly type: 'account_named'; readonly name: string }
  | { readonly type: 'outside_ids_recorded'; readonly external: External }
  | { readonly type: 'alias_added'; readonly domain: string }
  /** `answered`: their newest answer at the account that they moved from. */
  | { readonly type: 'contact_added'; readonly contact: Contact; readonly answered?: Answered; readonly sealed: Sealed }
  | { readonly type: 'contact_changed'; readonly contact: Contact; readonly sealed: Sealed }
  /** An address or profile that was said to be theirs beside the one on file, which stays. */
  | { readonly type: 'contact_tied'; readonly contact: string; readonly sealed: Sealed }
  /** One person from now on: `same_as` is part of `contact`. Sealed are fingerprints of all that it ever had. */
  | {
      readonly type: 'contacts_joined';
      readonly contact: string;
      readonly same_as: string;
      readonly sealed: Sealed;
    }
  /** Moved to the account of that domain, where they stand `as` another contact; the words go with the person. */
  | { readonly type: 'contact_left'; readonly contact: string; readonly to: string; readonly as?: string }
  /** Absorbs another account: all that stood there but people and signals, which follow one by one (A1). */
  | {
      readonly type: 'account_taken';
      readonly ids: readonly string[];
      readonly domain: string;
      readonly stage: Stage;
      readonly facts: readonly Fact[];
      readonly tasks: readonly Task[];
      readonly intents: readonly Intent[];
      readonly dossier: Dossier | null;
      readonly no_ecosystem: boolean;
      readonly answered?: Readonly<Record<string, Answered>>;
    }
  | { readonly type: 'contact_taken'; readonly contact: Contact; readonly sealed?: Sealed }
  | { readonly type: 'signal_taken'; readonly signal: Signal; readonly sealed?: Sealed }
  /** The account's domain is an alias of another account from now on. */
  | { readonly type: 'account_absorbed'; readonly into: string; readonly domain: string }
  | { readonly type: 'contact_suppressed'; readonly contact: string; readonly reason: string; readonly sealed?: Sealed }
  | { readonly type: 'suppression_voided'; readonly contact: string; readonly sealed: Sealed }
  | { readonly type: 'person_erased'; readonly contact: string; readonly basis: string }
  | { readonly type: 'fact_recorded'; readonly fact: Omit<Fact, 'recorded_at' | 'by'> }
  | {
      readonly type: 'signal_recorded';
      readonly signal: Omit<Signal, 'filed_at' | 'filed_by'>;
      /** The role that filed it, where another puts it on record. */
      readonly filed_by?: Role;
      readonly sealed?: Sealed;
    }
  | {
      readonly type: 'signal_gone';
      readonly signal: string;
      readonly why: 'retracted' | 'replaced' | 'fallen';
      readonly because: string;
    }
  /** A signal whose acts changed: it qualifies on others, or no more. */
  | {
      readonly type: 'signal_reweighed';
      readonly signal: string;
      readonly qualifies: boolean;
      readonly because: string;
      readonly rests_on: readonly string[];
    }
  | { readonly type: 'signal_restored'; readonly signal: string; readonly because: string }
  | { readonly type: 'first_touch_moved'; readonly first_touch: FirstTouch | null; readonly because: string };

/** Decisions, and moves on the ladder. */
export type LadderEvent =
  | PostMortemFiled
  | {
      readonly type: 'classified';
      readonly outcome: string;
      readonly trigger: string | null;
      readonly first_touch: FirstTouch | null;
      readonly evidence: readonly string[];
      readonly obstacles: readonly string[];
      /** Strong signals that no classification had weighed before; absent in ledgers of schema 1 (L2). */
      readonly weighs?: readonly string[];
      /** Strong signals that are spent by it; absent in ledgers of schema 1 (L2). */
      readonly spends?: readonly string[];
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
  /** The stage at which the account stood elsewhere, as a list states (A12); dates as far as the list gives them. */
  | {
      readonly type: 'account_adopted';
      readonly stage: Stage;
      readonly file: string;
      readonly row: number;
      readonly stage_since?: Instant;
      readonly last_engagement?: Instant;
      readonly briefing_at?: Instant;
      readonly cooldown_until?: CalendarDate;
    }
  | { readonly type: 'gate_overridden'; readonly override: Omit<Override, 'at'> }
  | { readonly type: 'override_fell'; readonly override: string; readonly because: string }
  | {
      readonly type: 'deal_advanced';
      readonly event: DealEvent;
      /** When it happened; for a Briefing scheduled, when it is to be. */
      readonly on: Instant;
      readonly reference?: string;
      readonly reason?: string;
      readonly cooldown_until?: CalendarDate;
    }
  | { readonly type: 'change_proposed'; readonly proposal: Omit<Proposal, 'at' | 'by'> }
  | {
      readonly type: 'change_decided';
      readonly change: 'regress' | 'disqualify' | 'recycle' | 'reinstate';
      /** A proposal has `ended` when what it rested on is gone (L9). */
      readonly decision: 'done' | 'confirmed' | 'declined' | 'ended';
      readonly trigger?: string;
      readonly reason?: string;
      readonly evidence?: string;
    }
  | {
      readonly type: 'mql_disputed';
      readonly criterion: string;
      readonly outcome: 'stands' | 'not_met';
      readonly claim: string;
      /** The quarter that it is counted in; absent where that criterion was counted in it here already (P1). */
      readonly quarter?: string;
    }
  | { readonly type: 'flag_raised'; readonly flag: Flag; readonly because: string }
  | { readonly type: 'flag_lowered'; readonly flag: Flag; readonly because: string };

/** Events about tasks, intents and posts of an account, and its timer. */
export type TaskEvent =
  | { readonly type: 'task_opened'; readonly task: Omit<Task, 'opened_at'> }
  | { readonly type: 'task_hastened'; readonly task: string; readonly due_at: Instant; readonly because: string }
  | ({ readonly type: 'task_closed'; readonly task: string; readonly verdict?: EvidenceVerdict } & Ended)
  | { readonly type: 'task_missed'; readonly task: string }
  | { readonly type: 'task_escalated'; readonly task: string }
  | { readonly type: 'intent_raised'; readonly intent: Omit<Intent, 'raised_at'> }
  /** A comment that nobody has taken yet says this too (A13). */
  | { readonly type: 'intent_joined'; readonly intent: string; readonly text: string }
  | { readonly type: 'intent_claimed'; readonly intent: string; readonly claim: string; readonly creates?: true }
  | {
      readonly type: 'intent_settled';
      readonly intent: string;
      readonly result: 'done' | 'failed' | 'unknown';
      readonly reference?: string;
    }
  | {
      readonly type: 'intent_withdrawn';
      readonly intent: string;
      readonly because: string;
      readonly replaced_by?: string;
    }
  | { readonly type: 'alarm_set'; readonly at: Instant | null }
  | { readonly type: 'posted'; readonly channel: string; readonly text: string };

export type AccountEvent = RecordEvent | LadderEvent | TaskEvent | EnrolmentEvent | MailEvent;

export type AccountEventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { readonly type: Type }>;

/** Events that reports count. The ledger has an index of them by time: one more type wants a migration that makes it anew. */
export const countedTypes = [
  'account_absorbed',
  'classified',
  'dossier_scored',
  'sql_decided',
  'moved',
  'deal_advanced',
  'task_closed',
  'task_missed',
  'delivery_recorded',
  'reply_recorded',
] as const satisfies readonly AccountEvent['type'][];

/** Events in which something was decided, as a person would count them. The ledger has an index of them: one more type wants a migration that makes it anew. */
export const decisiveTypes = [
  'account_registered',
  'account_absorbed',
  'classified',
  'dossier_scored',
  'sql_decided',
  'moved',
  'gate_overridden',
  'override_fell',
  'deal_advanced',
  'change_proposed',
  'change_decided',
  'mql_disputed',
] as const satisfies readonly AccountEvent['type'][];
