import type { Reader } from '../../ledger/port/ledger.ts';
import { z95 } from '../../rules/calibration/signal-rates.ts';
import { wilson } from '../../rules/calibration/statistics.ts';
import type { Moment } from '../../rules/command/context.ts';
import { bySignal } from '../../rules/metrics/attribution.ts';
import { type DaySpan, daysOf } from '../../rules/metrics/period.ts';
import { byRole } from '../../rules/metrics/sla-tables.ts';
import { weeklyTables } from '../../rules/metrics/weekly-close.ts';
import { evidenceOf, type SignalEvidence } from '../../rules/tasks/evidence-rates.ts';
import { addDays, daysBetween, quarterOf, weekOf } from '../../rules/time/time.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';
import { stages } from '../../rules/vocabulary/stages.ts';
import { historyFor, takings } from './report-history.ts';
import type { ReportView } from './report-view.ts';

/** Days in a stage: of the newest, of the accounts that part them into quarters, of the oldest. */
interface DaysInStage {
  readonly least: number;
  readonly quarter: number;
  readonly middle: number;
  readonly three_quarters: number;
  readonly most: number;
}

export interface StageStanding {
  readonly stage: string;
  readonly count: number;
  readonly days: DaysInStage | null;
}

/** A week of the cohorts, as known now (W3, W4). */
export type WeekMoves = ReturnType<typeof weeklyTables>['cohorts'][number];

export interface SignalConversion {
  /** The days of the figures. */
  readonly period: string;
  /** New MQLs that a signal was live for, and how many of them reached SQL. */
  readonly rows: readonly {
    readonly signal: string;
    readonly n: number;
    readonly k: number;
    readonly low: number;
    readonly high: number;
    readonly evidence: SignalEvidence;
  }[];
}

export interface RoleLevels {
  readonly period: string;
  readonly rows: ReturnType<typeof byRole>;
}

/** Figures that a page draws beside its report. */
export interface ReportBeside {
  readonly stages: readonly StageStanding[];
  /** The oldest first. */
  readonly weeks: readonly WeekMoves[];
  readonly signals: SignalConversion;
  readonly levels: RoleLevels;
}

/** Stages as they stand, eight weeks up to the report's period, conversion in its quarter, service levels in its days. */
export function besideReport(
  { kind, period: { name, from, to } }: ReportView,
  reader: Reader,
  { moment, only }: { readonly moment: Moment; readonly only?: SignalType | undefined },
): ReportBeside {
  const { calendar, today } = moment;
  const own: DaySpan = { name, from: calendar.dateOf(from), until: calendar.dateOf(to) };
  const last = [addDays(own.until, -1), today].sort()[0] ?? today;
  const named = (asked: 'attribution' | 'weekly_close', text: string) => {
    const days = daysOf(asked, text, today);
    return isRefusal(days) ? own : days;
  };
  const quarter = kind === 'attribution' ? own : named('attribution', quarterOf(own.from));
  const week = named('weekly_close', weekOf(last));
  const since = [own.from, quarter.from, addDays(week.from, -49)].sort()[0] ?? own.from;
  const accounts = historyFor({ reader, moment }, since, Object.keys(moment.policy.duties));
  const history = { ...accounts, cases: [...accounts.cases, ...reader.deskCases()] };
  const of = (days: DaySpan) => takings({ days, moment }, history).now;
  const rows = bySignal(of(quarter)).filter(({ signal_type }) => only === undefined || signal_type === only);
  const looked = evidenceOf(reader.desk(), { from: quarter.from, to: addDays(quarter.until, -1) });
  return {
    stages: stages.map((stage) => standing(stage, reader, moment)),
    weeks: [...weeklyTables(of(week)).cohorts].reverse(),
    signals: {
      period: quarter.name,
      rows: rows.map(({ signal_type: signal, any_touch: n, to_sql: k }) => {
        const { low, high } = wilson(k, n, z95) ?? { low: 0, high: 0 };
        return { signal, n, k, low, high, evidence: looked(signal) };
      }),
    },
    levels: { period: name, rows: byRole(of(own), undefined) },
  };
}

function standing(stage: (typeof stages)[number], reader: Reader, { calendar, today }: Moment): StageStanding {
  const count = reader.stageCount(stage);
  if (count === 0) return { stage, count, days: null };
  // The first to come stands there longest.
  const daysAt = (part: number) => {
    const since = reader.stageSince(stage, Math.round((1 - part) * (count - 1)));
    return since === null ? 0 : daysBetween(calendar.dateOf(since), today);
  };
  const days = {
    least: daysAt(0),
    quarter: daysAt(0.25),
    middle: daysAt(0.5),
    three_quarters: daysAt(0.75),
    most: daysAt(1),
  };
  return { stage, count, days };
}
