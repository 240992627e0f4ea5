/** The interface of an engine: named queries, changes as data, units of work and surveys of one state. */

import type { Instant } from '../../rules/time/time.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { EventRow } from '../events/hash-chain.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Row } from '../projections/tables.ts';
import type { Rows } from './rows.ts';

/** An answer that a repeated call is given again. */
interface KeptAnswer {
  readonly role: string;
  readonly key: string;
  /** Tells one request from another under the same key. */
  readonly request: string;
  /** JSON. */
  readonly answer: string;
  /** The stream that the act was about, and the contacts it tells of, apart by spaces. */
  readonly stream: string | null;
  readonly about: string;
  readonly at: Instant;
}

/** The tasks that a role's sweep has shown, as JSON: each with the instant. */
interface ShownRow {
  readonly role: string;
  readonly tasks: string;
}

/** Everything that one act writes, as data. */
export interface Changes {
  /** Keys that the events' sealed words were sealed with: durable before the events are. */
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly events: readonly EventRow[];
  /** Rows that go, before any that come. */
  readonly removed: readonly Row[];
  /** Rows that come or change, in an order in which no row stands in another's way. */
  readonly put: readonly Row[];
  readonly counts: readonly { readonly kind: string; readonly key: string; readonly by: number }[];
  readonly kept: readonly KeptAnswer[];
  /** Kept answers that lose their words. */
  readonly erasedAnswers: readonly Pick<KeptAnswer, 'role' | 'key' | 'answer'>[];
  /** Each in the place of the role's last one. */
  readonly shown: readonly ShownRow[];
}

export const noChanges: Changes = {
  keys: new Map(),
  events: [],
  removed: [],
  put: [],
  counts: [],
  kept: [],
  erasedAnswers: [],
  shown: [],
};

export interface Unit<T> {
  readonly value: T;
  /** False for a dry run or a refusal: nothing of it is kept. */
  readonly keep: boolean;
  /** The unit erased somebody: their keys go once that is on record. */
  readonly erases?: boolean;
}

/** Another writer appended to the stream since it was read. */
export class VersionConflict extends Error {
  readonly stream: string;
  constructor(stream: string) {
    super(`${stream} moved on`);
    this.stream = stream;
  }
}

/** The only way in which a unit of work reads and writes. */
export interface Transaction {
  readonly rows: Rows;
  /** Asks the clock, a random source or the disk; the same place gets the same answer when the unit runs again. */
  once<T>(ask: () => T): T;
  /** Throws VersionConflict where somebody else wrote to a stream since it was read. */
  write(changes: Changes): void;
}

/** One consistent state, looked at again and again while others write. */
export interface Survey {
  ask<T>(look: (rows: Rows) => T): Promise<T>;
}

/** A survey beside which nobody else writes, for mending tables. */
export interface Upkeep extends Survey {
  write(changes: Changes): Promise<void>;
}

/**
 * A store of events and tables with its store of secrets. Units and looks are synchronous and pure: where a query can't
 * be answered at once, an engine runs them again from the beginning, under the same lock.
 */
export interface Engine {
  /** The database's own name. */
  readonly id: string;
  /** The name of the store in messages: the path of its file. */
  readonly name: string;
  /** Made when it was opened here. */
  readonly isNew: boolean;
  readonly keys: KeyStore;
  /** Runs a unit alone among all writers of all processes: all of it is kept, or nothing. `isLarge` stores its keys in one write. */
  exclusively<T>(unit: (transaction: Transaction) => Unit<T>, isLarge?: boolean): Promise<Unit<T> | Refusal>;
  read<T>(look: (rows: Rows) => T): Promise<T>;
  survey<T>(work: (survey: Survey) => Promise<T>): Promise<T>;
  upkeep<T>(work: (upkeep: Upkeep) => Promise<T>): Promise<T | Refusal>;
  /** How many copies of the ledger killed processes left beside it. */
  copies(): number;
  /** Makes what was deleted unreadable in the files, as soon as no reader holds it. */
  scrub(): void;
  /** A copy on which to try what would happen; nothing of it is kept. */
  scratchCopy(): Engine;
  close(): void;
}
