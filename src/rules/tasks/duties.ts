import type { Task } from '../aggregates/task.ts';
import type { Context, Moment } from '../command/context.ts';
import type { DutyRule } from '../policy/policy.ts';
import { buyingFilled } from '../policy/signals.ts';
import { addHours, type DueStep, type Instant, weekdaysAlone } from '../time/time.ts';

/** The rule of a duty in the policy, recurring or not. */
export type AnyDuty = Pick<DutyRule, 'role' | 'do' | 'due' | 'clause' | 'tool' | 'approval'> &
  Partial<Pick<DutyRule, 'overruled_by'>>;

export function duty(kind: string, { policy }: Pick<Context, 'policy'>): AnyDuty {
  const rule = policy.duties[kind] ?? policy.recurring.find((each) => each.kind === kind);
  if (!rule) throw new Error(`the policy names no duty ${kind}`);
  const words = buyingFilled(rule.do, policy.buying);
  return words === rule.do ? rule : { ...rule, do: words };
}

/** When a duty that starts at `from` falls due: T2, T3 or T4, as its clause counts. */
export function dueFrom(
  { due }: Pick<DutyRule, 'due'>,
  from: Instant,
  { calendar }: Pick<Context, 'calendar'>,
): Instant {
  if ('hours' in due) return addHours(from, due.hours);
  if ('same_day' in due) return calendar.endOfSameDay(from);
  return calendar.addBusinessDays(from, due.business_days);
}

/** T2: how the due time came about, step by step, from the opening on. */
export function dueSteps({ kind, opened_at: from, due_at: to }: Task, context: Moment): readonly DueStep[] {
  const { calendar } = context;
  const { due } = duty(kind, context);
  if ('business_days' in due && calendar.addBusinessDays(from, due.business_days) === to)
    return calendar.explainBusinessDays(from, due.business_days);
  if (calendar.endOfSameDay(from) === to) {
    const alone = dueAlone({ kind, opened_at: from, due_at: to }, context);
    return [{ from, to, note: `same day: the close of the business day${alone ? `; ${alone}` : ''}` }];
  }
  const note = 'hours' in due ? `${due.hours} elapsed hours` : 'brought forward when a further signal joined it';
  return [{ from, to, note }];
}

/** T1: the remark on a due time that was counted through years without a list of holidays; null where there is none. */
export function dueAlone(
  { kind, opened_at, due_at }: Pick<Task, 'kind' | 'opened_at' | 'due_at'>,
  context: Moment,
): string | null {
  if ('hours' in duty(kind, context).due) return null;
  const years = context.calendar.unlistedYears(opened_at, due_at);
  return years.length === 0 ? null : weekdaysAlone(years);
}
