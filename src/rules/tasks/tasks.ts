/** Duties of the policy and the tasks that they open: due times, joins, approval steps, complete_task, samples of evidence (S-1 to S-4, S-7). */

import type { AccountState } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Ended, Task } from '../aggregates/task.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import type { Instant } from '../time/time.ts';
import { oncePerObject } from '../vocabulary/remembering.ts';
import type { Role } from '../vocabulary/roles.ts';
import { dueFrom, duty } from './duties.ts';

export function isOpen(task: Task): boolean {
  return task.closed_at === undefined;
}

export function openTasks(state: AccountState, kind?: string): readonly Task[] {
  const open = openAmong(state.tasks);
  return kind === undefined ? open : open.filter((task) => task.kind === kind);
}

const openAmong = oncePerObject((tasks: readonly Task[]) => tasks.filter(isOpen));

export interface TaskOpening {
  readonly kind: string;
  readonly subject?: string;
  /** Another duty of the policy whose due time counts instead. */
  readonly dueAs?: string;
  readonly from?: Instant;
  /** When it is due, where no rule of the policy says. */
  readonly dueAt?: Instant;
  readonly because?: string;
  /** The role that owes it, where it isn't the duty's own. */
  readonly role?: Role;
  readonly evidence?: Task['evidence'];
}

/** Opens a task, or joins the open one of its kind and subject, whose due time stays the earlier (S-2). */
export function openTask(
  draft: AccountDraft,
  { kind, subject, dueAs, from, dueAt, because, role, evidence }: TaskOpening,
  context: Context,
): void {
  const rule = duty(kind, context);
  const start = from ?? context.now;
  const due_at = dueAt ?? dueFrom(dueAs ? duty(dueAs, context) : rule, start, context);
  const known = openTasks(draft.state, kind).find((task) => task.subject === subject);
  if (!known) {
    const task = {
      id: mint(draft, 'tsk'),
      kind,
      role: role ?? rule.role,
      clause: rule.clause,
      due_at,
      ...(subject ? { subject } : {}),
      ...(evidence ? { evidence } : {}),
    };
    draft.emit({ type: 'task_opened', task }, start);
  } else if (due_at < known.due_at) {
    draft.emit({ type: 'task_hastened', task: known.id, due_at, because: because ?? 'a further signal joined it' });
  }
}

export function closeTasks(draft: AccountDraft, kinds: readonly string[], closing: Ended = {}): void {
  for (const { id, kind } of openTasks(draft.state))
    if (kinds.includes(kind)) draft.emit({ type: 'task_closed', task: id, ...closing });
}
