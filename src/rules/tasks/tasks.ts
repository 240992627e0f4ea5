import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Task } from '../aggregates/task.ts';
import type { Context, Moment } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import type { DutyRule } from '../policy/policy.ts';
import { addHours, type DueStep, type Instant, weekdaysAlone } from '../time/time.ts';

/** What a duty of the policy says of itself, recurring or not. */
export type AnyDuty = Pick<DutyRule, 'role' | 'do' | 'due' | 'clause' | 'tool' | 'approval'>;

export function duty(kind: string, { policy }: Pick<Context, 'policy'>): AnyDuty {
  const rule = policy.duties[kind] ?? policy.recurring.find((each) => each.kind === kind);
  if (!rule) throw new Error(`the policy names no duty ${kind}`);
  return rule;
}

/** When a duty that starts at `from` falls due: T2, T3 or T4, as its clause counts. */
export function dueFrom(
  { due }: Pick<DutyRule, 'due'>,
  from: Instant,
  { calendar }: Pick<Context, 'calendar'>,
): Instant {
  if ('hours' in due) return addHours(from, due.hours);
  if ('same_day' in due) return calendar.endOfSameDay(from);
  return calendar.addBusinessDays(from, due.business_days);
}

/** T2: how the due time came about, step by step, from the opening on. */
export function dueSteps({ kind, opened_at: from, due_at: to }: Task, context: Moment): readonly DueStep[] {
  const { calendar } = context;
  const { due } = duty(kind, context);
  if ('business_days' in due && calendar.addBusinessDays(from, due.business_days) === to)
    return calendar.explainBusinessDays(from, due.business_days);
  if (calendar.endOfSameDay(from) === to) {
    const alone = dueAlone({ kind, opened_at: from, due_at: to }, context);
    return [{ from, to, note: `same day: the close of the business day${alone ? `; ${alone}` : ''}` }];
  }
  const note = 'hours' in due ? `${due.hours} elapsed hours` : 'brought forward when a further signal joined it';
  return [{ from, to, note }];
}

/** T1: what a due time counted through years without a list of holidays says of itself; null where there is none. */
export function dueAlone(
  { kind, opened_at, due_at }: Pick<Task, 'kind' | 'opened_at' | 'due_at'>,
  context: Moment,
): string | null {
  if ('hours' in duty(kind, context).due) return null;
  const years = context.calendar.unlistedYears(opened_at, due_at);
  return years.length === 0 ? null : weekdaysAlone(years);
}

export function isOpen(task: Task): boolean {
  return task.closed_at === undefined;
}

export function openTasks(state: AccountState, kind?: string): readonly Task[] {
  return state.tasks.filter((task) => isOpen(task) && (kind === undefined || task.kind === kind));
}

export interface Opening {
  readonly kind: string;
  readonly subject?: string;
  /** Another duty of the policy whose due time counts instead. */
  readonly dueAs?: string;
  readonly from?: Instant;
  readonly because?: string;
}

/** Opens a duty, or joins the open one of its kind and subject, whose due time stays the earlier (S-2). */
export function openTask(
  draft: AccountDraft,
  { kind, subject, dueAs, from, because }: Opening,
  context: Context,
): void {
  const rule = duty(kind, context);
  const start = from ?? context.now;
  const due_at = dueFrom(dueAs ? duty(dueAs, context) : rule, start, context);
  const known = openTasks(draft.state, kind).find((task) => task.subject === subject);
  if (!known) {
    const task = {
      id: mint(draft, 'tsk'),
      kind,
      role: rule.role,
      clause: rule.clause,
      due_at,
      ...(subject ? { subject } : {}),
    };
    draft.emit({ type: 'task_opened', task }, start);
  } else if (due_at < known.due_at) {
    draft.emit({ type: 'task_hastened', task: known.id, due_at, because: because ?? 'a further signal joined it' });
  }
}

export function closeTasks(draft: AccountDraft, kinds: readonly string[], note?: string): void {
  for (const task of openTasks(draft.state)) {
    if (!kinds.includes(task.kind)) continue;
    const event: AccountEvent = { type: 'task_closed', task: task.id, ...(note === undefined ? {} : { note }) };
    draft.emit(event);
  }
}

export type Minted = 'sig' | 'con' | 'fct' | 'dos' | 'tsk' | 'ovr' | 'prp' | 'int';

/** The next id on an account's stream: the account's own mark, then a running number. */
export function mint(draft: { readonly state: Pick<AccountState, 'id' | 'minted'> }, prefix: Minted): string {
  return `${prefix}_${draft.state.id.slice('acc_'.length)}_${draft.state.minted + 1}`;
}
