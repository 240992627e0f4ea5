import { periodNames } from '../rules/metrics/period.ts';
import type { Prompt } from './prompt.ts';
import { handed } from './report-prompt.ts';

const quarterlyCalibration: Prompt = {
  name: 'quarterly-calibration',
  title: 'Quarterly signal calibration',
  description: 'Review which signals and gates told what became of accounts, on the figures of a quarter (§6.3).',
  args: [{ name: 'quarter', description: '2026-Q2; the last one that is over where left out', required: false }],
  complete: (_, typed, { moment }) =>
    periodNames('calibration', moment.today).filter((name) => name.startsWith(typed.toUpperCase())),
  text: ({ quarter }, scope) =>
    handed({ kind: 'calibration', period: quarter || undefined }, scope, [
      'Review the calibration with the CRO and the CMO. Say first whether it is complete, and what is owed. Then which signals stand out, each with its counts, its interval and its verdict: insufficient_data says nothing either way, whatever the rate looks like. Then overlap, noise, gates, and how often evidence failed. No verdict changes a rule: whoever wants one changed proposes it by propose_policy_change, and the other of CRO and CMO ratifies.',
    ]),
};

export default quarterlyCalibration;
