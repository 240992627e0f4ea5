import type { Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { counts, standingOf } from '../criteria/engagement.ts';
import { isBareLike } from './acts.ts';
import { rederiveRepeats } from './derive-repeat.ts';
import { openTasksOfNote } from './record-signal.ts';
import { reweighActs } from './reweigh-acts.ts';

/** A2, A5: acts of who was joined are one person's; what the engine finds in them is found anew, and answered with. */
export function findInJoined(
  draft: AccountDraft,
  joined: readonly { readonly contact: string }[],
  world: World,
  context: Context,
): readonly Signal[] {
  const from = draft.pending.length;
  for (const id of new Set(joined.map(({ contact }) => contact))) {
    const contact = draft.state.contacts.find((each) => each.id === id);
    if (!contact) continue;
    const before = draft.pending.length;
    reweighActs(draft, id, context);
    if (!counts(contact, standingOf(draft, world), context)) continue;
    rederiveRepeats(draft, id, context);
    const found = recordedSince(draft, before);
    if (found.length > 0) openTasksOfNote(draft, { contact, signals: found }, world, context);
  }
  return recordedSince(draft, from);
}

/** Signals that stand since, E8s and enough likes. */
function recordedSince({ pending, state }: AccountDraft, from: number): readonly Signal[] {
  const ids = pending.slice(from).flatMap(({ event }) => {
    if (event.type === 'signal_recorded') return [event.signal.id];
    return event.type === 'signal_reweighed' && event.qualifies && isLike(event.signal) ? [event.signal] : [];
  });
  return state.signals.filter(({ id }) => ids.includes(id));

  function isLike(id: string): boolean {
    return state.signals.some((each) => each.id === id && isBareLike(each));
  }
}
