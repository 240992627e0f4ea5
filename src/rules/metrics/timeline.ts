import type { Instant } from '../time/time.ts';
import type { NumberStep, SequenceStep } from './history.ts';

/** A number after each of its changes, in the order of time. */
export type Timeline = readonly { readonly at: Instant; readonly value: number }[];

function inTime<Timed extends { readonly at: Instant }>(steps: readonly Timed[]): readonly Timed[] {
  return [...steps].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The last of each instant: what one act does to a state is one change. */
function settled(values: Timeline): Timeline {
  return values.filter(({ at }, n) => values[n + 1]?.at !== at);
}

export function summed(steps: readonly NumberStep[]): Timeline {
  let value = 0;
  return settled(
    inTime(steps).map(({ at, by }) => {
      value += by;
      return { at, value };
    }),
  );
}

/** The timeline of a number from an instant on, reckoned back from its value now; changes before the instant may be missing. */
export function backFrom(now: number, steps: readonly NumberStep[], from: Instant): Timeline {
  const line = summed(steps);
  const base = now - (line.at(-1)?.value ?? 0);
  const shifted = line.map(({ at, value }) => ({ at, value: base + value }));
  return [{ at: from, value: base + valueBefore(line, from) }, ...shifted.filter(({ at }) => at >= from)];
}

/** How many sequences have anything that keeps them up. */
export function distinct(steps: readonly SequenceStep[]): Timeline {
  const held = new Map<string, number>();
  return settled(
    inTime(steps).map(({ at, sequence, by }) => {
      held.set(sequence, (held.get(sequence) ?? 0) + by);
      return { at, value: [...held.values()].filter((n) => n > 0).length };
    }),
  );
}

/** Just before an instant. */
export function valueBefore(line: Timeline, until: Instant): number {
  return line.findLast(({ at }) => at < until)?.value ?? 0;
}

/** When it last began to hold without a break; null where it doesn't hold. */
export function holdsSince(line: Timeline, fires: (value: number) => boolean): Instant | null {
  let since: Instant | null = null;
  for (const { at, value } of line) since = fires(value) ? (since ?? at) : null;
  return since;
}
