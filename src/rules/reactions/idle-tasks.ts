import type { Context, Moment } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import type { Standing } from '../criteria/engagement.ts';
import { idleSince } from '../criteria/idleness.ts';
import { overtaken } from '../tasks/closing.ts';
import { openTask, openTasks } from '../tasks/tasks.ts';
import { addDays, type Instant } from '../time/time.ts';

const kinds = ['flag_idle_sql', 'revert_idle_mql', 'recycle'] as const;

/** A task that time alone creates: to regress an idle MQL or SQL, to recycle a lost deal after its cool-down. */
export interface IdleTask {
  readonly kind: (typeof kinds)[number];
  readonly at: Instant;
}

/** L9, L10, S-1: the idle task that is owed once its day has come; nothing while the CRO has the word, or lapsed criteria ask for the same. */
function idleTask(standing: Standing, context: Moment): IdleTask | null {
  const { state } = standing;
  const { policy, calendar } = context;
  const { stage, review, proposal, cooldown_until } = state;
  if (proposal !== null || openTasks(state, 'mend_criteria').length > 0) return null;
  const { sql_idle_days, mql_idle_days } = policy.regression;
  const idleFor = (days: number) => calendar.startOf(addDays(calendar.dateOf(idleSince(standing, context)), days));
  if (stage === 'SQL') return { kind: 'flag_idle_sql', at: idleFor(sql_idle_days.value) };
  if (review !== 'NONE') return null;
  if (stage === 'MQL') return { kind: 'revert_idle_mql', at: idleFor(mql_idle_days.value) };
  if (stage !== 'RECYCLED' || cooldown_until === null) return null;
  return { kind: 'recycle', at: calendar.startOf(cooldown_until) };
}

/** The idle task that days alone will open next, with the instant from which it is owed. */
export function idleTaskAhead(standing: Standing, context: Moment): IdleTask | null {
  const next = idleTask(standing, context);
  return next && openTasks(standing.state, next.kind).length === 0 ? next : null;
}

/** After any command: closes an idle task whose ground is gone, and opens one that the command itself made due. */
export function updateIdleTasks(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  const next = idleTask({ state: draft.state, suppressed }, context);
  const due = next && next.at <= context.now ? next : null;
  closeIdleTasks(draft, due?.kind, 'it moved, or somebody engaged');
  if (due) openTask(draft, { kind: due.kind }, context);
}

export function closeIdleTasks(
  draft: AccountDraft,
  but: IdleTask['kind'] | undefined,
  note: string,
  at?: Instant,
): void {
  for (const { id } of kinds.filter((kind) => kind !== but).flatMap((kind) => openTasks(draft.state, kind)))
    draft.emit({ type: 'task_closed', task: id, ...overtaken(note) }, at);
}
