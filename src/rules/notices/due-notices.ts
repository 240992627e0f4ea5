/** Notices of tasks that fall due: which there are, and that each is told once. */

import type { Task } from '../aggregates/task.ts';
import type { Moment } from '../command/context.ts';
import { duty } from '../tasks/duties.ts';
import { type Role, roles } from '../vocabulary/roles.ts';
import { isShown, noticeHorizon, type ShownTasks } from './shown-tasks.ts';

/** An open task, and the company that it concerns. */
export interface OpenTask {
  readonly task: Task;
  readonly company: string | null;
}

export interface Notice {
  /** The name of the notice for ever: under it nothing is told a second time. */
  readonly key: string;
  readonly kind: 'due' | 'escalated' | 'digest';
  /** The role that it is for. */
  readonly role: Role;
  readonly tasks: readonly OpenTask[];
  /** A sweep of the role has shown it: it is told to nobody. */
  readonly isShown: boolean;
}

/**
 * A duty of hours or of the same day is told by itself, and so is one that was escalated; all others of a role that are
 * due by the day's close, or overdue, are told together once a day, but for those that its sweep has shown.
 */
export function dueNotices(
  open: readonly OpenTask[],
  shownTo: (role: Role) => ShownTasks,
  moment: Moment,
): readonly Notice[] {
  const shown = new Map(roles.map((role) => [role, shownTo(role)]));
  const isOwnersNews = ({ task }: OpenTask) => !isShown(task, shown.get(task.role) ?? {}, moment.now);
  const isStaffsNews = ({ task }: OpenTask) => shown.get('chief.staff')?.[task.id] === undefined;
  const horizon = noticeHorizon(moment);
  const due = open.filter(({ task }) => task.due_at <= horizon);
  const single = due.filter(({ task }) => isUrgent(task, moment));
  const others = due.filter((each) => !single.includes(each) && isOwnersNews(each));
  const escalated = open.filter(({ task }) => task.escalated);
  const owing = roles.filter((role) => others.some(({ task }) => task.role === role));
  return [
    ...single.map((each) => alone('due', each, { role: each.task.role, isShown: !isOwnersNews(each) })),
    ...escalated.map((each) => alone('escalated', each, { role: 'chief.staff', isShown: !isStaffsNews(each) })),
    ...owing.map(
      (role): Notice => ({
        key: `digest:${role}:${moment.today}`,
        kind: 'digest',
        role,
        tasks: others.filter(({ task }) => task.role === role),
        isShown: false,
      }),
    ),
  ];
}

const alone = (kind: 'due' | 'escalated', each: OpenTask, whose: Pick<Notice, 'role' | 'isShown'>): Notice => ({
  key: `${kind}:${each.task.id}`,
  kind,
  tasks: [each],
  ...whose,
});

/** Recurring chores come back every day, and are nobody's surprise. */
function isUrgent({ kind }: Task, moment: Moment): boolean {
  if (!Object.hasOwn(moment.policy.duties, kind)) return false;
  const { due } = duty(kind, moment);
  return 'hours' in due || 'same_day' in due;
}
