import { type Calibrating, calibrationFigures, calibrationTables } from '../../rules/calibration/calibration.ts';
import { type Granted, gateFigures } from '../../rules/calibration/gate-figures.ts';
import { postMortems } from '../../rules/calibration/post-mortems.ts';
import type { SignalRate } from '../../rules/calibration/signal-rates.ts';
import type { Look } from '../../rules/metrics/look-first.ts';
import { besideBefore } from '../../rules/metrics/metric.ts';
import { daysBefore } from '../../rules/metrics/period.ts';
import { evidenceRates } from '../../rules/tasks/evidence-rates.ts';
import { addDays } from '../../rules/time/time.ts';
import type { Made, Making } from './making.ts';
import { historyFor, takings } from './taking.ts';

/** More than any ledger holds. */
const all = 1_000_000_000;

/** Accounts named in full, so that both lists fit an answer beside the rates. */
const named = 100;

/** 6.3, P3: what signals and gates of a quarter led to, and what delivery made of it. */
export function calibration(making: Making): Made {
  const { reader, moment, days, period } = making;
  const { policy, today } = moment;
  const { now, before } = takings(making, historyFor(making, daysBefore(days).from, []));
  const taking: Calibrating = { ...now, policy, today };
  const tables = calibrationTables(taking);
  const { filed, owed, ...completeness } = postMortems(reader.newestOf('WON', all), period);
  return {
    figures: besideBefore(calibrationFigures(taking), calibrationFigures({ ...before, policy, today })),
    tables: {
      ...completeness,
      ...tables,
      gates: gateFigures(taking, granted(making)),
      post_mortems: {
        filed: filed.slice(0, named),
        owed: owed.slice(0, named),
        ...(filed.length > named ? { filed_total: filed.length } : {}),
        ...(owed.length > named ? { owed_total: owed.length } : {}),
      },
      evidence: evidenceRates(reader.desk(), { from: days.from, to: addDays(days.until, -1) }),
    },
    // Cohorts are as known now (W1): nothing of them was fixed.
    restated: [],
    look: looks(completeness.incomplete_because, tables.by_signal),
  };
}

/** What the report lacks, then the signals that stand out. */
function looks(lacking: string | undefined, rates: readonly SignalRate[]): readonly Look[] {
  const told = rates.filter(({ verdict }) => verdict === 'strong' || verdict === 'suggestive');
  const byVerdict = [...told].sort((a, b) => (a.verdict === b.verdict ? 0 : a.verdict === 'strong' ? -1 : 1));
  const signals = byVerdict.map(({ signal, dimension, n, k, verdict }) => ({
    metric: 'by_signal',
    because: `${signal} (${dimension.replaceAll('_', ' ')}): ${k} of ${n}, ${verdict}`,
  }));
  return [...(lacking === undefined ? [] : [{ metric: 'complete', because: `incomplete: ${lacking}` }]), ...signals];
}

function granted({ reader, period }: Making): readonly Granted[] {
  return reader.overrides(period.from, all).flatMap(({ account, gate, at }) => {
    const state = reader.account(account)?.state;
    return state ? [{ account: state.domain, gate, at }] : [];
  });
}
