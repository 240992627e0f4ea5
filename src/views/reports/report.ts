import type { Reader } from '../../ledger/port/ledger.ts';
import type { Moment } from '../../rules/command/context.ts';
import { lookFirst } from '../../rules/metrics/look-first.ts';
import { daysOf, periodOf, type ReportKind, reportKinds } from '../../rules/metrics/period.ts';
import { signalTypesIn } from '../../rules/policy/signals.ts';
import { faulty, invalid, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';
import { bounded } from '../bounds.ts';
import { attribution } from './attribution.ts';
import { calibration } from './calibration.ts';
import { dailyCheckIn } from './daily-check-in.ts';
import type { Filter, Made, Making } from './report-parts.ts';
import type { ReportView } from './report-view.ts';
import { scaling } from './scaling.ts';
import { sla } from './sla.ts';
import { pageOfTraced } from './traced-rows.ts';
import { weeklyClose } from './weekly-close.ts';

export interface ReportRequest {
  readonly kind: ReportKind;
  readonly period?: string | undefined;
  readonly filter?: Filter | undefined;
  readonly detail?: 'concise' | 'full' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

type Maker = (making: Making) => Made;

const makers = {
  daily_check_in: dailyCheckIn,
  weekly_close: weeklyClose,
  attribution,
  sla,
  scaling,
  calibration,
} satisfies Readonly<Record<ReportKind, Maker>>;

export function reportView(asked: ReportRequest, reader: Reader, moment: Moment): ReportView | Refusal {
  const { kind, filter = {}, detail, limit = 20, cursor } = asked;
  const days = daysOf(kind, asked.period, moment.today);
  if ('refused' in days) return days;
  const { calendar, now, policy } = moment;
  const { metric, sequence } = filter;
  if (sequence !== undefined && !(sequence in policy.sequences.types))
    return invalid('filter.sequence', sequence, `one of ${Object.keys(policy.sequences.types).join(', ')}`);
  const period = periodOf(days, { calendar, now, zone: policy.business_time.zone.value });
  const make: Maker = makers[kind];
  const made = make({ reader, moment, days, period, filter, isTraced: detail === 'full' });
  const figures = made.figures.filter((each) => metric === undefined || each.metric.name === metric);
  const types: readonly SignalType[] = signalTypesIn(policy);
  const { signal_type } = filter;
  if (signal_type !== undefined && !types.includes(signal_type) && !(kind === 'attribution' && isMet(made)))
    return invalid('filter.signal_type', signal_type, `one of ${types.join(', ')}`);
  const names = [...made.figures.map((each) => each.metric.name), ...(made.more ?? []).map((each) => each.metric)];
  if (metric !== undefined && !names.includes(metric))
    return faulty('filter.metric', `the ${kind} has ${[...new Set(names)].join(', ')}`);
  const metrics = figures.map((each) => each.metric);
  const view: ReportView = bounded({
    kind,
    period,
    as_of: now,
    policy: { version: policy.version, status: policy.status },
    ...remarksOn(kind, filter),
    look_first: lookFirst(metrics, made.restated, { own: made.look, runs: !period.closed }),
    metrics,
    ...made.tables,
    restated: made.restated.filter((each) => metric === undefined || each.metric === metric),
  });
  if (detail !== 'full') return view;
  const more = (made.more ?? []).filter((each) => metric === undefined || each.metric === metric);
  const rows = [...figures.flatMap((each) => each.traced), ...more];
  return pageOfTraced(view, rows, { limit, cursor, calendar });
}

/** A type that the policy no longer has keeps its row where a new MQL of the period rests on it (P6). */
function isMet({ tables: { by_signal } }: Made): boolean {
  return Array.isArray(by_signal) && by_signal.length > 0;
}

/** Filters beside `metric` that a kind of report heeds. */
const heeds: Readonly<Record<ReportKind, readonly (keyof Filter)[]>> = {
  daily_check_in: [],
  weekly_close: ['sequence'],
  attribution: ['signal_type'],
  sla: ['role'],
  scaling: [],
  calibration: [],
};

function remarksOn(kind: ReportKind, filter: Filter): Pick<ReportView, 'remarks'> {
  const given = (['signal_type', 'role', 'sequence'] as const).filter((each) => filter[each] !== undefined);
  const idle = given.filter((each) => !heeds[kind].includes(each));
  const whose = (name: keyof Filter) => reportKinds.filter((each) => heeds[each].includes(name)).join(', ');
  const remarks = idle.map((each) => `filter.${each} changes nothing in ${kind}; it is for ${whose(each)}`);
  return remarks.length === 0 ? {} : { remarks };
}
