import type { Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { byTime, isBareLike, ordinal } from './acts.ts';
import { joinedBy, joinsOf, likesAround } from './likes.ts';
import { replaceIntroduction } from './replace-introduction.ts';
import { isOneAct, takePlace } from './same-act.ts';

/** A2: the acts of who was joined are weighed as if one contact had been noted all along: A7, E10 for E7, likes. */
export function reweighActs(draft: AccountDraft, contact: string, context: Context): void {
  const own = () => draft.state.signals.filter((each) => each.contact === contact && !each.gone);
  dropTwice(draft, own(), context);
  for (const signal of own().filter(({ type }) => type === 'E10')) replaceIntroduction(draft, signal, context);
  for (const like of own()
    .filter((each) => isBareLike(each) && !each.qualifies)
    .sort(byTime))
    countLikes(draft, like, context);
}

/** A7: of two notes of one act the first stands, or the one that qualifies; likes are told apart by their posts. */
function dropTwice(draft: AccountDraft, signals: readonly Signal[], context: Context): void {
  const kept: Signal[] = [];
  for (const signal of signals.filter((each) => each.type !== 'E8' && !isBareLike(each)).sort(byWorth)) {
    const known = kept.find((each) => isOneAct(each, signal, context));
    if (!known) {
      kept.push(signal);
      continue;
    }
    const because = `${known.id} tells the same act of the same person`;
    draft.emit({ type: 'signal_gone', signal: signal.id, why: 'replaced', because });
    takePlace(draft, signal, known);
  }
}

/** Qualifying signals first, then spent ones, then the earliest. */
function byWorth(a: Signal, b: Signal): number {
  return (
    Number(b.qualifies) - Number(a.qualifies) ||
    Number(b.spent !== undefined) - Number(a.spent !== undefined) ||
    byTime(a, b) ||
    ordinal(a) - ordinal(b)
  );
}

/** A4: the likes of two that became one may be enough together. */
function countLikes(draft: AccountDraft, { id }: Signal, context: Context): void {
  const like = draft.state.signals.find((each) => each.id === id);
  if (!like || like.qualifies || joinsOf(like, draft.state) || joinedBy(draft.state, like, context)) return;
  const burst = likesAround(draft.state, like, context);
  // The like that completes them stands for all.
  if (burst.at(-1)?.id !== id) return;
  const because = `${burst.length} likes on different posts`;
  draft.emit({
    type: 'signal_reweighed',
    signal: id,
    qualifies: true,
    because,
    rests_on: burst.map((each) => each.id),
  });
}
