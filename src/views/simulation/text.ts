import { figureName } from '../../rules/metrics/figure-name.ts';
import { figureText } from '../../rules/metrics/figure-text.ts';
import type { Calendar } from '../../rules/time/time.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import type { Check } from '../../rules/vocabulary/check.ts';
import { outcomeInWords } from '../../rules/vocabulary/outcome-words.ts';
import { boundedText } from '../bounds.ts';
import { spokenTime } from '../spoken.ts';
import type { MailsView, PointView, SimulatedView, TrajectoryView } from './simulated.ts';

/** The same for hosts that show the text alone. */
export function simulatedText(view: SimulatedView, calendar: Calendar): string {
  const { summary, base, changes, from, to, point, trajectory, mails, draft, policy } = view;
  const set = Object.entries(changes).map(([path, value]) => `${path} = ${JSON.stringify(value)}`);
  const lines = [
    summary,
    `Policy ${base.version} (${base.hash.slice(0, 12)}) with ${set.length > 0 ? set.join(', ') : 'no change'}, ${spokenTime(from, calendar)} to ${spokenTime(to, calendar)}.`,
    ...(point ? pointLines(point, calendar) : []),
    ...(trajectory ? trajectoryLines(trajectory, calendar) : []),
    ...mailLines(mails),
    ...(draft
      ? [`Ready for propose_policy_change: ${JSON.stringify(draft)}`]
      : ['Nothing differs: there is nothing to propose.']),
    `Policy ${policy.version} (${policy.status}).`,
  ];
  return boundedText(lines.join('\n'));
}

function mailLines({ would_not, would, counts, unknown, left_out }: MailsView): readonly string[] {
  const left = (left_out?.would_not ?? 0) + (left_out?.would ?? 0);
  return [
    `Mails: ${counts.would_not} that were permitted would be refused, ${counts.would} that were refused would be permitted; of ${unknown} it can't be said.`,
    ...would_not.map((each) => `- ${each.account}, ${each.permit} would be refused: ${why(each.because)}`),
    ...would.map((each) => `- ${each.account}, event ${each.refused_event} would be granted: ${why(each.because)}`),
    ...(left > 0 ? [`${left} more mails: go on with mode point and its cursor.`] : []),
  ];
}

function pointLines(point: PointView, calendar: Calendar): readonly string[] {
  const { decisions, different, not_replayable, differences, not_replayable_because = [], next_cursor } = point;
  const { not_replayable_why = [] } = point;
  return [
    `Each decision by itself: ${different} of ${decisions} different, ${not_replayable} not replayable.`,
    ...differences.map(
      ({ account, decision, event, at, was, would, because }) =>
        `- ${account}, ${decision} (event ${event}, ${spokenTime(at, calendar)}): was ${outcomeInWords(was)}, would be ${outcomeInWords(would)}: ${why(because)}`,
    ),
    ...not_replayable_why.map(
      ({ why: cause, decisions: n }) => `- ${n} of them: ${cause}${places(cause, not_replayable_because)}`,
    ),
    ...(next_cursor ? [`More of them: mode point, cursor ${next_cursor}`] : []),
  ];
}

/** The first of them on this page. */
function places(cause: string, rows: NonNullable<PointView['not_replayable_because']>): string {
  const found = rows.filter(({ why: each }) => each === cause).slice(0, 5);
  const named = found.map(({ account, event }) => `event ${event}${account ? ` at ${account}` : ''}`);
  return named.length > 0 ? ` (${named.join(', ')})` : '';
}

function trajectoryLines(walked: TrajectoryView, calendar: Calendar): readonly string[] {
  const { accounts, different, differences, unobserved, metrics, next_cursor } = walked;
  return [
    `The ladder walked again: ${different} of ${plural(accounts, 'account')} would stand elsewhere.`,
    ...differences.map(({ account, since, was, would, because }) => {
      const other = would === 'unobserved' ? 'unobserved' : `${would.stage}, review ${would.review}`;
      const cause = because.length > 0 ? `: ${why(because)}` : '';
      return `- ${account}, since ${spokenTime(since, calendar)}: ${was.stage}, review ${was.review}; would be ${other}${cause}`;
    }),
    ...unobserved.map(
      ({ account, since, question, why: cause }) =>
        `- ${account} is unobserved from ${spokenTime(since, calendar)}: ${question}, ${cause}`,
    ),
    ...weekLines(metrics),
    ...(next_cursor ? [`More of them: mode trajectory, cursor ${next_cursor}`] : []),
  ];
}

type Metric = TrajectoryView['metrics'][number];

/** A line for each week of which a figure would be another, and one for all others. */
function weekLines(metrics: readonly Metric[]): readonly string[] {
  const differ = metrics.filter(({ was, would }) => was !== would);
  const changed = new Set(differ.map(({ week }) => week));
  const rest = metrics.filter(({ week }) => !changed.has(week));
  const lines = [...changed].map((week) => {
    const told = differ.filter((each) => each.week === week).map(changeText);
    return `- ${week}: ${told.join(', ')}${mightAdd(metrics.filter((each) => each.week === week))}.`;
  });
  const [first, last] = [rest[0]?.week, rest.at(-1)?.week];
  if (first === undefined) return lines;
  const span = first === last ? first : `${first} to ${last}`;
  return [
    ...lines,
    `The figures of ${changed.size > 0 ? `all other weeks, ${span},` : span} are as they were${mightAdd(rest)}.`,
  ];
}

/** Figures that are shares. */
const shares: readonly Metric['name'][] = ['mql_to_sql', 'sql_to_briefing'];

function changeText({ name, was, would }: Metric): string {
  const unit = shares.includes(name) ? 'share' : 'count';
  return `${figureName(name)} was ${figureText(was, unit)}, would be ${figureText(would, unit)}`;
}

function mightAdd(metrics: readonly Metric[]): string {
  const most = Math.max(0, ...metrics.map(({ unobserved }) => unobserved));
  return most === 0 ? '' : `; ${most === 1 ? '1 unobserved account' : `up to ${most} unobserved accounts`} might add`;
}

function why(because: readonly Pick<Check, 'rule' | 'because'>[]): string {
  return because.map(({ rule, because: found }) => `${rule}: ${found}`).join('; ');
}
