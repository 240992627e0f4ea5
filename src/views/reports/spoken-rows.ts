import type { SignalRate } from '../../rules/calibration/signal-rates.ts';
import { figureName } from '../../rules/metrics/figure-name.ts';
import { percentText } from '../../rules/metrics/figure-text.ts';
import type { Trigger } from '../../rules/metrics/scaling.ts';
import type { SignalEvidence } from '../../rules/tasks/evidence-rates.ts';

export type SpokenRow = Readonly<Record<string, unknown>>;

/** A probability: to three digits, small ones as small. */
function chance(p: number | null): string {
  if (p === null) return 'none';
  return p > 0 && p < 0.001 ? '< 0.001' : String(Math.round(p * 1000) / 1000);
}

type Rated = SignalRate & { readonly evidence: SignalEvidence };

/** Each rate beside its counts and the interval in which it lies; in full with what its verdict rests on. */
function rateRow({ signal, dimension, n, k, verdict, evidence, ...rest }: Rated, isFull: boolean): SpokenRow {
  const tests = {
    posterior: percentText(rest.posterior),
    'P above pooled': chance(rest.p_above),
    'p (Fisher, Holm)': `${chance(rest.p_fisher)}, ${chance(rest.p_holm)}`,
  };
  return {
    signal,
    by: figureName(dimension),
    converted: n === 0 ? 'no cases' : `${k} of ${n}, ${percentText(rest.rate)}`,
    'between (95 %)': rest.low === null ? 'none' : `${percentText(rest.low, 0)} and ${percentText(rest.high, 0)}`,
    pooled: percentText(rest.pooled),
    ...(isFull ? tests : {}),
    verdict: figureName(verdict),
    evidence,
  };
}

function triggerRow({
  clause,
  name,
  value,
  operator,
  threshold,
  fired,
  since,
  owner,
  change,
  trend,
}: Trigger): SpokenRow {
  return {
    '§': clause,
    figure: figureName(name),
    now: value,
    'fires at': `${operator} ${threshold}`,
    fired: fired ? (since ?? 'for longer than these weeks') : false,
    owner,
    change,
    'eight weeks before': trend,
  };
}

const isRate = (row: SpokenRow): row is SpokenRow & Rated => 'dimension' in row && 'verdict' in row;

const isTrigger = (row: SpokenRow): row is SpokenRow & Trigger => 'operator' in row && 'threshold' in row;

/** A row of a report's table as its text and its page show it: figures beside their counts, codes in words. */
export function spokenRow(row: SpokenRow, isFull = true): SpokenRow {
  if (isRate(row)) return rateRow(row, isFull);
  return isTrigger(row) ? triggerRow(row) : row;
}

const verdicts: readonly SignalRate['verdict'][] = ['strong', 'suggestive', 'no_evidence', 'insufficient_data'];

/** Rates in the order of what they show, then of their cases; other rows as they stand. */
export function tellingFirst(rows: readonly SpokenRow[]): readonly SpokenRow[] {
  const rates = rows.filter(isRate);
  if (rates.length < rows.length) return rows;
  return rates.sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || b.n - a.n);
}
