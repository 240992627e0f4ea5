import { businessHours } from '../../rules/metrics/business-hours.ts';
import { dailyFigures, lateReviews } from '../../rules/metrics/daily-check-in.ts';
import { besideBefore } from '../../rules/metrics/metric.ts';
import { restatedFigures } from '../../rules/metrics/restated-figures.ts';
import { addDays } from '../../rules/time/time.ts';
import { historyFor, takings } from './report-history.ts';
import type { Made, Making } from './report-parts.ts';

/** 4.3, 6.1: the day of the CRO beside the day before. */
export function dailyCheckIn(making: Making): Made {
  const history = historyFor(making, addDays(making.days.from, -1), [
    'dossier',
    'cro_review',
    'answer_briefing_request',
  ]);
  const { now, before } = takings(making, history);
  const { calendar, now: instant } = making.moment;
  const until = making.period.closed ? making.period.to : instant;
  const late = lateReviews(now).map(({ account, kind, role, due_at }) => ({
    account,
    kind,
    role,
    due_at,
    business_hours_late: businessHours(due_at, until, calendar),
  }));
  return {
    figures: besideBefore(dailyFigures(now), dailyFigures(before)),
    tables: { late },
    restated: restatedFigures(dailyFigures, now),
  };
}
