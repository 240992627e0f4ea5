import type { AccountState, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { daysBetween } from '../time/time.ts';
import { actKey, actsByDay, byTime, distinct, isBareLike, ordinal, repeatsByDay, withinDays } from './acts.ts';

/** The acts that make a repeat engagement, and the one among them that completed it. */
export interface Repeat {
  readonly acts: readonly Signal[];
  readonly completedBy: Signal;
}

/**
 * E8 (§3.2.1, A5): distinct acts of one contact within the window, not all of them bare likes. It is found anew on
 * each recorded act, and comes at most once per contact in a window unless the last one is spent.
 */
export function repeatEngagement(state: AccountState, act: Signal, { policy }: Pick<Context, 'policy'>): Repeat | null {
  const { repeat_acts, repeat_within_days } = policy.engagement;
  if (!act.is_act || act.gone) return null;
  const window = repeat_within_days.value;
  const near = withinDays(actsByDay(state, act.contact), act.on, window);
  const known = repeatsByDay(state, act.contact);
  for (const last of near.filter(({ at }) => at >= act.at).sort(byTime)) {
    const around = withinDays(known, last.on, window);
    // Asked before anything is counted: with an unspent one in the window no act completes another.
    if (around.some(({ spent }) => !spent)) continue;
    const since = lastSpent(around);
    const burst = distinct(near.filter((other) => ordinal(other) > since && isBefore(other, last, window)));
    // A further act on an object that is counted already is no new act, and completes nothing.
    const complete =
      burst.length >= repeat_acts.value &&
      burst.includes(last) &&
      !burst.every(isBareLike) &&
      burst.some((each) => actKey(each) === actKey(act));
    if (complete) return { acts: burst, completedBy: last };
  }
  return null;
}

/** No later than the act that would complete them, and within its window. */
function isBefore(one: Signal, last: Signal, window: number): boolean {
  return one.at <= last.at && daysBetween(one.on, last.on) <= window;
}

/** A5: after a spent repeat engagement another takes two acts recorded since; 0 where none is spent. */
export function lastSpent(around: readonly Signal[]): number {
  return Math.max(0, ...around.map(({ spent }) => spent?.minted ?? 0));
}
