import type { Applied } from './applied.ts';
import { type AccountDraft, type Context, type DeskDraft, titled } from './command.ts';
import { openDeskTask } from './desk-tasks.ts';
import { passDuties } from './recurring.ts';
import { lapsesOn, raiseFlags } from './settle.ts';
import { type StepAhead, stepsAhead } from './steps.ts';
import { openTask } from './tasks.ts';
import { daysBetween, type Instant } from './time.ts';

/** Brings an account up to now, in the order of falling due: steps missed and escalated, criteria that lapsed by age. */
export function passAccount(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  desk: DeskDraft,
  context: Context,
): readonly Applied[] {
  if (draft.before === null) return [];
  const applied: Applied[] = [];
  const note = (kind: string, due_at: Instant) =>
    applied.push({ kind, account: draft.state.domain, due_at, noticed_at: context.now });
  for (;;) {
    const step = stepsAhead(draft.state, context).reduce<StepAhead | null>(
      (first, each) => (first === null || each.at < first.at ? each : first),
      null,
    );
    const lapse = lapsesOn({ state: draft.state, suppressed }, context);
    if (lapse !== null && lapse <= context.now && (step === null || lapse <= step.at)) {
      raiseFlags(draft, suppressed, context, lapse);
      note('criteria_lapsed', lapse);
      if (!draft.state.flags.includes('criteria_lapsed')) throw new Error(`${draft.stream} lapsed and was not flagged`);
    } else if (step !== null && step.at < context.now) {
      takeStep(draft, desk, step, context);
      note(`step_${step.kind}`, step.at);
    } else return applied;
  }
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

/** S-4: missed again and again within the days, the role's capacity is reviewed. */
function countMiss(desk: DeskDraft, role: Context['role'], at: Instant, context: Context): void {
  desk.emit({ type: 'miss_counted', role }, at);
  const { missed_needed, missed_within_days } = context.policy.alerts;
  const day = context.calendar.dateOf(at);
  const recent = desk.state.missed.filter(
    (each) => each.role === role && daysBetween(context.calendar.dateOf(each.at), day) <= missed_within_days.value,
  );
  if (recent.length >= missed_needed.value)
    openDeskTask(desk, { kind: 'capacity_review', subject: role, from: at }, context);
}

/** Brings the desk up to now: the day's post, recurring duties, weeks that closed. */
export function passDesk(desk: DeskDraft, context: Context): readonly Applied[] {
  return passDuties(desk, context);
}
