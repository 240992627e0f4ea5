import type { Sitting } from '../story.ts';
import { juniper, northwind } from './cast.ts';
import { on, routine } from './make.ts';

/** The leave is over, and the silence is not. */
export const july9: readonly Sitting[] = [
  {
    at: '2026-07-09T10:00',
    role: 'sales.ops',
    says: 'Thirty days after the CRO asked for patience.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'Northwind once more.',
        tool: 'propose_stage_change',
        with: { account: northwind.domain, change: 'regress', reason: 'Back from leave for a week, and no answer.' },
        expect: 'awaiting_cro',
      },
    ],
  },
  {
    at: '2026-07-10T09:30',
    role: 'cro',
    says: 'This time there is nothing to say for it.',
    sweep: { 'tasks/confirm_regression/account': northwind.domain },
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Northwind goes back a rung.',
        tool: 'decide_stage_change',
        with: { account: northwind.domain, decision: 'confirm' },
        expect: 'done',
        shows: { 'account/stage': 'MQL', 'opened/propose_nurture/role': 'sales.ops' },
      },
      {
        says: 'Juniper came to its Briefing.',
        tool: 'advance_deal',
        with: { account: juniper.domain, event: 'briefing_held', at: on('2026-06-16T11:00') },
        expect: 'recorded',
      },
      {
        says: 'And is offered the Assessment.',
        tool: 'advance_deal',
        with: { account: juniper.domain, event: 'assessment_proposed', at: on('2026-07-10T09:30') },
        expect: 'recorded',
      },
    ],
  },
];
