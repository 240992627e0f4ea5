/** The interface of the store of secrets. */

import { randomBytes } from 'node:crypto';

/** A person was erased by the event of that number. */
export interface Erasure {
  readonly contact: string;
  readonly seq: number;
}

/** Secrets beside the database: whoever holds both can read, whoever holds the database alone can't name a person. */
export interface KeyStore {
  readonly id: string;
  readonly folder: string;
  /** The key words are sealed with, or undefined once the person was erased. Never cached: another process may erase. */
  keyOf(person: string): Buffer | undefined;
  /** Makes the missing keys, durably, before anything sealed with them can be committed. */
  ensure(persons: ReadonlySet<string>, newestSeq: number): void;
  /** Whether the key is gone though nobody destroyed it: the folder is older than what was sealed. */
  hasLost(person: string): boolean;
  /** What was sealed before an erasure is noise from now on; words told since have a key of their own. */
  destroy(erasures: readonly Erasure[], newestSeq: number): void;
  /** A keyed fingerprint for a text: equal for equal texts, of no use without the key. */
  mark(purpose: 'fingerprint' | 'suppression', text: string): string;
  /** Many keys made by one write: they are durable when `work` has returned. */
  together<T>(work: () => T): T;
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
  /** Runs alone among all processes; hands in the newest signed event's number and stores the one answered. */
  signing(work: (signedSeq: number) => number | null): void;
  signedSeq(): number;
  close(): void;
}

/** Temporary keys for a dry run: personal data can be read back until the rollback, and no key is stored. */
export function temporaryKeys(keys: Pick<KeyStore, 'keyOf' | 'mark'>): Pick<KeyStore, 'keyOf' | 'ensure' | 'mark'> {
  const temporary = randomBytes(32);
  return { keyOf: (person) => keys.keyOf(person) ?? temporary, ensure: () => undefined, mark: keys.mark };
}
