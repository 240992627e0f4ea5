import { placeOf } from '../../ledger/port/paging.ts';
import type { Moment } from '../../rules/command/context.ts';
import { addDays, addHours, type Instant, isCalendarDate, parseInstant } from '../../rules/time/time.ts';
import { faulty, invalid, isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';

export const modes = ['point', 'trajectory', 'both'] as const;

export interface SimulationRequest {
  readonly changes: Readonly<Record<string, unknown>>;
  readonly from: string;
  readonly to: string;
  readonly mode?: (typeof modes)[number] | undefined;
  readonly detail?: 'concise' | 'full' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface Over {
  readonly from: Instant;
  readonly until: Instant;
}

/** A cursor goes on in the lists of one mode. */
export function startOf({ cursor, mode: given }: SimulationRequest, mode: string): number | Refusal {
  const place = placeOf(cursor, ['string', 'number']);
  if (place === null) return 0;
  if (isRefusal(place)) return place;
  if (given === undefined || given === 'both')
    return invalid('mode', given, 'point or trajectory with a `cursor`: it pages the lists of one of them');
  return place[0] === mode ? Number(place[1]) : faulty('cursor', `it pages the lists of ${place[0]}`);
}

export function periodOf(
  { from, to }: Pick<SimulationRequest, 'from' | 'to'>,
  { calendar, now }: Moment,
): Over | Refusal {
  const begins = isCalendarDate(from) ? { instant: calendar.startOf(from) } : parseInstant(from);
  if ('problem' in begins) return faulty('from', begins.problem);
  const ends = isCalendarDate(to) ? { instant: calendar.startOf(addDays(to, 1)) } : parseInstant(to);
  if ('problem' in ends) return faulty('to', ends.problem);
  // An instant is in, and so is a day to its end.
  const until = isCalendarDate(to) ? ends.instant : addHours(ends.instant, millisecond);
  if (begins.instant > now) return invalid('from', from, `a time that has been: it is ${now} now`);
  if (until <= begins.instant) return invalid('to', to, `a time that is not before \`from\`, ${from}`);
  return { from: begins.instant, until };
}

/** A millisecond, in hours. */
export const millisecond = 1 / 3_600_000;
