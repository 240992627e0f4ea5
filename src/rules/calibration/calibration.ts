import { asLeft } from '../metrics/episode-as-left.ts';
import type { Arrival, Episode } from '../metrics/history.ts';
import { isPassThrough, type Taking } from '../metrics/ladder-figures.ts';
import { type Figure, type MetricHead, row, share } from '../metrics/metric.ts';
import { isWithin } from '../metrics/period.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { type CalendarDate, daysBetween } from '../time/time.ts';
import { inOrder, type SignalCase, type SignalRate, signalRates } from './signal-rates.ts';

export interface Calibrating extends Taking {
  readonly policy: PolicyValues;
  readonly today: CalendarDate;
}

/** An episode of the quarter, as known now: ripe once it had its days to reach SQL (P3). */
interface Cased {
  readonly episode: Episode;
  readonly mature: boolean;
  readonly converted: boolean;
}

const named = (name: string, owner: MetricHead['owner']): MetricHead => ({
  name,
  clause: '6.3',
  ruling: 'P3',
  owner,
  basis: 'ruling',
});

/**
 * Episodes that began in the quarter. One that went on as another's since, and one whose every signal was retracted since,
 * is none: cohorts are as known now (W1).
 */
export function cohortOf({ history, period, calendar, policy, today }: Calibrating): readonly Cased[] {
  const days = policy.calibration.follow_up_days.value;
  return history.episodes
    .filter(
      (each) =>
        each.began_with !== 'adopted' && isWithin(each, period) && each.merged === null && each.retracted === null,
    )
    .map((episode) => {
      const began = calendar.dateOf(episode.at);
      const converted = episode.entries.some(
        ({ adopted, at }) => !adopted && at >= episode.at && daysBetween(began, calendar.dateOf(at)) <= days,
      );
      return { episode: asLeft(episode), mature: daysBetween(began, today) >= days, converted };
    });
}

/** Deals closed in the quarter; those without a confirmed dossier stand apart. */
export function dealsOf({ history, period }: Pick<Calibrating, 'history' | 'period'>): readonly Arrival[] {
  return history.arrivals.filter((each) => (each.arrow === 'won' || each.arrow === 'lost') && isWithin(each, period));
}

/** The shares of the quarter, each with its counts. */
export function calibrationFigures(taking: Calibrating): readonly Figure[] {
  const cohort = cohortOf(taking);
  const opened = cohort.length;
  const mature = cohort.filter((each) => each.mature);
  const rows = cohort.map((each) => {
    if (!each.mature) return row(each.episode, ['apart']);
    return row(each.episode, each.converted ? ['numerator', 'denominator'] : ['denominator']);
  });
  const parts = { immature: opened - mature.length };
  const none = 'no MQL of the quarter has had its days to reach SQL';
  const found = share(named('cohort_to_sql', 'sales.ops'), rows, { parts, none });
  const isEarly = mature.length === 0 && opened > 0;
  const early = { not_measurable: { why: 'immature' as const, because: none } };
  const deals = dealsOf(taking);
  const closed = deals.map((each) => {
    if (each.held === null) return row(each, ['apart']);
    return row(each, each.arrow === 'won' ? ['numerator', 'denominator'] : ['denominator']);
  });
  const apart = { without_dossier: deals.filter(({ held }) => held === null).length };
  return [
    isEarly ? { ...found, metric: { ...found.metric, ...early } } : found,
    share(named('deals_won', 'cro'), closed, {
      parts: apart,
      none: 'no deal with a confirmed dossier was closed in the quarter',
    }),
  ];
}

const typesOf = ({ touches }: Episode) => new Set<string>(touches.map(({ type }) => type));

function casesOf(cohort: readonly Cased[], signals: (episode: Episode) => ReadonlySet<string>): readonly SignalCase[] {
  return cohort
    .filter(({ mature }) => mature)
    .map(({ episode, converted }) => ({ signals: signals(episode), succeeded: converted }));
}

/** P3: each signal in each dimension that it has; a first touch is never an E8 (W6). */
export function ratesBySignal(taking: Calibrating): readonly SignalRate[] {
  const { policy } = taking;
  const cohort = cohortOf(taking);
  const engagement = Object.keys(policy.engagement.signals).sort(inOrder);
  const buying = Object.keys(policy.buying).filter((id) => /^S\d+$/.test(id));
  const first = casesOf(cohort, ({ first_touch }) => new Set(first_touch ? [first_touch.type] : []));
  const deals = dealsOf(taking).flatMap(({ arrow, held }) =>
    held === null ? [] : [{ signals: new Set<string>(held), succeeded: arrow === 'won' }],
  );
  const rates = (dimension: SignalRate['dimension'], signals: readonly string[], cases: readonly SignalCase[]) =>
    signalRates(dimension, signals, cases, policy.calibration);
  return [
    ...rates(
      'first_touch',
      engagement.filter((id) => id !== 'E8'),
      first,
    ),
    ...rates('any_touch', engagement, casesOf(cohort, typesOf)),
    ...rates('buying', buying, deals),
  ];
}

/** The tables beside the rates: the cohort, its deals, each signal, overlaps and noise. */
export function calibrationTables(taking: Calibrating) {
  const cohort = cohortOf(taking);
  const cases = casesOf(cohort, typesOf);
  const mature = cohort.filter((each) => each.mature);
  const deals = dealsOf(taking);
  const held = deals.filter((each) => each.held !== null);
  return {
    cohort: {
      opened: cohort.length,
      mature: mature.length,
      immature: cohort.length - mature.length,
      converted: mature.filter(({ converted }) => converted).length,
      pass_through: mature.filter(({ episode }) => isPassThrough(episode)).length,
      follow_up_days: taking.policy.calibration.follow_up_days.value,
    },
    deals: {
      closed: held.length,
      won: held.filter(({ arrow }) => arrow === 'won').length,
      without_dossier: deals.length - held.length,
    },
    by_signal: ratesBySignal(taking),
    overlap: overlapOf(cases),
    noise: noiseOf(cases),
  };
}

/** Pairs that stood behind the same cases: their rates rest on one another. The most frequent first. */
function overlapOf(cases: readonly SignalCase[]) {
  const found = new Map<string, { readonly signals: readonly string[]; accounts: number }>();
  for (const { signals } of cases) {
    const held = [...signals].sort(inOrder);
    for (const [n, one] of held.entries())
      for (const other of held.slice(n + 1)) {
        const known = found.get(`${one} ${other}`);
        if (known) known.accounts += 1;
        else found.set(`${one} ${other}`, { signals: [one, other], accounts: 1 });
      }
  }
  return [...found.values()].sort((a, b) => b.accounts - a.accounts);
}

/** 6.3: many MQLs, few of them in SQL in time; what kept the most away first. */
function noiseOf(cases: readonly SignalCase[]) {
  const counts = new Map<string, { mqls: number; to_sql: number }>();
  for (const { signals, succeeded } of cases)
    for (const signal of signals) {
      const { mqls, to_sql } = counts.get(signal) ?? { mqls: 0, to_sql: 0 };
      counts.set(signal, { mqls: mqls + 1, to_sql: to_sql + (succeeded ? 1 : 0) });
    }
  return [...counts]
    .map(([signal, count]) => ({ signal, ...count }))
    .sort((a, b) => b.mqls - b.to_sql - (a.mqls - a.to_sql) || inOrder(a.signal, b.signal));
}
