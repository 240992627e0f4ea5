import type { Contact, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { daysBetween } from '../time/time.ts';
import type { SignalInput } from '../vocabulary/signal-types.ts';
import { isBareLike, signalsOf } from './acts.ts';
import type { NoteRead } from './record-signal.ts';
import { interactionOf, objectKey } from './signal-input.ts';
import { kindOf } from './signal-kind.ts';
import { quality } from './signal-quality.ts';

/** A7: the same contact, type, interaction (or channel), object and day are one act; a subscription happens once within its days (A4). */
export function sameAct(draft: AccountDraft, contact: Contact, note: NoteRead, context: Context): Signal | undefined {
  const { calendar, policy } = context;
  const { signal } = note;
  const on = calendar.dateOf(note.observed_at);
  const object = signal.object ? objectKey(signal.object) : undefined;
  const act = {
    type: signal.type,
    on,
    interaction: interactionOf(signal, context),
    object,
    referrer: note.referrer,
    piece: signal.piece,
    rereads: signal.engagement_signal,
  };
  const same = signalsOf(draft.state, contact.id).filter(
    (each) => (!each.gone || each.gone.why === 'replaced') && each.type === signal.type && isNoteOf(each, act, policy),
  );
  return same.find((each) => !each.gone) ?? same[0];
}

interface Act extends Pick<Signal, 'on'> {
  readonly type: SignalInput['type'];
  readonly interaction: string | undefined;
  readonly object: string | undefined;
  readonly referrer: string | undefined;
  readonly piece: string | undefined;
  /** The act that an E9 reads anew. */
  readonly rereads: string | undefined;
}

function isNoteOf(each: Signal, act: Act, policy: Context['policy']): boolean {
  switch (kindOf(act.type, policy).sameBy) {
    case 'contact':
      return Math.abs(daysBetween(each.on, act.on)) <= policy.engagement.subscription_days.value;
    case 'piece_and_act':
      return each.piece === act.piece && each.rests_on[0] === act.rereads;
    default:
      return (
        each.on === act.on &&
        each.interaction === act.interaction &&
        each.object === act.object &&
        each.referrer === act.referrer
      );
  }
}

/** A7: two notes of one contact that tell one act. */
export function isOneAct(one: Signal, other: Signal, { policy }: Pick<Context, 'policy'>): boolean {
  const { type, on, interaction, object, referrer, piece, rests_on } = other;
  if (type === 'E8' || type !== one.type) return false;
  return isNoteOf(one, { type, on, interaction, object, referrer, piece, rereads: rests_on[0] }, policy);
}

/** A7: a note that qualifies takes the place of one that didn't; likes are counted, never replaced. */
export function isBetter({ signal }: NoteRead, known: Signal, context: Context): boolean {
  if (known.gone || known.qualifies || isBareLike(known)) return false;
  return quality(signal, context).qualifies;
}

/** Ties what rested on the replaced note to the new one: the act is the same. */
export function takePlace(draft: AccountDraft, known: Signal, signal: Signal): void {
  for (const { id, gone, rests_on, qualifies, because } of draft.state.signals) {
    if (gone || id === signal.id || !rests_on.includes(known.id)) continue;
    const acts = rests_on.map((each) => (each === known.id ? signal.id : each));
    draft.emit({ type: 'signal_reweighed', signal: id, qualifies, because, rests_on: acts });
  }
}
