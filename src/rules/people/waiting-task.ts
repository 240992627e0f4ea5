import type { Task } from '../aggregates/task.ts';
import type { Context } from '../command/context.ts';
import type { WaitingDraft } from '../command/world.ts';
import { dueFrom, duty } from '../tasks/duties.ts';

/** A2: one task for each unmatched person, joined by their further acts; a request for the Briefing hastens it (S-2). */
export function openPlacing(
  draft: WaitingDraft,
  { isRequest = false, asksToStop = false }: { readonly isRequest?: boolean; readonly asksToStop?: boolean },
  context: Context,
): void {
  const kind = 'place_note';
  const { id, task: open } = draft.state;
  const rule = duty(kind, context);
  const pressing = isRequest ? duty('place_request', context) : duty('look_at_stop', context);
  const due_at = dueFrom(isRequest || asksToStop ? pressing : rule, context.now, context);
  if (!open) {
    const task: Omit<Task, 'opened_at'> = { id, kind, role: rule.role, clause: rule.clause, due_at, subject: id };
    draft.emit({ type: 'task_opened', task });
  } else if (due_at < open.due_at)
    draft.emit({
      type: 'task_hastened',
      task: open.id,
      due_at,
      because: isRequest ? 'they ask for the Briefing' : 'they ask to stop',
    });
}
