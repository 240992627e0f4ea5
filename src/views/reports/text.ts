/** Reports as figures and as text, one file a kind. */

import { figureName } from '../../rules/metrics/figure-name.ts';
import { apartText, figureText } from '../../rules/metrics/figure-text.ts';
import type { Metric, Traced } from '../../rules/metrics/metric.ts';
import type { Restated } from '../../rules/metrics/restated-figures.ts';
import { addDays, type Calendar, daysBetween } from '../../rules/time/time.ts';
import { boundedText } from '../bounds.ts';
import { inWords, spokenDate, spokenTime } from '../spoken.ts';
import type { ReportView } from './report-view.ts';
import { reportTables, tableOf } from './table-text.ts';
import { type Block, inFull, onOneScreen } from './text-blocks.ts';

export const titles: Readonly<Record<ReportView['kind'], string>> = {
  daily_check_in: 'Daily check-in',
  weekly_close: 'Weekly close',
  attribution: 'Attribution',
  sla: 'Service levels',
  scaling: 'Scaling',
  calibration: 'Calibration',
};

/** The counts behind a figure, or how many it is the middle of. */
export function countsText({ value, numerator, denominator, n }: Metric): string {
  if (denominator !== undefined && value !== null) return `${numerator} of ${denominator}`;
  return n === undefined ? '' : `n = ${n}`;
}

/** The words beside a figure: its parts, or why it has no value. */
export function besideText({ parts, not_measurable }: Metric): string {
  const told = Object.entries(parts ?? {}).map(([part, each]) => `${figureName(part)} ${each ?? 'none'}`);
  return [...(not_measurable ? [not_measurable.because] : []), ...told].join(', ');
}

const heads = ['figure', 'now', 'of', 'before', 'beside'] as const;

function metricRow(metric: Metric): readonly string[] {
  const { name, value, unit, before } = metric;
  const shown = value === null ? 'no value' : figureText(value, unit);
  return [
    figureName(name),
    shown,
    countsText(metric),
    before === undefined ? '' : figureText(before, unit),
    besideText(metric),
  ];
}

/** Figures as a table; counts of nothing, now and before, are named in one line, and so are parts of nothing left out. */
function figuresBlock(metrics: readonly Metric[]): Block {
  const isNothing = ({ unit, value, before, parts }: Metric) =>
    unit === 'count' && value === 0 && !before && parts === undefined;
  const idle = metrics.filter(isNothing).map(({ name }) => figureName(name));
  const told = metrics.filter((each) => !isNothing(each)).map(withoutEmptyParts);
  const period = metrics.some(({ before }) => before !== undefined) ? ', as in the period before' : '';
  const [head = '', under = '', ...rows] = tableOf(heads, told.map(metricRow));
  return {
    lead: told.length > 0 ? ['', head, under] : [],
    rows,
    end: idle.length > 0 ? `None${period}: ${idle.join(', ')}.` : undefined,
    gives: false,
  };
}

function withoutEmptyParts({ parts, ...metric }: Metric): Metric {
  if (!parts) return metric;
  const told = Object.entries(parts).filter(([, each]) => each !== 0 && each !== null);
  return { ...metric, parts: Object.fromEntries(told) };
}

/** The days of a report, since when they are known, and its policy. */
export function periodText({ period, as_of, policy }: ReportView, calendar: Calendar): string {
  const [from, until] = [calendar.dateOf(period.from), calendar.dateOf(period.to)];
  const last = daysBetween(from, until) > 1 ? ` to ${spokenDate(addDays(until, -1))}` : '';
  const runs = period.closed ? 'over' : 'running';
  return `${spokenDate(from)}${last}, ${period.zone}, ${runs}; as of ${spokenTime(as_of, calendar)}, policy ${policy.version} (${policy.status}).`;
}

/** A row that was counted: where, by which event, in which part; a first touch by its act and day. */
export function tracedText({ metric, account, event, at, in: parts, ...more }: Traced, calendar: Calendar): string {
  const { signal_type, signal, observed_on, sequence, template, value } = more;
  const act = signal && observed_on ? ` of ${spokenDate(observed_on)} (${signal})` : '';
  const told = [
    `${figureName(metric)}: ${account}`,
    `event ${event}`,
    spokenTime(at, calendar),
    parts.join(' and '),
    ...(signal_type ? [`${signal_type}${act}`] : []),
    ...[sequence, template].filter((each) => each !== undefined),
    ...(value === undefined ? [] : [String(value)]),
  ];
  return told.join(', ');
}

/** The value of a figure when it was fixed, and now. */
export function restatedText({ was, is, metric }: Restated, metrics: readonly Metric[]): readonly [string, string] {
  const unit = metrics.find(({ name }) => name === metric)?.unit ?? 'count';
  return was === null || is === null || was === is
    ? [figureText(was, unit), figureText(is, unit)]
    : apartText(was, is, unit);
}

function restatedBlock({ restated, metrics }: ReportView, calendar: Calendar): Block {
  const rows = restated.map((each) => {
    const [was, is] = restatedText(each, metrics);
    return `- ${figureName(each.metric)} was ${was}, is ${is}; ${each.account}: ${inWords(each.because, calendar)}`;
  });
  return { lead: ['', '**restated**: fixed as they were, and with what was recorded since', ''], rows, gives: true };
}

/** The report as Markdown, for hosts that show the text alone: on one screen, unless it is traced or wanted whole. */
export function reportText(view: ReportView, calendar: Calendar, isWhole = false): string {
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
  const isFull = isWhole || traced !== undefined;
  const looks = look_first.map(({ because }, n) => `${n + 1}. ${because}`);
  const lead = [
    `${titles[kind]} ${period.name}: ${periodText(view, calendar)}`,
    ...(remarks ?? []).map((each) => `Mind: ${each}.`),
    ...(looks.length > 0 ? ['', 'Look first at:', ...looks] : ['', 'Nothing stands out to look at first.']),
  ];
  const blocks: readonly Block[] = [
    { lead, rows: [], gives: false },
    // The table of scaling says the same figures with their thresholds.
    ...(kind === 'scaling' ? [] : [figuresBlock(metrics)]),
    ...reportTables(tables, { calendar, isFull }),
    ...(restated.length > 0 ? [restatedBlock(view, calendar)] : []),
  ];
  const lines = [
    ...(isFull ? inFull(blocks) : onOneScreen(blocks)),
    ...(traced ? ['', `Traced, ${traced.length} of ${traced_total}:`] : []),
    ...(traced ?? []).map((each) => `- ${tracedText(each, calendar)}`),
    ...(next_cursor ? ['', `More: cursor ${next_cursor}`] : []),
  ];
  return boundedText(lines.join('\n'));
}
