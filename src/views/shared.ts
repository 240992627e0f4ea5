/** Answers that tools and resources share. */

import type { AccountRecord } from '../ledger/port/records.ts';
import { type AccountState, type Adoption, type External, flagsOf, label } from '../rules/aggregates/account.ts';
import type { Task } from '../rules/aggregates/task.ts';
import type { Moment } from '../rules/command/context.ts';
import { explain } from '../rules/explain/explain-account.ts';
import type { NextStep } from '../rules/explain/explanation.ts';
import { dueAlone, duty } from '../rules/tasks/duties.ts';
import { isOpen } from '../rules/tasks/tasks.ts';
import type { Instant } from '../rules/time/time.ts';
import type { Check } from '../rules/vocabulary/check.ts';

/** The parts of an answer that every tool and resource shapes alike: contract, Results. */
export interface AccountView {
  readonly id: string;
  readonly domain: string;
  readonly name: string;
  readonly stage: string;
  readonly review: string;
  readonly owner: string;
  readonly stage_since: Instant;
  readonly first_touch?: {
    readonly signal: string;
    readonly type: string;
    readonly at: Instant;
    readonly source: string;
  };
  readonly priority: 'normal' | 'high';
  readonly flags: readonly string[];
  /** Taken over from a list (A12). */
  readonly adopted?: Adoption;
  /** The ids of other systems (A13). */
  readonly external?: External;
  readonly next: string;
}

export interface TaskView {
  readonly id: string;
  readonly kind: string;
  readonly role: string;
  readonly account?: string;
  readonly subject?: string;
  readonly due_at: Instant;
  readonly overdue: boolean;
  readonly escalated?: true;
  readonly do: string;
  readonly tool?: string;
}

/** A task looked at closely: with its clause, and the time at which it was opened. */
export interface FullTaskView extends TaskView {
  readonly clause: string;
  readonly opened_at: Instant;
}

export function accountView({ state, suppressed }: AccountRecord, context: Moment): AccountView {
  const { next } = explain({ state, suppressed }, context);
  return { ...accountHead(state, context), next: stepText(next) };
}

export function accountHead(state: AccountState, { policy }: Moment): Omit<AccountView, 'next'> {
  return {
    id: state.id,
    domain: state.domain,
    name: label(state),
    stage: state.stage,
    review: state.review,
    owner: policy.stage_owner.value[state.stage],
    stage_since: state.stage_since,
    ...(state.first_touch ? { first_touch: state.first_touch } : {}),
    priority: state.priority,
    flags: flagsOf(state),
    ...(state.adopted ? { adopted: state.adopted } : {}),
    ...(state.external ? { external: state.external } : {}),
  };
}

/** Each way with the roles that may take it, and by which tool. */
export function stepText({ text, who, tool, otherwise }: NextStep): string {
  const own = `${who.length > 0 ? `${who.join(' or ')}: ` : ''}${text}${tool ? ` (${tool})` : ''}`;
  return otherwise ? `${own}; or ${stepText(otherwise)}` : own;
}

export function taskView(
  task: Task,
  of: { readonly domain: string; readonly name: string } | null,
  context: Moment,
): TaskView {
  const rule = duty(task.kind, context);
  const alone = dueAlone(task, context);
  const what = alone ? `${rule.do} (due ${alone})` : rule.do;
  return {
    id: task.id,
    kind: task.kind,
    role: task.role,
    ...(of ? { account: of.domain } : {}),
    ...(task.subject ? { subject: task.subject } : {}),
    due_at: task.due_at,
    overdue: isOpen(task) && task.due_at < context.now,
    ...(task.escalated ? { escalated: true } : {}),
    do: of ? `${of.name}: ${what}` : what,
    tool: rule.tool ?? 'complete_task',
  };
}

export function fullTaskView(task: Task, of: Parameters<typeof taskView>[1], context: Moment): FullTaskView {
  return { ...taskView(task, of, context), clause: task.clause, opened_at: task.opened_at };
}

const marks = { pass: '✓', fail: '✗', unknown: '?', warn: '!' };

/** One line a check: verdict first, since that is what a reader scans for. */
export function checkLine({ rule, verdict, because, clause, ruling, remedy }: Check): string {
  const mend = remedy === undefined || verdict === 'pass' ? '' : `; to mend it: ${remedy}`;
  return `${marks[verdict]} ${rule} (§${clause}${ruling ? `, ${ruling}` : ''}): ${because}${mend}`;
}
