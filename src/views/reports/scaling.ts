import type { Reader } from '../../ledger/port/ledger.ts';
import type { Moment } from '../../rules/command/context.ts';
import { figureName } from '../../rules/metrics/figure-name.ts';
import type { LookFirst } from '../../rules/metrics/look-first.ts';
import type { Figure } from '../../rules/metrics/metric.ts';
import { type LiveStep, type Scaling, type Trigger, triggers, weeksShown } from '../../rules/metrics/scaling.ts';
import { tracedTrigger } from '../../rules/metrics/scaling-rows.ts';
import { contactStages } from '../../rules/metrics/standings.ts';
import { historyOf } from '../../rules/metrics/walk.ts';
import { capOf } from '../../rules/sending/caps.ts';
import { addDays, type Instant, mondayOf } from '../../rules/time/time.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { isRole } from '../../rules/vocabulary/roles.ts';
import { peopleNow, standing, touchesWanted } from '../scaling-now.ts';
import { takings } from './report-history.ts';
import type { Made, Making } from './report-parts.ts';

/** More than any ledger holds. */
const all = 1_000_000_000;

/** Versions of one touch that are looked at, the newest. */
const versions = 100;

/** Accounts up to which all of them are read to tell since when a trigger has fired, or what it counted. */
const readable = 2000;

const stages = [...contactStages, 'WON', 'RECYCLED'] as const;

/** 9, W10: the six triggers as they stand now, with the weeks before. */
export function scaling(making: Making): Made {
  const { calendar, today } = making.moment;
  const first = addDays(mondayOf(today), -7 * (weeksShown + 1));
  const recent = scalingSince(making, calendar.startOf(first));
  const found = triggers(recent);
  // A trigger that held before the weeks that were read is looked for in the whole history.
  const read = calendar.startOf(addDays(first, 7));
  const isOlder = ({ fired, since }: Trigger) => fired && (since === undefined || since < read);
  const whole = (found.some(isOlder) && isReadable(making)) || namesAll(making) ? scalingSince(making, '') : null;
  const told = whole ? triggers(whole) : found.map((each) => (isOlder(each) ? withoutSince(each) : each));
  return {
    figures: told.map((each) => figureOf(each, making.isTraced ? (whole ?? recent) : null)),
    tables: { triggers: told },
    restated: [],
    look: nearest(told),
  };
}

/** Figures of states name every account at which they rest: those are known by their number alone otherwise. */
function namesAll({ isTraced, filter: { metric } }: Making): boolean {
  return isTraced && (metric === undefined || metric === 'contacts_in_pipeline' || metric === 'clients');
}

function isReadable({ reader }: Making): boolean {
  return stages.reduce((sum, stage) => sum + standing(reader, stage), 0) <= readable;
}

function withoutSince({ since: _since, ...trigger }: Trigger): Trigger {
  return trigger;
}

/** Triggers to look at first: those that fired, then those nearest to their thresholds. */
function nearest(found: readonly Trigger[]): readonly LookFirst[] {
  const byNearness = [...found].sort(
    (a, b) => Number(b.fired) - Number(a.fired) || b.value / b.threshold - a.value / a.threshold,
  );
  return byNearness
    .filter(({ value }) => value > 0)
    .map(({ name, value, operator, threshold, fired }) => ({
      metric: name,
      because: `${figureName(name)}: ${value}, ${fired ? 'fired' : 'fires'} at ${operator} ${threshold}`,
    }));
}

/** The scaling ground with all changes since an instant; with the whole of each account that stands, if there is none. */
function scalingSince(making: Making, since: Instant): Scaling {
  const { reader, moment } = making;
  const { policy, calendar, today } = moment;
  const asked =
    since === ''
      ? { stages }
      : { stages: ['SQL', 'BRIEFING_READY'] as const, running: Object.keys(policy.sequences.types) };
  const history = historyOf(reader.history({ since, ...asked, kinds: [] }), { policy, calendar });
  return {
    ...takings(making, history).now,
    today,
    ...mailsWanted(reader, moment),
    standing: {
      active_sqls: standing(reader, 'SQL') + standing(reader, 'BRIEFING_READY'),
      clients: standing(reader, 'WON'),
      people: peopleNow(reader, moment, all),
    },
    read_from: since,
    live: liveSteps(reader),
  };
}

function mailsWanted(reader: Reader, moment: Moment): Pick<Scaling, 'mails_wanted' | 'permits_held' | 'due'> {
  const due = touchesWanted(reader, moment, all).map(({ enrolment }) => enrolment.id);
  const { used, held } = capOf(reader.mailbox(), moment);
  return { mails_wanted: used + due.length, permits_held: held, due };
}

/** When each version of copy went live, and when it was so no more. */
function liveSteps(reader: Reader): readonly LiveStep[] {
  return Object.keys(reader.copy().keys).flatMap((key) => {
    const found = reader.templatesOf(key, { limit: versions });
    if (isRefusal(found)) return [];
    return found.items.flatMap(({ id: template, sequence, steps }) =>
      steps.flatMap(({ state, at, seq }, n): readonly LiveStep[] => {
        const by = Number(state === 'live') - Number(steps[n - 1]?.state === 'live');
        return by === 0 ? [] : [{ at, sequence, by, template, seq }];
      }),
    );
  });
}

function figureOf({ name, clause, value, owner }: Trigger, taking: Scaling | null): Figure {
  const first = owner.split(', ').find(isRole) ?? 'chief.staff';
  return {
    metric: { name, clause, ruling: 'W10', owner: first, unit: 'count', value, basis: 'sop' },
    traced: taking === null ? [] : tracedTrigger(name, taking),
  };
}
