import type { AccountState } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { firstTouchOf } from '../criteria/attribution-credit.ts';
import { liveSignals, standingOf } from '../criteria/engagement.ts';

/** L14, S-6: the next earliest act takes the first touch. */
export function moveFirstTouch(draft: AccountDraft, world: World, context: Context): void {
  const { first_touch, signals } = draft.state;
  if (!first_touch) return;
  const standsBehind = signals.some(
    (each) => each.qualifies && !each.gone && each.rests_on.includes(first_touch.signal),
  );
  const gone = signals.find((each) => each.id === first_touch.signal)?.gone?.why;
  if (gone === 'replaced' || (standsBehind && gone === undefined)) return;
  const next = firstTouchOf(liveSignals(standingOf(draft, world), context), draft.state);
  draft.emit({
    type: 'first_touch_moved',
    first_touch: next,
    because: `${first_touch.signal} stands behind no qualifying signal any more`,
  });
}

/** S-6: a later act becomes the first touch where a retraction left none behind it. */
export function takeFirstTouch(draft: AccountDraft, { suppressed }: World, context: Context): void {
  const { state } = draft;
  if (state.first_touch || !wasFixed(state)) return;
  const first_touch = firstTouchOf(liveSignals({ state, suppressed }, context), state);
  if (first_touch)
    draft.emit({ type: 'first_touch_moved', first_touch, because: 'no act was left behind the one before' });
}

/** A classification has fixed it: the account stands above PROSPECT, or in the review of a fast track. */
function wasFixed({ stage, review }: AccountState): boolean {
  return review !== 'NONE' || !(stage === 'PROSPECT' || stage === 'DISQUALIFIED' || stage === 'ARCHIVED');
}
