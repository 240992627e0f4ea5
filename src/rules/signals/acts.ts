import type { AccountState, Signal } from '../aggregates/account.ts';
import { addDays, type CalendarDate } from '../time/time.ts';
import { onceAlong, oncePerObject } from '../vocabulary/remembering.ts';

/** Acts on one object are one; acts without an object are told apart by type and day (A5). */
export function actKey(signal: Signal): string {
  return signal.object ? `object:${signal.object}` : `act:${signal.type}:${signal.on}`;
}

/** Only a plain like is bare; comment, share and save are words or work (A4, A5). */
export function isBareLike(signal: Signal): boolean {
  return signal.type === 'E1' && signal.interaction === 'like';
}

/** The number at the end of an id: ids of one stream are numbered as they are given out. */
export function ordinal({ id, nth }: Signal): number {
  return nth ?? Number(id.slice(id.lastIndexOf('_') + 1));
}

/** A5: acts on file at a loss, or at a regression for idleness, found nothing with later ones. */
export function isClosed(signal: Signal, { closed_acts }: Pick<AccountState, 'closed_acts'>): boolean {
  return signal.closed === true || ordinal(signal) <= closed_acts;
}

/** A contact's signals, as they were filed. */
export function signalsOf({ signals }: Pick<AccountState, 'signals'>, contact: string): readonly Signal[] {
  return byContact(signals).get(contact) ?? [];
}

const byContact = onceAlong(
  new Map(),
  (found: ReadonlyMap<string, readonly Signal[]>, more: readonly Signal[]): ReadonlyMap<string, readonly Signal[]> => {
    const groups = new Map<string, Signal[]>();
    for (const signal of more) {
      const known = groups.get(signal.contact);
      if (known) known.push(signal);
      else groups.set(signal.contact, [...(found.get(signal.contact) ?? []), signal]);
    }
    return new Map([...found, ...groups]);
  },
);

export function acts(state: AccountState, contact: string): readonly Signal[] {
  return signalsOf(state, contact).filter((signal) => signal.is_act && !signal.gone && !isClosed(signal, state));
}

/** A contact's acts, day by day; those of one day as they were filed. */
export function actsByDay(state: AccountState, contact: string): readonly Signal[] {
  return actsOfDays(signalsOf(state, contact), state.closed_acts);
}

const actsOfDays = oncePerObject((signals: readonly Signal[], closed_acts: number): readonly Signal[] =>
  signals.filter((each) => each.is_act && !each.gone && !isClosed(each, { closed_acts })).sort(byDay),
);

/** A contact's repeat engagements, day by day. */
export function repeatsByDay(state: AccountState, contact: string): readonly Signal[] {
  return repeatsOfDays(signalsOf(state, contact));
}

const repeatsOfDays = oncePerObject((signals: readonly Signal[]): readonly Signal[] =>
  signals.filter((each) => each.type === 'E8' && !each.gone).sort(byDay),
);

/** Signals of a list in the order of days that lie within so many days of one. */
export function withinDays<Of extends Pick<Signal, 'on'>>(
  byDay: readonly Of[],
  on: CalendarDate,
  days: number,
): readonly Of[] {
  return byDay.slice(firstFrom(byDay, addDays(on, -days)), firstFrom(byDay, addDays(on, days + 1)));
}

/** The place of the first that is of that day or later. */
function firstFrom(byDay: readonly Pick<Signal, 'on'>[], day: CalendarDate): number {
  let [from, to] = [0, byDay.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((byDay[middle]?.on ?? day) < day) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function byDay(a: Pick<Signal, 'on'>, b: Pick<Signal, 'on'>): number {
  return a.on < b.on ? -1 : a.on > b.on ? 1 : 0;
}

export function byTime(a: Signal, b: Signal): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

/** One act per key: the earliest, but an act of substance rather than a bare like on the same object. */
export function distinct(signals: readonly Signal[]): readonly Signal[] {
  const byKey = new Map<string, Signal>();
  for (const signal of [...signals].sort(byTime)) {
    const known = byKey.get(actKey(signal));
    if (!known || (isBareLike(known) && !isBareLike(signal))) byKey.set(actKey(signal), signal);
  }
  return [...byKey.values()].sort(byTime);
}
