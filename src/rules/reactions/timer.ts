import type { Moment } from '../command/context.ts';
import { countedSignals, type Standing } from '../criteria/engagement.ts';
import { addDays, addHours, type Instant } from '../time/time.ts';
import { needsSignal, restsOnCriteria } from './flags.ts';

/** A step is missed once its instant is over, not at it. */
export const justAfter = (at: Instant): Instant => addHours(at, 1 / 3_600_000);

/** When age alone takes the last live signal away: the start of the day after its window (T5, L14). */
export function lapsesOn(standing: Standing, context: Moment): Instant | null {
  const { state } = standing;
  if (!restsOnCriteria(state) || !needsSignal(state) || state.flags.includes('criteria_lapsed')) return null;
  const counted = countedSignals(standing, context);
  if (counted.length === 0) return null;
  const newest = counted.reduce((latest, signal) => (signal.on > latest ? signal.on : latest), '');
  return context.calendar.startOf(addDays(newest, context.policy.engagement.window_days.value + 1));
}
