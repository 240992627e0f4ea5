import type { Reader } from '../../ledger/port/ledger.ts';
import type { Moment } from '../../rules/command/context.ts';
import type { LookFirst } from '../../rules/metrics/look-first.ts';
import type { Figure, Traced } from '../../rules/metrics/metric.ts';
import type { DaySpan, Period } from '../../rules/metrics/period.ts';
import type { Restated } from '../../rules/metrics/restated-figures.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { SignalType } from '../../rules/vocabulary/signal-types.ts';

export interface Filter {
  readonly metric?: string | undefined;
  readonly signal_type?: SignalType | undefined;
  readonly role?: Role | undefined;
  readonly sequence?: string | undefined;
}

/** The ground that each kind of report is made from. */
export interface Making {
  readonly reader: Reader;
  readonly moment: Moment;
  readonly days: DaySpan;
  readonly period: Period;
  readonly filter: Filter;
  /** Whether the rows that figures counted are asked for (`detail: full`). */
  readonly isTraced: boolean;
}

/** The parts that each kind of report comes to. */
export interface Made {
  readonly figures: readonly Figure[];
  readonly tables: Readonly<Record<string, unknown>>;
  readonly restated: readonly Restated[];
  /** Rows of its tables, traced behind those of its figures. */
  readonly more?: readonly Traced[];
  /** Things to look at first that tables show, before those that figures show. */
  readonly look?: readonly LookFirst[];
}
