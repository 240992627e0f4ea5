import { addDays, mondayOf } from '../time/time.ts';
import { asLeft, touchedBy } from './episode-as-left.ts';
import type { Arrival, Point } from './history.ts';
import { begun } from './ladder-figures.ts';
import { row, type Traced, type TracedRow, tracedAs } from './metric.ts';
import type { LiveStep, Scaling, Trigger } from './scaling.ts';

type Name = Trigger['name'];

/** W10: the rows that each trigger's figure counted; an account in a stage with the instant at which it came to it. */
const counted: { readonly [Each in Name]: (taking: Scaling) => readonly TracedRow[] } = {
  mqls_per_week: (taking) => {
    const { calendar, history, period, today } = taking;
    const monday = mondayOf(today);
    const week = { ...period, from: calendar.startOf(monday), to: calendar.startOf(addDays(monday, 7)) };
    return begun({ history, period: week }).map((each) => {
      const { first_touch } = asLeft(each);
      return row(
        each,
        ['numerator'],
        first_touch ? { signal_type: first_touch.type, ...touchedBy(first_touch, taking) } : {},
      );
    });
  },
  active_sqls: (taking) => standing(taking, ['SQL', 'BRIEFING_READY']),
  emails_per_day: ({ calendar, history, today, permits_held, due }) => {
    const sent = history.mails.filter(({ at }) => calendar.dateOf(at) === today);
    const permitted = permits_held.flatMap((id) => history.permits.get(id) ?? []);
    const wanted = history.running.filter(({ enrolment }) => due.includes(enrolment));
    return [...sent, ...permitted, ...wanted].map(counts);
  },
  contacts_in_pipeline: ({ history }) =>
    history.people_now.map((each) => row(each, ['numerator'], { value: each.value })),
  sequence_types: ({ history, live }) => [
    ...history.running.map((each) => row(each, ['numerator'], { sequence: each.sequence })),
    ...stillLive(live).map((each) =>
      row({ ...each, account: 'desk' }, ['numerator'], { sequence: each.sequence, template: each.template }),
    ),
  ],
  clients: (taking) => standing(taking, ['WON']),
};

const counts = (point: Point) => row(point, ['numerator']);

/** The last arrival of each account, where it brought it to one of these stages. */
function standing({ history }: Scaling, stages: readonly string[]): readonly TracedRow[] {
  const last = new Map<string, Arrival>();
  for (const each of history.arrivals) {
    // A step within these stages leaves the event that brought the account there.
    const known = last.get(each.account);
    if (known && stages.includes(known.to) && stages.includes(each.to)) continue;
    last.set(each.account, each);
  }
  return [...last.values()].filter(({ to }) => stages.includes(to)).map(counts);
}

/** Versions whose last change made them live. */
function stillLive(steps: readonly LiveStep[]): readonly LiveStep[] {
  const last = new Map<string, LiveStep>();
  for (const each of steps) last.set(each.template, each);
  return [...last.values()].filter(({ by }) => by > 0);
}

export function tracedTrigger(name: Name, taking: Scaling): readonly Traced[] {
  return tracedAs(name, counted[name](taking));
}
