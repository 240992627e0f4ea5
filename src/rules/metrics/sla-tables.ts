import type { DeskState } from '../aggregates/desk.ts';
import { missedSteps } from '../alerts/thresholds.ts';
import type { PolicyValues } from '../policy/policy.ts';
import type { Calendar } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import { businessHours, elapsedHours } from './business-hours.ts';
import type { Case } from './history.ts';
import type { Taking } from './ladder-figures.ts';
import { middle } from './metric.ts';
import { endingOf, isOpenLate } from './sla-figures.ts';

interface SlaTaken extends Taking {
  readonly policy: PolicyValues;
}

interface Counts {
  readonly met: number;
  readonly late: number;
  readonly withdrawn: number;
  readonly pending: number;
  readonly open_late: number;
  readonly share: number | null;
  readonly median_hours: number | null;
}

export type SlaRow = Counts & { readonly role: Role; readonly kind: string; readonly clause: string };

/** W8: the cases of the period by kind, for one role or for all: what is late and open first, then what was late. */
export function byTask(taking: SlaTaken, role: Role | undefined): readonly SlaRow[] {
  const mine = taking.history.cases.filter((each) => role === undefined || each.role === role);
  const keys = new Map(mine.map((each) => [`${each.role} ${each.kind}`, each]));
  return [...keys.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { role, kind, clause }]) => ({
      role,
      kind,
      clause,
      ...countsOf(
        mine.filter((each) => each.role === role && each.kind === kind),
        taking,
      ),
    }))
    .filter(
      (each) => each.met + each.late + each.withdrawn + each.pending + each.open_late > 0 || each.median_hours !== null,
    )
    .sort((a, b) => b.open_late - a.open_late || b.late - a.late);
}

/** The same summed. */
export function byRole(taking: SlaTaken, role: Role | undefined): readonly (Counts & { readonly role: Role })[] {
  const rows = byTask(taking, role);
  return [...new Set(rows.map((each) => each.role))].sort().map((each) => ({
    role: each,
    ...countsOf(
      taking.history.cases.filter((one) => one.role === each),
      taking,
    ),
  }));
}

function countsOf(cases: readonly Case[], taking: SlaTaken): Counts {
  const { period, until, calendar, policy } = taking;
  const ended = cases
    .filter(({ opened_at }) => opened_at < until)
    .map((each) => ({ each, ending: endingOf(each, taking) }));
  const within = (as: string) =>
    ended.filter(({ ending }) => ending.as === as && ending.at >= period.from && ending.at < period.to);
  const [met, late, withdrawn] = [within('met').length, within('late').length, within('withdrawn').length];
  const closed = ended.filter(
    ({ each, ending }) =>
      ending.as !== 'withdrawn' && each.closed !== null && each.closed.at >= period.from && each.closed.at < period.to,
  );
  return {
    met,
    late,
    withdrawn,
    pending: ended.filter(({ ending }) => ending.as === 'pending').length,
    open_late: cases.filter((each) => isOpenLate(each, taking)).length,
    share: met + late === 0 ? null : met / (met + late),
    median_hours: middle(closed.map(({ each }) => hoursOf(each, calendar, policy))),
  };
}

/** Business hours of a case; plain hours for a duty that is due in hours (T2, T4). */
function hoursOf({ kind, opened_at, closed }: Case, calendar: Calendar, policy: PolicyValues): number {
  const to = closed?.at ?? opened_at;
  const due = policy.duties[kind]?.due;
  return due && 'hours' in due ? elapsedHours(opened_at, to) : businessHours(opened_at, to, calendar);
}

/** S-4: approval steps that were late within the days before the period's end. */
export function missedApprovals(desk: DeskState, { until, policy, calendar }: SlaTaken) {
  const missed = desk.missed.filter(({ at }) => at < until);
  const found = missedSteps({ ...desk, missed }, { policy, calendar, today: calendar.dateOf(until) });
  return found.map(({ role, count, days, needed }) => ({ role, count, within_days: days, needed }));
}
