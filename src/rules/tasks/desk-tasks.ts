import { deskId } from '../aggregates/ids.ts';
import type { Ended, Task } from '../aggregates/task.ts';
import type { Context } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import { overtaken } from './closing.ts';
import { dueFrom, duty } from './duties.ts';

interface Opening {
  readonly kind: string;
  readonly subject?: string;
  readonly from?: Instant;
  /** The role that owes it, where it isn't the duty's own. */
  readonly role?: Role;
}

/** Opens a task that concerns no single account, or leaves the open one of its kind and subject (S-1, S-2). */
export function openDeskTask(draft: DeskDraft, { kind, subject, from, role }: Opening, context: Context): void {
  const start = from ?? context.now;
  if (draft.state.tasks.some((task) => task.closed_at === undefined && task.kind === kind && task.subject === subject))
    return;
  const rule = duty(kind, context);
  const task = {
    id: deskId(draft, 'tsk'),
    kind,
    role: role ?? rule.role,
    clause: rule.clause,
    due_at: dueFrom(rule, start, context),
    ...(subject ? { subject } : {}),
  };
  draft.emit({ type: 'task_opened', task }, start);
}

/** Closes the open tasks of a kind about a subject, and with a step the look at that it was overdue (S-1, S-3). */
export function closeDeskTasks(
  draft: DeskDraft,
  { kinds, subject, ...closing }: { readonly kinds: readonly string[]; readonly subject: string } & Ended,
): void {
  for (const { id } of openOf(draft, kinds, subject)) {
    draft.emit({ type: 'task_closed', task: id, ...closing });
    for (const look of openOf(draft, ['escalated_step'], id))
      draft.emit({ type: 'task_closed', task: look.id, ...overtaken('the step is closed') });
  }
}

function openOf({ state }: DeskDraft, kinds: readonly string[], subject: string): readonly Task[] {
  return state.tasks.filter(
    (task) => task.closed_at === undefined && kinds.includes(task.kind) && task.subject === subject,
  );
}
