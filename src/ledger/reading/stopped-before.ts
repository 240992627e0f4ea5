import type { HistoryEvent } from '../../rules/metrics/history.ts';
import type { StopRow } from '../engine/stop-row.ts';

/**
 * A11: a person who was suppressed before they stood at an account is suppressed there by their fingerprint alone; no
 * event of its stream says so. A history has such an event after the one of their coming.
 */
export function withStopped(events: readonly HistoryEvent[], stops: readonly StopRow[]): readonly HistoryEvent[] {
  const erased = erasedAsStopped(events);
  if (stops.length === 0 && erased.size === 0) return events;
  const known = new Set<string>();
  return events.flatMap((recorded): readonly HistoryEvent[] => {
    const { event, seq } = recorded;
    if (event.type !== 'contact_added' && event.type !== 'contact_taken') return [recorded];
    const { id } = event.contact;
    const came = !known.has(id) && (erased.has(id) || isStopped(id, seq, stops));
    known.add(id);
    return came
      ? [recorded, { ...recorded, event: { type: 'contact_suppressed', contact: id, reason: 'suppressed before' } }]
      : [recorded];
  });
}

function isStopped(contact: string, by: number, stops: readonly StopRow[]): boolean {
  const last = new Map<string, StopRow>();
  for (const each of stops)
    if (each.contact === contact && each.seq < by && each.seq > (last.get(each.mark)?.seq ?? 0))
      last.set(each.mark, each);
  return [...last.values()].some(({ type }) => type === 'person_suppressed');
}

/** An erasure takes the fingerprints, and says first who was suppressed: of whom nothing was said before, from the beginning. */
function erasedAsStopped(events: readonly HistoryEvent[]): ReadonlySet<string> {
  const [named, found] = [new Set<string>(), new Set<string>()];
  for (const [n, { event }] of events.entries()) {
    if (event.type !== 'contact_suppressed') continue;
    const next = events[n + 1]?.event;
    if (!named.has(event.contact) && next?.type === 'person_erased' && next.contact === event.contact)
      found.add(event.contact);
    named.add(event.contact);
  }
  return found;
}
