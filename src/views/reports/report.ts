import type { Reader } from '../../ledger/port/ledger.ts';
import { cursorOf, placeOf } from '../../ledger/port/paging.ts';
import type { Moment } from '../../rules/command/context.ts';
import { type Look, lookFirst } from '../../rules/metrics/look-first.ts';
import type { Metric, Traced } from '../../rules/metrics/metric.ts';
import { daysOf, type Period, periodOf, type ReportKind } from '../../rules/metrics/period.ts';
import type { Restated } from '../../rules/metrics/restated.ts';
import { signalTypesIn } from '../../rules/policy/signals.ts';
import type { Instant } from '../../rules/time/time.ts';
import { room } from '../../rules/vocabulary/limits.ts';
import { faulty, invalid, isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';
import { bounded } from '../bounds.ts';
import { attribution } from './attribution.ts';
import { calibration } from './calibration.ts';
import { dailyCheckIn } from './daily-check-in.ts';
import type { Filter, Made, Making } from './making.ts';
import { scaling } from './scaling.ts';
import { sla } from './sla.ts';
import { weeklyClose } from './weekly-close.ts';

export interface Asked {
  readonly kind: (typeof kindsMade)[number];
  readonly period?: string | undefined;
  readonly filter?: Filter | undefined;
  readonly detail?: 'concise' | 'full' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface ReportView {
  readonly kind: ReportKind;
  readonly period: Period;
  readonly as_of: Instant;
  readonly policy: { readonly version: string; readonly status: string };
  /** Filters that change nothing in a report of its kind. */
  readonly remarks?: readonly string[];
  /** What to look at before anything else, chosen by rule. */
  readonly look_first: readonly Look[];
  readonly metrics: readonly Metric[];
  readonly restated: readonly Restated[];
  readonly traced?: readonly Traced[];
  readonly traced_total?: number;
  readonly next_cursor?: string;
  readonly [table: string]: unknown;
}

type Maker = (making: Making) => Made;

const makers = {
  daily_check_in: dailyCheckIn,
  weekly_close: weeklyClose,
  attribution,
  sla,
  scaling,
  calibration,
} satisfies Partial<Record<ReportKind, Maker>>;

export const kindsMade = ['daily_check_in', 'weekly_close', 'attribution', 'sla', 'scaling', 'calibration'] as const;

export function reportView(asked: Asked, reader: Reader, moment: Moment): ReportView | Refusal {
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
    look_first: lookFirst(metrics, made.restated, made.look),
    metrics,
    ...made.tables,
    restated: made.restated.filter((each) => metric === undefined || each.metric === metric),
  });
  if (detail !== 'full') return view;
  const more = (made.more ?? []).filter((each) => metric === undefined || each.metric === metric);
  return traced(view, [...figures.flatMap((each) => each.traced), ...more], { limit, cursor });
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
  const whose = (name: keyof Filter) => kindsMade.filter((each) => heeds[each].includes(name)).join(', ');
  const remarks = idle.map((each) => `filter.${each} changes nothing in ${kind}; it is for ${whose(each)}`);
  return remarks.length === 0 ? {} : { remarks };
}

function traced(
  view: ReportView,
  rows: readonly Traced[],
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
): ReportView | Refusal {
  const place = placeOf(cursor, ['string', 'number']);
  if (place !== null && isRefusal(place)) return place;
  const whose = `${view.kind} ${view.period.name}`;
  const [asked = whose, from = 0] = place ?? [];
  if (asked !== whose) return faulty('cursor', 'it is not one that this report gave out');
  const start = Number(from);
  const left = room.answer - room.afterPage - JSON.stringify(view).length;
  const page: Traced[] = [];
  let used = 0;
  for (const each of rows.slice(start, start + limit)) {
    used += JSON.stringify(each).length + 1;
    if (used > left && page.length > 0) break;
    page.push(each);
  }
  const next = start + page.length;
  const goesOn = next < rows.length ? { next_cursor: cursorOf([whose, next]) } : {};
  return { ...view, traced: page, traced_total: rows.length, ...goesOn };
}
