import type { External } from '../../rules/aggregates/account.ts';
import type { MailStep } from '../../rules/command/mail-on-file.ts';
import type { NearAccount, PersonFound } from '../../rules/command/world.ts';
import type { CalendarDate, Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { EventRow } from '../events/hash-chain.ts';
import type { Erasure } from '../keys/key-store.ts';
import type { DisputeRecord, PolicyRecord, SignalRecord } from '../port/records.ts';
import type { TableName, Value } from '../projections/tables.ts';
import type { ActRow, HandRow } from './act-row.ts';
import type { ClientRow } from './client-row.ts';
import type { EmailRow } from './email-row.ts';
import type { IntentRow } from './intent-row.ts';
import type { OverrideRow } from './override-row.ts';
import type { PolicyRow } from './policy-row.ts';
import type { PostRow } from './post-row.ts';
import type { StopRow } from './stop-row.ts';
import type { SuppressedRow } from './suppressed-row.ts';
import type { TemplateRow, TemplateStepRow } from './template-rows.ts';
import type { WaitingRow } from './waiting-row.ts';

export interface StreamRow {
  readonly version: number;
  readonly head: string;
  readonly state: string | null;
}

/** An account's state but for its growing lists, and the head of the stream that it was folded from. */
export interface StateRow {
  readonly id: string;
  readonly state: string;
  readonly head: string;
}

export interface AccountRow extends StateRow {
  readonly domain: string;
  readonly version: number;
}

export interface ContactRow extends Readonly<Record<keyof External, string | null>> {
  readonly id: string;
  readonly name: string | null;
  readonly first_name: string | null;
  readonly email: string | null;
  readonly linkedin_url: string | null;
  readonly title: string | null;
}

export interface ContactFoundRow extends ContactRow {
  readonly account: string;
  readonly domain: string;
}

export interface TaskRow {
  readonly id: string;
  readonly account: string;
  readonly kind: string;
  readonly role: Role;
  readonly subject: string | null;
  readonly clause: string;
  readonly opened_at: Instant;
  readonly due_at: Instant;
  readonly closed_at: Instant | null;
  readonly closed_by: Role | null;
  readonly note: string | null;
  readonly escalated: number;
  /** Null for a task of the desk. */
  readonly domain: string | null;
  readonly name: string | null;
  /** The unmatched person that the task is about. */
  readonly words: string | null;
}

/** One query by its name. It sees what the unit of work has written so far. */
export interface Query<Params extends unknown[], Found> {
  all(...params: Params): readonly Found[];
  /** The first row. */
  get(...params: Params): Found | undefined;
}

type Named = Readonly<Record<string, Value>>;
type Counted = { readonly n: number };

interface EventRows {
  readonly newest: Query<[], { seq: number; recorded_at: Instant; hash: string }>;
  /** The last number that was given out, whether or not its event still stands. */
  readonly lastNumber: Query<[], { seq: number }>;
  readonly newestSealed: Query<[after: number], { body: string }>;
  /** The last of those numbered so or lower. */
  readonly eventUpTo: Query<[seq: number], { seq: number; recorded_at: Instant; hash: string }>;
  /** Facts, signals and dossiers as recorded, in the order of numbers. */
  readonly evidenceBetween: Query<
    [after: number, last: number, limit: number],
    { seq: number; stream: string; body: string }
  >;
  readonly eventHash: Query<[seq: number], { hash: string }>;
  /** Events of all streams, in the order of numbers. */
  readonly eventsAfter: Query<[seq: number, limit: number], EventRow>;
  /** Events of all streams, stream by stream in the order of versions, from the one given on. */
  readonly eventsByStream: Query<[stream: string, version: number, seq: number, limit: number], EventRow>;
  /** Events of one stream in the order of versions, from the one given on. */
  readonly eventsOf: Query<[stream: string, version: number, seq: number, limit: number], EventRow>;
  /** Streams with an event that reports count, since an instant. */
  readonly figured: Query<[since: Instant], { stream: string }>;
  /** Accounts on which people or enrolments came or went after a number, and those with enrolments on versions between two. */
  readonly standingSince: Query<[seq: number], { stream: string }>;
  readonly accountsBound: Query<[after: string, before: string], { account: string }>;
  readonly hashesAfter: Query<[seq: number, limit: number], { seq: number; hash: string; recorded_at: Instant }>;
  /** The first of the streams between two of which more events were kept than there are. */
  readonly cutOff: Query<[from: string, to: string], { stream: string; kept: number; last: number }>;
  readonly firstOf: Query<[stream: string], { seq: number }>;
  readonly allCounts: Query<[], { kind: string; key: string; n: number }>;
  readonly changed: Query<[after: number], { stream: string }>;
  readonly timeline: Query<[stream: string, before: number, limit: number], EventRow>;
  /** Events of the decisive types in one stream, newest first. */
  readonly decisions: Query<[stream: string, before: number, limit: number], EventRow>;
  readonly decisionCount: Query<[stream: string], Counted>;
  readonly newestMove: Query<[stream: string], EventRow>;
  readonly stream: Query<[stream: string], StreamRow>;
}

export interface CalledRow {
  readonly id: string;
  readonly key: string;
  readonly domain: string;
  readonly name: string | null;
  readonly name_key: string | null;
}

interface AccountRows {
  readonly accountById: Query<[id: string], AccountRow>;
  readonly accountByDomain: Query<[domain: string], AccountRow>;
  /** Parts in the order of their lists. */
  readonly partsOf: Query<[account: string], { list: string; part: string }>;
  readonly contactsOf: Query<[account: string], ContactRow>;
  readonly suppressedOf: Query<[Named], { contact: string }>;
  /** Events of each fingerprint of the account's people, in the order of numbers. */
  readonly stopsOf: Query<[account: string], StopRow>;
  readonly erasures: Query<[], Erasure>;
  readonly marksOfContact: Query<[contact: string], { mark: string; tied: number }>;
  readonly contactsOfMark: Query<[mark: string], { contact: string; account: string }>;
  readonly openBearer: Query<[mark: string], PersonFound>;
  readonly marksOfWait: Query<[stream: string], { mark: string }>;
  readonly waitsOfMark: Query<[mark: string], { stream: string }>;
  readonly wordsOfPerson: Query<[account: string, contact: string], { id: string }>;
  readonly isSuppressed: Query<[mark: string], { found: number }>;
  readonly contactById: Query<[id: string], ContactFoundRow>;
  readonly contactByEmail: Query<[email: string], ContactFoundRow>;
  readonly contactByProfile: Query<[profile: string], ContactFoundRow>;
  readonly contactByOutside: Query<[Named], ContactFoundRow>;
  readonly accountsByName: Query<[key: string, limit: number], NearAccount>;
  readonly waiting: Query<[limit: number], WaitingRow>;
  /** Unmatched people without an open task to place them. */
  readonly waitingUntasked: Query<[limit: number], WaitingRow>;
  readonly waitingById: Query<[id: string], WaitingRow>;
  readonly wordsOf: Query<[id: string], { id: string; words: string }>;
  readonly accountsByKey: Query<[Named], StateRow & { key: string; domain: string }>;
  readonly keyCount: Query<[Named], Counted>;
  /** `words`: a list as JSON. */
  readonly wordsAmong: Query<[Named], { key: string }>;
  /** Accounts with one word as a key of a kind. */
  readonly calledBy: Query<[kind: 'word' | 'person' | 'bound', key: string, limit: number], CalledRow>;
  readonly accountsByDomain: Query<[after: string, limit: number], StateRow & { domain: string }>;
  readonly newestOfStage: Query<[Named], StateRow & { stage_since: Instant }>;
  readonly sinceOfStage: Query<[stage: string, before: number], { stage_since: Instant }>;
  readonly newestOnBoard: Query<[Named], StateRow & { key: string; domain: string }>;
  readonly count: Query<[kind: string, key: string], Counted>;
}

interface ListRows {
  readonly peopleInPipeline: Query<[Named], Counted>;
  readonly accountsAt: Query<[stage: string], { id: string }>;
  /** Accounts that are WON, by domain. */
  readonly clients: Query<[], ClientRow>;
  readonly openOfKind: Query<[kindOfTask: string], { account: string }>;
  readonly openTasks: Query<[Named], TaskRow>;
  readonly openTasksOfRole: Query<[Named], TaskRow>;
  readonly openTasksOfAccount: Query<[Named], TaskRow>;
  readonly task: Query<[id: string], TaskRow>;
  readonly overdue: Query<[role: string, now: Instant], Counted>;
  readonly posts: Query<[Named], PostRow>;
  readonly pieces: Query<[limit: number], { readonly state: string }>;
  readonly templateById: Query<[id: string], TemplateRow>;
  /** Newest first, of versions before the one given. */
  readonly templatesOfKey: Query<[key: string, before: number, limit: number], TemplateRow>;
  readonly stepsOfTemplate: Query<[id: string], TemplateStepRow>;
  readonly policies: Query<[], PolicyRecord>;
  readonly policyInForce: Query<[], PolicyRow>;
  readonly policyByHash: Query<[hash: string], PolicyRow>;
  readonly accountsOfKey: Query<[kind: string, key: string, after: string, n: number], { id: string; domain: string }>;
  readonly due: Query<[now: Instant, limit: number], { due_at: Instant; stream: string; kind: string }>;
  /** Answers that tell of a stream, or of several or none. */
  readonly keptOf: Query<[stream: string], { role: string; key: string; answer: string; about: string | null }>;
  /** Answers kept at that instant or since. */
  readonly kept: Query<[role: string, key: string, since: string], { request: string; answer: string }>;
}

interface SweepRows {
  readonly intentsOfRole: Query<[role: string, limit: number], IntentRow>;
  readonly held: Query<[by: string, limit: number], StateRow>;
  readonly touchesDue: Query<[today: CalendarDate, limit: number], StateRow>;
  readonly idleSince: Query<[Named], StateRow>;
  readonly signalsOfType: Query<[type: string, since: Instant, limit: number], SignalRecord>;
  readonly nearLikes: Query<[Named], { contact: string; account: string; day: CalendarDate }>;
  readonly overridesSince: Query<[since: Instant, limit: number], OverrideRow>;
  readonly actsAfter: Query<[seq: number, limit: number], ActRow>;
  readonly handedOn: Query<[stream: string, limit: number], HandRow>;
  readonly disputesSince: Query<[since: Instant, limit: number], DisputeRecord>;
  readonly refusalsSince: Query<[code: string, since: Instant], Counted>;
  readonly newestSuppressed: Query<[Named], SuppressedRow>;
  readonly newestErased: Query<[limit: number], { contact: string; account: string; at: Instant }>;
  readonly lateOfKind: Query<[kind: string, before: Instant, limit: number], TaskRow>;
  readonly shownTo: Query<[role: string], { readonly tasks: string }>;
}

/** Questions about mails; steps come with the newest first. */
interface MailRows {
  readonly emailById: Query<[id: string], EmailRow>;
  readonly stepsOfPermit: Query<[permit: string, limit: number], MailStep>;
  readonly stepsOfMessage: Query<[message_id: string, limit: number], MailStep>;
  readonly stepsOfBytes: Query<[contact: string, hash: string, limit: number], MailStep>;
  readonly stepsOfContact: Query<[contact: string, limit: number], MailStep>;
  readonly sentBetween: Query<[after: string, until: string, limit: number], MailStep>;
  readonly replyById: Query<[id: string], { readonly id: string; readonly kind: number }>;
}

/** Every query that is asked of a ledger's tables, by name. */
export interface NamedQueries extends EventRows, AccountRows, ListRows, SweepRows, MailRows {}

export interface Rows extends NamedQueries {
  /** The rows of a table that belong to one owner, or to all from one to another, whole, owner by owner. */
  owned(table: TableName, owner: string, last?: string): readonly (readonly Value[])[];
  /** All owners of rows in a table. */
  owners(table: TableName): readonly string[];
  ownerCount(table: TableName): number;
}
