import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Company } from './companies.ts';
import type { Market } from './market.ts';

const steps = ['briefing_scheduled', 'briefing_held', 'assessment_proposed', 'assessment_qualified', 'won'] as const;

/** A deal under way: which step comes next, and on which day of the market. */
export interface Deal {
  readonly company: Company;
  readonly step: number;
  readonly day: number;
}

/** Days to a step, and how many of a hundred deals take it. */
const pace = [
  { days: 4, of: 70 },
  { days: 7, of: 85 },
  { days: 10, of: 60 },
  { days: 20, of: 60 },
  { days: 20, of: 55 },
] as const;

export function nextStep(company: Company, step: number, { day, dice }: Market): Deal {
  const days = pace[step]?.days ?? 7;
  return { company, step, day: day + 1 + dice.below(2 * days) };
}

/** Takes each deal whose day has come a step on, or loses it. */
export async function advanceDeals(market: Market): Promise<void> {
  const { firm, dice, day } = market;
  const due = market.deals.filter((deal) => deal.day <= day);
  market.deals = market.deals.filter((deal) => deal.day > day);
  for (const { company, step } of due) {
    const account = company.domain;
    const event = steps[step];
    if (event === undefined) continue;
    if (!dice.happens((pace[step]?.of ?? 0) / 100)) {
      // An SQL that hears nothing falls back by itself; a Briefing that came to nothing is a loss.
      if (step > 1) await firm.call('cro', 'advance_deal', { account, event: 'lost', reason: 'no budget this year' });
      continue;
    }
    const at = event === 'briefing_scheduled' ? { at: market.hoursAgo(-5 * 24) } : {};
    const answer = await firm.call('cro', 'advance_deal', {
      account,
      event,
      reason: 'as heard',
      reference: 'notes',
      ...at,
    });
    if (!isRefusal(answer) && step + 1 < steps.length) market.deals.push(nextStep(company, step + 1, market));
  }
}
