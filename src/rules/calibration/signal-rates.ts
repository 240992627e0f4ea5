import type { PolicyValues } from '../policy/policy.ts';
import { betaUpTo, fisher, holm, wilson } from './statistics.ts';

type Settings = PolicyValues['calibration'];

type RateVerdict = 'insufficient_data' | 'no_evidence' | 'suggestive' | 'strong';

/** One signal's cases among all of its dimension (P3). */
export interface SignalRate {
  readonly signal: string;
  readonly dimension: 'first_touch' | 'any_touch' | 'buying';
  readonly n: number;
  readonly k: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly pooled: number | null;
  readonly posterior: number | null;
  /** Null where all cases succeeded, or none: no rate lies beyond that. */
  readonly p_above: number | null;
  readonly p_fisher: number | null;
  readonly p_holm: number | null;
  readonly verdict: RateVerdict;
}

/** One case: its signals, and whether it succeeded. */
export interface SignalCase {
  readonly signals: ReadonlySet<string>;
  readonly succeeded: boolean;
}

/** P3: the normal quantile of a two-sided 95 %. */
export const z95 = 1.959964;

/** E2 before E10. */
export function inOrder(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}

type Untested = Omit<SignalRate, 'p_holm' | 'verdict'>;

/** P3: every signal of a dimension against the cases without it, corrected for how many were tested. */
export function signalRates(
  dimension: SignalRate['dimension'],
  signals: readonly string[],
  cases: readonly SignalCase[],
  settings: Settings,
): readonly SignalRate[] {
  const rows = signals.map((signal) => untested(dimension, signal, cases, settings));
  const tested = rows.filter(({ n, p_fisher }) => n >= settings.min_cases.value && p_fisher !== null);
  const corrected = holm(tested.map(({ p_fisher }) => p_fisher ?? 1));
  return rows.map((row) => {
    const at = tested.indexOf(row);
    const p_holm = at < 0 ? null : (corrected[at] ?? null);
    return { ...row, p_holm, verdict: verdictOf({ ...row, p_holm }, cases.length, settings) };
  });
}

function untested(
  dimension: SignalRate['dimension'],
  signal: string,
  cases: readonly SignalCase[],
  { prior_strength }: Settings,
): Untested {
  const mine = cases.filter(({ signals }) => signals.has(signal));
  const hits = (found: readonly SignalCase[]) => found.filter(({ succeeded }) => succeeded).length;
  const [n, k] = [mine.length, hits(mine)];
  const [all, allHits] = [cases.length, hits(cases)];
  const interval = wilson(k, n, z95);
  const counts = { signal, dimension, n, k, rate: n === 0 ? null : k / n };
  const ends = { low: interval?.low ?? null, high: interval?.high ?? null };
  if (all === 0) return { ...counts, ...ends, pooled: null, posterior: null, p_above: null, p_fisher: null };
  const pooled = allHits / all;
  const before = prior_strength.value;
  const mixed = allHits > 0 && allHits < all;
  return {
    ...counts,
    ...ends,
    pooled,
    posterior: (before * pooled + k) / (before + n),
    p_above: mixed ? 1 - betaUpTo(pooled, before * pooled + k, before * (1 - pooled) + n - k) : null,
    p_fisher: n === 0 ? null : fisher({ k, n, otherK: allHits - k, otherN: all - n }),
  };
}

function verdictOf(
  { n, p_above, p_holm }: Untested & Pick<SignalRate, 'p_holm'>,
  all: number,
  { min_cases, alpha, suggestive_at }: Settings,
): RateVerdict {
  if (n < min_cases.value || n === all) return 'insufficient_data';
  if (p_holm !== null && p_holm < alpha.value) return 'strong';
  const leans = p_above !== null && (p_above >= suggestive_at.value || p_above <= 1 - suggestive_at.value);
  return leans ? 'suggestive' : 'no_evidence';
}
