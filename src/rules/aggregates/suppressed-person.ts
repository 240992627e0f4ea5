import type { Instant } from '../time/time.ts';

/** The reason why somebody may not be written to. Hostility covers every context, the rest our sales mail alone (L13). */
export type SuppressionReason = 'opt_out' | 'hostile' | 'complaint' | 'other';

/** A person known by a keyed fingerprint alone, so that the suppression outlives the address. */
export interface PersonState {
  readonly reason: SuppressionReason;
  readonly contexts: readonly string[];
  readonly since: Instant;
  /** Entered for the wrong person, and voided. */
  readonly voided_at: Instant | null;
  /** The fingerprint it was suppressed with, as one person's; none where it was named itself. */
  readonly by?: string;
  /** The source of the suppression, such as a list and its column. */
  readonly source?: string;
  /** Voided by name although it came by another: it is no address or profile of that person. */
  readonly apart?: true;
}

export type PersonEvent =
  | {
      readonly type: 'person_suppressed';
      readonly reason: SuppressionReason;
      readonly contexts: readonly string[];
      readonly by?: string;
      readonly source?: string;
    }
  | { readonly type: 'suppression_voided'; readonly apart?: true };

/** L13: for ever; a second word adds its contexts. Only a void for the wrong person lifts it (L14). */
export function evolvePerson(state: PersonState | null, event: PersonEvent, at: Instant): PersonState {
  if (event.type === 'suppression_voided') {
    if (state === null) throw new Error('a suppression was voided that was never entered');
    return { ...state, voided_at: at, ...(event.apart ? { apart: event.apart } : {}) };
  }
  const { reason, contexts, by, source } = event;
  const from = source === undefined ? {} : { source };
  if (state === null || state.voided_at !== null)
    return { reason, contexts, since: at, voided_at: null, ...(by === undefined ? {} : { by }), ...from };
  const { by: before, ...rest } = state;
  // A person who was named themselves stays so: an earlier suppression that they came by may be lifted alone.
  const came = before !== undefined && by !== undefined ? { by } : {};
  return {
    ...from,
    ...rest,
    ...came,
    reason: reason === 'hostile' ? reason : state.reason,
    contexts: [...new Set([...state.contexts, ...contexts])],
  };
}

export function isSuppressed(state: PersonState | null): state is PersonState {
  return state !== null && state.voided_at === null;
}
