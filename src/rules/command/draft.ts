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
export function draftOf<S, E>({ kind, stream, before, now, evolve }: DraftOf<S, E>): Draft<S, E> {
  const pending: Pending<E>[] = [];
  let state = before;
  return {
    kind,
    stream,
    before,
    pending,
    get state(): S {
      if (state === null) throw new Error(`stream ${stream} has no state yet`);
      return state;
    },
    emit(event, at = now) {
      state = evolve(state, event, at);
      pending.push({ event, at });
    },
  };
}
