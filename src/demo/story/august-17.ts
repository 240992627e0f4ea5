import type { Session } from '../story.ts';
import { everest } from './cast.ts';
import { routine } from './make.ts';

/** Ninety days after a loss. */
export const august17: readonly Session[] = [
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
];
