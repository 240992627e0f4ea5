/** The interface of the store of secrets. */

import type { RoleKeyStore } from './role-secrets.ts';

/** A person was erased by the event of that number. */
export interface Erasure {
  readonly contact: string;
  readonly seq: number;
}

/** L13: somebody who must not be written to, by a keyed fingerprint alone. */
export interface KeptSuppression {
  readonly mark: string;
  readonly reason: string;
  /** A list as JSON. */
  readonly contexts: string;
  readonly since: string;
}

/** Secrets beside the database: whoever holds both can read, whoever holds the database alone can't name a person. */
export interface KeyStore {
  readonly id: string;
  readonly folder: string;
  /** The key words are sealed with, or undefined once the person was erased. Never cached: another process may erase. */
  keyOf(person: string): Buffer | undefined;
  /** Runs work that asks for many keys, over one state of the store. */
  atOnce<T>(work: () => T): T;
  /** Stores new keys, durably, before anything sealed with them can be committed. `newestSeq`: the newest event by then. */
  put(keys: ReadonlyMap<string, Buffer>, newestSeq: number): void;
  /** Whether the key is gone though nobody destroyed it: the folder is older than what was sealed. */
  hasLost(person: string): boolean;
  /** Data sealed before an erasure is noise from now on; data told since has a key of its own. */
  destroy(erasures: readonly Erasure[], newestSeq: number): void;
  /** People whose keys were destroyed, though a copy of the ledger may not know it. */
  destroyed(): readonly string[];
  /** Keeps who is suppressed for the day on which an older copy of the ledger is put back; `all`: nobody else is. */
  remember(suppressed: readonly KeptSuppression[], lifted: readonly string[] | 'all'): void;
  suppressions(): readonly KeptSuppression[];
  suppressionCount(): number;
  /** A keyed fingerprint for a text: equal for equal texts, of no use without the key. */
  mark(purpose: 'fingerprint' | 'suppression', text: string): string;
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
  /** Runs alone among all processes; hands in the newest signed event's number and stores the one answered. */
  signing(work: (signedSeq: number) => number | null): void;
  signedSeq(): number;
  /** L16: keys of the people who may act in each role. */
  readonly roleKeys: RoleKeyStore;
  close(): void;
}

/** A key store that many writes may share. */
export interface OpenKeyStore extends KeyStore {
  /** Stores the keys of many writes by one: they are durable when `work` has returned. */
  together<T>(work: () => T): T;
}

/** Keys that go with the process, over those on file: what is sealed with them can be read back until then. */
export function temporaryKeys(keys: KeyStore): OpenKeyStore {
  const passing = new Map<string, Buffer>();
  return {
    ...keys,
    keyOf: (person) => passing.get(person) ?? keys.keyOf(person),
    put: (made) => {
      for (const [person, key] of made) passing.set(person, key);
    },
    destroy: () => undefined,
    remember: () => undefined,
    signing: () => undefined,
    together: <T>(work: () => T) => work(),
    close: () => undefined,
  };
}
