import { titled } from '../aggregates/account.ts';
import type { Applied } from '../aggregates/event-stamp.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, DeskDraft, StreamsBeside } from '../command/world.ts';
import { applyPermitTimer, permitsAhead } from '../sending/revoke-permits.ts';
import { endHold, holdsAhead } from '../sequences/hold-timers.ts';
import { silenceAhead, takeSilence } from '../sequences/silence-timers.ts';
import { countMiss, escalatedText, type StepAhead, stepsAhead } from '../tasks/approval-steps.ts';
import { openTask } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';
import { raiseFlags } from './flags.ts';
import { idleTaskAhead } from './idle-tasks.ts';
import { justAfter, lapsesOn } from './timer.ts';

interface AccountTimer {
  readonly kind: string;
  /** When it fell due, and from which instant on it is so. */
  readonly at: Instant;
  readonly from: Instant;
  apply(beside: StreamsBeside): void;
}

/** Applies the due timers of an account in the order in which they fell due, up to now (T6). */
export function applyAccountTimers(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  beside: StreamsBeside,
  context: Context,
): readonly Applied[] {
  if (draft.before === null) return [];
  const applied: Applied[] = [];
  for (;;) {
    const next = timersAhead(draft, suppressed, context).reduce<AccountTimer | null>(
      (first, each) => (first === null || each.at < first.at ? each : first),
      null,
    );
    if (next === null || next.from > context.now) {
      // A policy that rules since may ask for another instant than the one that was set.
      if (applied.length === 0 && isOverdue(draft, context)) setTimer(draft, suppressed, context);
      return applied;
    }
    const { length } = draft.pending;
    next.apply(beside);
    if (draft.pending.length === length)
      throw new Error(`${next.kind} of ${draft.stream} at ${next.at} changed nothing, and would be applied for ever`);
    applied.push({ kind: next.kind, account: draft.state.domain, due_at: next.at, noticed_at: context.now });
  }
}

function isOverdue({ state: { alarm } }: AccountDraft, { now }: Context): boolean {
  return alarm !== null && alarm <= now;
}

/** When time alone will next change this account. */
export function setTimer(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  const next = timersAhead(draft, suppressed, context).reduce<Instant | null>(
    (soonest, { from }) => (soonest === null || from < soonest ? from : soonest),
    null,
  );
  if (next !== draft.state.alarm) draft.emit({ type: 'alarm_set', at: next });
}

const due = (kind: string, at: Instant, apply: AccountTimer['apply']): AccountTimer => ({ kind, at, from: at, apply });

/** Timers of an account: criteria that lapse by age, tasks that time alone creates, approval steps missed and escalated. */
function timersAhead(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): readonly AccountTimer[] {
  const { state } = draft;
  const lapse = lapsesOn({ state, suppressed }, context);
  const idle = idleTaskAhead({ state, suppressed }, context);
  return [
    ...mailTimersAhead(draft, suppressed, context),
    ...(lapse ? [due('criteria_lapsed', lapse, () => takeLapse(draft, suppressed, lapse, context))] : []),
    ...(idle ? [due(idle.kind, idle.at, () => openTask(draft, { kind: idle.kind, from: idle.at }, context))] : []),
    ...stepsAhead(state, context).map((step) => ({
      ...due(`step_${step.kind}`, step.at, ({ desk }) => takeStep(draft, desk, step, context)),
      from: justAfter(step.at),
    })),
  ];
}

/** Holds of enrolments that end, silence that grows old, permits that are over. */
function mailTimersAhead(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  context: Context,
): readonly AccountTimer[] {
  const { state } = draft;
  return [
    ...holdsAhead(state, context).map((hold) => due('enrolment_resumed', hold.at, () => endHold(draft, hold))),
    ...silenceAhead({ state, suppressed }, context).map((each) =>
      due(each.kind, each.at, () => takeSilence(draft, suppressed, each, context)),
    ),
    ...permitsAhead(state).map((ahead) => due(ahead.kind, ahead.at, () => applyPermitTimer(draft, ahead))),
  ];
}

function takeLapse(draft: AccountDraft, suppressed: ReadonlySet<string>, at: Instant, context: Context): void {
  // As it stood then, however late it is noticed.
  raiseFlags(draft, suppressed, { ...context, now: at, today: context.calendar.dateOf(at) }, at);
  if (!draft.state.flags.includes('criteria_lapsed')) throw new Error(`${draft.stream} lapsed and was not flagged`);
}

function takeStep(draft: AccountDraft, desk: DeskDraft, { kind, task, at }: StepAhead, context: Context): void {
  if (kind === 'missed') {
    draft.emit({ type: 'task_missed', task: task.id }, at);
    countMiss(desk, task.role, at, context);
    return;
  }
  draft.emit({ type: 'task_escalated', task: task.id }, at);
  openTask(draft, { kind: 'escalated_step', subject: task.id, from: at }, context);
  const text = escalatedText(titled(draft.state), task, context);
  draft.emit({ type: 'posted', channel: context.policy.channels.updates.value, text }, at);
}
