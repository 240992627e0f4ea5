import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import type { Standing } from '../criteria/engagement.ts';
import { archivedOn, reengagementOn } from '../criteria/silence.ts';
import { moveInTime } from '../moves/move.ts';
import { overtaken } from '../tasks/closing.ts';
import { isOpen, openTask, openTasks } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';

/** The next change that silence brings to an account. */
export interface SilenceAhead {
  readonly kind: 'propose_re_engagement' | 'archived_by_silence';
  readonly at: Instant;
}

/** C5: the change that is yet to come; a task that is open, or that was opened or done since, serves the same silence (S-2). */
export function silenceAhead(
  standing: Standing,
  context: Context | Omit<Context, 'role' | 'command'>,
): readonly SilenceAhead[] {
  const { tasks } = standing.state;
  const propose = reengagementOn(standing, context);
  const proposals = tasks.filter(({ kind }) => kind === 'propose_re_engagement');
  const isOwed = (at: Instant) =>
    !proposals.some((task) => isOpen(task) || task.opened_at >= at || (task.closed_at ?? '') >= at);
  const archive = archivedOn(standing, context);
  return [
    ...(propose !== null && isOwed(propose) ? [{ kind: 'propose_re_engagement' as const, at: propose }] : []),
    ...(archive === null ? [] : [{ kind: 'archived_by_silence' as const, at: archive }]),
  ];
}

export function takeSilence(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  { kind, at }: SilenceAhead,
  context: Context,
): void {
  if (kind === 'propose_re_engagement') openTask(draft, { kind, from: at }, context);
  else {
    const because = 're-engagement ran to its end, and nobody answered';
    moveInTime(draft, { arrow: 'archive_silent', because, evidence: [] }, { suppressed, context, at });
  }
}

/** C5: outside MQL the task to propose re-engagement rests on silence alone. */
export function closeUnsilent(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  const { state } = draft;
  if (state.stage === 'MQL' || reengagementOn({ state, suppressed }, context) !== null) return;
  for (const { id } of openTasks(state, 'propose_re_engagement'))
    draft.emit({ type: 'task_closed', task: id, ...overtaken(`it is ${state.stage}`) });
}
