import type { Ledger } from '../../ledger/port/ledger.ts';
import { cursorOf } from '../../ledger/port/paging.ts';
import { isMapping } from '../../policy/tree.ts';
import type { PolicyChanges } from '../../rules/aggregates/policy-change.ts';
import type { MailDifferences, PointOutcome, Simulated, Trajectory } from '../../rules/simulation/outcomes.ts';
import { addHours, type Instant } from '../../rules/time/time.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import type { Check } from '../../rules/vocabulary/check.ts';
import { room } from '../../rules/vocabulary/limits.ts';
import { invalid, isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import { type OnProgress, type Ran, runSimulation } from './run.ts';
import { millisecond, type modes, type Over, periodOf, type SimulationRequest, startOf } from './simulation-request.ts';

type Brief = Pick<Check, 'rule' | 'clause' | 'verdict' | 'because' | 'basis'>;

/** A list of differences as it is told: each with its checks, whole or brief. */
type DifferenceView<Row> = Omit<Row, 'because'> & { readonly because: readonly (Check | Brief)[] };

export interface PointView extends Omit<PointOutcome, 'differences' | 'unreplayable'> {
  readonly different: number;
  readonly not_replayable: number;
  readonly differences: readonly DifferenceView<PointOutcome['differences'][number]>[];
  readonly not_replayable_because?: PointOutcome['unreplayable'];
  /** Each reason once, with how many decisions it holds for. */
  readonly not_replayable_why?: readonly { readonly why: string; readonly decisions: number }[];
  readonly next_cursor?: string;
}

export interface TrajectoryView extends Omit<Trajectory, 'differences'> {
  readonly different: number;
  readonly differences: readonly DifferenceView<Trajectory['differences'][number]>[];
  readonly next_cursor?: string;
}

export interface MailsView {
  readonly would_not: readonly DifferenceView<MailDifferences['would_not'][number]>[];
  readonly would: readonly DifferenceView<MailDifferences['would'][number]>[];
  /** All of them, on whatever page. */
  readonly counts: Readonly<Record<'would_not' | 'would', number>>;
  readonly unknown: number;
  readonly unknown_because?: MailDifferences['unknown'];
  /** By list; the cursor of point goes on in them. */
  readonly left_out?: Readonly<Record<'would_not' | 'would' | 'unknown_because', number>>;
}

export interface SimulatedView extends Readonly<Record<string, unknown>> {
  readonly outcome: 'simulated';
  readonly summary: string;
  readonly base: Ran['base'];
  readonly changes: PolicyChanges;
  readonly from: Instant;
  readonly to: Instant;
  readonly point?: PointView;
  readonly trajectory?: TrajectoryView;
  readonly mails: MailsView;
  readonly draft?: { readonly changes: PolicyChanges; readonly why: string };
  readonly policy: { readonly version: string; readonly status: string };
}

/** P4: decisions that would have been other ones, and the stages that accounts would have. */
export async function simulatedView(
  asked: SimulationRequest,
  ledger: Pick<Ledger, 'read'>,
  onProgress: OnProgress,
): Promise<SimulatedView | Refusal> {
  const { mode = 'both', changes } = asked;
  if (!isMapping(changes)) return invalid('changes', changes, 'values by path');
  const start = startOf(asked, mode);
  if (typeof start !== 'number') return start;
  const read = await ledger.read((_, moment) => {
    const over = periodOf(asked, moment);
    return isRefusal(over) ? over : { over, policy: { version: moment.policy.version, status: moment.policy.status } };
  });
  if (isRefusal(read)) return read;
  const { over, policy } = read;
  const ran = await runSimulation({ changes, ...over, trajectory: mode !== 'point' }, ledger, onProgress);
  if (isRefusal(ran)) return ran;
  return fitted({ asked, changes, mode, start, over, ran, policy });
}

interface Making {
  readonly asked: SimulationRequest;
  readonly changes: PolicyChanges;
  readonly mode: (typeof modes)[number];
  readonly start: number;
  readonly over: Over;
  readonly ran: Ran;
  readonly policy: SimulatedView['policy'];
}

/** As many rows as the answer has room for. */
function fitted(making: Making): SimulatedView {
  for (let limit = making.asked.limit ?? 20; ; limit = Math.floor(limit / 2)) {
    const view = viewOf(making, limit);
    if (limit <= 1 || JSON.stringify(view).length <= room.answer - room.afterPage) return view;
  }
}

function viewOf(making: Making, limit: number): SimulatedView {
  const { changes, mode, over, ran, policy } = making;
  const { point, trajectory, mails } = ran.simulated;
  const summary = summaryOf(ran.simulated, mode);
  const differs = (mode !== 'trajectory' && point.differences.length > 0) || (trajectory?.differences.length ?? 0) > 0;
  return {
    outcome: 'simulated',
    summary,
    base: ran.base,
    changes,
    from: over.from,
    to: addHours(over.until, -millisecond),
    ...(mode === 'trajectory' ? {} : { point: pointView(point, making, limit) }),
    ...(trajectory ? { trajectory: trajectoryView(trajectory, making, limit) } : {}),
    mails: mailsView(mails, making, limit),
    ...(differs ? { draft: { changes, why: `Simulated over what is on record: ${summary}` } } : {}),
    policy,
  };
}

/** The same pages as those of point, for each is one of its decisions. */
function mailsView(mails: MailDifferences, { asked, mode, start }: Making, limit: number): MailsView {
  const from = mode === 'point' ? start : 0;
  const end = from + limit;
  const unknown = mails.unknown.slice(from, end);
  const left = {
    would_not: Math.max(0, mails.would_not.length - end),
    would: Math.max(0, mails.would.length - end),
    unknown_because: Math.max(0, mails.unknown.length - end),
  };
  return {
    would_not: mails.would_not.slice(from, end).map((each) => brief(each, asked)),
    would: mails.would.slice(from, end).map((each) => brief(each, asked)),
    counts: { would_not: mails.would_not.length, would: mails.would.length },
    unknown: mails.unknown.length,
    ...(unknown.length > 0 ? { unknown_because: unknown } : {}),
    ...(Object.values(left).some((n) => n > 0) ? { left_out: left } : {}),
  };
}

function pointView(
  { decisions, differences, unreplayable }: PointOutcome,
  { asked, start }: Making,
  limit: number,
): PointView {
  const because = unreplayable.slice(start, start + limit);
  return {
    decisions,
    different: differences.length,
    not_replayable: unreplayable.length,
    differences: differences.slice(start, start + limit).map((each) => brief(each, asked)),
    ...(unreplayable.length > 0 ? { not_replayable_why: reasons(unreplayable) } : {}),
    ...(because.length > 0 ? { not_replayable_because: because } : {}),
    ...goingOn('point', start + limit, [differences, unreplayable]),
  };
}

function reasons(unreplayable: PointOutcome['unreplayable']): NonNullable<PointView['not_replayable_why']> {
  const counts = new Map<string, number>();
  for (const { why } of unreplayable) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, decisions]) => ({ why, decisions }));
}

/** Figures of as many weeks as rows. */
const figures = 5;

function trajectoryView(
  { accounts, differences, unobserved, metrics }: Trajectory,
  { asked, start }: Making,
  limit: number,
): TrajectoryView {
  const end = start + limit;
  return {
    accounts,
    different: movedIn(differences),
    differences: differences.slice(start, end).map((each) => brief(each, asked)),
    unobserved: unobserved.slice(start, end),
    metrics: metrics.slice(figures * start, figures * end),
    ...goingOn('trajectory', end, [differences, unobserved, { length: metrics.length / figures }]),
  };
}

/** P4: an account of which nobody can say is never counted as moved. */
const movedIn = (differences: Trajectory['differences']): number =>
  differences.filter(({ would }) => would !== 'unobserved').length;

function goingOn(mode: string, next: number, lists: readonly { readonly length: number }[]) {
  return lists.some(({ length }) => length > next) ? { next_cursor: cursorOf([mode, next]) } : {};
}

/** Checks that a concise answer gives of each difference. */
const checksTold = 3;

function brief<Row extends { readonly because: readonly Check[] }>(
  row: Row,
  { detail }: SimulationRequest,
): DifferenceView<Row> {
  if (detail === 'full') return row;
  const because = row.because
    .slice(0, checksTold)
    .map(({ rule, clause, verdict, because: found, basis }) => ({ rule, clause, verdict, because: found, basis }));
  return { ...row, because };
}

function summaryOf({ point, trajectory }: Simulated, mode: Making['mode']): string {
  const { decisions, differences, unreplayable } = point;
  const gone = unreplayable.length > 0 ? `, ${unreplayable.length} can't be taken again` : '';
  const single = `${differences.length} of ${plural(decisions, 'decision')} would have been different${gone}`;
  if (!trajectory) return `${single}.`;
  const { accounts, unobserved } = trajectory;
  const moved = movedIn(trajectory.differences);
  const walked = `walked again, ${moved} of ${plural(accounts, 'account')} would stand elsewhere, and of ${unobserved.length} nobody can say`;
  return mode === 'both' ? `${single}; ${walked}.` : `${walked[0]?.toUpperCase()}${walked.slice(1)}.`;
}
