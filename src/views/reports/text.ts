/** What a report answers, as figures and as text, one file a kind. */

import type { Metric, Traced } from '../../rules/metrics/metric.ts';
import { spelled } from '../../rules/metrics/spelled.ts';
import { addDays, type Calendar, daysBetween } from '../../rules/time/time.ts';
import { boundedText } from '../bounds.ts';
import { inWords, spokenDate, spokenTime } from '../spoken.ts';
import type { ReportView } from './report.ts';
import { reportTable, tableOf } from './table-text.ts';

export const titles: Readonly<Record<ReportView['kind'], string>> = {
  daily_check_in: 'Daily check-in',
  weekly_close: 'Weekly close',
  attribution: 'Attribution',
  sla: 'Service levels',
  scaling: 'Scaling',
  calibration: 'Calibration',
};

/** A figure as people say it. */
export function figureText(value: number | null | undefined, unit: Metric['unit']): string {
  if (value === null || value === undefined) return 'none';
  if (unit === 'share') return `${Math.round(value * 1000) / 10} %`;
  const rounded = Math.round(value * 100) / 100;
  return unit === 'count' ? String(value) : `${rounded} ${unit}`;
}

/** What a figure was counted from: its counts, how many it is the middle of. */
export function countsText({ value, numerator, denominator, n }: Metric): string {
  if (denominator !== undefined && value !== null) return `${numerator} of ${denominator}`;
  return n === undefined ? '' : `n = ${n}`;
}

/** What stands beside a figure: its parts, or why it has no value. */
export function besideText({ parts, not_measurable }: Metric): string {
  const told = Object.entries(parts ?? {}).map(([part, each]) => `${spelled(part)} ${each ?? 'none'}`);
  return [...(not_measurable ? [not_measurable.because] : []), ...told].join(', ');
}

const heads = ['figure', 'now', 'of', 'before', 'beside'] as const;

function metricRow(metric: Metric): readonly string[] {
  const { name, value, unit, before } = metric;
  const shown = value === null ? 'no value' : figureText(value, unit);
  return [
    spelled(name),
    shown,
    countsText(metric),
    before === undefined ? '' : figureText(before, unit),
    besideText(metric),
  ];
}

/** Figures as a table; counts of nothing, now and before, are named in one line, and so are parts of nothing left out. */
function figuresText(metrics: readonly Metric[]): readonly string[] {
  const isNothing = ({ unit, value, before, parts }: Metric) =>
    unit === 'count' && value === 0 && !before && parts === undefined;
  const idle = metrics.filter(isNothing).map(({ name }) => spelled(name));
  const rows = metrics.filter((each) => !isNothing(each)).map(withoutEmptyParts);
  const period = metrics.some(({ before }) => before !== undefined) ? ', as in the period before' : '';
  return [
    ...(rows.length > 0 ? ['', ...tableOf(heads, rows.map(metricRow))] : []),
    ...(idle.length > 0 ? ['', `None${period}: ${idle.join(', ')}.`] : []),
  ];
}

function withoutEmptyParts({ parts, ...metric }: Metric): Metric {
  if (!parts) return metric;
  const told = Object.entries(parts).filter(([, each]) => each !== 0 && each !== null);
  return { ...metric, parts: Object.fromEntries(told) };
}

/** Of which days a report is, since when they are known, and by which policy. */
export function periodText({ period, as_of, policy }: ReportView, calendar: Calendar): string {
  const [from, until] = [calendar.dateOf(period.from), calendar.dateOf(period.to)];
  const last = daysBetween(from, until) > 1 ? ` to ${spokenDate(addDays(until, -1))}` : '';
  const runs = period.closed ? 'over' : 'running';
  return `${spokenDate(from)}${last}, ${period.zone}, ${runs}; as of ${spokenTime(as_of, calendar)}, policy ${policy.version} (${policy.status}).`;
}

/** A row that was counted: where, by which event, in which part; a first touch by its act and day. */
function tracedText({ metric, account, event, at, in: parts, ...more }: Traced, calendar: Calendar): string {
  const { signal_type, signal, observed_on, sequence, template, value } = more;
  const act = signal && observed_on ? ` of ${spokenDate(observed_on)} (${signal})` : '';
  const told = [
    `${spelled(metric)}: ${account}`,
    `event ${event}`,
    spokenTime(at, calendar),
    parts.join(' and '),
    ...(signal_type ? [`${signal_type}${act}`] : []),
    ...[sequence, template].filter((each) => each !== undefined),
    ...(value === undefined ? [] : [String(value)]),
  ];
  return told.join(', ');
}

/** The report as Markdown, for hosts that show the text alone. */
export function reportText(view: ReportView, calendar: Calendar): string {
  const {
    kind,
    period,
    as_of,
    policy,
    remarks,
    metrics,
    restated,
    look_first,
    traced,
    traced_total,
    next_cursor,
    ...tables
  } = view;
  const looks = look_first.map(({ because }, n) => `${n + 1}. ${because}`);
  const lines = [
    `${titles[kind]} ${period.name}: ${periodText(view, calendar)}`,
    ...(remarks ?? []).map((each) => `Mind: ${each}.`),
    ...(looks.length > 0 ? ['', 'Look first at:', ...looks] : ['', 'Nothing stands out to look at first.']),
    // Of scaling the table says the same figures with their thresholds.
    ...(kind === 'scaling' ? [] : figuresText(metrics)),
    ...Object.entries(tables).flatMap(([name, table]) => reportTable(name, table, calendar)),
    ...(restated.length > 0 ? ['', '**restated**: fixed as they were, and with what was recorded since', ''] : []),
    ...restated.map(
      ({ metric, account, was, is, because }) =>
        `- ${spelled(metric)} was ${was ?? 'none'}, is ${is ?? 'none'}; ${account}: ${inWords(because, calendar)}`,
    ),
    ...(traced ? ['', `Traced, ${traced.length} of ${traced_total}:`] : []),
    ...(traced ?? []).map((each) => `- ${tracedText(each, calendar)}`),
    ...(next_cursor ? ['', `More: cursor ${next_cursor}`] : []),
  ];
  return boundedText(lines.join('\n'));
}
