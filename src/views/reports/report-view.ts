import type { LookFirst } from '../../rules/metrics/look-first.ts';
import type { Metric, Traced } from '../../rules/metrics/metric.ts';
import type { Period, ReportKind } from '../../rules/metrics/period.ts';
import type { Restated } from '../../rules/metrics/restated-figures.ts';
import type { Instant } from '../../rules/time/time.ts';

export interface ReportView {
  readonly kind: ReportKind;
  readonly period: Period;
  readonly as_of: Instant;
  readonly policy: { readonly version: string; readonly status: string };
  /** Filters that change nothing in a report of its kind. */
  readonly remarks?: readonly string[];
  /** Things to look at before anything else, chosen by rule. */
  readonly look_first: readonly LookFirst[];
  readonly metrics: readonly Metric[];
  readonly restated: readonly Restated[];
  readonly traced?: readonly Traced[];
  readonly traced_total?: number;
  readonly next_cursor?: string;
  readonly [table: string]: unknown;
}
