import type { AccountState } from '../aggregates/account.ts';
import type { Task } from '../aggregates/task.ts';
import type { Moment } from '../command/context.ts';
import { addHours, type Instant } from '../time/time.ts';
import { duty } from './duties.ts';
import { isOpen } from './tasks.ts';

/** What the passing of time will make of an approval step that stays open. */
export interface StepAhead {
  readonly kind: 'missed' | 'escalated';
  readonly task: Task;
  readonly at: Instant;
}

/** S-3, S-4: an open approval step is missed at its due time, and escalates at the later of that and its hours. */
export function stepsAhead(state: AccountState, context: Moment): readonly StepAhead[] {
  return state.tasks.flatMap((task): readonly StepAhead[] => {
    if (!isOpen(task) || duty(task.kind, context).approval !== true) return [];
    const hours = addHours(task.opened_at, context.policy.escalation_hours.value);
    const escalates = hours > task.due_at ? hours : task.due_at;
    return [
      ...(task.missed ? [] : [{ kind: 'missed' as const, task, at: task.due_at }]),
      ...(task.escalated ? [] : [{ kind: 'escalated' as const, task, at: escalates }]),
    ];
  });
}
