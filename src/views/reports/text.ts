/** What a report answers, as figures and as text, one file a kind. */

import type { Metric } from '../../rules/metrics/metric.ts';
import { addDays, type Calendar, daysBetween } from '../../rules/time/time.ts';
import { boundedText } from '../bounds.ts';
import { spokenDate, spokenTime } from '../spoken.ts';
import type { ReportView } from './report.ts';

const titles: Readonly<Record<ReportView['kind'], string>> = {
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

const spelled = (name: string) => name.replaceAll('_', ' ');

function metricLine({ name, value, unit, numerator, denominator, n, parts, before, not_measurable }: Metric): string {
  const counts = denominator === undefined ? '' : ` (${numerator} of ${denominator})`;
  const of = n === undefined ? '' : ` (n = ${n})`;
  const shown =
    value === null ? `no value${not_measurable ? `, ${not_measurable.because}` : ''}` : figureText(value, unit);
  const beside = Object.entries(parts ?? {}).map(([part, each]) => `${spelled(part)} ${each ?? 'none'}`);
  const was = before === undefined ? '' : `; before ${figureText(before, unit)}`;
  return `- ${spelled(name)}: ${shown}${value === null ? '' : counts}${of}${was}${beside.length > 0 ? `; ${beside.join(', ')}` : ''}`;
}

function cellText(name: string, value: unknown, calendar: Calendar): string {
  if (value === null) return `${spelled(name)} none`;
  if (Array.isArray(value))
    return `${spelled(name)} ${value.length === 0 ? 'none' : value.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).join(' ')}`;
  if (typeof value === 'string' && /_at$|^since$/.test(name)) return `${spelled(name)} ${spokenTime(value, calendar)}`;
  if (typeof value === 'number' && !Number.isInteger(value))
    return `${spelled(name)} ${Math.round(value * 1000) / 1000}`;
  return `${spelled(name)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
}

function tableLines(name: string, table: unknown, calendar: Calendar): readonly string[] {
  const rows = Array.isArray(table) ? table : [table];
  const lines = rows.map((each) =>
    typeof each === 'object' && each !== null
      ? `- ${Object.entries(each)
          .map(([key, value]) => cellText(key, value, calendar))
          .join(', ')}`
      : `- ${String(each)}`,
  );
  return [`${spelled(name)}:`, ...(lines.length > 0 ? lines : ['- none'])];
}

/** The report for hosts that show the text alone. */
export function reportText(view: ReportView, calendar: Calendar): string {
  const { kind, period, as_of, policy, metrics, restated, traced, traced_total, next_cursor, ...tables } = view;
  const [from, until] = [calendar.dateOf(period.from), calendar.dateOf(period.to)];
  const last = daysBetween(from, until) > 1 ? ` to ${spokenDate(addDays(until, -1))}` : '';
  const runs = period.closed ? 'over' : 'running';
  const head = `${titles[kind]} ${period.name}: ${spokenDate(from)}${last}, ${period.zone}, ${runs}; as of ${spokenTime(as_of, calendar)}, policy ${policy.version} (${policy.status}).`;
  const lines = [
    head,
    ...metrics.map(metricLine),
    ...Object.entries(tables).flatMap(([name, table]) => tableLines(name, table, calendar)),
    ...restated.map(
      ({ metric, account, was, is, because }) =>
        `- restated: ${spelled(metric)} ${was}, now ${is}; ${account}: ${because}`,
    ),
    ...(traced ? [`Traced, ${traced.length} of ${traced_total}:`] : []),
    ...(traced ?? []).map(
      ({ metric, account, event, at, in: parts, signal_type, value }) =>
        `- ${spelled(metric)}: ${account}, event ${event}, ${spokenTime(at, calendar)}, ${parts.join(' and ')}${signal_type ? `, ${signal_type}` : ''}${value === undefined ? '' : `, ${value}`}`,
    ),
    ...(next_cursor ? [`More: cursor ${next_cursor}`] : []),
  ];
  return boundedText(lines.join('\n'));
}
