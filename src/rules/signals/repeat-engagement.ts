import type { AccountState, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { daysBetween } from '../time/time.ts';

/** Acts on one object are one; acts without an object are told apart by type and day (A5). */
function actKey(signal: Signal): string {
  return signal.object ? `object:${signal.object}` : `act:${signal.type}:${signal.on}`;
}

/** Only a plain like is bare; comment, share and save are words or work (A4, A5). */
export function isBareLike(signal: Signal): boolean {
  return signal.type === 'E1' && signal.interaction === 'like';
}

/** The number at the end of an id: ids of one stream are numbered as they are given out. */
function ordinal({ id }: Signal): number {
  return Number(id.slice(id.lastIndexOf('_') + 1));
}

/** A5: acts on file at a loss, or at a regression for idleness, found nothing with later ones. */
export function isClosed(signal: Signal, { closed_acts }: Pick<AccountState, 'closed_acts'>): boolean {
  return ordinal(signal) <= closed_acts;
}

function acts(state: AccountState, contact: string): readonly Signal[] {
  return state.signals.filter(
    (signal) => signal.contact === contact && signal.is_act && !signal.gone && !isClosed(signal, state),
  );
}

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
  const since = spentRepeat(state, act, window);
  const near = acts(state, act.contact).filter(
    (other) => Math.abs(daysBetween(act.on, other.on)) <= window && ordinal(other) > since,
  );
  for (const last of [...near].sort(byTime)) {
    if (last.at < act.at) continue;
    const burst = distinct(near.filter((other) => other.at <= last.at && daysBetween(other.on, last.on) <= window));
    // A further act on an object that is counted already is no new act, and completes nothing.
    const complete =
      burst.length >= repeat_acts.value &&
      burst.includes(last) &&
      !burst.every(isBareLike) &&
      burst.some((each) => actKey(each) === actKey(act));
    if (complete && !repeats(state, last, window).some((each) => !each.spent))
      return { acts: burst, completedBy: last };
  }
  return null;
}

function byTime(a: Signal, b: Signal): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

/** One act per key: the earliest, but an act of substance rather than a bare like on the same object. */
function distinct(signals: readonly Signal[]): readonly Signal[] {
  const byKey = new Map<string, Signal>();
  for (const signal of [...signals].sort(byTime)) {
    const known = byKey.get(actKey(signal));
    if (!known || (isBareLike(known) && !isBareLike(signal))) byKey.set(actKey(signal), signal);
  }
  return [...byKey.values()].sort(byTime);
}

/** The contact's repeat engagements within a window around an act. */
function repeats(state: AccountState, act: Signal, window: number): readonly Signal[] {
  return state.signals.filter(
    (signal) =>
      signal.type === 'E8' &&
      !signal.gone &&
      signal.contact === act.contact &&
      Math.abs(daysBetween(signal.on, act.on)) <= window,
  );
}

/** A5: after a spent repeat engagement another takes two acts recorded since; 0 where none is spent. */
function spentRepeat(state: AccountState, act: Signal, window: number): number {
  return Math.max(0, ...repeats(state, act, window).map(({ spent }) => spent?.minted ?? 0));
}

/** The likes of one contact on different posts that lie within one window around a like, the like included (A4). */
export function likesAround(state: AccountState, like: Signal, { policy }: Pick<Context, 'policy'>): readonly Signal[] {
  const { likes_needed, likes_within_days } = policy.engagement;
  const likes = acts(state, like.contact).filter(isBareLike).concat(like).sort(byTime);
  for (const last of likes) {
    if (last.at < like.at) continue;
    const burst = distinct(
      likes.filter((each) => each.at <= last.at && daysBetween(each.on, last.on) <= likes_within_days.value),
    );
    if (burst.length >= likes_needed.value && burst.some((each) => each.object === like.object)) return burst;
  }
  return [];
}
