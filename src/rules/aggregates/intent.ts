import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Stamp } from './event-stamp.ts';

/** Something to do in the world outside, for whoever takes it. */
export interface Intent {
  readonly id: string;
  readonly role: Role;
  readonly target: 'monday' | 'slack' | 'apollo';
  readonly action: 'comment' | 'set_stage' | 'post' | 'set_contact_stage' | 'stop_contact';
  /** Emptied once it is settled. */
  readonly payload: Readonly<Record<string, string>>;
  readonly raised_at: Instant;
  /** The signal whose note it tells: it falls with it. */
  readonly about?: string;
  readonly claimed?: { readonly by: Role; readonly at: Instant; readonly claim: string };
  /** The intent was given out as the making of the item that the account lacked (A13). */
  readonly creates?: true;
  readonly settled?:
    | { readonly result: 'done' | 'unknown'; readonly at: Instant; readonly reference?: string }
    | Withdrawn;
}

/** The act outside that an intent asks for. */
export type WantedIntent = Pick<Intent, 'role' | 'target' | 'action' | 'payload' | 'about'>;

/** An intent that is withdrawn: nobody is to carry it out any more. */
export interface Withdrawn {
  readonly result: 'withdrawn';
  readonly at: Instant;
  readonly because: string;
  /** The intent that took its place. */
  readonly replaced_by?: string;
}

export function claimedIntent(
  { creates: _creates, ...intent }: Intent,
  { claim, creates }: { readonly claim: string; readonly creates?: true },
  { by, at }: Stamp,
): Intent {
  return { ...intent, claimed: { by, at, claim }, ...(creates ? { creates } : {}) };
}

/** Adds a later text to an intent that nobody has taken yet (A13). */
export function joinedIntent(intent: Intent, text: string): Intent {
  return { ...intent, payload: { ...intent.payload, text: `${intent.payload.text ?? ''}\n\n${text}` } };
}

/** Done or withdrawn: nothing is to do any more. */
export function isOver({ settled }: Intent): boolean {
  return settled !== undefined && settled.result !== 'unknown';
}

export function withdrawnIntent(
  intent: Intent,
  { because, replaced_by }: Omit<Withdrawn, 'result' | 'at'>,
  { at }: Pick<Stamp, 'at'>,
): Intent {
  const settled = { result: 'withdrawn', at, because, ...(replaced_by ? { replaced_by } : {}) } as const;
  return { ...intent, payload: {}, settled };
}

/** A failed one stands open again; what is done keeps no words. */
export function settledIntent(
  intent: Intent,
  { result, reference }: { readonly result: 'done' | 'failed' | 'unknown'; readonly reference?: string },
  { at }: Pick<Stamp, 'at'>,
): Intent {
  const { claimed: _claimed, settled: _settled, creates, ...open } = intent;
  if (result === 'failed') return open;
  return {
    ...open,
    ...(creates ? { creates } : {}),
    payload: result === 'done' ? {} : intent.payload,
    settled: { result, at, ...(reference ? { reference } : {}) },
  };
}
