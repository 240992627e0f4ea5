import type { Signal } from '../aggregates/account.ts';
import { credit, weightOf } from '../criteria/attribution-credit.ts';
import { qualifyingSignals, type Standing } from '../criteria/engagement.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { type CalendarDate, daysBetween } from '../time/time.ts';
import type { Influence, Touch } from './history.ts';

interface Day {
  readonly policy: PolicyValues;
  readonly today: CalendarDate;
}

/** W6: the qualifying signals that are live, with the acts behind each and their credit by that day (A8). */
export function touchesOf(standing: Standing, day: Day): readonly Touch[] {
  const byId = new Map(standing.state.signals.map((signal) => [signal.id, signal]));
  const actsOf = ({ rests_on }: Signal) =>
    rests_on.flatMap((id) => {
      const act = byId.get(id);
      return act && !act.gone
        ? [
            {
              id,
              type: act.type,
              credit: credit(daysBetween(act.on, day.today), day.policy) * weightOf(act.type, day.policy),
              observed_at: act.observed_at,
            },
          ]
        : [];
    });
  const window = day.policy.engagement.window_days.value;
  return qualifyingSignals(standing, day)
    .filter(({ on }) => daysBetween(on, day.today) <= window)
    .map((signal) => ({ signal: signal.id, type: signal.type, acts: actsOf(signal) }));
}

/** W7: signals by which marketing came before an entry into SQL, young enough by that day; those of suppressed people muted. */
export function influencesOf(standing: Standing, day: Day): readonly Influence[] {
  const heard = new Set(marketingOf(standing, day).map(({ id }) => id));
  return marketingOf({ ...standing, suppressed: new Set() }, day).map(({ id, contact }) => ({
    signal: id,
    contact,
    muted: !heard.has(id),
    voided_at: null,
    retracted_at: null,
  }));
}

function marketingOf(standing: Standing, { policy, today }: Day): readonly Signal[] {
  const listed: readonly string[] = policy.reports.marketing_signals.value;
  const byId = new Map(standing.state.signals.map((signal) => [signal.id, signal]));
  const isMarketing = ({ type, rests_on }: Signal) =>
    listed.includes(type) || (type === 'E8' && rests_on.some((id) => listed.includes(byId.get(id)?.type ?? '')));
  return qualifyingSignals({ ...standing, state: { ...standing.state, entry_floor: null } }, { policy }).filter(
    (signal) => isMarketing(signal) && daysBetween(signal.on, today) <= policy.engagement.window_days.value,
  );
}
