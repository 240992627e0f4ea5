import type { Signal } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { ordinal, signalsOf } from './acts.ts';
import { type Repeat, repeatEngagement } from './repeat-engagement.ts';
import { repeatsInOrder } from './repeats-in-order.ts';

/**
 * A5: repeat engagements that a recorded act completes. Where the act happened before one that completed such a signal,
 * or replaced one behind it (A4), all are weighed in the order in which they happened, unless a classification weighed
 * those found.
 */
export function findRepeats(draft: AccountDraft, act: Signal, context: Context): readonly Signal[] {
  if (!act.is_act || !changesFound(draft, act)) return deriveRepeat(draft, act, context);
  const known = new Set(draft.state.signals.map(({ id }) => id));
  rederiveRepeats(draft, act.contact, context);
  return draft.state.signals.filter(({ id, gone }) => !gone && !known.has(id));
}

/** Whether the contact's repeat engagements may be others with this act, and nothing rests on any of them yet. */
function changesFound({ state }: AccountDraft, act: Signal): boolean {
  const open = signalsOf(state, act.contact).filter((each) => each.type === 'E8' && !each.gone);
  if (open.length === 0) return false;
  const gone = new Set(signalsOf(state, act.contact).flatMap((each) => (each.gone ? [each.id] : [])));
  const isOther = (each: Signal) => each.at > act.at || each.rests_on.some((id) => gone.has(id));
  return open.some(isOther) && open.every(({ weighed, spent }) => !weighed && !spent);
}

/** A5: the engine finds the repeat engagement that an act of somebody who counts completes. */
export function deriveRepeat(draft: AccountDraft, act: Signal, context: Context): readonly Signal[] {
  const current = signalsOf(draft.state, act.contact).find((each) => each.id === act.id);
  const repeat = current ? repeatEngagement(draft.state, current, context) : null;
  if (!repeat) return [];
  draft.emit({ type: 'signal_recorded', signal: repeatOf(mint(draft, 'sig'), repeat, context) });
  return draft.state.signals.slice(-1);
}

/** The E8 that acts make. */
function repeatOf(
  id: string,
  { acts, completedBy }: Repeat,
  { policy }: Context,
): Omit<Signal, 'filed_at' | 'filed_by'> {
  return {
    id,
    type: 'E8',
    contact: completedBy.contact,
    tier: policy.engagement.signals.E8?.tier ?? 'strong',
    qualifies: true,
    is_act: false,
    because: `${acts.length} distinct acts within ${policy.engagement.repeat_within_days.value} days`,
    observed_at: completedBy.observed_at,
    at: completedBy.at,
    on: completedBy.on,
    source: 'derived from recorded acts',
    rests_on: acts.map((each) => each.id),
  };
}

/** A5: the repeat engagements of one contact as they would have been found had their acts been filed as they happened. */
export function rederiveRepeats(draft: AccountDraft, contact: string, context: Context): void {
  const isOpen = (each: Signal) => each.type === 'E8' && !each.gone && !each.spent;
  const open = signalsOf(draft.state, contact).filter(isOpen);
  const wanted = repeatsInOrder(draft.state, contact, context);
  const kept = new Map<Repeat, Signal>();
  for (const repeat of wanted) {
    const matches = open.filter((one) => isOf(one, repeat)).sort(byWeight);
    if (matches[0]) kept.set(repeat, matches[0]);
  }
  const stay = new Set([...kept.values()].map(({ id }) => id));
  for (const { id } of open.filter((each) => !stay.has(each.id))) {
    const because = 'the acts of the same person make another one';
    draft.emit({ type: 'signal_gone', signal: id, why: 'fallen', because });
  }
  for (const repeat of wanted) {
    const rests_on = repeat.acts.map(({ id }) => id);
    const known = kept.get(repeat);
    if (!known) draft.emit({ type: 'signal_recorded', signal: repeatOf(mint(draft, 'sig'), repeat, context) });
    else if (known.rests_on.join() !== rests_on.join())
      draft.emit({ type: 'signal_reweighed', signal: known.id, qualifies: true, because: known.because, rests_on });
  }
}

/** An E8 that the act completed; of two who were joined both may have one of the same acts. */
function isOf(one: Signal, { completedBy }: Repeat): boolean {
  return one.rests_on.includes(completedBy.id) && one.at === completedBy.at;
}

/** Weighed signals first, then by the time of recording. */
function byWeight(a: Signal, b: Signal): number {
  return Number(b.weighed === true) - Number(a.weighed === true) || ordinal(a) - ordinal(b);
}
