import type { AccountState, Signal } from '../aggregates/account.ts';
import type { Context, PolicyDay } from '../command/context.ts';
import { daysBetween, type Instant } from '../time/time.ts';
import { onceAlong } from '../vocabulary/remembering.ts';
import { countedActs, newestOf, type Standing } from './engagement.ts';

/** L9, A10: days since the later of the last engagement of somebody who counts, the entry into the stage, and a declined regression. */
export function idleDays(standing: Standing, context: PolicyDay): number {
  const { calendar, today } = context;
  return daysBetween(calendar.dateOf(idleSince(standing, context)), today);
}

export function idleSince(standing: Standing, context: Pick<Context, 'policy'>): Instant {
  return since(standing.state, newestOf(countedActs(standing, context))?.at ?? null);
}

/** The same by everybody's acts: what a row can hold, which knows neither suppression nor policy. */
export function quietSince(state: AccountState): Instant {
  return since(state, newestAct(state.signals));
}

const newestAct = onceAlong(null, (found: Instant | null, more: readonly Signal[]) => {
  let newest = found;
  for (const { is_act, gone, at } of more) if (is_act && !gone && (newest === null || at > newest)) newest = at;
  return newest;
});

/** Any act, sufficient or not, a Briefing held, a reply of types 1 to 6; opens and clicks are none (A10). */
function since({ stage_since, idle_from, deal, answered }: AccountState, act: Instant | null): Instant {
  let latest = stage_since;
  const replies = Object.values(answered ?? {}).flatMap(({ type, at, elsewhere }) =>
    type < 7 && !elsewhere ? [at] : [],
  );
  for (const at of [deal.held_at, idle_from, act, ...replies]) if (at !== null && at > latest) latest = at;
  return latest;
}
