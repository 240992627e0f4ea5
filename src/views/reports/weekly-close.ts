import { restatedFirstTouches } from '../../rules/metrics/first-touches.ts';
import { besideBefore } from '../../rules/metrics/metric.ts';
import { restatedFigures } from '../../rules/metrics/restated-figures.ts';
import { weeklyFigures, weeklyTables } from '../../rules/metrics/weekly-close.ts';
import { evidenceRates } from '../../rules/tasks/evidence-rates.ts';
import { addDays } from '../../rules/time/time.ts';
import { historyFor, takings } from './report-history.ts';
import type { Made, Making } from './report-parts.ts';

/** 6.1: the week, the week before, and the cohorts of the seven weeks before it. */
export function weeklyClose(making: Making): Made {
  const { reader, days, filter } = making;
  const history = historyFor(making, addDays(days.from, -49), ['classify', 'dossier', 'cro_review']);
  const { now, before } = takings(making, history, filter.sequence);
  const tables = weeklyTables(now);
  const evidence = evidenceRates(reader.desk(), { from: days.from, to: addDays(days.until, -1) });
  return {
    figures: besideBefore(weeklyFigures(now), weeklyFigures(before)),
    tables: {
      ...tables,
      evidence,
    },
    restated: [...restatedFigures(weeklyFigures, now), ...restatedFirstTouches(now)],
  };
}
