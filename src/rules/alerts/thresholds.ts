/** Thresholds on weekly, monthly and quarterly figures (§7). */

import type { DeskState, Week } from '../aggregates/desk.ts';
import type { Moment } from '../command/context.ts';
import { addDays, daysBetween, monthOf, quarterOf, weekOf } from '../time/time.ts';
import { type Role, roles } from '../vocabulary/roles.ts';

/** The newest week that is over, as its ISO key; null where none is. */
function lastClosed({ weeks_closed }: DeskState): string | null {
  return weeks_closed === null ? null : weekOf(addDays(weeks_closed, -7));
}

export interface LowVolume {
  readonly threshold: number;
  /** Newest first. */
  readonly weeks: readonly { readonly week: string; readonly mqls: number }[];
}

/** §7: new MQLs below their threshold, week after week. Nobody having set one is an answer of its own (P3). */
export function lowVolume(desk: DeskState, { policy, calendar }: Moment): LowVolume | 'not_configured' | null {
  const { mql_volume, mql_volume_weeks } = policy.alerts;
  const threshold = mql_volume.value;
  if (threshold === null) return 'not_configured';
  const { weeks_closed, opened_at } = desk;
  if (weeks_closed === null || opened_at === null) return null;
  const began = weekOf(calendar.dateOf(opened_at));
  const weeks = Array.from({ length: mql_volume_weeks.value }, (_, n) => {
    const week = weekOf(addDays(weeks_closed, -7 * (n + 1)));
    return { week, mqls: desk.weeks[week]?.mqls ?? 0 };
  });
  return weeks.some(({ week, mqls }) => week < began || mqls >= threshold) ? null : { threshold, weeks };
}

/** §7: entries into SQL over dossiers decided, below the floor in each of the last weeks that had any (W1, P3). */
export function lowRate(desk: DeskState, { policy }: Moment): string | null {
  const { conversion_floor, conversion_weeks } = policy.alerts;
  const last = lastClosed(desk);
  if (last === null) return null;
  const cases = Object.entries(desk.weeks).filter(([week, { decided }]) => week <= last && decided > 0);
  const newest = cases
    .map(([week]) => week)
    .sort()
    .at(-1);
  return newest === undefined ? null : lowConversion(desk, newest, conversion_weeks.value, conversion_floor.value);
}

export interface OverrideRate {
  readonly month: string;
  readonly met: number;
  readonly overridden: number;
  readonly limit: number;
  readonly over: boolean;
}

/** §3.6, G-4: how many of the month's classifications stood on an override. */
export function overrideRate({ months }: DeskState, { policy, today }: Moment): OverrideRate {
  const month = monthOf(today);
  const { met, overridden } = months[month] ?? { met: 0, overridden: 0 };
  const limit = policy.override.rate_limit.value;
  return { month, met, overridden, limit, over: met > 0 && overridden / met > limit };
}

/** §7, S-4: approval steps missed of late, by role; those that missed none are left out. */
export function missedSteps(
  { missed }: Pick<DeskState, 'missed'>,
  { policy, calendar, today }: Pick<Moment, 'policy' | 'calendar' | 'today'>,
) {
  const { missed_within_days, missed_needed } = policy.alerts;
  const recent = missed.filter(({ at }) => daysBetween(calendar.dateOf(at), today) <= missed_within_days.value);
  const count = (role: Role) => recent.filter((each) => each.role === role).length;
  return roles
    .map((role) => ({ role, count: count(role), needed: missed_needed.value, days: missed_within_days.value }))
    .filter((each) => each.count > 0);
}

/** §7, P1: how often each criterion was disputed this quarter, the most disputed first. */
export function disputedCriteria({ disputes }: DeskState, { today }: Pick<Moment, 'today'>) {
  const quarter = quarterOf(today);
  return Object.entries(disputes)
    .filter(([key]) => key.startsWith(`${quarter} `))
    .map(([key, count]) => ({ criterion: key.slice(quarter.length + 1), quarter, count }))
    .sort((a, b) => b.count - a.count || (a.criterion < b.criterion ? -1 : 1));
}

/** Weeks without cases neither break nor extend the run; a week that closes without one decides nothing. */
export function lowConversion({ weeks }: DeskState, until: string, run: number, floor: number): string | null {
  const cases = Object.entries(weeks)
    .filter(([week, { decided }]) => week <= until && decided > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const last = cases.slice(-run);
  if (last.length < run || last.at(-1)?.[0] !== until || last.some(([, week]) => rate(week) >= floor)) return null;
  return last.map(([week, { entered, decided }]) => `${week}: ${entered} of ${decided}`).join(', ');
}

function rate({ entered, decided }: Week): number {
  return entered / decided;
}
