import { type CopyRequest, type CopyState, hundredths } from '../aggregates/copy.ts';
import type { Moment } from '../command/context.ts';
import { addDays, mondayOf, weekOf } from '../time/time.ts';

/** Q2: requests without a first draft, in the cmo's order, the others behind by age. */
export function queueOf({ requests, order }: Pick<CopyState, 'requests' | 'order'>): readonly CopyRequest[] {
  const queued = requests.filter(({ template }) => template === undefined);
  const ordered = order.flatMap((id) => queued.filter((each) => each.id === id));
  return [...ordered, ...queued.filter(({ id }) => !order.includes(id))];
}

/** Hours of copy in a week: a share of the working week. */
export function weeklyHours({ policy }: Pick<Moment, 'policy'>): number {
  const { week_hours, share } = policy.authoring;
  return hundredths(week_hours.value * share.value);
}

/** Hours left of this week's capacity. */
export function hoursLeft({ booked }: Pick<CopyState, 'booked'>, moment: Moment): number {
  return hundredths(Math.max(0, weeklyHours(moment) - (booked[weekOf(moment.today)] ?? 0)));
}

/** The first of the queue that fits into the hours; null where none does. */
export function inTurn(queue: readonly CopyRequest[], left: number): CopyRequest | null {
  return queue.find(({ estimate_hours }) => estimate_hours <= left) ?? null;
}

/** The week in which a request finds room, those before it in the queue drafted as they fit. */
export function weekWithRoom(queue: readonly CopyRequest[], id: string, moment: Moment): string {
  let waiting = queue;
  for (let week = 1; ; week += 1) {
    let left = weeklyHours(moment);
    const behind: CopyRequest[] = [];
    for (const each of waiting) {
      if (each.estimate_hours > left && week <= queue.length) behind.push(each);
      else left = hundredths(left - each.estimate_hours);
    }
    if (!behind.some((each) => each.id === id)) return weekOf(addDays(mondayOf(moment.today), 7 * week));
    waiting = behind;
  }
}
