import { periodNames } from '../rules/metrics/period.ts';
import type { Prompt } from './prompt.ts';
import { handed } from './report-prompt.ts';

const fridayWeeklyClose: Prompt = {
  name: 'friday-weekly-close',
  title: 'Friday weekly close',
  description: 'Report the weekly close on its figures, the week before beside the week (§6.1).',
  args: [{ name: 'week', description: 'ISO week, 2026-W20; the running one where left out', required: false }],
  complete: (_, typed, { moment }) =>
    periodNames('weekly_close', moment.today).filter((name) => name.startsWith(typed.toUpperCase())),
  text: ({ week }, scope) =>
    handed({ kind: 'weekly_close', period: week || undefined }, scope, [
      'Report the weekly close: what entered, what was decided, what moved, each beside the week before and with its counts. Say of a figure without a value why it has none. End with the three things to look at first. Calling pipeline_report for the running week, as the cro, closes the duty.',
    ]),
};

export default fridayWeeklyClose;
