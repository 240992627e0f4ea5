import { titled } from '../aggregates/account.ts';
import type { Applied } from '../aggregates/event-stamp.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, DeskDraft, StreamsBeside } from '../command/world.ts';
import { applyPermitTimer, permitsAhead } from '../sending/revoke-permits.ts';
import { endHold, holdsAhead } from '../sequences/hold-timers.ts';
import { silenceAhead, takeSilence } from '../sequences/silence-timers.ts';
import { countMiss, type StepAhead, stepsAhead } from '../tasks/approval-steps.ts';
import { openTask } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';
import { raiseFlags } from './flags.ts';
import { idleTaskAhead } from './idle-tasks.ts';
import { justAfter, lapsesOn, setTimer } from './timer.ts';

interface AccountTimer {
  readonly kind: string;
  /** When it fell due, and from which instant on it is so. */
  readonly at: Instant;
  readonly from: Instant;
  apply(): void;
}

/** Brings an account up to now, one thing after another as each fell due (T6). */
export function applyAccountTimers(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  beside: StreamsBeside,
  context: Context,
): readonly Applied[] {
  if (draft.before === null) return [];
  const applied: Applied[] = [];
  for (;;) {
    const next = timersAhead(draft, suppressed, beside, context).reduce<AccountTimer | null>(
      (first, each) => (first === null || each.at < first.at ? each : first),
      null,
    );
    if (next === null || next.from > context.now) {
      // A policy that rules since may ask for another instant than the one that was set.
      if (applied.length === 0 && isOverdue(draft, context)) setTimer(draft, suppressed, context);
      return applied;
    }
    const { length } = draft.pending;
    next.apply();
    if (draft.pending.length === length)
      throw new Error(`${next.kind} of ${draft.stream} at ${next.at} changed nothing, and would be applied for ever`);
    applied.push({ kind: next.kind, account: draft.state.domain, due_at: next.at, noticed_at: context.now });
  }
}

function isOverdue({ state: { alarm } }: AccountDraft, { now }: Context): boolean {
  return alarm !== null && alarm <= now;
}

/** Criteria that lapse by age, duties that days alone bring, approval steps missed and escalated. */
function timersAhead(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  beside: StreamsBeside,
  context: Context,
): readonly AccountTimer[] {
  const { state } = draft;
  const lapse = lapsesOn({ state, suppressed }, context);
  const idle = idleTaskAhead({ state, suppressed }, context);
  const steps = stepsAhead(state, context).map((step) => ({
    kind: `step_${step.kind}`,
    at: step.at,
    from: justAfter(step.at),
    apply: () => takeStep(draft, beside.desk, step, context),
  }));
  return [
    ...mailTimersAhead(draft, suppressed, context),
    ...(lapse
      ? [{ kind: 'criteria_lapsed', at: lapse, from: lapse, apply: () => takeLapse(draft, suppressed, lapse, context) }]
      : []),
    ...(idle
      ? [
          {
            kind: idle.kind,
            at: idle.at,
            from: idle.at,
            apply: () => openTask(draft, { kind: idle.kind, from: idle.at }, context),
          },
        ]
      : []),
    ...steps,
  ];
}

/** Holds of enrolments that end, silence that grows old, permits that are over. */
function mailTimersAhead(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  context: Context,
): readonly AccountTimer[] {
  const { state } = draft;
  const due = (kind: string, at: Instant, apply: () => void): AccountTimer => ({ kind, at, from: at, apply });
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
  const text = `${titled(draft.state)}: \`${task.kind}\` of ${task.role} was due ${task.due_at} and is escalated to chief.staff.`;
  draft.emit({ type: 'posted', channel: context.policy.channels.updates.value, text }, at);
}
