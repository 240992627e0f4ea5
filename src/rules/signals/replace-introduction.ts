import type { Signal } from '../aggregates/account.ts';
import type { AccountDraft } from '../command/world.ts';

/** A4: an E10 stands in the place of an E7 of the same referrer, whichever was filed first. */
export function replaceIntroduction(draft: AccountDraft, signal: Signal): void {
  const pair = (other: Signal) =>
    !other.gone && other.contact === signal.contact && other.referrer === signal.referrer && other.id !== signal.id;
  const gone = (id: string, by: string) =>
    draft.emit({
      type: 'signal_gone',
      signal: id,
      why: 'replaced',
      because: `${by} of the same referrer stands in its place`,
    });
  if (signal.type === 'E10')
    for (const other of draft.state.signals) if (other.type === 'E7' && pair(other)) gone(other.id, signal.id);
  const later =
    signal.type === 'E7' ? draft.state.signals.find((other) => other.type === 'E10' && pair(other)) : undefined;
  if (later) gone(signal.id, later.id);
}
