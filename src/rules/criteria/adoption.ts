import type { AccountState } from '../aggregates/account.ts';
import type { Moment } from '../command/context.ts';
import { daysBetween } from '../time/time.ts';

/** A12: missing criteria regress an adopted account only when the days for completing it are over. */
export function isNewlyAdopted(
  { adopted }: Pick<AccountState, 'adopted'>,
  { policy, calendar, today }: Pick<Moment, 'policy' | 'calendar' | 'today'>,
): boolean {
  if (!adopted) return false;
  return daysBetween(calendar.dateOf(adopted.at), today) < policy.adoption.days.value;
}
