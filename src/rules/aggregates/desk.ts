import type { CalendarDate, Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Stage } from '../vocabulary/stages.ts';
import type { Intent } from './intent.ts';
import type { Notices, NoticesEvent } from './notices.ts';
import type { Ended, Evidence, EvidenceVerdict, Task } from './task.ts';

/** One week's figures of qualification (W1): `decided` are dossiers confirmed, disputed or fallen short. */
export interface Week {
  readonly mqls: number;
  readonly decided: number;
  readonly entered: number;
}

/** One month's classifications that met the MQL criteria, and how many of them stood on an override (G-4). */
export interface Month {
  readonly met: number;
  readonly overridden: number;
}

/** Systems that report the stage of a contact (M5). */
export const reportingSystems = ['apollo', 'monday'] as const;

export type ReportingSystem = (typeof reportingSystems)[number];

/** A contact whose stage another system reported otherwise than the ladder has it (M5). */
export interface Discrepancy {
  readonly contact: string;
  /** The account's id. */
  readonly account: string;
  readonly apollo?: Stage;
  readonly monday?: Stage;
}

/** Something that must not have happened with a mail; shown until it is closed (7.3, 7.8, M2). */
export interface Incident {
  readonly id: string;
  readonly severity: 'SEV2' | 'SEV3';
  /** A mail to a suppressed person; a sequence's bytes without a permit; copy that drifted, in mail that went out. */
  readonly kind: 'suppressed_recipient' | 'unpermitted_sequence' | 'drift_sent';
  /** The account's id and the contact; a flag for drift. */
  readonly account?: string;
  readonly contact?: string;
  readonly flag?: string;
  readonly message_id?: string;
  readonly because: string;
  readonly at: Instant;
  readonly state: 'opened' | 'investigated';
}

/** An incident as an answer names it. */
export interface IncidentTold {
  readonly id: string;
  readonly severity: Incident['severity'];
  readonly state: Incident['state'] | 'closed';
}

/** State that concerns no single account: the day's post, recurring duties, counts that alerts rest on. */
export interface DeskState {
  /** The instant at which the desk was opened: nothing recurring is older. */
  readonly opened_at: Instant | null;
  /** One line an account waits for the day's post to the sales channel (S-5). */
  readonly batch: { readonly closes_at: Instant; readonly lines: readonly string[] } | null;
  readonly tasks: readonly Task[];
  readonly intents: readonly Intent[];
  /** The newest day on which each recurring duty came up. */
  readonly recurred: Readonly<Record<string, CalendarDate>>;
  /** By quarter and criterion. */
  readonly disputes: Readonly<Record<string, number>>;
  /** By ISO week. */
  readonly weeks: Readonly<Record<string, Week>>;
  /** Weeks up to here were looked at. */
  readonly weeks_closed: string | null;
  /** By calendar month. */
  readonly months: Readonly<Record<string, Month>>;
  /** Missed approval steps by role, the newest last. */
  readonly missed: readonly { readonly role: Role; readonly at: Instant }[];
  /** S-7: by day, filer, kind, verdict and, where it is of one, signal; absent before the first. */
  readonly evidence?: Readonly<Record<string, number>>;
  /** The restored copy of the ledger that chief.staff confirmed last: the subject of the task that asked. */
  readonly confirmed_copy: string | null;
  /** Incidents that are not closed; none: left out. */
  readonly incidents?: readonly Incident[];
  /** The stages that other systems last reported, where they differed (M5); none: left out. */
  readonly discrepancies?: readonly Discrepancy[];
  /** How many incidents there were. */
  readonly incidented?: number;
  /** Notices told outside; absent before the first. */
  readonly notices?: Notices;
  /** When time alone will next change something here. */
  readonly alarm: Instant | null;
  readonly minted: number;
}

export type Counted = 'mqls' | 'decided' | 'entered';

/** Figures that alerts rest on, and which periods were looked at. */
export type DeskCount =
  | { readonly type: 'duty_recurred'; readonly kind: string; readonly day: CalendarDate }
  | { readonly type: 'week_counted'; readonly week: string; readonly what: Counted }
  | { readonly type: 'week_closed'; readonly week: string }
  | { readonly type: 'month_counted'; readonly month: string; readonly overridden: boolean }
  | { readonly type: 'dispute_counted'; readonly criterion: string; readonly quarter: string }
  | { readonly type: 'miss_counted'; readonly role: Role }
  /** S-7: `role` filed what was looked up. */
  | {
      readonly type: 'evidence_judged';
      readonly day: CalendarDate;
      readonly kind: Evidence;
      readonly role: Role;
      readonly verdict: EvidenceVerdict;
      /** The type of the signal, or the buying signal of the finding; none of a fact, and of verdicts on older record. */
      readonly signal?: string;
    };

/** Posts, tasks and intents that concern no single account. */
export type DeskTaskEvent =
  | { readonly type: 'desk_opened' }
  | { readonly type: 'line_queued'; readonly line: string; readonly closes_at: Instant }
  | { readonly type: 'batch_posted'; readonly channel: string; readonly text: string; readonly lines: number }
  | { readonly type: 'alarm_set'; readonly at: Instant | null }
  | { readonly type: 'posted'; readonly channel: string; readonly text: string }
  | { readonly type: 'task_opened'; readonly task: Omit<Task, 'opened_at'> }
  | ({ readonly type: 'task_closed'; readonly task: string } & Ended)
  | { readonly type: 'task_missed'; readonly task: string }
  | { readonly type: 'task_escalated'; readonly task: string }
  | { readonly type: 'intent_raised'; readonly intent: Omit<Intent, 'raised_at'> }
  | { readonly type: 'intent_claimed'; readonly intent: string; readonly claim: string }
  | {
      readonly type: 'intent_settled';
      readonly intent: string;
      readonly result: 'done' | 'failed' | 'unknown';
      readonly reference?: string;
    };

export type IncidentEvent =
  | { readonly type: 'incident_opened'; readonly incident: Omit<Incident, 'at' | 'state'> }
  | { readonly type: 'incident_investigated'; readonly incident: string; readonly found: string }
  | { readonly type: 'incident_closed'; readonly incident: string; readonly found: string };

/** Every difference that stands from then on (M5). */
interface StagesCompared {
  readonly type: 'stages_compared';
  readonly discrepancies: readonly Discrepancy[];
}

export type DeskEvent = DeskCount | DeskTaskEvent | StagesCompared | IncidentEvent | NoticesEvent;

export const emptyDesk: DeskState = {
  opened_at: null,
  batch: null,
  tasks: [],
  intents: [],
  recurred: {},
  disputes: {},
  weeks: {},
  weeks_closed: null,
  months: {},
  missed: [],
  confirmed_copy: null,
  alarm: null,
  minted: 0,
};
