import type { History, HistoryEvent } from '../metrics/history.ts';
import { moves, mqlToSql, newMqls, sqlEntries, sqlToBriefing, type Taking } from '../metrics/ladder-figures.ts';
import { weekDays } from '../metrics/period.ts';
import { historyOf } from '../metrics/walk.ts';
import { addDays, type CalendarDate, type Instant, weekOf } from '../time/time.ts';
import type { PolicyWithCalendar } from './decide-again.ts';
import type { MetricBeside } from './outcomes.ts';
import type { AccountPath, Unasked } from './trajectory-path.ts';

const names = ['new_mqls', 'mql_to_sql', 'sql_entries', 'sql_to_briefing', 'won'] as const;

interface Ways {
  /** The recorded events of each account. */
  readonly events: ReadonlyMap<string, readonly HistoryEvent[]>;
  readonly paths: ReadonlyMap<string, AccountPath>;
}

interface Over {
  readonly from: Instant;
  readonly until: Instant;
  readonly rules: PolicyWithCalendar;
}

/** P4: the figures of each week, as they were and as they certainly would have been. */
export function figuresBeside({ events, paths }: Ways, { from, until, rules }: Over): readonly MetricBeside[] {
  const apart = tiedTo(new Set(paths.keys()), events);
  const alike = historyIn(
    [...events].filter(([id]) => !apart.has(id)).flatMap(([, each]) => each),
    rules,
  );
  const was = joined(
    alike,
    historyIn(
      [...apart].flatMap((id) => events.get(id) ?? []),
      rules,
    ),
  );
  const would = joined(
    alike,
    historyIn(
      [...apart].flatMap((id) => paths.get(id)?.events ?? events.get(id) ?? []),
      rules,
    ),
  );
  const unasked = [...paths.values()].flatMap((path) => path.unasked ?? []);
  const weeks = weeksOf({ from, until, rules });
  const starts = weeks.map((monday) => rules.calendar.startOf(monday));
  const [wasBy, wouldBy] = [byWeek(was, starts), byWeek(would, starts)];
  return weeks.flatMap((monday, n) => {
    const week = weekOf(monday);
    const to = rules.calendar.startOf(addDays(monday, 7));
    const [before, after] = [wasBy[n], wouldBy[n]].map((history) => history && figuresOf(history, monday, rules));
    return names.map((name) => ({
      name,
      week,
      was: before?.get(name) ?? null,
      would: after?.get(name) ?? null,
      unobserved: unasked.filter((each) => mightAdd(name, each) && each.since < to).length,
    }));
  });
}

/** Parts of the history that figures of a week read. */
type Part = 'episodes' | 'entries' | 'decisions' | 'arrivals';
type Week = Omit<History, Part> & { readonly [Each in Part]: History[Each][number][] };

/** The history cut into weeks, without the part before the first: no figure taken here looks beyond its week, and a long history has many. */
function byWeek(history: History, starts: readonly Instant[]): readonly History[] {
  const weeks = starts.map((): Week => ({ ...history, episodes: [], entries: [], decisions: [], arrivals: [] }));
  const own = ({ at }: { readonly at: Instant }) => weeks[lastUpTo(at, starts)];
  for (const each of history.episodes) own(each)?.episodes.push(each);
  for (const each of history.entries) own(each)?.entries.push(each);
  for (const each of history.decisions) own(each)?.decisions.push(each);
  for (const each of history.arrivals) own(each)?.arrivals.push(each);
  return weeks;
}

/** The place of the last start that is not after an instant; -1 before the first. */
function lastUpTo(at: Instant, starts: readonly Instant[]): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? '') <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** An account with a dossier due or decided is an MQL of some week already. */
function mightAdd(name: string, { question }: Unasked): boolean {
  return name !== 'new_mqls' || question === 'classify_mql' || question === 'save_account';
}

function weeksOf({ from, until, rules: { calendar } }: Over): readonly CalendarDate[] {
  const weeks: CalendarDate[] = [];
  for (let monday = weekDays(calendar.dateOf(from)).from; calendar.startOf(monday) < until; monday = addDays(monday, 7))
    weeks.push(monday);
  return weeks;
}

function figuresOf(
  history: History,
  monday: CalendarDate,
  { calendar, policy }: PolicyWithCalendar,
): ReadonlyMap<string, number | null> {
  const [from, to] = [calendar.startOf(monday), calendar.startOf(addDays(monday, 7))];
  const period = { name: weekOf(monday), from, to, zone: policy.business_time.zone.value, closed: true };
  const taking: Taking = { history, period, until: to, passed: to, calendar, signal_types: [] };
  const found = [newMqls(taking), mqlToSql(taking), sqlEntries(taking), sqlToBriefing(taking), ...moves(taking)];
  return new Map(found.map(({ metric: { name, value } }) => [name, value]));
}

function historyIn(events: readonly HistoryEvent[], { policy, calendar }: PolicyWithCalendar): History {
  return historyOf(
    [...events].sort((one, other) => one.seq - other.seq),
    { policy, calendar },
  );
}

function joined(one: History, other: History): History {
  return {
    // No figure of a replay counts the other parts.
    ...one,
    episodes: [...one.episodes, ...other.episodes],
    entries: [...one.entries, ...other.entries],
    decisions: [...one.decisions, ...other.decisions],
    arrivals: [...one.arrivals, ...other.arrivals],
  };
}

/** Accounts with every other that one of them was joined with: an episode goes over from the one to the other. */
function tiedTo(first: ReadonlySet<string>, events: Ways['events']): ReadonlySet<string> {
  const found = new Set(first);
  const ties = [...events].flatMap(([id, each]) =>
    each.flatMap(({ event }) => (event.type === 'account_absorbed' ? [[id, event.into] as const] : [])),
  );
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [one, other] of ties) {
      if (found.has(one)) found.add(other);
      else if (found.has(other)) found.add(one);
    }
  }
  return found;
}
