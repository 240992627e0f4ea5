import type { Reader } from '../ledger/port/ledger.ts';
import type { Moment } from '../rules/command/context.ts';
import { isOver, type Trigger } from '../rules/metrics/scaling.ts';
import { contactStages } from '../rules/metrics/standings.ts';
import { capOf } from '../rules/sending/caps.ts';
import { activeTouches, type TouchAhead } from '../rules/sequences/standing.ts';
import { addDays, mondayOf, weekOf } from '../rules/time/time.ts';
import { reviews, type Stage } from '../rules/vocabulary/stages.ts';

/** M3: touches that are due today without a permit yet. */
export function touchesWanted(reader: Reader, { today }: Moment, limit: number): readonly TouchAhead[] {
  return reader
    .touchesDue(today, limit)
    .flatMap((state) => activeTouches(state).filter(({ due_on }) => due_on <= today));
}

/** M3, W10: sent today, on the way, permitted, and due today without a permit yet. */
function mailsWanted(reader: Reader, moment: Moment, limit: number): number {
  return capOf(reader.mailbox(), moment).used + touchesWanted(reader, moment, limit).length;
}

/** W10: counted up to the limit. */
export function peopleNow(reader: Reader, { policy }: Moment, limit: number): number {
  return reader.people({ stages: contactStages, competitors: policy.account.competitors.value, limit });
}

type Name = Trigger['name'];

/** W10: a trigger's figure by what is kept of it, looked at no further than its threshold. */
const figures: { readonly [Each in Name]: (reader: Reader, moment: Moment, enough: number) => number } = {
  mqls_per_week: (reader, { today }) => {
    const { weeks } = reader.desk();
    const of = (day: string) => weeks[weekOf(day)]?.mqls ?? 0;
    return Math.max(of(today), of(addDays(mondayOf(today), -1)));
  },
  active_sqls: (reader) => standing(reader, 'SQL') + standing(reader, 'BRIEFING_READY'),
  emails_per_day: mailsWanted,
  contacts_in_pipeline: peopleNow,
  sequence_types: (reader, { policy }, enough) => {
    const types = Object.keys(policy.sequences.types);
    if (types.length < enough - 1) return 0;
    const live = Object.values(reader.copy().keys).flatMap(({ held }) =>
      held.filter(({ state }) => state === 'live').map(({ sequence }) => sequence),
    );
    return types.filter((sequence) => live.includes(sequence) || reader.isRunning(sequence)).length;
  },
  clients: (reader) => standing(reader, 'WON'),
};

export function standing(reader: Reader, stage: Stage): number {
  return reviews.reduce((sum, review) => sum + reader.countOf(stage, review), 0);
}

/** W10: whether it has fired, and by which figure, which may be cut one above its threshold. */
export function firedNow(name: Name, reader: Reader, moment: Moment): number | null {
  const value = figures[name](reader, moment, moment.policy.scaling[name].value + 1);
  return isOver(name, value, moment.policy) ? value : null;
}
