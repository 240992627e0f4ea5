import type { PersonEvent } from '../../rules/aggregates/suppressed-person.ts';

/** A word on a fingerprint that somebody at an account bears, whether they stood there by then or not. */
export interface StopRow {
  readonly contact: string;
  readonly mark: string;
  /** The ledger's number of that word. */
  readonly seq: number;
  readonly type: PersonEvent['type'];
}
