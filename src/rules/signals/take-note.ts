import type { Contact, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import type { Refusal } from '../vocabulary/refusal.ts';
import { causalCheck } from './content-fuel.ts';
import { type NoteRead, recordSignal } from './record-signal.ts';
import { isBetter, sameAct, takePlace } from './same-act.ts';

/** A note, and who acted: a contact on file, or one that the note adds once it is known to be no duplicate. */
export interface NoteOfActor {
  readonly note: NoteRead;
  readonly contact: Contact | null;
  take(): Contact;
}

export interface NoteTaken {
  readonly signal: Signal;
  readonly outcome: 'recorded' | 'insufficient' | 'duplicate';
  readonly derived: readonly Signal[];
}

/** §4.1, A7: records a note of that contact, unless the act is on file; a better note takes the place of the first. */
export function takeNote(
  draft: AccountDraft,
  { note, ...actor }: NoteOfActor,
  world: World,
  context: Context,
): NoteTaken | Refusal {
  const known = actor.contact ? sameAct(draft, actor.contact, note, context) : undefined;
  if (known && !isBetter(note, known, context)) return { signal: known, outcome: 'duplicate', derived: [] };
  const causal = note.signal.type === 'E9' ? causalCheck(draft, actor.contact, note, world) : null;
  if (causal && 'refused' in causal) return causal;
  const contact = actor.take();
  if (known)
    draft.emit({ type: 'signal_gone', signal: known.id, why: 'replaced', because: 'a better note of the act' });
  const grounds = { contact, note, ...(causal ? { engaged: causal } : {}) };
  const [signal, ...derived] = recordSignal(draft, grounds, world, context);
  if (known) takePlace(draft, known, signal);
  return { signal, outcome: signal.qualifies || signal.joins ? 'recorded' : 'insufficient', derived };
}
