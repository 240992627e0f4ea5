import type { History } from '../../rules/metrics/history.ts';
import { type DaySpan, daysBefore, periodOf } from '../../rules/metrics/period.ts';
import { historyOf } from '../../rules/metrics/walk.ts';
import type { WeekTaken } from '../../rules/metrics/weekly-close.ts';
import { signalTypesIn } from '../../rules/policy/signals.ts';
import { addHours, type CalendarDate, type Instant } from '../../rules/time/time.ts';
import type { Making } from './report-parts.ts';

/** A millisecond, in hours. */
const millisecond = 1 / 3_600_000;

const pipeline = ['SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED'] as const;

/** The history that a report needs: since a day, with what stands in the pipeline and the open tasks of some kinds. */
export function historyFor(
  { reader, moment }: Pick<Making, 'reader' | 'moment'>,
  since: CalendarDate,
  kinds: readonly string[],
): History {
  const { policy, calendar } = moment;
  const events = reader.history({ since: calendar.startOf(since), stages: pipeline, kinds });
  return historyOf(events, { policy, calendar });
}

function takenFor(days: DaySpan, history: History, { calendar, now, policy }: Making['moment']): WeekTaken {
  const period = periodOf(days, { calendar, now, zone: policy.business_time.zone.value });
  // Now belongs to what is known: states are taken up to the end of this millisecond.
  const until: Instant = period.closed ? period.to : addHours(now, millisecond);
  const passed: Instant = period.closed ? period.to : now;
  return { history, period, until, passed, calendar, policy, signal_types: signalTypesIn(policy) };
}

/** The sources of the figures of a period and of the one before it. */
export function takings(
  { days, moment }: Pick<Making, 'days' | 'moment'>,
  history: History,
  sequence?: string,
): { readonly now: WeekTaken; readonly before: WeekTaken } {
  const of = (asked: DaySpan) => ({ ...takenFor(asked, history, moment), sequence });
  return { now: of(days), before: of(daysBefore(days)) };
}
