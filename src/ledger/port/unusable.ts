import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';

interface Unusable extends ErrorOptions {
  /** The text for a call, which need not know where the files lie; without it, the finding itself. */
  readonly told?: string;
}

/** The store cannot serve as it is. The message says what was met and what to do. */
export class LedgerUnusable extends Error {
  readonly found: string;
  readonly next: string;
  readonly told: string;
  constructor(found: string, next: string, { told = found, ...options }: Unusable = {}) {
    super(`${found}. Next: ${next}.`, options);
    this.name = 'LedgerUnusable';
    this.found = found;
    this.next = next;
    this.told = told;
  }
}

/** A file went out of place while a write was committed to it. */
export class WriteInDoubt extends LedgerUnusable {
  constructor({ found, next }: LedgerUnusable) {
    super(`it may not have been written: ${found}`, `${next}; then look whether it is on record before calling again`);
  }
}

/** The refusal of a call that the store could not serve; undefined for a defect of ours. */
export function unavailable(error: unknown): Refusal | undefined {
  if (!(error instanceof LedgerUnusable)) return undefined;
  const { told, next } = error;
  const found = error instanceof WriteInDoubt ? told : `nothing was written: ${told}`;
  return refuse('UNAVAILABLE', { found, next });
}

/** The tables say what the events don't. */
export function tablesAstray(found: string, options?: ErrorOptions): LedgerUnusable {
  const next =
    'run `ladder verify` to see what is wrong; where the events hold, `ladder rebuild` writes the tables anew';
  return new LedgerUnusable(found, next, options);
}

/** A text that the tables hold, as what it was written from. */
export function stored<T>(json: string): T {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw tablesAstray('a state in the tables cannot be read', { cause: error });
  }
}

/** Reads a text again only where it is another: acts that follow one another meet the same state. */
export function rereading<T>(): (json: string) => T {
  let last: { readonly json: string; readonly read: T } | undefined;
  return (json) => {
    if (last?.json !== json) last = { json, read: stored(json) };
    return last.read;
  };
}
