import { type Calibrating, calibrationFigures, calibrationTables } from '../../rules/calibration/calibration.ts';
import { type Granted, gateFigures } from '../../rules/calibration/gate-figures.ts';
import { postMortems } from '../../rules/calibration/post-mortems.ts';
import type { SignalRate } from '../../rules/calibration/signal-rates.ts';
import type { LookFirst } from '../../rules/metrics/look-first.ts';
import { besideBefore } from '../../rules/metrics/metric.ts';
import { daysBefore } from '../../rules/metrics/period.ts';
import { evidenceOf, evidenceRates, oftenFails, type SignalEvidence } from '../../rules/tasks/evidence-rates.ts';
import { addDays } from '../../rules/time/time.ts';
import { historyFor, takings } from './report-history.ts';
import type { Made, Making } from './report-parts.ts';

/** More than any ledger holds. */
const all = 1_000_000_000;

/** Accounts named in full, so that both lists fit an answer beside the rates. */
const named = 100;

/** 6.3, P3: outcomes by signal and gate in a quarter, and results of delivery. */
export function calibration(making: Making): Made {
  const { reader, moment, days, period } = making;
  const { policy, today } = moment;
  const { now, before } = takings(making, historyFor(making, daysBefore(days).from, []));
  const taking: Calibrating = { ...now, policy, today };
  const tables = calibrationTables(taking);
  const quarter = { from: days.from, to: addDays(days.until, -1) };
  const looked = evidenceOf(reader.desk(), quarter);
  const by_signal = tables.by_signal.map((each) => ({ ...each, evidence: looked(each.signal) }));
  const { filed, owed, ...completeness } = postMortems(reader.clients(), period);
  return {
    figures: besideBefore(calibrationFigures(taking), calibrationFigures({ ...before, policy, today })),
    tables: {
      ...completeness,
      ...tables,
      by_signal,
      gates: gateFigures(taking, granted(making)),
      post_mortems: {
        filed: filed.slice(0, named),
        owed: owed.slice(0, named),
        ...(filed.length > named ? { filed_total: filed.length } : {}),
        ...(owed.length > named ? { owed_total: owed.length } : {}),
      },
      evidence: evidenceRates(reader.desk(), quarter),
    },
    // Cohorts are as known now (W1): nothing of them was fixed.
    restated: [],
    look: looks(completeness.incomplete_because, by_signal),
  };
}

type Beside = SignalRate & { readonly evidence: SignalEvidence };

/** Things to look at first: gaps of the report, then signals whose evidence often fails, then those that stand out. */
function looks(lacking: string | undefined, rates: readonly Beside[]): readonly LookFirst[] {
  const told = rates.filter(({ verdict }) => verdict === 'strong' || verdict === 'suggestive');
  const byVerdict = [...told].sort((a, b) => (a.verdict === b.verdict ? 0 : a.verdict === 'strong' ? -1 : 1));
  const signals = byVerdict.map(({ signal, dimension, n, k, verdict }) => ({
    metric: 'by_signal',
    because: `${signal} (${dimension.replaceAll('_', ' ')}): ${k} of ${n}, ${verdict}`,
  }));
  return [
    ...(lacking === undefined ? [] : [{ metric: 'complete', because: `incomplete: ${lacking}` }]),
    ...doubtful(rates),
    ...signals,
  ];
}

/** S-7: said once a signal, beside its conversion by any touch, or by the deals that it was found in. */
function doubtful(rates: readonly Beside[]): readonly LookFirst[] {
  const once = rates.filter(({ dimension, evidence }) => dimension !== 'first_touch' && oftenFails(evidence));
  if (once.length === 0) return [];
  const told = once.map(
    ({ signal, n, k, evidence: { sampled, failed } }) =>
      `${signal} (${k} of ${n}; ${failed} of ${sampled} looked up were false)`,
  );
  return [{ metric: 'by_signal', because: `read with care, their evidence often fails: ${told.join(', ')}` }];
}

function granted({ reader, period }: Making): readonly Granted[] {
  return reader.overrides(period.from, all).flatMap(({ account, gate, at }) => {
    const state = reader.account(account)?.state;
    return state ? [{ account: state.domain, gate, at }] : [];
  });
}
