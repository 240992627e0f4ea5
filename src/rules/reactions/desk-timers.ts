import type { DeskState } from '../aggregates/desk.ts';
import type { Applied } from '../aggregates/event-stamp.ts';
import { lowConversion, lowVolume } from '../alerts/thresholds.ts';
import type { Context } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import { raisePost } from '../outbox/raise-intents.ts';
import type { RecurringRule } from '../policy/policy.ts';
import { countMiss, escalatedText, type StepAhead, stepsAhead } from '../tasks/approval-steps.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { addDays, type CalendarDate, type Instant, mondayOf, quarterStart, weekOf } from '../time/time.ts';
import { remembering } from '../vocabulary/remembering.ts';
import { justAfter } from './timer.ts';

interface DeskTimer {
  readonly kind: string;
  readonly at: Instant;
  /** The instant from which on it is so. */
  readonly from: Instant;
  apply(): void;
}

/** Applies all due timers of the desk in due order (T6). */
export function applyDeskTimers(desk: DeskDraft, context: Context): readonly Applied[] {
  if (desk.state.opened_at === null) desk.emit({ type: 'desk_opened' });
  const applied: Applied[] = [];
  while (lookAgainAt(desk, context) <= context.now) {
    const next = soonest(desk, context);
    next.apply();
    applied.push({ kind: next.kind, due_at: next.at, noticed_at: context.now });
  }
  // A policy that rules since may ask for another instant than the one that was set.
  const { alarm } = desk.state;
  if (applied.length === 0 && alarm !== null && alarm <= context.now) setTimer(desk, context);
  return applied;
}

/** After everything else of a unit of work: when the desk should next be looked at. */
export function setDeskTimer(desk: DeskDraft, context: Context): void {
  if (desk.pending.length > 0) setTimer(desk, context);
}

/** The next look at a state, kept: each act that changes nothing at the desk asks for it anew. */
const lookAgain = remembering<DeskState, Instant>();

function lookAgainAt(desk: DeskDraft, context: Context): Instant {
  return lookAgain(desk.state, () => soonest(desk, context).from, [context.policy, context.calendar]);
}

function setTimer(desk: DeskDraft, context: Context): void {
  const next = lookAgainAt(desk, context);
  if (next !== desk.state.alarm) desk.emit({ type: 'alarm_set', at: next });
}

/** A week is always under way. */
function soonest(desk: DeskDraft, context: Context): DeskTimer {
  return timersAhead(desk, context).reduce((first, each) => (each.at < first.at ? each : first));
}

const due = (kind: string, at: Instant, apply: () => void): DeskTimer => ({ kind, at, from: at, apply });

function timersAhead(desk: DeskDraft, context: Context): readonly DeskTimer[] {
  const { batch } = desk.state;
  const steps = stepsAhead(desk.state, context).map((step) => ({
    ...due(`step_${step.kind}`, step.at, () => takeStep(desk, step, context)),
    from: justAfter(step.at),
  }));
  const recurring = context.policy.recurring.map((rule) => recurrence(desk, rule, context));
  return [
    ...(batch ? [due('classifications_posted', batch.closes_at, () => postBatch(desk, batch, context))] : []),
    ...recurring,
    ...steps,
    weekEnd(desk, context),
  ];
}

/** S-3, S-4: a step that concerns no account is missed and escalated as those of accounts are. */
function takeStep(desk: DeskDraft, { kind, task, at }: StepAhead, context: Context): void {
  if (kind === 'missed') {
    desk.emit({ type: 'task_missed', task: task.id }, at);
    countMiss(desk, task.role, at, context);
    return;
  }
  desk.emit({ type: 'task_escalated', task: task.id }, at);
  openDeskTask(desk, { kind: 'escalated_step', subject: task.id, from: at }, context);
  const about = task.subject ?? 'the desk';
  const text = escalatedText(about, task, context);
  const channel = context.policy.channels.updates.value;
  desk.emit({ type: 'posted', channel, text }, at);
  raisePost(desk, channel, text, at);
}

/** §4.2, S-5: one post a day for all that was classified, dated at the day's close. */
function postBatch(
  desk: DeskDraft,
  { closes_at, lines }: NonNullable<DeskState['batch']>,
  { policy, calendar }: Context,
): void {
  const channel = policy.channels.updates.value;
  const text = `Classified on ${calendar.dateOf(closes_at)}, ${lines.length} in all:\n${lines.map((line) => `- ${line}`).join('\n')}`;
  desk.emit({ type: 'batch_posted', channel, text, lines: lines.length }, closes_at);
  raisePost(desk, channel, text, closes_at);
}

/**
 * S-1: one open task at a time. The first day that was missed opens it; the days after it that passed meanwhile only
 * count as seen, so that one late sweep ends where daily ones would.
 */
function recurrence(desk: DeskDraft, rule: RecurringRule, context: Context): DeskTimer {
  const { calendar, now } = context;
  const known = desk.state.recurred[rule.kind];
  // A day that was over when time began here asks nothing of anybody.
  const opened = calendar.dateOf(calendar.endOfSameDay(desk.state.opened_at ?? now));
  const day = nextDay(rule, known ? addDays(known, 1) : opened, context);
  const apply = () => {
    const at = calendar.openOf(day);
    let latest = day;
    for (let next = day; calendar.openOf(next) <= now; next = nextDay(rule, addDays(next, 1), context)) latest = next;
    openDeskTask(desk, { kind: rule.kind, from: at }, context);
    desk.emit({ type: 'duty_recurred', kind: rule.kind, day: latest }, at);
  };
  return due(rule.kind, calendar.openOf(day), apply);
}

/** The first day from `from` on which a duty comes up. */
function nextDay({ every, weekday = 1 }: RecurringRule, from: CalendarDate, { calendar }: Context): CalendarDate {
  switch (every) {
    case 'business_day':
      return calendar.nextBusinessDay(from);
    case 'week': {
      const own = calendar.nextBusinessDay(addDays(mondayOf(from), weekday - 1));
      return own >= from ? own : calendar.nextBusinessDay(addDays(mondayOf(from), weekday + 6));
    }
    case 'quarter': {
      const own = calendar.nextBusinessDay(quarterStart(from));
      return own >= from ? own : calendar.nextBusinessDay(quarterStart(addDays(quarterStart(from), 100)));
    }
    default:
      return every satisfies never;
  }
}

/** §7, P3: when a week is over, its figures are held against the thresholds. */
function weekEnd(desk: DeskDraft, context: Context): DeskTimer {
  const { calendar, now } = context;
  const opened = calendar.dateOf(desk.state.opened_at ?? now);
  const monday = desk.state.weeks_closed ?? mondayOf(opened);
  const end = addDays(monday, 7);
  const at = calendar.startOf(end);
  const apply = () => {
    desk.emit({ type: 'week_closed', week: end }, at);
    lookAtWeek(desk, monday, at, context);
  };
  return due('week_closed', at, apply);
}

function lookAtWeek(desk: DeskDraft, monday: CalendarDate, from: Instant, context: Context): void {
  const { conversion_floor, conversion_weeks } = context.policy.alerts;
  const low = lowConversion(desk.state, weekOf(monday), conversion_weeks.value, conversion_floor.value);
  if (low) openReview(desk, { kind: 'conversion_review', subject: low, from }, context);
  const few = lowVolume(desk.state, context);
  if (few === null || few === 'not_configured') return;
  const counts = few.weeks.map(({ week, mqls }) => `${week}: ${mqls}`).join(', ');
  for (const kind of ['volume_review_cro', 'volume_review_cmo'])
    openReview(desk, { kind, subject: `${counts}, wanted ${few.threshold}`, from }, context);
}

interface Review {
  readonly kind: string;
  readonly subject: string;
  readonly from: Instant;
}

/** S-2: a run that goes on is the matter of the review that is open already; its figures are those that opened it. */
function openReview(desk: DeskDraft, review: Review, context: Context): void {
  const known = desk.state.tasks.some((task) => task.kind === review.kind && task.closed_at === undefined);
  if (!known) openDeskTask(desk, review, context);
}
