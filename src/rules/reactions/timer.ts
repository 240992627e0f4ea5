import type { Context, Moment } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { countedSignals, type Standing } from '../criteria/engagement.ts';
import { permitsAhead } from '../sending/revoke-permits.ts';
import { holdsAhead } from '../sequences/hold-timers.ts';
import { silenceAhead } from '../sequences/silence-timers.ts';
import { stepsAhead } from '../tasks/approval-steps.ts';
import { addDays, addHours, type Instant } from '../time/time.ts';
import { needsSignal, restsOnCriteria } from './flags.ts';
import { idleTaskAhead } from './idle-tasks.ts';

/** A step is missed once its instant is over, not at it. */
export const justAfter = (at: Instant): Instant => addHours(at, 1 / 3_600_000);

/** When time alone will next change this account: a step missed or escalated, the last live signal gone, an idle task due. */
export function setTimer(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  const { state } = draft;
  const instants = [
    ...stepsAhead(state, context).map(({ at }) => justAfter(at)),
    ...holdsAhead(state, context).map(({ at }) => at),
    ...silenceAhead({ state, suppressed }, context).map(({ at }) => at),
    ...permitsAhead(state).map(({ at }) => at),
    lapsesOn({ state, suppressed }, context),
    idleTaskAhead({ state, suppressed }, context)?.at ?? null,
  ].filter((each) => each !== null);
  const next = instants.length === 0 ? null : instants.reduce((first, each) => (each < first ? each : first));
  if (next !== state.alarm) draft.emit({ type: 'alarm_set', at: next });
}

/** When age alone takes the last live signal away: the start of the day after its window (T5, L14). */
export function lapsesOn(standing: Standing, context: Moment): Instant | null {
  const { state } = standing;
  if (!restsOnCriteria(state) || !needsSignal(state) || state.flags.includes('criteria_lapsed')) return null;
  const counted = countedSignals(standing, context);
  if (counted.length === 0) return null;
  const newest = counted.reduce((latest, signal) => (signal.on > latest ? signal.on : latest), '');
  return context.calendar.startOf(addDays(newest, context.policy.engagement.window_days.value + 1));
}
