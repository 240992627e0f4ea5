import type { Instant } from '../time/time.ts';

export const streamKinds = [
  'account',
  'desk',
  'piece',
  'person',
  'waiting',
  'copy',
  'lists',
  'mailbox',
  'changes',
  'policy',
  'refusals',
] as const;

export type StreamKind = (typeof streamKinds)[number];

/** An event about to be appended: `at` is when it happened or fell due. */
export interface Pending<E> {
  readonly event: E;
  readonly at: Instant;
}

/**
 * The events of one stream under way. `emit` folds each at once, so that a rule further down reads the state its
 * forerunners left. Nothing outside the draft changes.
 */
export interface Draft<S, E> {
  readonly kind: StreamKind;
  readonly stream: string;
  readonly before: S | null;
  readonly state: S;
  readonly pending: readonly Pending<E>[];
  emit(event: E, at?: Instant): void;
}

export interface DraftOf<S, E> {
  readonly kind: StreamKind;
  readonly stream: string;
  readonly before: S | null;
  readonly now: Instant;
  readonly evolve: (state: S | null, event: E, at: Instant) => S;
}

/** Starts a draft. A stream without state must emit its founding event before `state` is read. */
export function draftOf<S, E>(of: DraftOf<S, E>): Draft<S, E> {
  return new Drafting(of);
}

/** A class, since an accessor that is made with each object outlives it, with all that it knows, to the next full collection of garbage. */
class Drafting<S, E> implements Draft<S, E> {
  readonly kind: StreamKind;
  readonly stream: string;
  readonly before: S | null;
  readonly pending: Pending<E>[] = [];
  readonly #of: DraftOf<S, E>;
  #state: S | null;

  constructor(of: DraftOf<S, E>) {
    this.kind = of.kind;
    this.stream = of.stream;
    this.before = of.before;
    this.#of = of;
    this.#state = of.before;
  }

  get state(): S {
    if (this.#state === null) throw new Error(`stream ${this.stream} has no state yet`);
    return this.#state;
  }

  emit(event: E, at = this.#of.now): void {
    this.#state = this.#of.evolve(this.#state, event, at);
    this.pending.push({ event, at });
  }
}
