import type { Instant } from '../../rules/time/time.ts';
import type { Rows } from '../engine/rows.ts';

/** The last event that was recorded before an instant, found by halving: numbers and times run alike. */
export function lastBefore(
  instant: Instant,
  { newest, eventUpTo }: Rows,
): { readonly seq: number; readonly hash: string } | null {
  let low = 0;
  let high = newest.get()?.seq ?? 0;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const found = eventUpTo.get(middle);
    if (found && found.recorded_at < instant) low = middle;
    else high = (found?.seq ?? middle) - 1;
  }
  return eventUpTo.get(low) ?? null;
}
