import { type AccountState, label } from '../rules/aggregates/account.ts';
import type { Task } from '../rules/aggregates/task.ts';
import type { Moment } from '../rules/command/context.ts';
import { dueSteps } from '../rules/tasks/duties.ts';
import { evidenceDo, evidenceItem } from '../rules/tasks/evidence-sample.ts';
import { openTasks } from '../rules/tasks/tasks.ts';
import { type FullTaskView, fullTaskView } from './shared.ts';

/** An account's open duties. Those that an act of the ladder closes come first: a list without room loses its end. */
export function accountTasks(state: AccountState, context: Moment): readonly FullTaskView[] {
  const views = openTasks(state).map((task) => viewTask(task, state, context));
  const isByHand = ({ tool }: FullTaskView) => tool === 'complete_task';
  return [...views.filter((each) => !isByHand(each)), ...views.filter(isByHand)];
}

/** The same, each with how its due time was reached. */
export function accountTasksInFull(state: AccountState, context: Moment) {
  const known = new Map(state.tasks.map((task) => [task.id, task]));
  return accountTasks(state, context).map((view) => {
    const task = known.get(view.id);
    return { ...view, due_steps: task ? dueSteps(task, context) : [] };
  });
}

/** S-7: a sample's task says where to look. */
function viewTask(task: Task, state: AccountState, context: Moment): FullTaskView {
  const of = { domain: state.domain, name: label(state) };
  const view = fullTaskView(task, of, context);
  const item = task.kind === 'evidence_sample' ? evidenceItem(state, task.subject ?? '') : undefined;
  return item ? { ...view, do: `${of.name}: ${evidenceDo(item, context)}` } : view;
}
