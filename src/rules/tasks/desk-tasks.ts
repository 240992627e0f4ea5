import { deskId } from '../aggregates/ids.ts';
import type { Context } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import type { Instant } from '../time/time.ts';
import { dueFrom, duty } from './duties.ts';

/** Opens a duty that concerns no single account, or leaves the open one of its kind and subject (S-1, S-2). */
export function openDeskTask(
  draft: DeskDraft,
  { kind, subject, from }: { readonly kind: string; readonly subject?: string; readonly from?: Instant },
  context: Context,
): void {
  const start = from ?? context.now;
  if (draft.state.tasks.some((task) => task.closed_at === undefined && task.kind === kind && task.subject === subject))
    return;
  const rule = duty(kind, context);
  const task = {
    id: deskId(draft, 'tsk'),
    kind,
    role: rule.role,
    clause: rule.clause,
    due_at: dueFrom(rule, start, context),
    ...(subject ? { subject } : {}),
  };
  draft.emit({ type: 'task_opened', task }, start);
}
