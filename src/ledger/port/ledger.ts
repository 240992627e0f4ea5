/** The interface of the ledger for the layers above it. */

import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type { ChangeFault, LaidChange, Naming, PolicyChanges } from '../../rules/aggregates/policy-change.ts';
import type { Command } from '../../rules/command/command.ts';
import type { Moment } from '../../rules/command/context.ts';
import type { AccountDraft } from '../../rules/command/world.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import type { Brought } from '../../rules/reactions/brought.ts';
import type { Calendar, Instant } from '../../rules/time/time.ts';
import type { Check } from '../../rules/vocabulary/check.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { Reader } from './reader.ts';
import type { AccountRecord, TaskRecord } from './records.ts';
import type { RoleKeys } from './role-keys.ts';
import type { Rebuilt, VerifyReport } from './verification.ts';

export type { Reader } from './reader.ts';

/** A simulated clock stands wherever it is put; a database keeps one kind of time for ever. */
export interface Clock {
  now(): Instant;
  readonly simulated: boolean;
}

export interface PolicyInForce {
  readonly values: PolicyValues;
  readonly hash: string;
  /** The policy as JSON text, recorded beside its hash. */
  readonly canonical: string;
  readonly calendar: Calendar;
  /** P2: a policy with changes laid over it, or all that is wrong with them. */
  readonly lay: (
    base: Pick<PolicyInForce, 'values'>,
    changes: PolicyChanges,
    naming: Naming,
  ) => LaidOver | { readonly faults: readonly ChangeFault[] };
}

interface LaidOver {
  readonly policy: PolicyInForce;
  /** The changes that set something that isn't in force already, in the order they were given. */
  readonly changes: readonly LaidChange[];
}

/** A call: its tool, and the role, client and principal behind it. */
export interface Call {
  readonly role: Role;
  readonly client: string;
  /** L16: the opaque id of the person or token behind the role; absent where none was said. */
  readonly principal?: string | undefined;
  /** L16: the role key that proves the principal; without one it is only said. */
  readonly key?: string | undefined;
  readonly tool: string;
  /** JSON; `idempotency_key` and `dry_run` in it tell no two calls apart. */
  readonly args: unknown;
  readonly dryRun: boolean;
  readonly idempotencyKey?: string;
}

export type Caller = Pick<Call, 'role' | 'client' | 'principal' | 'key'>;

/** A decision as it was taken, with what it left behind. */
export interface Acted<Extra> {
  readonly outcome: string;
  readonly summary: string;
  readonly checks: readonly Check[];
  readonly extra: Extra;
  /** The account afterwards; null where the act concerns none. */
  readonly account: AccountRecord | null;
  /** Tasks of every account that the act touched, and of the desk. */
  readonly opened: readonly TaskRecord[];
  readonly closed: readonly TaskRecord[];
  /** The ids that the act gave out: after a trial nothing stands under them. */
  born(): ReadonlySet<string>;
}

/** Finds the arguments inside the transaction, in the state as time has made it by now. May run more than once. */
export type ArgsIn<Args> = (reader: Reader, moment: Moment) => { readonly args: Args } | Refusal;

export interface Work<Args, Input, Extra extends object, Answer> {
  readonly command: Command<Args, Input, Extra>;
  readonly args: Args | ArgsIn<Args>;
  readonly call: Call;
  /** Computed inside the transaction at the moment of the act; JSON, for it is what an idempotency key gives again. May run more than once. */
  readonly answer: (acted: Acted<Extra>, reader: Reader, moment: Moment, args: Args) => Answer;
  /** Told of the account as the act would leave it: where it says no, or another stream would change or the act is refused, nothing is written. May run more than once. */
  readonly provided?: (draft: AccountDraft) => boolean;
}

/** The ledger that was opened, and whether this opening made it. */
export interface OpenedAs {
  /** The path of its file. */
  readonly place: string;
  readonly isNew: boolean;
}

/** How many suppressions and erasures a restored backup took over from its key store. */
export interface AppliedKnown {
  readonly suppressions: number;
  readonly erasures: number;
}

/** One act inside a transaction that holds many: refused alone, it leaves the others as they are. */
export type ActNow = <Args, Input, Extra extends object, Answer>(
  work: Work<Args, Input, Extra, Answer>,
) => Answer | Refusal;

export interface Together {
  readonly act: ActNow;
  /** Sees what the acts before have done. */
  readonly reader: Reader;
  readonly moment: Moment;
}

/** One consistent state, as time has made it by now. */
export interface Snapshot extends Reader {
  /** T6: changes that `applyDue` would bring in, the earliest due of at most so many; nothing is written. */
  due(limit: number): readonly Applied[];
}

/**
 * The append-only ledger. What a caller can be told is a Refusal; a store that cannot be read at all throws
 * LedgerUnusable; anything else thrown is a defect, and nothing of its unit of work was written.
 */
export interface Ledger {
  readonly opened: OpenedAs;
  /** One unit of work: load, apply what is due, decide, append and project, answer; all in one transaction or not at all. */
  act<Args, Input, Extra extends object, Answer>(work: Work<Args, Input, Extra, Answer>): Promise<Answer | Refusal>;
  /** Many acts of one role under one lock and one commit. `run` waits for nothing and may run more than once. */
  together<T>(caller: Pick<Caller, 'role'>, run: (together: Together) => T): Promise<T | Refusal>;
  /** T6: brings in all that time has brought, over all processes each thing once; tells how many things, and no more than `most` of accounts and of the desk. */
  applyDue(caller: Caller, most: number): Promise<Brought | Refusal>;
  /**
   * S-3: notes the tasks that a role's sweep showed, by their ids. The note is no event; it is kept after the answer, by
   * `close` at the latest. No promise is returned: an answer that waited for the note would wait for the writers' lock,
   * and nothing depends on it.
   */
  noteShown(role: Role, tasks: readonly string[], at: Instant): void;
  /** For a refusal that never reached `act`. Null when it is on record, else why it could not be. */
  recordRefusal(call: Call, refusal: Refusal): Promise<Refusal | null>;
  /** Looks at one consistent state, each account as time has made it by now. `look` is synchronous and may run more than once. */
  read<T>(look: (reader: Snapshot, moment: Moment) => T): Promise<T>;
  /** Whether this copy waits for chief.staff's word that it is the one to go on with; until then nothing may be sent. */
  isLocked(): Promise<boolean>;
  /** The whole ledger, or one stream of it: its chain and its rows. */
  verify(stream?: string): Promise<VerifyReport>;
  rebuild(): Promise<Rebuilt | Refusal>;
  /** L16: keys of the people who may act in each role. */
  readonly roleKeys: RoleKeys;
  /** Signs what the ledger holds now into the key store's folder; does nothing where nothing is new. */
  checkpoint(): Promise<void>;
  /** A copy on which to try what would happen; it is gone when it is closed, and nothing of it is kept. */
  dryRun(): Promise<Ledger>;
  close(): Promise<void>;
}
