import { type Contact, label, type Signal } from '../aggregates/account.ts';
import { waitingNotes } from '../aggregates/unmatched-person.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, PersonKey, World } from '../command/world.ts';
import { takeNote } from './take-note.ts';
import { noteOf } from './waiting-note.ts';

/** A note that waited, and the signal it became or was on file as. */
export interface Placed {
  readonly note: string;
  readonly signal: Signal;
  readonly isDuplicate: boolean;
  readonly derived: readonly Signal[];
}

/** A2: files here each note of the contact's that waits: day and filer stay, recording and SLAs start now. */
export function placeNotes(
  draft: AccountDraft,
  { contact, keys }: { readonly contact: Contact; readonly keys: readonly PersonKey[] },
  world: World,
  context: Context,
): readonly Placed[] {
  const placed: Placed[] = [];
  for (const wait of world.waitsOf(contact.id, keys)) {
    const notes = [...waitingNotes(wait.draft.state)].sort((a, b) => (a.observed_at < b.observed_at ? -1 : 1));
    for (const note of notes) {
      const filed = { note: noteOf(note, wait.words(note.id)), contact, take: () => contact };
      const taken = takeNote(draft, filed, world, context);
      if ('refused' in taken) throw new Error(`${note.id} waited and is refused: ${taken.found}`);
      const { signal, outcome, derived } = taken;
      const isDuplicate = outcome === 'duplicate';
      const why = isDuplicate ? 'duplicate' : 'placed';
      wait.draft.emit({ type: 'note_wait_ended', note: note.id, why, as: signal.id });
      placed.push({ note: note.id, signal, isDuplicate, derived });
    }
    wait.tie(draft, contact.id);
    wait.draft.emit({ type: 'wait_ended', why: 'matched', account: draft.state.id });
  }
  return placed;
}

export function placedText(draft: AccountDraft, placed: readonly Placed[]): string {
  if (placed.length === 0) return '';
  const each = placed.map(({ signal: { id, type, on }, isDuplicate, derived }) => {
    const more = derived.map((one) => `, with it ${one.type} (${one.id})`).join('');
    return `${type} of ${on} (${id}${isDuplicate ? ', on file already' : ''})${more}`;
  });
  return ` Filed at ${label(draft.state)}, what waited: ${each.join('; ')}.`;
}
