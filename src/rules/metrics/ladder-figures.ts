import { type Calendar, daysBetween, type Instant } from '../time/time.ts';
import type { SignalType } from '../vocabulary/signal-types.ts';
import { afterAll, asLeft, touchedBy } from './episode-as-left.ts';
import type { Arrival, Entry, Episode, History } from './history.ts';
import { count, type Figure, type MetricHead, median, middle, row, share } from './metric.ts';
import { isWithin, type Period } from './period.ts';

/** The ground of figures: the history as known now, a period, and the instant at which states are taken. */
export interface Taking {
  readonly history: History;
  readonly period: Period;
  /** The period's end, or now while it runs. */
  readonly until: Instant;
  /** Work due before this instant is late; at its due time it is still in time (W8). */
  readonly passed: Instant;
  readonly calendar: Calendar;
  /** W1: with all that was recorded since, not as the figures were fixed. */
  readonly restated?: true;
  /** The types of engagement signals that the policy in force has. */
  readonly signal_types: readonly SignalType[];
  /** The sequence whose mails are counted; all of them without it. */
  readonly sequence?: string | undefined;
}

const sop = (name: string, ruling: string, owner: MetricHead['owner'] = 'sales.ops'): MetricHead => ({
  name,
  clause: '6.1',
  ruling,
  owner,
  basis: 'ruling',
});

export const isPassThrough = ({ began_with }: Episode) => began_with === 'fast_track' || began_with === 'auto_sql';

/** W2: episodes that began in the period, those of an adoption aside. */
export function begun({ history, period, restated }: Begun): readonly Episode[] {
  return history.episodes
    .filter((each) => each.began_with !== 'adopted' && isWithin(each, period))
    .filter(({ merged, retracted }) => !restated || (merged === null && retracted === null));
}

type Begun = Pick<Taking, 'history' | 'period' | 'restated'>;

export function newMqls(taking: Taking): Figure {
  const { history, period, restated } = taking;
  const episodes = begun(taking);
  const adopted = history.episodes.filter((each) => each.began_with === 'adopted' && isWithin(each, period));
  const through = episodes.filter(isPassThrough).length;
  const parts = {
    mql: episodes.length - through,
    pass_through: through,
    overridden: episodes.filter(({ overridden }) => overridden).length,
    adopted: adopted.length,
  };
  const rows = [
    ...episodes.map((each) => {
      const { first_touch } = asLeft(each, restated ? afterAll : taking.until);
      const touched = first_touch ? { signal_type: first_touch.type, ...touchedBy(first_touch, taking) } : {};
      return row(each, ['numerator'], touched);
    }),
    ...adopted.map((each) => row(each, ['apart'])),
  ];
  return count(sop('new_mqls', 'W2'), rows, parts);
}

export function mqlToSql({ history, period }: Taking): Figure {
  const decided = history.decisions.filter((each) => isWithin(each, period));
  const rows = decided.map((each) => row(each, each.confirmed ? ['numerator', 'denominator'] : ['denominator']));
  return share(sop('mql_to_sql', 'W3'), rows, { none: 'no dossier was decided in the period' });
}

const entriesIn = ({ history, period }: Taking): readonly Entry[] =>
  history.entries.filter((each) => !each.adopted && isWithin(each, period));

const adoptedIn = ({ history, period }: Taking): readonly Entry[] =>
  history.entries.filter((each) => each.adopted && isWithin(each, period));

export function sqlEntries(taking: Taking): Figure {
  const entries = entriesIn(taking);
  const adopted = adoptedIn(taking);
  const parts = {
    auto_sql: entries.filter(({ auto }) => auto).length,
    re_entries: entries.filter((each) => isReEntry(each, taking)).length,
    adopted: adopted.length,
  };
  const rows = [...entries.map((each) => row(each, ['numerator'])), ...adopted.map((each) => row(each, ['apart']))];
  return count(sop('sql_entries', 'W3'), rows, parts);
}

/** W2: the episode that it belongs to, since two went on as one where that is asked. */
function episodeOf({ episode }: Entry, { restated }: Pick<Taking, 'restated'>): Episode | null {
  let found = episode;
  while (restated && found?.merged) found = found.merged.episode;
  return found;
}

function isReEntry(entry: Entry, taking: Pick<Taking, 'restated'>): boolean {
  if (!taking.restated) return entry.re_entry;
  return episodeOf(entry, taking)?.entries.some(({ at }) => at < entry.at) ?? entry.re_entry;
}

/** W7: known by an instant; with all that was recorded since, whatever its date. */
function isInfluenced({ marketing }: Entry, { until, restated }: Pick<Taking, 'until' | 'restated'>): boolean {
  const by = restated ? afterAll : until;
  return marketing.some(
    ({ muted, voided_at, retracted_at }) =>
      (!muted || (voided_at !== null && voided_at < by)) && (retracted_at === null || retracted_at >= by),
  );
}

export const isOpenEntry = ({ briefing, left }: Entry) => briefing === null && left === null;

export function sqlToBriefing(taking: Taking): Figure {
  const entries = entriesIn(taking);
  const parts = { open: entries.filter(isOpenEntry).length };
  const rows = entries.map((each) => row(each, each.briefing ? ['numerator', 'denominator'] : ['denominator']));
  return share(sop('sql_to_briefing', 'W4', 'cro'), rows, { parts, none: 'nothing entered SQL in the period' });
}

/** W5: first entries of an episode that stood at MQL; those that never did are apart. */
export function daysToSql(taking: Taking): Figure {
  const timed = entriesIn(taking).flatMap((entry) => {
    const episode = episodeOf(entry, taking);
    if (!episode || isReEntry(entry, taking) || episode.began_with === 'adopted') return [];
    const value = daysBetween(taking.calendar.dateOf(episode.at), taking.calendar.dateOf(entry.at));
    return [{ entry, value }];
  });
  const rows = timed.map(({ entry, value }) => row(entry, [entry.stood ? 'numerator' : 'apart'], { value }));
  const apart = timed.filter(({ entry }) => !entry.stood).map(({ value }) => value);
  const parts = { pass_through_n: apart.length, pass_through_median: middle(apart) };
  const none = 'no first entry into SQL of the period came from MQL';
  return median(sop('median_days_mql_to_sql', 'W5'), rows, { unit: 'days', parts, none });
}

const pipeline: readonly string[] = ['SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED'];

/** W7: the last arrival of each account by an instant, where it is in the open pipeline. */
export function inPipeline({ history, until }: Pick<Taking, 'history' | 'until'>): readonly Arrival[] {
  const last = new Map<string, Arrival>();
  for (const each of history.arrivals) if (each.at < until) last.set(each.account, each);
  return [...last.values()].filter(({ to }) => pipeline.includes(to));
}

export function marketingInfluenced(taking: Taking): Figure {
  const rows = inPipeline(taking).map((each) => {
    const { entry } = each;
    if (!entry || entry.adopted) return row(each, ['apart']);
    return row(each, isInfluenced(entry, taking) ? ['numerator', 'denominator'] : ['denominator']);
  });
  const parts = { adopted: rows.filter((each) => each.in.includes('apart')).length };
  return share(sop('marketing_influenced', 'W7'), rows, { parts, none: 'nothing stands in the open pipeline' });
}

export function influencedEntries(taking: Taking): Figure {
  const rows = entriesIn(taking).map((each) =>
    row(each, isInfluenced(each, taking) ? ['numerator', 'denominator'] : ['denominator']),
  );
  return share(sop('marketing_influenced_entries', 'W7'), rows, { none: 'nothing entered SQL in the period' });
}

const arrows: Readonly<Record<string, readonly string[]>> = {
  won: ['won'],
  lost: ['lost'],
  regressed: ['regress_sql', 'regress_mql'],
  recycled: ['recycle'],
  disqualified: ['disqualify', 'disqualify_confirmed'],
};

/** W4: arrows taken in the period. */
export function moves(taking: Taking): readonly Figure[] {
  const { history, period } = taking;
  const arrived = history.arrivals.filter((each) => isWithin(each, period));
  const named = (name: string, found: readonly (Arrival | Entry)[]) =>
    count(
      sop(name, 'W4', name === 'won' || name === 'lost' ? 'cro' : 'sales.ops'),
      found.map((each) => row(each, ['numerator'])),
    );
  // A withdrawal, an adoption and an absorption bring accounts to ARCHIVED too; silence alone is a move of the ladder (C5).
  const otherwise: readonly string[] = ['withdraw', 'adopt_archived', 'absorbed'];
  const silent = ({ to, arrow }: Arrival) => to === 'ARCHIVED' && !otherwise.includes(arrow);
  return [
    ...Object.entries(arrows).map(([name, ids]) =>
      named(
        name,
        arrived.filter(({ arrow }) => ids.includes(arrow)),
      ),
    ),
    named('archived', arrived.filter(silent)),
    named(
      're_entries',
      entriesIn(taking).filter((each) => isReEntry(each, taking)),
    ),
  ];
}
