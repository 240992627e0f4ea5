import type { Sitting } from '../story.ts';
import { everest, juniper } from './cast.ts';
import { on, routine } from './make.ts';

/** Ninety days after a loss. */
export const august17: readonly Sitting[] = [
  {
    at: '2026-08-17T10:00',
    role: 'sales.ops',
    says: 'Everest Pay asked to be called in autumn. Is it time?',
    ...routine('Inbox and boards read; what was promised to nurture is on its list.', 'propose_nurture'),
    steps: [
      {
        says: 'Eighty-nine days after the loss.',
        tool: 'propose_stage_change',
        with: { account: everest.domain, change: 'recycle', reason: 'Autumn is near.' },
        refused: 'RULE_REFUSED',
        shows: { ruling: 'L10' },
      },
    ],
  },
  {
    at: '2026-08-18T10:00',
    role: 'sales.ops',
    says: 'The same question, a day later.',
    steps: [
      {
        says: 'Ninety.',
        tool: 'propose_stage_change',
        with: { account: everest.domain, change: 'recycle', reason: 'Autumn is near.' },
        expect: 'done',
        shows: { 'account/stage': 'MQL', 'opened/propose_re_engagement/role': 'sales.ops' },
      },
    ],
  },
  {
    at: '2026-08-19T14:00',
    role: 'cro',
    says: 'And one that was worth the wait.',
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Juniper takes the Assessment.',
        tool: 'advance_deal',
        with: { account: juniper.domain, event: 'assessment_qualified', at: on('2026-08-12T10:00') },
        expect: 'recorded',
        shows: { 'account/stage': 'ASSESSMENT_QUALIFIED' },
      },
      {
        says: 'And signs for it.',
        tool: 'advance_deal',
        with: { account: juniper.domain, event: 'won', at: on('2026-08-19T11:00') },
        expect: 'recorded',
        shows: { 'account/stage': 'WON' },
      },
    ],
  },
];
