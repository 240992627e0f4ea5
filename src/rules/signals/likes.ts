import type { AccountState, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { type CalendarDate, daysBetween } from '../time/time.ts';
import { keptAlong } from '../vocabulary/remembering.ts';
import type { Quality } from '../vocabulary/signal-catalogue.ts';
import { acts, byTime, distinct, isBareLike, isClosed } from './acts.ts';
import { quality } from './signal-quality.ts';

type Limits = Pick<Context, 'policy'>;

/** The likes of one contact on different posts that lie within one window around a like, the like included (A4). */
export function likesAround(state: AccountState, like: Signal, { policy }: Limits): readonly Signal[] {
  const { likes_needed, likes_within_days } = policy.engagement;
  const likes = acts(state, like.contact)
    .filter((each) => isBareLike(each) && each.id !== like.id && !isBound(each, state))
    .concat(like)
    .sort(byTime);
  for (const last of likes) {
    if (last.at < like.at) continue;
    const burst = distinct(
      likes.filter((each) => each.at <= last.at && daysBetween(each.on, last.on) <= likes_within_days.value),
    );
    if (burst.length >= likes_needed.value && burst.some((each) => each.object === like.object)) return burst;
  }
  return [];
}

/** A4: the E1 of the same contact that a further like belongs to: one whose last like is within the window. */
export function joinedBy(state: AccountState, like: Signal, { policy }: Limits): Signal | undefined {
  const within = policy.engagement.likes_within_days.value;
  return standing(state).find(
    (each) => each.contact === like.contact && Math.abs(daysBetween(completedOn(each, state), like.on)) <= within,
  );
}

/** A4: enough likes on different posts within the window are one E1, filed by the like that completes them. */
export function ofLikes(
  state: AccountState,
  like: Signal,
  context: Limits,
): Quality & Pick<Signal, 'rests_on' | 'joins'> {
  const { likes_needed, likes_within_days } = context.policy.engagement;
  const days = likes_within_days.value;
  const joined = joinedBy(state, like, context);
  if (joined) {
    const because = `a further like within ${days} days of ${joined.id}, which it joins`;
    return { qualifies: false, is_act: true, because, rests_on: [like.id], joins: joined.id };
  }
  const burst = likesAround(state, like, context);
  if (burst.length >= likes_needed.value) {
    const because = `${burst.length} likes on different posts within ${days} days`;
    return { qualifies: true, is_act: true, because, rests_on: burst.map((each) => each.id) };
  }
  return {
    ...quality({ type: 'E1', interaction: 'like' }, context),
    because: `a like alone does not qualify; ${likes_needed.value} on different posts within ${days} days do`,
    rests_on: [like.id],
  };
}

/** The E1 that a like joined, while that one stands and rests on others. */
export function joinsOf(like: Signal, { signals }: Pick<AccountState, 'signals'>): string | undefined {
  const joined = like.joins === undefined ? undefined : signals.find(({ id }) => id === like.joins);
  return joined?.qualifies && !joined.gone && !joined.rests_on.includes(like.id) ? joined.id : undefined;
}

/** Enough likes that stand as one E1. */
function standing(state: AccountState): readonly Signal[] {
  return likesOf(state).filter((each) => each.qualifies && !isClosed(each, state));
}

/** Bare likes that stand. */
function likesOf({ signals }: Pick<AccountState, 'signals'>): readonly Signal[] {
  return bareLikes(signals);
}

const bareLikes = keptAlong((each: Signal) => isBareLike(each) && !each.gone);

/** The day of the like that completed an E1: likes may have been filed in any order. */
function completedOn(made: Signal, { signals }: AccountState): CalendarDate {
  return signals.reduce((last, { id, on }) => (made.rests_on.includes(id) && on > last ? on : last), made.on);
}

/** Behind an E1, or joined to one: it makes no other. */
function isBound(like: Signal, state: AccountState): boolean {
  return joinsOf(like, state) !== undefined || standing(state).some(({ rests_on }) => rests_on.includes(like.id));
}

/** One contact's likes that no E1 rests on yet: the day of the newest on each post, newest first. */
export interface LooseLikes {
  readonly contact: string;
  readonly days: readonly CalendarDate[];
}

/** A4: how near each contact's likes have come to an E1. Likes on file at a loss or a regression for idleness count no more (A5). */
export function looseLikes(state: AccountState): readonly LooseLikes[] {
  const likes = likesOf(state);
  const used = new Set(likes.flatMap((each) => (each.qualifies ? each.rests_on : [])));
  const isLoose = (each: Signal) =>
    !each.qualifies && !used.has(each.id) && joinsOf(each, state) === undefined && !isClosed(each, state);
  const newest = new Map<string, Map<string, CalendarDate>>();
  for (const like of likes.filter(isLoose)) {
    const posts = newest.get(like.contact) ?? new Map<string, CalendarDate>();
    const post = like.object ?? like.on;
    const known = posts.get(post);
    posts.set(post, known !== undefined && known > like.on ? known : like.on);
    newest.set(like.contact, posts);
  }
  return [...newest].map(([contact, posts]) => ({ contact, days: [...posts.values()].sort().reverse() }));
}
