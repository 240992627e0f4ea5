/** What falls due, told outside: which notices there are, and that each is told once. */

import type { Task } from '../aggregates/task.ts';
import type { Moment } from '../command/context.ts';
import { duty } from '../tasks/duties.ts';
import { addHours, type Instant } from '../time/time.ts';
import { type Role, roles } from '../vocabulary/roles.ts';

/** An open task, and the company that it concerns. */
export interface OpenTask {
  readonly task: Task;
  readonly company: string | null;
}

export interface Notice {
  /** Names it for ever: what was told under it is told no more. */
  readonly key: string;
  readonly kind: 'due' | 'escalated' | 'digest';
  /** Whom it is for. */
  readonly role: Role;
  readonly tasks: readonly OpenTask[];
}

/** Whoever falls this far ahead may be told. */
export function noticeHorizon({ policy, calendar, now, today }: Moment): Instant {
  const ahead = addHours(now, policy.notify.value.hours);
  const closes = calendar.endOfSameDay(now);
  return calendar.dateOf(closes) === today && closes > ahead ? closes : ahead;
}

/**
 * A duty of hours or of the same day is told by itself, and so is one that was escalated; all others of a role that are
 * due by the day's close, or overdue, are told together once a day.
 */
export function dueNotices(open: readonly OpenTask[], moment: Moment): readonly Notice[] {
  const horizon = noticeHorizon(moment);
  const due = open.filter(({ task }) => task.due_at <= horizon);
  const single = due.filter(({ task }) => isUrgent(task, moment));
  const others = due.filter((each) => !single.includes(each));
  const escalated = open.filter(({ task }) => task.escalated);
  const owing = roles.filter((role) => others.some(({ task }) => task.role === role));
  return [
    ...single.map((each) => alone('due', each, each.task.role)),
    ...escalated.map((each) => alone('escalated', each, 'chief.staff')),
    ...owing.map(
      (role): Notice => ({
        key: `digest:${role}:${moment.today}`,
        kind: 'digest',
        role,
        tasks: others.filter(({ task }) => task.role === role),
      }),
    ),
  ];
}

const alone = (kind: 'due' | 'escalated', each: OpenTask, role: Role): Notice => ({
  key: `${kind}:${each.task.id}`,
  kind,
  role,
  tasks: [each],
});

/** Recurring chores come back every day, and are nobody's surprise. */
function isUrgent({ kind }: Task, moment: Moment): boolean {
  if (!Object.hasOwn(moment.policy.duties, kind)) return false;
  const { due } = duty(kind, moment);
  return 'hours' in due || 'same_day' in due;
}
