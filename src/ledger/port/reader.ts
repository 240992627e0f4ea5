import type { AccountState } from '../../rules/aggregates/account.ts';
import type { CopyState } from '../../rules/aggregates/copy.ts';
import type { MailboxState } from '../../rules/aggregates/mailbox.ts';
import type { PolicyChangesState } from '../../rules/aggregates/policy-change.ts';
import type { PieceState } from '../../rules/aggregates/published-piece.ts';
import type { ListsState } from '../../rules/aggregates/recipient-list.ts';
import type { MailOnFile } from '../../rules/command/mail-on-file.ts';
import type { NamedAccount, NearAccount } from '../../rules/command/world.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import type { PolicyStanding } from '../../rules/policy-changes/policy-on-record.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';
import type { Review, Stage } from '../../rules/vocabulary/stages.ts';
import type { HistoryReader } from './history.ts';
import type { Listed, Paging } from './paging.ts';
import type {
  AccountRecord,
  ContactRecord,
  PersonListed,
  PolicyRecord,
  Post,
  RecordedEvent,
  StageBoard,
  TaskRecord,
  TemplateRecord,
  Unmatched,
} from './records.ts';
import type { SweepReader } from './sweep-reader.ts';

export interface AccountQuery extends Paging {
  /** Words of the name, or the start of a domain. */
  readonly query?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly review?: Review | undefined;
  readonly signal_type?: SignalType | undefined;
  readonly flag?: string | undefined;
}

/** Accounts that hold a live qualifying signal of a type; accounts whose own first touch is of a type. */
export interface BoardFilter {
  readonly signal_type?: SignalType | undefined;
  readonly first_touch?: SignalType | undefined;
}

export interface BoardQuery extends BoardFilter {
  /** Every stage where left out. */
  readonly stages?: readonly Stage[] | undefined;
  readonly perStage: number;
}

export interface FoundAccounts extends Listed<AccountState> {
  /** Accounts of nearly that spelling: none has the very one. */
  readonly isNear?: true;
}

export interface FoundPeople {
  readonly people: readonly PersonListed[];
  /** How many the limit left out. */
  readonly more: number;
}

export interface TaskQuery extends Paging {
  readonly role?: Role | undefined;
  /** An account's id. */
  readonly account?: string | undefined;
}

/** The questions that can be asked of one consistent state. Each is bounded; a cursor that was not given out here is refused. */
export interface Reader extends SweepReader, HistoryReader {
  /** By id, domain or alias. */
  account(ref: string): AccountRecord | null;
  /** By contact id, e-mail or profile. */
  contact(ref: string): ContactRecord | null;
  /** Words filed with signals, by signal id; ids without any are left out. */
  words(ids: readonly string[]): ReadonlyMap<string, Readonly<Record<string, string>>>;
  findAccounts(query: AccountQuery): FoundAccounts | Refusal;
  /** People by the start of their names, by address; without a query none. */
  findPeople(query: AccountQuery): FoundPeople;
  /** Stages with their counts and their newest accounts. */
  board(query: BoardQuery): readonly StageBoard<AccountState>[];
  /** One stage, the newest accounts in it first. */
  stage(stage: Stage, paging: Paging & BoardFilter): StageBoard<AccountState> | Refusal;
  stageCount(stage: Stage): number;
  /** Since when the account stands at a stage that has so many there before it; null where there are not so many. */
  stageSince(stage: Stage, before: number): Instant | null;
  /** Open tasks, the earliest due first. */
  tasks(query: TaskQuery): Listed<TaskRecord> | Refusal;
  task(id: string): TaskRecord | null;
  taskCount(role: Role, now: Instant): { readonly open: number; readonly overdue: number };
  /** Newest first. */
  posts(channel: string, paging: Paging): Listed<Post> | Refusal;
  /** An account's events, newest first. */
  timeline(account: string, paging: Paging): Listed<RecordedEvent> | Refusal;
  /** Decisions on an account, newest first. */
  decisions(account: string, paging: Paging): Listed<RecordedEvent> | Refusal;
  decisionCount(account: string): number;
  /** The event that brought an account to its stage: the newest move, or its registration where there is none. */
  newestMove(account: string): RecordedEvent | null;
  piece(id: string): PieceState | null;
  /** Newest first. */
  pieces(limit: number): readonly PieceState[];
  /** Requests, hours and the versions that may still change; as it was never used, empty. */
  copy(): CopyState;
  /** A version of copy with its bytes and what happened to it, by its id: `nurture_1_v2`. */
  template(id: string): TemplateRecord | null;
  /** The versions of a touch, newest first. */
  templatesOf(key: string, paging: Paging): Listed<TemplateRecord> | Refusal;
  /** Recipient lists that were neither rejected nor started. */
  lists(): ListsState;
  /** The mailbox that mails go out from. */
  mailbox(): MailboxState;
  /** Mails and what became of them. */
  readonly mail: MailOnFile;
  /** Every policy recorded, oldest first. */
  policies(): readonly PolicyRecord[];
  /** P2: changes of the policy, proposed, ratified and ended. */
  policyChanges(): PolicyChangesState;
  /** P2: the policy by which this reader reads. */
  policyInForce(): Pick<PolicyRecord, 'version' | 'hash'> & { readonly values: PolicyValues };
  /** P2: how the policy that this reader reads by stands to those on record. */
  policyStanding(): PolicyStanding;
  /** The newest event's number, 0 for an empty ledger. */
  head(): number;
  /** The streams that events after `seq` belong to, at most 1,000. */
  changedSince(seq: number): readonly string[];
  suppressionCount(): number;
  /** People without an account, the longest waiting first. */
  unmatched(limit: number): Unmatched;
  /** Unmatched people without an open task to place them. */
  untasked(limit: number): Unmatched;
  /** Other accounts than the one given, and their people, whose names the words of a text may spell. */
  namedIn(text: string, except: string): readonly NamedAccount[];
  /** Whether a mail to another account that was sent, or that a permit lets out at that time, says that (K4). */
  isSaidElsewhere(said: string, than: Pick<AccountState, 'id' | 'also'>, now: Instant): boolean;
  /** Accounts that bear nearly the name. */
  near(name: string, limit: number): readonly NearAccount[];
}
