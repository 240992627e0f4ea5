import type { CalendarDate, Instant } from '../time/time.ts';
import type { Basis } from '../vocabulary/check.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Point } from './history.ts';

interface NotMeasurable {
  readonly why: 'no_cases' | 'not_told' | 'not_configured' | 'immature';
  readonly because: string;
}

/** One figure, with its counts and with what it rests on. */
export interface Metric {
  readonly name: string;
  readonly clause: string;
  readonly ruling: string;
  readonly owner: Role;
  readonly unit: 'count' | 'share' | 'days' | 'hours';
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly n?: number;
  readonly parts?: Readonly<Record<string, number | null>>;
  readonly before?: number | null;
  readonly basis: Basis;
  readonly not_measurable?: NotMeasurable;
}

export interface Traced {
  readonly metric: string;
  readonly account: string;
  /** The ledger's number of the event that was counted. */
  readonly event: number;
  readonly at: Instant;
  readonly in: readonly ('numerator' | 'denominator' | 'apart')[];
  readonly signal_type?: string;
  /** S-6: the act that was the first touch, and the day on which it was seen. */
  readonly signal?: string;
  readonly observed_on?: CalendarDate;
  /** W10: the sequence that is kept up, and the version of copy that does so. */
  readonly sequence?: string;
  readonly template?: string;
  readonly value?: number;
}

/** A figure with the rows that it counted. */
export interface Figure {
  readonly metric: Metric;
  readonly traced: readonly Traced[];
}

export type MetricHead = Pick<Metric, 'name' | 'clause' | 'ruling' | 'owner' | 'basis'>;

export type MetricParts = Metric['parts'];

/** A row of what was counted: where, when, and in which part of the figure. */
export function row(
  { account, seq, at }: Point,
  parts: Traced['in'],
  more: Omit<Partial<Traced>, 'metric' | 'account' | 'event' | 'at' | 'in'> = {},
): TracedRow {
  return { account, event: seq, at, in: parts, ...more };
}

export type TracedRow = Omit<Traced, 'metric'>;

/** Rows of a figure, in the order of time. */
export function tracedAs(name: string, rows: readonly TracedRow[]): readonly Traced[] {
  return [...rows]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.event - b.event))
    .map((each) => ({ metric: name, ...each }));
}

/** How many rows stand in the numerator. */
export function count(named: MetricHead, rows: readonly TracedRow[], parts?: MetricParts): Figure {
  const value = rows.filter((each) => each.in.includes('numerator')).length;
  return {
    metric: { ...named, unit: 'count', value, ...(parts ? { parts } : {}) },
    traced: tracedAs(named.name, rows),
  };
}

/** Numerator over denominator; nothing in the denominator is no value. */
export function share(
  named: MetricHead,
  rows: readonly TracedRow[],
  { parts, none }: { readonly parts?: MetricParts; readonly none: string },
): Figure {
  const numerator = rows.filter((each) => each.in.includes('numerator')).length;
  const denominator = rows.filter((each) => each.in.includes('denominator')).length;
  const value = denominator === 0 ? null : numerator / denominator;
  const missing = { not_measurable: { why: 'no_cases' as const, because: none } };
  const counts = { unit: 'share' as const, value, numerator, denominator };
  return {
    metric: { ...named, ...counts, ...(parts ? { parts } : {}), ...(value === null ? missing : {}) },
    traced: tracedAs(named.name, rows),
  };
}

/** The middle value; of an even number the mean of the two in the middle; of none no value. */
export function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

/** The median of the values of the rows in the numerator. */
export function median(
  named: MetricHead,
  rows: readonly TracedRow[],
  { unit, parts, none }: { readonly unit: 'days' | 'hours'; readonly parts?: MetricParts; readonly none: string },
): Figure {
  const values = rows.flatMap((each) =>
    each.in.includes('numerator') && each.value !== undefined ? [each.value] : [],
  );
  const value = middle(values);
  const missing = { not_measurable: { why: 'no_cases' as const, because: none } };
  return {
    metric: {
      ...named,
      unit,
      value,
      n: values.length,
      ...(parts ? { parts } : {}),
      ...(value === null ? missing : {}),
    },
    traced: tracedAs(named.name, rows),
  };
}

/** Each figure beside the same one of the period before. */
export function besideBefore(figures: readonly Figure[], before: readonly Figure[]): readonly Figure[] {
  const values = new Map(before.map(({ metric }) => [metric.name, metric.value]));
  return figures.map(({ metric, traced }) => ({
    metric: { ...metric, before: values.get(metric.name) ?? null },
    traced,
  }));
}
