import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Stamp } from './event-stamp.ts';
import type { Sealed } from './sealed.ts';
import type { Task } from './task.ts';

/** A person whom no account could be found for. Who it is stands sealed beside the events. */
export interface WaitingState {
  readonly id: string;
  readonly since: Instant;
  /** The list the person came from, or a note. */
  readonly origin: string;
  readonly because: string;
  readonly ended: { readonly why: WaitEnd; readonly at: Instant } | null;
  /** The person's acts, note by note; absent where none was told. */
  readonly notes?: readonly WaitingNote[];
  /** Id of the task to find their company; absent where none was opened. */
  readonly task?: Task;
  /** How many notes ever waited here. */
  readonly minted?: number;
}

type WaitEnd = 'matched' | 'dismissed' | 'retracted' | 'erased';

type NoteEnd = 'placed' | 'duplicate' | 'replaced' | 'retracted' | 'dismissed';

/** A signal note that waits for an account (A2). Quotes and other words about the person are sealed. */
export interface WaitingNote {
  readonly id: string;
  /** The signal's type and closed answers. */
  readonly signal: Readonly<Record<string, string | boolean>>;
  readonly observed_at: Instant;
  readonly source: string;
  readonly referrer?: string;
  readonly because: string;
  readonly filed_at: Instant;
  readonly filed_by: Role;
  /** `as`: the signal that it was filed as, or the note that stands in its place. */
  readonly ended?: { readonly why: NoteEnd; readonly at: Instant; readonly as?: string };
}

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
  | {
      readonly type: 'note_waits';
      readonly note: Omit<WaitingNote, 'filed_at' | 'filed_by' | 'ended'>;
      readonly sealed?: Sealed;
    }
  /** `because` says why it was retracted or dismissed. */
  | {
      readonly type: 'note_wait_ended';
      readonly note: string;
      readonly why: NoteEnd;
      readonly as?: string;
      readonly because?: string;
    }
  | { readonly type: 'task_opened'; readonly task: Omit<Task, 'opened_at'> }
  | { readonly type: 'task_hastened'; readonly task: string; readonly due_at: Instant; readonly because: string }
  /** `note` says why it was dismissed, or on what basis it was erased. */
  | { readonly type: 'wait_ended'; readonly why: WaitEnd; readonly account?: string; readonly note?: string };

export function evolveWaiting(state: WaitingState | null, event: WaitingEvent, stamp: Stamp): WaitingState {
  if (event.type === 'person_waits') {
    const { id, origin, because } = event;
    const minted = state?.minted === undefined ? {} : { minted: state.minted };
    return { id, since: stamp.at, origin, because, ended: null, ...minted };
  }
  if (state === null) throw new Error('a wait went on that had not begun');
  switch (event.type) {
    case 'wait_tied':
      return state;
    case 'note_waits': {
      const note = { ...event.note, filed_at: stamp.at, filed_by: stamp.by };
      return { ...state, notes: [...(state.notes ?? []), note], minted: (state.minted ?? 0) + 1 };
    }
    case 'note_wait_ended':
      return {
        ...state,
        notes: (state.notes ?? []).map((note) => (note.id === event.note ? gone(note, event, stamp) : note)),
      };
    case 'task_opened':
      return { ...state, task: { ...event.task, opened_at: stamp.at } };
    case 'task_hastened':
      return state.task ? { ...state, task: { ...state.task, due_at: event.due_at } } : state;
    case 'wait_ended':
      return ended(state, event, stamp);
    default:
      return event satisfies never;
  }
}

type Of<Type extends WaitingEvent['type']> = Extract<WaitingEvent, { readonly type: Type }>;

function gone(note: WaitingNote, { why, as }: Of<'note_wait_ended'>, { at }: Stamp): WaitingNote {
  return { ...note, ended: { why, at, ...(as === undefined ? {} : { as }) } };
}

function ended(state: WaitingState, { why, note }: Of<'wait_ended'>, { at, by }: Stamp): WaitingState {
  const told = why === 'dismissed' && note !== undefined ? { note } : {};
  const task = state.task ? { task: { ...state.task, closed_at: at, closed_by: by, ...told } } : {};
  return { ...state, ended: { why, at }, ...task };
}

/** The notes that still wait. */
export function waitingNotes({
  ended: end,
  notes = [],
}: Pick<WaitingState, 'ended' | 'notes'>): readonly WaitingNote[] {
  return end === null ? notes.filter((note) => note.ended === undefined) : [];
}
