import { count } from '../text.ts';
import type { sweepView } from './sweep.ts';

type Swept = Pick<ReturnType<typeof sweepView>, 'tasks' | 'alerts' | 'intents'> & {
  readonly watch: readonly { readonly kind: string; readonly summary?: string; readonly tool?: string }[];
};

/** The short text block beside each answer's data: what a person would want to read first. */
export function sweepText(role: string, { tasks, alerts, watch, intents }: Swept, applied: number): string {
  const overdue = tasks.filter((task) => task.overdue).length;
  const brought = `${count(applied, 'thing')} fell due and ${applied === 1 ? 'was' : 'were'} applied`;
  const head = `${role}: ${count(tasks.length, 'open task')}, ${overdue} overdue; ${count(alerts.length, 'alert')}; ${brought}.`;
  const by = (tool: string | undefined) => (tool ? ` (${tool})` : '');
  const due = (task: Swept['tasks'][number]) => `${task.overdue ? 'OVERDUE ' : ''}${task.due_at.slice(0, 16)}Z`;
  const seen = watch.flatMap(({ summary, tool }) => (summary ? [`- watch: ${summary}${by(tool)}`] : []));
  return [
    head,
    ...alerts.slice(0, 6).map(({ summary }) => `! ${summary}`),
    ...tasks.slice(0, 10).map((task) => `- ${due(task)} ${task.do}${by(task.tool)}`),
    ...seen.slice(0, 5),
    ...(intents.length > 0 ? [`- ${count(intents.length, 'intent')} to carry out (take_intent)`] : []),
  ].join('\n');
}
