import { plural } from '../vocabulary/amount-text.ts';
import { figureName } from './figure-name.ts';
import { apartText } from './figure-text.ts';
import type { Metric } from './metric.ts';
import type { Restated } from './restated-figures.ts';

/** One figure that a report names before all others; the weightiest comes first. */
export interface LookFirst {
  readonly metric: string;
  readonly because: string;
}

/** How many things a report says to look at first. */
const lookedAt = 3;

/** Figures that are late work by themselves. */
const waiting: Readonly<Record<string, readonly [string, string]>> = {
  mqls_pending: ['dossier is late', 'dossiers are late'],
  sqls_pending: ['review of the CRO is late', 'reviews of the CRO are late'],
  briefing_requests_open: ['Briefing request has no date yet', 'Briefing requests have no date yet'],
};

/** Shares of tasks met in time, by what their late tasks are called. */
const levels: Readonly<Record<string, readonly [string, string]>> = {
  sla_signals: ['classification is late and open', 'classifications are late and open'],
  sla_mqls: ['dossier is late and open', 'dossiers are late and open'],
  sla_sqls: ['review of the CRO is late and open', 'reviews of the CRO are late and open'],
};

/** Counts of which more is worse; work that waits is told by itself. */
const losses: readonly string[] = ['lost', 'regressed', 'disqualified', 'archived'];

/** Counts of which neither more nor less is worse. */
const neutral: readonly string[] = ['recycled', 're_entries'];

/**
 * First what is late, the most of it first; then figures that are worse than in the period before, the steepest change
 * first; then figures that would be another since.
 */
export function lookFirst(
  metrics: readonly Metric[],
  restated: readonly Restated[],
  { own = [], runs }: { readonly own?: readonly LookFirst[] | undefined; readonly runs: boolean },
): readonly LookFirst[] {
  const found = [...own, ...late(metrics), ...worse(metrics, runs), ...changed(restated)];
  return found.slice(0, lookedAt);
}

interface Weighed extends LookFirst {
  readonly weight: number;
}

function inOrder(found: readonly Weighed[]): readonly LookFirst[] {
  return [...found].sort((a, b) => b.weight - a.weight).map(({ metric, because }) => ({ metric, because }));
}

function late(metrics: readonly Metric[]): readonly LookFirst[] {
  return inOrder(
    metrics.flatMap(({ name, value, parts }) => {
      const [words, n] = waiting[name] ? [waiting[name], value ?? 0] : [levels[name], parts?.open_late ?? 0];
      return words && n > 0 ? [{ metric: name, because: plural(n, ...words), weight: n }] : [];
    }),
  );
}

function worse(metrics: readonly Metric[], runs: boolean): readonly LookFirst[] {
  return inOrder(
    metrics.flatMap((each) => {
      const { name, value, before, unit } = each;
      if (value === null || before === null || before === undefined || value === before) return [];
      if (waiting[name] || neutral.includes(name)) return [];
      const isMoreWorse = unit === 'days' || unit === 'hours' || losses.includes(name);
      if (unit === 'count' && !isMoreWorse) return value < before ? [told(each, [before, value], runs)] : [];
      return value > before === isMoreWorse ? [told(each, [before, value], runs)] : [];
    }),
  );
}

/** A count of a period that runs stands beside the whole one before it. */
function told(
  { name, unit, numerator, denominator }: Metric,
  [before, value]: readonly [number, number],
  runs: boolean,
): Weighed {
  const [was, is] = apartText(before, value, unit);
  const of = unit === 'share' ? ` (${numerator} of ${denominator})` : '';
  const weight = Math.abs(value - before) / Math.max(Math.abs(value), Math.abs(before));
  const because =
    runs && unit === 'count'
      ? `${figureName(name)}: ${is} so far, ${was} in the period before`
      : `${figureName(name)} went from ${was} to ${is}${of}`;
  return { metric: name, because, weight };
}

function changed(restated: readonly Restated[]): readonly LookFirst[] {
  const names = [...new Set(restated.map(({ metric }) => metric))];
  return names.map((metric) => {
    const n = restated.filter((each) => each.metric === metric).length;
    const accounts = plural(n, 'account makes', 'accounts make');
    return { metric, because: `${accounts} a difference to ${figureName(metric)} since it was fixed` };
  });
}
