import { type AccountState, label } from '../rules/aggregates/account.ts';
import type { Task } from '../rules/aggregates/task.ts';
import type { Moment } from '../rules/command/context.ts';
import { dueSteps, duty } from '../rules/tasks/duties.ts';
import { evidenceDo, evidenceItem } from '../rules/tasks/evidence-sample.ts';
import { openTasks } from '../rules/tasks/tasks.ts';
import { oncePerObject } from '../rules/vocabulary/remembering.ts';
import { type FullTaskView, fullTaskView } from './shared.ts';

/** An account's open tasks. Those that an act of the ladder closes come first: a list without room loses its end. */
export function tasksInOrder(state: AccountState, { policy }: Moment): readonly Task[] {
  return inOrder(openTasks(state), policy);
}

const inOrder = oncePerObject((open: readonly Task[], policy: Moment['policy']): readonly Task[] => {
  const kinds = [...new Set(open.map(({ kind }) => kind))];
  const byHand = new Set(kinds.filter((kind) => (duty(kind, { policy }).tool ?? 'complete_task') === 'complete_task'));
  return [...open.filter(({ kind }) => !byHand.has(kind)), ...open.filter(({ kind }) => byHand.has(kind))];
});

/** Each with how its due time was reached. */
export function accountTasksInFull(state: AccountState, context: Moment) {
  return tasksInOrder(state, context).map((task) => ({
    ...viewAccountTask(task, state, context),
    due_steps: dueSteps(task, context),
  }));
}

/** S-7: a sample's task says where to look. */
export function viewAccountTask(task: Task, state: AccountState, context: Moment): FullTaskView {
  const of = { domain: state.domain, name: label(state) };
  const view = fullTaskView(task, of, context);
  const item = task.kind === 'evidence_sample' ? evidenceItem(state, task.subject ?? '') : undefined;
  return item ? { ...view, do: `${of.name}: ${evidenceDo(item, context)}` } : view;
}
