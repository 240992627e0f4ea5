import { bySignal, touchRows } from '../../rules/metrics/attribution.ts';
import { influencedEntries, marketingInfluenced, newMqls } from '../../rules/metrics/ladder-figures.ts';
import { besideBefore } from '../../rules/metrics/metric.ts';
import { daysBefore } from '../../rules/metrics/period.ts';
import { restatedFigures } from '../../rules/metrics/restated-figures.ts';
import type { WeekTaken } from '../../rules/metrics/weekly-close.ts';
import { historyFor, takings } from './report-history.ts';
import type { Made, Making } from './report-parts.ts';

const figures = (taking: WeekTaken) => [newMqls(taking), marketingInfluenced(taking), influencedEntries(taking)];

/** 6.1, 6.2: signals that new MQLs came from. */
export function attribution(making: Making): Made {
  const { days, filter } = making;
  const { now, before } = takings(making, historyFor(making, daysBefore(days).from, []));
  const only = filter.signal_type;
  return {
    figures: besideBefore(figures(now), figures(before)),
    tables: { by_signal: bySignal(now).filter(({ signal_type }) => only === undefined || signal_type === only) },
    more: touchRows(now, only),
    restated: restatedFigures(figures, now),
  };
}
