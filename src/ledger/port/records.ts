import type { AccountState, OutsideIds } from '../../rules/aggregates/account.ts';
import type { DraftedTemplate, TemplateState } from '../../rules/aggregates/copy.ts';
import type { Task } from '../../rules/aggregates/task.ts';
import type { WaitingNote } from '../../rules/aggregates/unmatched-person.ts';
import type { PersonFound } from '../../rules/command/world.ts';
import type { CalendarDate, Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { Stage } from '../../rules/vocabulary/stages.ts';

export interface TaskRecord {
  readonly task: Task;
  /** Null for a task that concerns no single account. */
  readonly account: { readonly id: string; readonly domain: string; readonly name: string | null } | null;
}

export interface Post {
  readonly id: string;
  readonly channel: string;
  readonly at: Instant;
  readonly text: string;
  /** Id of the account it speaks of; null for a post about several. */
  readonly account: string | null;
}

/** A person as a search lists them. */
export interface PersonListed {
  readonly contact: string;
  /** The account's domain. */
  readonly account: string;
  readonly name: string;
  readonly suppressed: boolean;
}

export interface ContactRecord extends PersonFound {
  readonly person: Person;
}

/** The head of an event: its number, time, role and policy. `at` is when it happened or fell due. */
export interface EventHead {
  readonly seq: number;
  readonly version: number;
  readonly type: string;
  readonly at: Instant;
  readonly recorded_at: Instant;
  readonly role: Role;
  readonly client: string;
  readonly policy_version: string;
}

/** One event as recorded. */
export interface RecordedEvent extends EventHead {
  /** L16: the principal behind the role, where one was said. */
  readonly principal?: string;
  /** The role key that proved it. */
  readonly key?: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The words sealed beside it: null where it has none, `erased` where their key is gone. */
  readonly words: Readonly<Record<string, string>> | 'erased' | null;
}

/** An act on an account, and the role and principal behind it. */
export interface ActRecord {
  /** The account's id. */
  readonly account: string;
  readonly version: number;
  readonly type: string;
  readonly at: Instant;
  readonly role: Role;
  readonly principal: string | null;
  /** L16: a role key proved the principal. */
  readonly isProved: boolean;
}

/** An act on copy, on a recipient list or on the policy that a second person answers (L16). */
export interface HandRecord extends Omit<ActRecord, 'account' | 'version'> {
  /** The id of the version, the flag, the list or the change. */
  readonly subject: string;
}

/** A step of a version of copy, with the state that followed. */
export interface TemplateStep {
  /** The number of its event. */
  readonly seq: number;
  readonly state: TemplateState;
  readonly hash: string;
  readonly at: Instant;
  /** `time` where nobody resolved a flag by its end, whoever noticed it. */
  readonly role: Role | 'time';
  /** L16: the principal behind the role, where a role key proved it. */
  readonly principal?: string;
  /** The feedback of a rejection, the reason why it retired. */
  readonly because?: string;
}

/** A version of copy for ever: its bytes, where it stands, and how it came there. */
export interface TemplateRecord extends DraftedTemplate {
  readonly state: TemplateState;
  readonly drafted_at: Instant;
  readonly drafted_by: Role;
  /** Oldest first. */
  readonly steps: readonly TemplateStep[];
}

export interface PolicyRecord {
  readonly version: string;
  readonly hash: string;
  readonly status: string;
  readonly canonical: string;
  readonly recorded_at: Instant;
}

/** People for whom no account was found; `complete_task` with an id dismisses one. */
export interface Unmatched {
  readonly count: number;
  readonly first: readonly {
    readonly id: string;
    readonly since: Instant;
    readonly origin: string;
    readonly because: string;
    /** Text of outsiders: name, address, company, the act told of. */
    readonly words: Readonly<Record<string, string>>;
  }[];
}

/** A note that waits for an account, with the words filed with it. */
export interface WaitingTold extends WaitingNote {
  readonly words: Readonly<Record<string, string>>;
}

export interface WaitingRequest {
  readonly id: string;
  readonly at: Instant;
  /** The name of the person who asks. */
  readonly person: string;
  readonly isSuppressed: boolean;
  readonly words: Readonly<Record<string, string>>;
}

/** Something to be done outside that nobody has reported done. */
export interface IntentRecord {
  readonly id: string;
  readonly target: string;
  readonly action: string;
  /** The stage and review to set, or the channel to post to; empty for a comment. */
  readonly gist: string;
  readonly raised_at: Instant;
  readonly claimed: { readonly by: Role; readonly at: Instant } | null;
  /** The taker of the intent could not tell whether it was done. */
  readonly isUnknown: boolean;
  /** Null for what concerns no single account. */
  readonly account: { readonly domain: string; readonly name: string | null } | null;
}

export interface SignalRecord {
  readonly id: string;
  /** The account's id, and the contact's. */
  readonly account: string;
  readonly contact: string;
  readonly at: Instant;
  readonly filed_at: Instant;
}

/** Likes of one contact on different posts, all since `day`. */
export interface NearLikes {
  readonly contact: string;
  readonly account: string;
  readonly day: CalendarDate;
}

/** The three facts of §3.6, and whether the override still stands. */
export interface OverrideRecord {
  readonly id: string;
  readonly account: string;
  readonly gate: string;
  /** Id of the fact that failed the gate. */
  readonly fact: string;
  readonly justification: string;
  /** Ids of signals and facts. */
  readonly compensating: readonly string[];
  readonly at: Instant;
  readonly fell: { readonly at: Instant; readonly because: string } | null;
}

export interface DisputeRecord {
  readonly account: string;
  readonly criterion: string;
  readonly outcome: string;
  readonly claim: string;
  readonly role: Role;
  readonly at: Instant;
}

/** One address or profile, by its fingerprint. */
export interface SuppressionRecord {
  readonly reason: string;
  readonly contexts: readonly string[];
  readonly since: Instant;
  /** Ids of contacts who ever had that address or profile. */
  readonly contacts: readonly string[];
}

/** The reason why nothing may be sent from this copy of the ledger. */
export interface SendingLock {
  readonly because: string;
  /** The task of chief.staff that ends it; null until the first sweep or act has opened it. */
  readonly task: string | null;
}

/** Words about a person, as far as they are known and not erased. */
export interface Person extends OutsideIds {
  readonly name?: string;
  readonly first_name?: string;
  readonly email?: string;
  readonly linkedin_url?: string;
  readonly title?: string;
}

export interface AccountRecord {
  readonly state: AccountState;
  /** How many events the account's stream has. */
  readonly version: number;
  /** Ids of its contacts who must never be written to. */
  readonly suppressed: ReadonlySet<string>;
  /** By contact id, to be asked while the reading lasts. An erased contact has an empty record. */
  readonly people: Pick<ReadonlyMap<string, Person>, 'get'>;
}

export interface StageBoard<Item> {
  readonly stage: Stage;
  readonly count: number;
  readonly accounts: readonly Item[];
  /** The cursor of the stage's next accounts. */
  readonly next_cursor?: string;
}
