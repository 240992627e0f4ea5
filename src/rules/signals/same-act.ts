import type { Contact, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { daysBetween } from '../time/time.ts';
import { isBareLike } from './acts.ts';
import { catalogue } from './catalogue.ts';
import type { NoteRead } from './record-signal.ts';
import { interactionOf, objectKey } from './signal-input.ts';
import { quality } from './signal-quality.ts';

/** A7: the same contact, type, interaction, object and day are one act; a subscription happens once within its days (A4). */
export function sameAct(
  draft: AccountDraft,
  contact: Contact,
  note: NoteRead,
  { calendar, policy }: Context,
): Signal | undefined {
  const { signal } = note;
  const on = calendar.dateOf(note.observed_at);
  const object = signal.object ? objectKey(signal.object) : undefined;
  const same = draft.state.signals.filter((each) => {
    if ((each.gone && each.gone.why !== 'replaced') || each.contact !== contact.id || each.type !== signal.type)
      return false;
    switch (catalogue[signal.type].sameBy) {
      case 'contact':
        return Math.abs(daysBetween(each.on, on)) <= policy.engagement.subscription_days.value;
      case 'piece_and_act':
        return each.piece === signal.piece && each.rests_on[0] === signal.engagement_signal;
      default:
        return (
          each.on === on &&
          each.interaction === interactionOf(signal) &&
          each.object === object &&
          each.referrer === note.referrer
        );
    }
  });
  return same.find((each) => !each.gone) ?? same[0];
}

/** A7: a note that qualifies takes the place of one that didn't; likes are counted, never replaced. */
export function isBetter({ signal }: NoteRead, known: Signal, context: Context): boolean {
  if (known.gone || known.qualifies || isBareLike(known)) return false;
  return quality(signal, context).qualifies;
}

/** What rested on the replaced note rests on the new one: the act is the same. */
export function takePlace({ state, emit }: AccountDraft, known: Signal, signal: Signal): void {
  for (const { id, gone, rests_on, qualifies, because } of state.signals) {
    if (gone || id === signal.id || !rests_on.includes(known.id)) continue;
    const acts = rests_on.map((each) => (each === known.id ? signal.id : each));
    emit({ type: 'signal_reweighed', signal: id, qualifies, because, rests_on: acts });
  }
}
