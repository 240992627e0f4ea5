import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import type { CopyEvent, CopyState } from '../aggregates/copy.ts';
import type { DeskEvent, DeskState } from '../aggregates/desk.ts';
import type { MailboxEvent, MailboxState } from '../aggregates/mailbox.ts';
import type { Email } from '../aggregates/permit.ts';
import type {
  ChangeFault,
  LaidChange,
  Naming,
  PolicyChange,
  PolicyChangeEvent,
  PolicyChanges,
  PolicyChangesState,
  RatifiedChange,
} from '../aggregates/policy-change.ts';
import type { PieceEvent, PieceState } from '../aggregates/published-piece.ts';
import type { ListEvent, ListsState } from '../aggregates/recipient-list.ts';
import type { PersonEvent, PersonState } from '../aggregates/suppressed-person.ts';
import type { WaitingEvent, WaitingState } from '../aggregates/unmatched-person.ts';
import type { PolicyValues } from '../policy/policy.ts';
import type { Instant } from '../time/time.ts';
import type { Stage } from '../vocabulary/stages.ts';
import type { Draft } from './draft.ts';
import type { MailOnFile } from './mail-on-file.ts';

export interface PersonKey {
  readonly id?: string;
  readonly email?: string;
  readonly profile?: string;
  /** A fingerprint, where the address itself is not known. */
  readonly mark?: string;
}

/** A person on file, at one of the accounts. */
export interface PersonFound {
  readonly account: string;
  readonly domain: string;
  readonly contact: string;
}

/** A person as a command finds them: the account they stand at, and the words about them that go along on a move. */
export interface PersonAt extends PersonFound {
  readonly home: AccountDraft;
  /** Contacts of that account who must never be written to. */
  readonly suppressed: ReadonlySet<string>;
  readonly words: Readonly<Record<string, string>>;
  /** Contacts joined into this one. */
  readonly parts: readonly PersonAt[];
  /** Fingerprints of the address and the profile that stand on file. */
  readonly own: readonly string[];
  /** Whether that address or profile is or was theirs, spelled in any way that L13 folds. */
  bears(key: PersonKey): boolean;
}

/** An address or profile as a call gives it, in any spelling that L13 folds. */
export interface PersonIdentity {
  readonly key: PersonKey;
  /** The suppression of that address or profile, if any. */
  readonly draft: PersonDraft;
  /** A person who may be written to and who has it, or once had. */
  readonly open: PersonFound | null;
  /** Contacts who had it once and have another now, where nobody has it any more. */
  readonly left: readonly PersonFound[];
  /** The streams of people who wait for an account under it, among others. */
  readonly waits: readonly string[];
}

/** An account whose name, legal form and spelling aside, is the one asked for (A1). */
export interface NearAccount {
  readonly id: string;
  readonly domain: string;
  readonly name: string;
  readonly stage: Stage;
}

/** Holdings of an account that another absorbs, beside its state. */
export interface Holdings {
  readonly suppressed: ReadonlySet<string>;
  /** The words about a contact, with fingerprints of all that it ever had. */
  person(contact: string): Readonly<Record<string, string>>;
  /** The words of a note. */
  note(signal: string): Readonly<Record<string, string>>;
}

/** Keys of the streams that a command needs loaded before it can decide. */
export interface Keys {
  /** An account by id (`acc_...`) or by registrable domain. */
  readonly account?: string;
  /** Any id that stands on an account's stream: a signal, a task, a fact, a dossier. */
  readonly owned?: string;
  /** Further ids of that kind, each to learn the account on whose stream it stands. */
  readonly owners?: readonly string[];
  readonly people?: readonly PersonKey[];
  readonly piece?: string;
  /** A person, as known by contact id, e-mail or profile, whoever's contact they are. */
  readonly person?: PersonKey;
  /** Further registrable domains, to learn whether an account stands there. */
  readonly domains?: readonly string[];
  /** A company's name, to learn which accounts bear nearly the same. */
  readonly name?: string;
  /** Rendered mails, by their ids. */
  readonly emails?: readonly string[];
  /** Mails that went out, by the message ids that were reported. */
  readonly messages?: readonly string[];
  /** A recipient list, to find its people where `people` are. */
  readonly list?: string;
  /** A person who waits for an account, by the wait's id, or by all that they are known by. */
  readonly waiting?: readonly PersonKey[];
}

export type AccountDraft = Draft<AccountState, AccountEvent>;

export type DeskDraft = Draft<DeskState, DeskEvent>;

export type CopyDraft = Draft<CopyState, CopyEvent>;

export type ListsDraft = Draft<ListsState, ListEvent>;

export type PolicyChangesDraft = Draft<PolicyChangesState, PolicyChangeEvent>;

/** A policy with changes laid over it; or all that is wrong with them. */
export type LaidPolicy =
  | {
      readonly version: string;
      readonly hash: string;
      readonly values: PolicyValues;
      readonly changes: readonly LaidChange[];
    }
  | { readonly faults: readonly ChangeFault[] };

/** The policies of a server, as a command that changes them sees them (P2). */
export interface Policies {
  readonly inForce: PolicyChange['base'];
  /** Over the policy in force. */
  lay(changes: PolicyChanges, naming: Naming): LaidPolicy;
  /** Ratified changes that couldn't be laid over the file at an instant if that one were ratified too. */
  misfitsAt(
    at: Instant,
    further: Pick<RatifiedChange, 'id' | 'version' | 'base' | 'given' | 'effective_at'>,
  ): readonly { readonly change: string; readonly because: string }[];
}

export type MailboxDraft = Draft<MailboxState, MailboxEvent>;

/** A rendered mail, and the account it stands at. */
export interface EmailAt {
  readonly account: AccountDraft;
  readonly suppressed: ReadonlySet<string>;
  readonly email: Email;
  /** The address on file now. */
  readonly address: string | undefined;
  /** To, subject, text, headers as JSON; none once the person is erased. */
  readonly words: Readonly<Record<string, string>>;
}

/** The streams beside an account that what follows from an act may write to. */
export interface StreamsBeside {
  readonly desk: DeskDraft;
  mailbox(): MailboxDraft;
  /** A13: a contact's id in Apollo, where one is on file. */
  apolloIdOf(contact: string): string | undefined;
}

export type PieceDraft = Draft<PieceState, PieceEvent>;

export type PersonDraft = Draft<PersonState, PersonEvent>;

export type WaitingDraft = Draft<WaitingState, WaitingEvent>;

/** An unmatched person, found from a contact that is them. */
export interface PersonWaiting {
  readonly draft: WaitingDraft;
  /** The words of a note that waits. */
  words(note: string): Readonly<Record<string, string>>;
  /** L13: gives the contact the other addresses and profiles that the person was said to have. */
  tie(account: AccountDraft, contact: string): void;
}

/** One person through all accounts: the fingerprints for their addresses, and every contact that is them. */
export interface PersonFile {
  /** One stream for each address and profile that was ever theirs. */
  readonly drafts: readonly PersonDraft[];
  /** Streams of the identities that the call names; a contact's own come first. */
  readonly named: readonly PersonDraft[];
  readonly contacts: readonly {
    readonly account: AccountDraft;
    readonly contact: string;
    readonly suppressed: ReadonlySet<string>;
    /** Is or was this person; false where only an address that was corrected since was theirs as well. */
    readonly current: boolean;
    /** The streams of all addresses and profiles it ever had. */
    readonly streams: readonly string[];
  }[];
  /** Their streams as an unmatched person. */
  readonly waiting: readonly WaitingDraft[];
  /** How many other records tell of the current contacts; counted when asked for. */
  readonly traces: Traces;
}

/** Data deleted with an erased person, beside the records of them. */
export interface Traces {
  /** Signal notes with words. */
  readonly notes: number;
  /** Answers that are kept for a repeated call. */
  readonly kept_answers: number;
  /** Copies of the ledger that a killed process left. */
  readonly copies: number;
}

/** An account that a text names, by its own name or by somebody of it. */
export type NamedAccount = {
  readonly company: { readonly name: string | null; readonly domain: string };
  readonly people: { readonly name: string | null; readonly first_name: string | null }[];
};

/** The account that a command is about, and others that it names. */
interface AccountWorld {
  /** Null where no such account exists. */
  readonly account: AccountDraft | null;
  /** An empty stream for the domain asked for; the id that the account will have. */
  found(domain: string): AccountDraft;
  /** Ids of the loaded account's contacts who must never be written to. */
  readonly suppressed: ReadonlySet<string>;
  /** The same of any account that is loaded. */
  suppressedOf(account: AccountDraft): ReadonlySet<string>;
  /** In the order of `Keys.owners`; null for an id that stands on no account's stream. */
  readonly owners: readonly (AccountDraft | null)[];
  /** In the order of `Keys.domains`: the account that owns each, or null. */
  readonly domains: readonly (AccountDraft | null)[];
  /** The holdings of one of those accounts. */
  holdings(account: AccountDraft): Holdings;
  /** Accounts that bear nearly the name asked for, itself included. */
  readonly near: readonly NearAccount[];
  /** A13: accounts that have the item of that number on the board. */
  itemOwners(item: number): readonly AccountState[];
}

/** The people that a command names, on file or waiting. */
interface PeopleWorld {
  /** In the order of `Keys.people`, or of the list's recipients. */
  readonly people: readonly (PersonAt | null)[];
  /** The addresses and profiles among `Keys.people`, in their order; ids are left out. */
  identities(people: readonly PersonKey[]): readonly PersonIdentity[];
  /** Null where nobody is known by that id. */
  readonly person: PersonFile | null;
  /** One person through all accounts, by contact id. */
  personOf(contact: string): PersonFile | null;
  /** The wait asked for, else the place where its first key would wait; null where none was, or none stands under that id. */
  readonly waiting: WaitingDraft | null;
  /** Unmatched people with one of the keys, or with an address or profile that the contact has or had. */
  waitsOf(contact: string, keys: readonly PersonKey[]): readonly PersonWaiting[];
  /** A13: a contact's id in Apollo. */
  apolloIdOf(contact: string): string | undefined;
  /** A13: contacts with that id of Apollo. */
  apolloBearers(id: string): readonly PersonFound[];
}

/** Published pieces, copy and lists of recipients. */
interface CopyWorld {
  /** Null where the piece was never logged. */
  readonly piece: PieceState | null;
  /** The stream of the piece asked for. */
  logged(piece: string): PieceDraft;
  /** Requests and versions of copy. */
  copy(): CopyDraft;
  /** Recipient lists. */
  lists(): ListsDraft;
  /** Accounts of which somebody is on the way through a sequence and bound to that version. */
  enrolledOn(version: string): readonly AccountDraft[];
}

/** Mails, and the mailbox that they go out from. */
export interface MailWorld {
  mailbox(): MailboxDraft;
  /** In the order of `Keys.emails`. */
  readonly emails: readonly (EmailAt | null)[];
  /** In the order of `Keys.messages`: the account at which each was reported. */
  readonly messages: readonly (AccountDraft | null)[];
  readonly mail: MailOnFile;
  /** A rendered mail, by its id. */
  emailOf(id: string): EmailAt | null;
  /** The address of a contact that is on file now. */
  addressOf(contact: string): string | undefined;
  /** Accounts on file that the words of a text name (K4). */
  namedIn(text: string): readonly NamedAccount[];
  /** Whether a mail to another account that was sent or permitted says that (K4). */
  isSaidElsewhere(said: string, than: Pick<AccountState, 'id' | 'also'>): boolean;
}

/** The aggregates of one unit of work. Drafts gather events; nothing is written before the decision is. */
export interface World extends AccountWorld, PeopleWorld, CopyWorld, MailWorld {
  readonly desk: DeskDraft;
  /** Changes of the policy. */
  changes(): PolicyChangesDraft;
  readonly policies: Policies;
  /** SHA-256, in hex, of a value's canonical JSON. */
  digest(value: unknown): string;
}
