/** Notices sent outside the program: by a webhook or by mail, each once. */

import type { Moment } from '../rules/command/context.ts';
import type { Notice, OpenTask } from '../rules/notices/due-notices.ts';
import { duty } from '../rules/tasks/duties.ts';
import { spokenTime } from '../views/spoken.ts';

/** How many notices one message holds. */
export const noticesAtMost = 40;

/** How many tasks of one notice are listed. */
const tasksAtMost = 15;

/** A message: for a program, and for people. It holds ids, companies and words of ours; no outsider's. */
export interface NoticePage {
  readonly at: string;
  readonly text: string;
  readonly notices: readonly PageNotice[];
}

interface PageNotice extends Pick<Notice, 'key' | 'kind' | 'role'> {
  readonly tasks: readonly ToldTask[];
  /** How many tasks of it are not listed. */
  readonly more?: number;
}

interface ToldTask {
  readonly id: string;
  readonly kind: string;
  readonly role: string;
  readonly do: string;
  readonly due_at: string;
  readonly overdue: boolean;
  readonly company?: string;
  readonly tool?: string;
}

export function noticePage(notices: readonly Notice[], moment: Moment): NoticePage {
  const told = notices.map(({ key, kind, role, tasks }): PageNotice => {
    const more = tasks.length - tasksAtMost;
    const listed = tasks.slice(0, tasksAtMost).map((each) => toldTask(each, moment));
    return { key, kind, role, tasks: listed, ...(more > 0 ? { more } : {}) };
  });
  return { at: moment.now, text: told.map((each) => noticeText(each, moment)).join('\n'), notices: told };
}

function toldTask({ task, company }: OpenTask, moment: Moment): ToldTask {
  const { id, kind, role, due_at } = task;
  const { do: what, tool } = duty(kind, moment);
  return {
    id,
    kind,
    role,
    do: what,
    due_at,
    overdue: due_at < moment.now,
    ...(company === null ? {} : { company }),
    ...(tool === undefined ? {} : { tool }),
  };
}

function noticeText({ kind, role, tasks, more }: PageNotice, moment: Moment): string {
  const lines = tasks.map((task) => taskText(task, moment));
  if (kind === 'due') return `${role}: ${lines.join('')}`;
  if (kind === 'escalated') return `${role}: escalated from ${tasks[0]?.role ?? 'a role'}: ${lines.join('')}`;
  const rest = more === undefined ? [] : [`  and ${more} more: session_sweep lists them`];
  const count = tasks.length + (more ?? 0);
  return [`${role}: ${count} due today or overdue`, ...lines.map((line) => `  ${line}`), ...rest].join('\n');
}

function taskText({ id, do: what, due_at, overdue, company, tool }: ToldTask, { calendar }: Moment): string {
  const about = company === undefined ? '' : `${company}: `;
  const by = `${overdue ? 'was due' : 'due'} ${spokenTime(due_at, calendar)}`;
  return `${about}${what}, ${by} (${[id, ...(tool === undefined ? [] : [tool])].join(', ')})`;
}
