import type { Task } from '../aggregates/task.ts';
import type { Context, Moment } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import { addDays, addHours, type Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import { openDeskTask } from './desk-tasks.ts';
import { duty } from './duties.ts';
import { isOpen } from './tasks.ts';

/** The next change that time makes to an open approval step. */
export interface StepAhead {
  readonly kind: 'missed' | 'escalated';
  readonly task: Task;
  readonly at: Instant;
}

/** S-3, S-4: an open approval step is missed at its due time, and escalates at the later of that and its hours. */
export function stepsAhead(state: { readonly tasks: readonly Task[] }, context: Moment): readonly StepAhead[] {
  return state.tasks.flatMap((task): readonly StepAhead[] => {
    if (!isOpen(task) || context.policy.duties[task.kind]?.approval !== true) return [];
    if (task.missed && task.escalated) return [];
    const hours = addHours(task.opened_at, context.policy.escalation_hours.value);
    const escalates = hours > task.due_at ? hours : task.due_at;
    return [
      ...(task.missed ? [] : [{ kind: 'missed' as const, task, at: task.due_at }]),
      ...(task.escalated ? [] : [{ kind: 'escalated' as const, task, at: escalates }]),
    ];
  });
}

/** S-3: the post of a step that escalates, in words and the policy's zone. */
export function escalatedText(about: string, { kind, role, due_at }: Task, context: Context): string {
  const { calendar } = context;
  const since = `${calendar.dateOf(due_at)}, ${calendar.timeOf(due_at)}`;
  return `${about}: overdue since ${since}, and escalated to chief.staff: ${role} is to ${duty(kind, context).do}.`;
}

/** S-4: missed again and again within the days, the role's capacity is reviewed. */
export function countMiss(desk: DeskDraft, role: Role, at: Instant, context: Context): void {
  desk.emit({ type: 'miss_counted', role }, at);
  const { missed_needed, missed_within_days } = context.policy.alerts;
  const since = context.calendar.startOf(addDays(context.calendar.dateOf(at), -missed_within_days.value));
  if (missesOf(role, desk.state.missed, since) >= missed_needed.value)
    openDeskTask(desk, { kind: 'capacity_review', subject: role, from: at }, context);
}

/** Looked through at each miss of thousands: by instants, and without a list. */
function missesOf(role: Role, missed: DeskDraft['state']['missed'], since: Instant): number {
  let count = 0;
  for (const each of missed) if (each.role === role && each.at >= since) count += 1;
  return count;
}
