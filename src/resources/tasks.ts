import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { isRole, roles } from '../rules/vocabulary/roles.ts';
import { tasksView } from '../views/lists.ts';
import { page, table } from './markdown.ts';
import { resource } from './resource.ts';

export const tasks = resource({
  name: 'tasks',
  title: 'Tasks of a role',
  description: 'The open duties of one role, earliest due first.',
  uri: 'ladder://tasks/{role}',
  members: () =>
    roles.map((role) => ({ uri: `ladder://tasks/${role}`, name: `tasks-${role}`, title: `Tasks: ${role}` })),
  complete: (typed) => roles.filter((role) => role.startsWith(typed)),
  read(variable, { reader, moment }) {
    if (!isRole(variable))
      return refuse('NOT_FOUND', { found: 'that is no role', next: `name one of ${roles.join(', ')}` });
    const data = tasksView(reader, { role: variable, limit: 100 }, moment);
    if (isRefusal(data)) return data;
    const rows = data.tasks.map((task) => [
      task.overdue ? `${task.due_at} OVERDUE` : task.due_at,
      task.account,
      task.do,
      task.tool,
      task.id,
    ]);
    return {
      data: { ...data },
      markdown: page(
        `Tasks of ${variable}: ${data.tasks.length}`,
        table(['Due', 'Account', 'What', 'Tool', 'Id'], rows),
      ),
    };
  },
});
