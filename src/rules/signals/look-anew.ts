import type { Signal } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { counts } from '../criteria/engagement.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import { closeTasks } from '../tasks/tasks.ts';
import { acts, byTime, isBareLike, ordinal } from './acts.ts';
import { openDuties, repeatOf } from './record-signal.ts';
import { type Repeat, repeatEngagement } from './repeat-engagement.ts';
import { settleActs } from './settle-acts.ts';

/** A2, A5: acts of who was joined are one person's; what the engine finds in them is found anew, and answered with. */
export function lookAnew(
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
    settleActs(draft, id, context);
    if (!counts(contact, { state: draft.state, suppressed: world.suppressed }, context)) continue;
    settleRepeats(draft, id, context);
    const found = recordedSince(draft, before);
    if (found.length > 0) openDuties(draft, contact, found, world, context);
  }
  const isOwed = owesClassification({ state: draft.state, suppressed: world.suppressed }, context);
  if (draft.pending.length > from && !isOwed) closeTasks(draft, ['classify'], 'nothing is left to classify');
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

/** A5: the repeat engagements of one contact as they would have been found had their acts been filed as they happened. */
export function settleRepeats(draft: AccountDraft, contact: string, context: Context): void {
  const isOpen = (each: Signal) => each.type === 'E8' && each.contact === contact && !each.gone && !each.spent;
  const open = draft.state.signals.filter(isOpen);
  const wanted = repeatsOf(draft, contact, context);
  const matches = (one: Signal, { completedBy }: Repeat) =>
    one.rests_on.includes(completedBy.id) && one.at === completedBy.at;
  for (const one of open.filter((each) => !wanted.some((repeat) => matches(each, repeat))))
    draft.emit({
      type: 'signal_gone',
      signal: one.id,
      why: 'fallen',
      because: 'an earlier repeat engagement of the same person stands',
    });
  for (const repeat of wanted) {
    const rests_on = repeat.acts.map(({ id }) => id);
    const known = open.find((each) => matches(each, repeat));
    if (!known) draft.emit({ type: 'signal_recorded', signal: repeatOf(mint(draft, 'sig'), repeat, context) });
    else if (known.rests_on.join() !== rests_on.join())
      draft.emit({ type: 'signal_reweighed', signal: known.id, qualifies: true, because: known.because, rests_on });
  }
}

/** Walks the acts in the order in which they happened; what is spent stays as it is. */
function repeatsOf({ state }: AccountDraft, contact: string, context: Context): readonly Repeat[] {
  const others = state.signals.filter((each) => each.type === 'E8' && each.contact === contact && each.spent);
  const inOrder = [...acts(state, contact)].sort((a, b) => byTime(a, b) || ordinal(a) - ordinal(b));
  const found: Repeat[] = [];
  for (const [n, act] of inOrder.entries()) {
    const derived = found.map(
      (repeat, nth): Signal => ({ ...repeat.completedBy, id: `${nth}`, type: 'E8', is_act: false }),
    );
    const signals = [...others, ...inOrder.slice(0, n + 1), ...derived];
    const repeat = repeatEngagement({ ...state, signals }, act, context);
    if (repeat) found.push(repeat);
  }
  return found;
}
