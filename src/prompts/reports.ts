import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import { type Asked, reportView } from '../views/reports/report.ts';
import { reportText } from '../views/reports/text.ts';
import type { Prompt, PromptScope } from './prompt.ts';

function handed(asked: Asked, { reader, moment }: PromptScope, steps: readonly string[]): { text: string } | Refusal {
  const data = reportView(asked, reader, moment);
  if (isRefusal(data)) return data;
  const figures = "The figures are the ledger's; give them as they stand and compute none.";
  return { text: [...steps, figures, reportText(data, moment.calendar)].join('\n\n') };
}

export const croDailyCheckIn: Prompt = {
  name: 'cro-daily-check-in',
  title: 'Daily check-in of the CRO',
  description: 'Hold the daily check-in on its figures: late reviews, requests and Briefings ahead (§4.3).',
  args: [],
  text: (_, scope) =>
    handed({ kind: 'daily_check_in' }, scope, [
      'Hold the daily check-in. Name what is late, with whom and for how long; then the requests without a date and the Briefings ahead. End with the three things to look at first. Calling pipeline_report for today, as the cro, closes the duty.',
    ]),
};

export const fridayWeeklyClose: Prompt = {
  name: 'friday-weekly-close',
  title: 'Friday weekly close',
  description: 'Report the weekly close on its figures, the week before beside the week (§6.1).',
  args: [{ name: 'week', description: 'ISO week, 2026-W20; the running one where left out', required: false }],
  text: ({ week }, scope) =>
    handed({ kind: 'weekly_close', period: week || undefined }, scope, [
      'Report the weekly close: what entered, what was decided, what moved, each beside the week before and with its counts. Say of a figure without a value why it has none. End with the three things to look at first. Calling pipeline_report for the running week, as the cro, closes the duty.',
    ]),
};

export const quarterlyCalibration: Prompt = {
  name: 'quarterly-calibration',
  title: 'Quarterly signal calibration',
  description: 'Review which signals and gates told what became of accounts, on the figures of a quarter (§6.3).',
  args: [{ name: 'quarter', description: '2026-Q2; the last one that is over where left out', required: false }],
  text: ({ quarter }, scope) =>
    handed({ kind: 'calibration', period: quarter || undefined }, scope, [
      'Review the calibration with the CRO and the CMO. Say first whether it is complete, and what is owed. Then which signals stand out, each with its counts, its interval and its verdict: insufficient_data says nothing either way, whatever the rate looks like. Then overlap, noise, gates, and how often evidence failed. No verdict changes a rule: whoever wants one changed proposes it by propose_policy_change, and the other of CRO and CMO ratifies.',
    ]),
};
