import type { AccountState, Flag } from '../aggregates/account.ts';
import type { Context, Moment } from '../command/context.ts';
import type { AccountDraft, DeskDraft } from '../command/world.ts';
import { countedSignals, counts, type Standing } from '../criteria/engagement.ts';
import { gateChecks } from '../criteria/gates.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { raiseIntents } from '../outbox/raise-intents.ts';
import { stepsAhead } from '../tasks/approval-steps.ts';
import { nobodyAsks } from '../tasks/complete-task.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { closeTasks, openTask, openTasks } from '../tasks/tasks.ts';
import { addDays, addHours, type Instant, monthOf, weekOf } from '../time/time.ts';
import { type Check, holds } from '../vocabulary/check.ts';
import type { Stage } from '../vocabulary/stages.ts';
import { closeRipened, ripensOn, settleRipening } from './idle-tasks.ts';

/**
 * What follows from any act, whichever it was: an override that lost its ground falls, flags rise and fall, figures are
 * counted, and the world outside is told. Runs once at the end of each unit of work, on each account it touched.
 */
export function settle(draft: AccountDraft, suppressed: ReadonlySet<string>, desk: DeskDraft, context: Context): void {
  if (draft.pending.length === 0 || draft.state.absorbed_into !== undefined) return;
  dropOverride(draft, context);
  raiseFlags(draft, suppressed, context);
  closeGroundless(draft, suppressed);
  settleRipening(draft, context);
  countFigures(draft, desk, context);
  raiseIntents(draft, suppressed, context);
  setAlarm(draft, suppressed, context);
}

/** A step is missed once its instant is over, not at it. */
export const justAfter = (at: Instant): Instant => addHours(at, 1 / 3_600_000);

/** When time alone will next change this account: a step missed or escalated, the last live signal gone, a duty ripe. */
function setAlarm(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  const { state } = draft;
  const instants = [
    ...stepsAhead(state, context).map(({ at }) => justAfter(at)),
    lapsesOn({ state, suppressed }, context),
    ripensOn(state, context)?.at ?? null,
  ].filter((each) => each !== null);
  const next = instants.length === 0 ? null : instants.reduce((first, each) => (each < first ? each : first));
  if (next !== state.alarm) draft.emit({ type: 'alarm_set', at: next });
}

/** G-4: an override falls when the fact that failed its gate changes, and when another gate fails. */
function dropOverride(draft: AccountDraft, context: Context): void {
  const { override } = draft.state;
  if (!override) return;
  const checks = gateChecks(draft.state, context);
  const own = checks.find((check) => check.rule === override.gate);
  const other = checks.find((check) => check.verdict === 'fail' && check.rule !== override.gate);
  if (own?.verdict !== 'warn')
    draft.emit({ type: 'override_fell', override: override.id, because: `a newer fact answers ${override.gate}` });
  else if (other) draft.emit({ type: 'override_fell', override: override.id, because: `${other.rule} fails as well` });
}

const qualified: readonly Stage[] = ['MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED'];

/** Whether the account stands where its MQL criteria must hold: from MQL until it is won, or in a review on the way there (L3, L14). */
function restsOnCriteria({ stage, review }: AccountState): boolean {
  return qualified.includes(stage) || (review !== 'NONE' && (stage === 'PROSPECT' || stage === 'RECYCLED'));
}

/** A recycled account needs no live signal until its next review (L10). */
function needsSignal({ entered_by, stage, review }: AccountState): boolean {
  return !(stage === 'MQL' && review === 'NONE' && entered_by === 'recycle');
}

interface Grounds {
  readonly holds: boolean;
  readonly because: string;
}

function flagGrounds(standing: Standing, context: Moment): Readonly<Record<Flag, Grounds>> {
  const { state } = standing;
  const criteria = criteriaChecks(standing, context);
  const gates = criteria.filter((check) => check.rule !== 'engagement_signal');
  const wanted = needsSignal(state) ? criteria : gates;
  const reachable = state.contacts.some(
    (contact) => !contact.left && !contact.erased && counts(contact, standing, context),
  );
  return {
    gates_failing: { holds: !restsOnCriteria(state) || holds(gates), because: open(gates) },
    criteria_lapsed: { holds: !restsOnCriteria(state) || holds(wanted), because: open(wanted) },
    needs_contact: {
      holds: state.contacts.length === 0 || reachable || state.stage === 'DISQUALIFIED',
      because: 'nobody is left at the account who may be written to',
    },
  };
}

function open(checks: readonly Check[]): string {
  return checks
    .filter((check) => check.verdict === 'fail' || check.verdict === 'unknown')
    .map((check) => `${check.rule}: ${check.because}`)
    .join('; ');
}

const duties: Readonly<Record<Flag, string>> = {
  gates_failing: 'mend_gates',
  criteria_lapsed: 'mend_criteria',
  needs_contact: 'find_contact',
};

/** L11, L13b, L14: nothing moves by itself; what no longer holds is flagged, with a duty, until it holds again. */
export function raiseFlags(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context, at?: Instant): void {
  const grounds = flagGrounds({ state: draft.state, suppressed }, context);
  for (const flag of ['gates_failing', 'criteria_lapsed', 'needs_contact'] as const) {
    const { holds: fine, because } = grounds[flag];
    const raised = draft.state.flags.includes(flag);
    if (!fine) {
      if (!raised) draft.emit({ type: 'flag_raised', flag, because }, at);
      if (wantsDuty(flag, draft.state, context)) {
        openTask(draft, { kind: duties[flag], ...(at ? { from: at } : {}) }, context);
        if (flag === 'criteria_lapsed') closeRipened(draft, undefined, 'its lapsed criteria ask for the same', at);
      }
    } else if (raised) {
      draft.emit({ type: 'flag_lowered', flag, because: 'it holds again, or no longer matters' });
      closeTasks(draft, [duties[flag]], 'it holds again, or no longer matters');
    }
  }
}

/** A failed gate has its own duty: lapsed criteria ask for another only where the signal is what lapsed. */
function wantsDuty(flag: Flag, state: AccountState, context: Moment): boolean {
  return flag !== 'criteria_lapsed' || holds(gateChecks(state, context));
}

/** L2: from SQL on a signal only refreshes engagement. */
const beyondClassification: readonly Stage[] = ['SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON'];

/** S-1: no duty outlives its ground, whichever act took that away: a proposal that fell, an MQL no more, a step taken. */
function closeGroundless(draft: AccountDraft, suppressed: ReadonlySet<string>): void {
  const { proposal, signals, stage } = draft.state;
  if (proposal?.change !== 'regress') closeTasks(draft, ['confirm_regression'], 'the proposal fell');
  if (proposal?.change !== 'disqualify') closeTasks(draft, ['confirm_disqualification'], 'the proposal fell');
  if (stage !== 'MQL') closeTasks(draft, ['propose_nurture', 'propose_re_engagement'], `it is ${stage}`);
  if (beyondClassification.includes(stage)) closeTasks(draft, ['classify'], `it is ${stage}`);
  if (!signals.some(({ type, gone, contact }) => type === 'E4' && !gone && !suppressed.has(contact)))
    closeTasks(draft, ['answer_briefing_request'], nobodyAsks);
  const open = openTasks(draft.state);
  for (const { id, kind, subject } of open)
    if (kind === 'escalated_step' && !open.some((step) => step.id === subject))
      draft.emit({ type: 'task_closed', task: id, note: 'the step is closed' });
}

/** W1, G-4: new MQLs, decided dossiers and entries into SQL by week; classifications on an override by month. */
function countFigures(draft: AccountDraft, desk: DeskDraft, context: Context): void {
  const week = weekOf(context.today);
  for (const { event } of draft.pending) {
    if (event.type === 'classified' && event.first_touch && event.outcome !== 'unchanged') {
      if (draft.before?.first_touch === null || draft.before === null)
        desk.emit({ type: 'week_counted', week, what: 'mqls' });
      countMonth(draft, desk, context);
    }
    if (event.type === 'sql_decided' || (event.type === 'dossier_scored' && event.dossier.outcome === 'falls_short'))
      desk.emit({ type: 'week_counted', week, what: 'decided' });
    if (event.type === 'moved' && event.to === 'SQL') desk.emit({ type: 'week_counted', week, what: 'entered' });
  }
}

/** §3.6, G-4: overrides beyond the share of the month's classifications open a review of the gates, once a month. */
function countMonth(draft: AccountDraft, desk: DeskDraft, context: Context): void {
  const month = monthOf(context.today);
  desk.emit({ type: 'month_counted', month, overridden: draft.state.override !== null });
  const { met, overridden } = desk.state.months[month] ?? { met: 0, overridden: 0 };
  if (overridden / met <= context.policy.override.rate_limit.value || desk.state.recurred.gate_calibration === month)
    return;
  desk.emit({ type: 'duty_recurred', kind: 'gate_calibration', day: month });
  openDeskTask(
    desk,
    { kind: 'gate_calibration', subject: `${month}: ${overridden} of ${met} classifications stood on an override` },
    context,
  );
}

/** When age alone takes the last live signal away: the start of the day after its window (T5, L14). */
export function lapsesOn(standing: Standing, context: Moment): Instant | null {
  const { state } = standing;
  if (!restsOnCriteria(state) || !needsSignal(state) || state.flags.includes('criteria_lapsed')) return null;
  const counted = countedSignals(standing, context);
  if (counted.length === 0) return null;
  const newest = counted.reduce((latest, signal) => (signal.on > latest ? signal.on : latest), '');
  return context.calendar.startOf(addDays(newest, context.policy.engagement.window_days.value + 1));
}
