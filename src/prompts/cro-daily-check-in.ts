import type { Prompt } from './prompt.ts';
import { handed } from './report-prompt.ts';

const croDailyCheckIn: Prompt = {
  name: 'cro-daily-check-in',
  title: 'Daily check-in of the CRO',
  description: 'Hold the daily check-in on its figures: late reviews, requests and Briefings ahead (§4.3).',
  args: [],
  text: (_, scope) =>
    handed({ kind: 'daily_check_in' }, scope, [
      'Hold the daily check-in. Name what is late, with whom and for how long; then the requests without a date and the Briefings ahead. End with the three things to look at first. Calling pipeline_report for today, as the cro, closes the duty.',
    ]),
};

export default croDailyCheckIn;
