import type { Task } from '../aggregates/task.ts';
import type { Moment } from '../command/context.ts';
import { addHours, type Instant } from '../time/time.ts';

/** When sweeps of one role last showed tasks, by their ids. */
export type ShownTasks = Readonly<Record<string, Instant>>;

/** The instant up to which due tasks may be told. */
export function noticeHorizon({ policy, calendar, now, today }: Moment): Instant {
  const ahead = addHours(now, policy.notify.value.hours);
  const closes = calendar.endOfSameDay(now);
  return calendar.dateOf(closes) === today && closes > ahead ? closes : ahead;
}

/** S-3: a task that the role's sweep showed is no news; once it falls due it is news again, until a sweep shows that. */
export function isShown({ id, due_at }: Pick<Task, 'id' | 'due_at'>, shown: ShownTasks, now: Instant): boolean {
  const at = shown[id];
  return at !== undefined && (due_at > now || at >= due_at);
}

/**
 * Of the tasks in a role's sweep those that may be told and that none of its sweeps has shown, by their ids. Who is shown
 * the look at an escalated step is shown the step.
 */
export function firstShown(
  tasks: readonly Pick<Task, 'id' | 'due_at' | 'kind' | 'subject'>[],
  shown: ShownTasks,
  moment: Moment,
): readonly string[] {
  const horizon = noticeHorizon(moment);
  const steps = tasks.flatMap(({ kind, subject = '' }) => (kind === 'escalated_step' ? [subject] : []));
  return [
    ...tasks.filter((task) => task.due_at <= horizon && !isShown(task, shown, moment.now)).map(({ id }) => id),
    ...steps.filter((id) => shown[id] === undefined),
  ];
}
