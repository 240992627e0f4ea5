import type { AccountState } from '../aggregates/account.ts';
import type { Instant } from '../time/time.ts';
import type { BriefingStep, Point } from './history.ts';

/** A Briefing that was held, or whose account left SQL and BRIEFING_READY, is not to be held. */
export function briefingOf({ stage, deal }: AccountState): Instant | null {
  return (stage === 'SQL' || stage === 'BRIEFING_READY') && deal.held_at === null ? deal.briefing_for : null;
}

/** 4.3: Briefings that lay ahead at an instant, as was known then (W1). */
export function briefingsAhead(steps: readonly BriefingStep[], until: Instant): readonly Point[] {
  const last = new Map<string, BriefingStep>();
  for (const each of steps) if (each.at < until) last.set(each.account, each);
  return [...last.values()].filter(({ on }) => on !== null && on >= until);
}
