import type { AccountState } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { daysBetween, type Instant } from '../time/time.ts';

/** A10: the newest act of anybody at the account, sufficient or not, or a Briefing held. Opens and clicks are none. */
export function lastEngagement({ signals, deal }: AccountState): Instant | null {
  let newest = deal.held_at;
  for (const signal of signals)
    if (signal.is_act && !signal.gone && (newest === null || signal.at > newest)) newest = signal.at;
  return newest;
}

/** L9: days since the later of the last engagement, the entry into the stage, and a declined regression. */
export function idleDays(state: AccountState, { calendar, today }: Pick<Context, 'calendar' | 'today'>): number {
  return daysBetween(calendar.dateOf(idleSince(state)), today);
}

export function idleSince(state: AccountState): Instant {
  const from = [state.stage_since, lastEngagement(state), state.idle_from].filter((each) => each !== null);
  return from.reduce((latest, each) => (each > latest ? each : latest));
}
