import type { Reader } from '../ledger/port/ledger.ts';
import type { Moment } from '../rules/command/context.ts';
import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { isRole, roles } from '../rules/vocabulary/roles.ts';
import { fittingRows } from '../views/bounds.ts';
import type { FullTaskView } from '../views/shared.ts';
import { spokenTime } from '../views/spoken.ts';
import { type UrgentTask, urgentTasks } from '../views/sweep/order.ts';
import { type SweepTask, sweepTask } from '../views/sweep/tasks.ts';
import { asIs, goesOn, page, table } from './markdown.ts';
import { resource } from './resource.ts';

export const tasks = resource({
  name: 'tasks',
  title: 'Tasks of a role',
  description: 'The open duties of one role, earliest due first, then by the strength of the signal.',
  uri: 'ladder://tasks/{role}',
  pages: true,
  members: () =>
    roles.map((role) => ({ uri: `ladder://tasks/${role}`, name: `tasks-${role}`, title: `Tasks: ${role}` })),
  complete: (typed) => roles.filter((role) => role.startsWith(typed)),
  read(variable, { reader, moment }, { cursor } = {}) {
    if (!isRole(variable))
      return refuse('NOT_FOUND', { found: 'that is no role', next: `name one of ${roles.join(', ')}` });
    const listed = urgentTasks(reader, { role: variable, limit: 100, cursor }, moment);
    if (isRefusal(listed)) return listed;
    const all = listed.items.map((item) => ({ data: fullTask(item, reader, moment), item }));
    const rows = all.map(({ data: task }) => [
      `${spokenTime(task.due_at, moment.calendar)}${task.overdue ? ' OVERDUE' : ''}`,
      task.account,
      [...new Set([task.do, task.subject, reader.waitingAddress(task.id)])].filter(Boolean).join(', '),
      task.signal,
      task.tool,
      asIs(task.id),
    ]);
    const shown = fittingRows(all.map(({ data }, n) => [data, rows[n]]));
    const tasks = all.slice(0, shown).map(({ data }) => data);
    const last = listed.items[shown - 1];
    const next = last === undefined || (listed.isLast && shown === all.length) ? undefined : listed.cursorAfter(last);
    const { open, overdue } = reader.taskCount(variable, moment.now);
    return {
      data: { tasks, totals: { tasks: open, overdue }, ...(next ? { next_cursor: next } : {}) },
      markdown: page(
        `Tasks of ${variable}: ${open}, ${overdue} overdue`,
        table(['Due', 'Account', 'What', 'Signal', 'Tool', 'Id'], rows.slice(0, shown)),
        goesOn(`ladder://tasks/${variable}`, next),
      ),
    };
  },
});

function fullTask(item: UrgentTask, reader: Reader, moment: Moment): SweepTask & FullTaskView {
  const { clause, opened_at } = item.task;
  return { ...sweepTask(item, reader, moment), clause, opened_at };
}
