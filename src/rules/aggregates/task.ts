import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Stamp } from './event-stamp.ts';

/** Evidence that may be looked up at its source (S-7). */
export type Evidence = 'finding' | 'fact' | 'signal';

export type EvidenceVerdict = 'held' | 'false' | 'unverifiable';

/** The reason why a task closed: done; its ground fell or another act overtook it; it goes on as another; nobody may be written to for it. */
export type ClosingReason = 'done' | 'overtaken' | 'carried' | 'silenced';

/** The reason of a closing: in words, and in a code for later rules. */
export interface Closing {
  readonly note: string;
  readonly reason: ClosingReason;
}

/** The end of a task; one that its own act closed needs no note and no reason. */
export type Ended = Closing | { readonly note?: undefined; readonly reason?: undefined };

export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly role: Role;
  readonly subject?: string;
  readonly clause: string;
  readonly opened_at: Instant;
  readonly due_at: Instant;
  /** S-7: the evidence to look up, and the role that put it on file. */
  readonly evidence?: { readonly kind: Evidence; readonly by: Role };
  /** The task that goes on in this one, elsewhere or for whom its person is now. */
  readonly carries?: string;
  /** The due time passed while the task was open. */
  readonly missed?: boolean;
  readonly escalated?: boolean;
  readonly closed_at?: Instant;
  readonly closed_by?: Role;
  readonly note?: string;
  /** Beside the note; one that closed before there were reasons has its note alone. */
  readonly reason?: ClosingReason;
}

export function closedTask(task: Task, { note, reason }: Ended, { at, by }: Stamp): Task {
  const told = { ...(note === undefined ? {} : { note }), ...(reason === undefined ? {} : { reason }) };
  return { ...task, closed_at: at, closed_by: by, ...told };
}
