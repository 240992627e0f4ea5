import type { Instant } from '../time/time.ts';
import type { Sealed } from './account-events.ts';

/** A person whom no account could be found for. Who it is stands sealed beside the events. */
export interface WaitingState {
  readonly id: string;
  readonly since: Instant;
  /** The list the person came from. */
  readonly origin: string;
  readonly because: string;
  readonly ended: { readonly why: WaitEnd; readonly at: Instant } | null;
}

export type WaitEnd = 'matched' | 'dismissed' | 'erased';

export type WaitingEvent =
  | {
      readonly type: 'person_waits';
      readonly id: string;
      readonly origin: string;
      readonly because: string;
      readonly sealed: Sealed;
    }
  /** A further address or profile of who waits. */
  | { readonly type: 'wait_tied'; readonly sealed: Sealed }
  /** `note` says why it was dismissed, or on what basis it was erased. */
  | { readonly type: 'wait_ended'; readonly why: WaitEnd; readonly account?: string; readonly note?: string };

export function evolveWaiting(state: WaitingState | null, event: WaitingEvent, at: Instant): WaitingState {
  if (event.type === 'person_waits') {
    const { id, origin, because } = event;
    return { id, since: at, origin, because, ended: null };
  }
  if (state === null) throw new Error('a wait went on that had not begun');
  if (event.type === 'wait_tied') return state;
  return { ...state, ended: { why: event.why, at } };
}
