import type { AccountState, FirstTouch, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { SignalType } from '../vocabulary/signal-types.ts';

/** Attribution weight by age in days: full, half, then none (A8). It never touches the threshold. */
export function credit(age: number, { engagement }: Context['policy']): number {
  if (age <= engagement.full_credit_days.value) return engagement.full_credit.value;
  return age <= engagement.window_days.value ? engagement.half_credit.value : 0;
}

/** P6: how much of its credit an act of this type gives; 1 unless the policy says otherwise. */
export function weightOf(type: SignalType, { engagement }: Context['policy']): number {
  return engagement.signals[type]?.weight ?? 1;
}

/** S-6: the earliest act behind a live qualifying signal; an E8 lends its earliest act's own type. */
export function firstTouchOf(live: readonly Signal[], state: AccountState): FirstTouch | null {
  const byId = new Map(state.signals.map((signal) => [signal.id, signal]));
  let earliest: Signal | undefined;
  for (const signal of live) {
    for (const id of signal.rests_on) {
      const act = byId.get(id);
      if (act && !act.gone && (!earliest || act.observed_at < earliest.observed_at)) earliest = act;
    }
  }
  return earliest
    ? { signal: earliest.id, type: earliest.type, at: earliest.observed_at, source: earliest.source }
    : null;
}
