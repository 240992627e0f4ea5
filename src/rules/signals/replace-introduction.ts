import type { Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { daysBetween } from '../time/time.ts';

/** A4: an E10 stands in the place of an E7 of the same referrer, whichever was filed first. */
export function replaceIntroduction(draft: AccountDraft, signal: Signal, context: Context): void {
  const gone = (id: string, by: string) =>
    draft.emit({
      type: 'signal_gone',
      signal: id,
      why: 'replaced',
      because: `${by} of the same referrer stands in its place`,
    });
  if (signal.type === 'E10')
    for (const other of draft.state.signals)
      if (!other.gone && takenUp(other, signal, context)) gone(other.id, signal.id);
  if (signal.type !== 'E7') return;
  const later = draft.state.signals.find((other) => !other.gone && takenUp(signal, other, context));
  if (later) gone(signal.id, later.id);
}

/** Whether the E7 is the introduction that the E10 took up: one that comes a window after it is another. */
export function takenUp(e7: Signal, e10: Signal, { policy }: Pick<Context, 'policy'>): boolean {
  if (e7.type !== 'E7' || e10.type !== 'E10') return false;
  if (e7.contact !== e10.contact || e7.referrer !== e10.referrer) return false;
  return daysBetween(e10.on, e7.on) <= policy.engagement.repeat_within_days.value;
}
