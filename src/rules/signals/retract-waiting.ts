import { waitingNotes } from '../aggregates/unmatched-person.ts';
import type { Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

export interface Retracted {
  /** Null where the note waited for one. */
  readonly account: string | null;
  readonly fallen: readonly string[];
}

export function isWaitingNote(id: string): boolean {
  return id.startsWith('wtg_');
}

/** L14, A2: a note that waits is taken back by its filer or sales.ops; with the last one the person waits no more. */
export function retractWaiting(
  { id, reason }: { readonly id: string; readonly reason: string },
  { waiting }: World,
  { role }: Context,
): Decided<Retracted> | Refusal {
  const no = (code: 'NOT_FOUND' | 'NOT_PERMITTED' | 'CONFLICT', found: string, next: string) =>
    refuse(code, { clause: '3.2.1', ruling: 'A2', found, next });
  const note = waiting?.before?.notes?.find((each) => each.id === id);
  if (!waiting || !note)
    return no(
      'NOT_FOUND',
      'no note waits under that id',
      'take the id from the answer to the note, or from session_sweep',
    );
  const { filed_by } = note;
  if (role !== 'sales.ops' && role !== filed_by)
    return no('NOT_PERMITTED', `that note was filed by ${filed_by}`, `let ${filed_by} or sales.ops retract it`);
  if (note.ended?.as?.startsWith('sig_'))
    return no('CONFLICT', `that note waits no more: it is ${note.ended.as}`, `retract_signal with ${note.ended.as}`);
  if (!waitingNotes(waiting.state).includes(note))
    return no('CONFLICT', 'that note waits no more', 'nothing more is to do');
  waiting.emit({ type: 'note_wait_ended', note: id, why: 'retracted', because: reason });
  if (waitingNotes(waiting.state).length === 0) waiting.emit({ type: 'wait_ended', why: 'retracted' });
  return {
    outcome: 'retracted',
    summary: `${note.signal.type} (${id}), which waited for an account, is taken back.`,
    checks: [],
    extra: { account: null, fallen: [] },
  };
}
