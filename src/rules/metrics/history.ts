import type { FirstTouch } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { SignalType } from '../vocabulary/signal-types.ts';
import type { Stage } from '../vocabulary/stages.ts';

/** An event of an account's stream, as recorded. */
export interface HistoryEvent {
  readonly seq: number;
  /** The account's id. */
  readonly account: string;
  /** When it was recorded, or fell due (W1). */
  readonly at: Instant;
  readonly by: Role;
  readonly event: AccountEvent;
}

/** The place in the ledger of a thing that is counted. */
export interface Point {
  /** The account's domain. */
  readonly account: string;
  readonly seq: number;
  readonly at: Instant;
}

/** A number that changed by so much at an instant. */
export interface NumberStep {
  readonly at: Instant;
  readonly by: number;
}

export type SequenceStep = NumberStep & { readonly sequence: string };

/** An enrolment that runs, with the event that began it. */
export interface Running extends Point {
  readonly enrolment: string;
  readonly sequence: string;
}

/** A signal that was live when an episode began, with the acts behind it. */
export interface Touch {
  readonly signal: string;
  readonly type: SignalType;
  readonly acts: readonly {
    readonly id: string;
    readonly type: SignalType;
    readonly credit: number;
    readonly observed_at: Instant;
  }[];
}

/** The act that came first. */
export type Touched = Pick<FirstTouch, 'signal' | 'type' | 'at'>;

/** W7: a signal of marketing behind an entry into SQL. */
export interface Influence {
  readonly signal: string;
  readonly contact: string;
  /** The signal's person was suppressed at the entry: the signal counts from the void of that on, if there is one. */
  readonly muted: boolean;
  voided_at: Instant | null;
  retracted_at: Instant | null;
}

/** W2: from the classification that found the criteria met until an arrow ends it. */
export interface Episode extends Point {
  readonly began_with: 'mql' | 'fast_track' | 'auto_sql' | 'adopted';
  readonly overridden: boolean;
  /** S-6: as fixed when it began. */
  readonly first_touch: Touched | null;
  readonly touches: readonly Touch[];
  /** Signals that were retracted since, and when. */
  readonly gone: Map<string, Instant>;
  /** The account stood at MQL at some time of the episode. */
  stood: boolean;
  /** Entries into SQL, adopted ones too. */
  readonly entries: Entry[];
  ended: Instant | null;
  /** W2: two that were open went on as one; this one began later. */
  merged: { readonly at: Instant; readonly into: string; readonly episode: Episode } | null;
  /** W1: every signal that it rested on was retracted since. */
  retracted: Instant | null;
}

/** An entry into SQL (W4, W5). */
export interface Entry extends Point {
  readonly episode: Episode | null;
  readonly auto: boolean;
  readonly re_entry: boolean;
  readonly adopted: boolean;
  /** The account had stood at MQL before, in this episode or the one before. */
  readonly stood: boolean;
  readonly marketing: readonly Influence[];
  briefing: Point | null;
  /** When the account left SQL, or what is counted with SQL, without a Briefing. */
  left: Instant | null;
}

/** The day and hour of an account's next Briefing, as it was last said; null where none is ahead any more. */
export interface BriefingStep extends Point {
  readonly on: Instant | null;
}

/** W3: each dossier that was decided, once. */
export interface DossierDecision extends Point {
  readonly dossier: string;
  readonly confirmed: boolean;
}

/** An arrow that was taken. */
export interface Arrival extends Point {
  readonly arrow: string;
  readonly from: Stage;
  readonly to: Stage;
  /** The last entry into SQL before it. */
  readonly entry: Entry | null;
  /** P3: signals that its last confirmed dossier held as CONFIRMED or LIKELY; null without one since the last loss or end. */
  readonly held: readonly string[] | null;
}

/** A classification for which one failed gate alone stood in the way (§3.6). */
export interface HeldAlone extends Point {
  readonly gate: string;
}

/** W8: a task as a case of its SLA. */
export interface Case {
  readonly account: string;
  readonly seq: number;
  readonly kind: string;
  readonly role: Role;
  readonly clause: string;
  readonly opened_at: Instant;
  due_at: Instant;
  /** The event that says that its due time passed; none where nobody has noticed yet. */
  missed: number | null;
  closed: { readonly seq: number; readonly at: Instant; readonly done: boolean } | null;
}

export interface Mail extends Point {
  readonly permit: string | null;
  readonly contact: string;
  readonly sequence: string | null;
  readonly message_id: string | null;
  /** When it went out, as told; it may be reported later. */
  readonly sent_at: Instant;
  bounced: boolean;
  opened: boolean;
  /** The kind of the human reply to it, and of a machine's. */
  reply: number | null;
  auto: number;
}

export interface History {
  readonly episodes: readonly Episode[];
  readonly entries: readonly Entry[];
  readonly decisions: readonly DossierDecision[];
  readonly arrivals: readonly Arrival[];
  readonly held_alone: readonly HeldAlone[];
  readonly cases: readonly Case[];
  readonly mails: readonly Mail[];
  readonly briefings: readonly BriefingStep[];
  /** W10: people of the pipeline, and sequences that somebody is on the way through, as they change. */
  readonly people: readonly NumberStep[];
  readonly sequences: readonly SequenceStep[];
  /** The same as they stand now: people by account, and enrolments. */
  readonly people_now: readonly (Point & { readonly value: number })[];
  readonly running: readonly Running[];
  /** The grant of each permit. */
  readonly permits: ReadonlyMap<string, Point>;
}
