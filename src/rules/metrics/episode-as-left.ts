import type { Calendar, Instant } from '../time/time.ts';
import type { Episode, Touched } from './history.ts';
import type { Traced } from './metric.ts';

/** Later than any instant. */
export const afterAll: Instant = '9999';

/** W6: as fixed when it began, signals retracted before an instant aside: the first touch is the earliest act that is left (S-6). */
export function asLeft(episode: Episode, by: Instant = afterAll): Episode {
  const { first_touch, gone } = episode;
  const isGone = (signal: string) => (gone.get(signal) ?? afterAll) < by;
  const touches = episode.touches
    .filter(({ signal }) => !isGone(signal))
    .map((touch) => ({ ...touch, acts: touch.acts.filter(({ id }) => !isGone(id)) }));
  const acts = touches.flatMap((each) => each.acts);
  const isWhole = ![...gone.keys()].some(isGone);
  const stands = isWhole || acts.some(({ id }) => id === first_touch?.signal);
  return { ...episode, touches, first_touch: stands ? first_touch : earliest(acts) };
}

function earliest(acts: Episode['touches'][number]['acts']): Touched | null {
  const [first] = [...acts].sort((a, b) => (a.observed_at < b.observed_at ? -1 : 1));
  return first ? { signal: first.id, type: first.type, at: first.observed_at } : null;
}

/** S-6: the act of the first touch, and its day; the hour may not be known. */
export function touchedBy(
  { signal, at }: Touched,
  { calendar }: { readonly calendar: Calendar },
): Pick<Traced, 'signal' | 'observed_on'> {
  return { signal, observed_on: calendar.dateOf(at) };
}
