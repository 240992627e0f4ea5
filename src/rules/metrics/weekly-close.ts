import type { PolicyValues } from '../policy/policy.ts';
import { addDays, type Calendar, type Instant, weekOf } from '../time/time.ts';
import { firstTouches } from './first-touches.ts';
import {
  begun,
  daysToSql,
  isOpenEntry,
  marketingInfluenced,
  moves,
  mqlToSql,
  newMqls,
  sqlEntries,
  sqlToBriefing,
  type Taking,
} from './ladder-figures.ts';
import { bySequence, openRate, replyRate } from './mail-figures.ts';
import type { Figure } from './metric.ts';
import { isWithin, weekDays } from './period.ts';
import { slaShares } from './sla-figures.ts';

export interface WeekTaken extends Taking {
  readonly policy: PolicyValues;
}

/** 6.1: the figures of the week. */
export function weeklyFigures(taking: WeekTaken): readonly Figure[] {
  return [
    newMqls(taking),
    mqlToSql(taking),
    sqlEntries(taking),
    sqlToBriefing(taking),
    daysToSql(taking),
    marketingInfluenced(taking),
    openRate(taking),
    replyRate(taking),
    ...slaShares(taking),
    ...moves(taking),
  ];
}

/** 6.1: the tables beside the week's figures. */
export function weeklyTables(taking: WeekTaken) {
  return { first_touch: firstTouches(taking), sequences: bySequence(taking), cohorts: cohorts(taking) };
}

const weeksShown = 8;

/** W3, W4: the week and the seven before, newest first, as known now. */
function cohorts({ history, period, calendar }: WeekTaken) {
  const first = calendar.dateOf(period.from);
  return Array.from({ length: weeksShown }, (_, n) => addDays(first, -7 * n)).map((monday) => {
    const week = bounds(monday, calendar);
    const mqls = begun({ history, period: { ...period, ...week } });
    const entries = history.entries.filter((each) => !each.adopted && isWithin(each, week));
    return {
      week: weekOf(monday),
      mqls: mqls.length,
      mqls_to_sql: mqls.filter((each) => each.entries.some(({ adopted }) => !adopted)).length,
      sqls: entries.length,
      sqls_to_briefing: entries.filter(({ briefing }) => briefing !== null).length,
      sqls_open: entries.filter(isOpenEntry).length,
    };
  });
}

function bounds(monday: string, calendar: Calendar): { readonly from: Instant; readonly to: Instant } {
  const { from, until } = weekDays(monday);
  return { from: calendar.startOf(from), to: calendar.startOf(until) };
}
