import type { Append } from './recording.ts';

/** Fields under which an event names something new: its id, or a claim that was given out on it. */
const naming: ReadonlySet<string> = new Set(['id', 'claim']);

/** The ids that an act gave out: those of its events that no state had before it. */
export function bornIn(changes: readonly Append[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { pending } of changes) for (const { event } of pending) gather(event, named);
  const known = JSON.stringify(changes.map(({ before }) => before));
  return new Set([...named].filter((id) => !known.includes(JSON.stringify(id))));
}

function gather(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (naming.has(field) && typeof inner === 'string') into.add(inner);
    else gather(inner, into);
  }
}
