import type { Sitting } from '../story.ts';
import { juniper, larkspur, northwind } from './cast.ts';
import { on, routine } from './make.ts';

/** An SQL that has gone quiet is given more time, and a hospital group a second chance. */
export const june8: readonly Sitting[] = [
  {
    at: '2026-06-08T10:00',
    chapter: 'What came of it',
    role: 'sales.ops',
    says: 'Five weeks later. The first SQL of the quarter has gone quiet.',
    ...routine('Inbox and boards read; what was promised to nurture is on its list.', 'propose_nurture'),
    steps: [
      {
        says: 'Northwind: not a word since the comment of early May.',
        tool: 'propose_stage_change',
        with: { account: northwind.domain, change: 'regress', reason: 'No answer to two calls and a letter.' },
        expect: 'awaiting_cro',
        shows: { 'account/stage': 'SQL', 'opened/confirm_regression/role': 'cro' },
      },
    ],
  },
  {
    at: '2026-06-09T09:30',
    role: 'cro',
    says: 'Two words are asked of the CRO, one in each direction, and Juniper Stack has named a date.',
    sweep: { 'tasks/confirm_regression/account': northwind.domain },
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Maya Lindqvist is on leave until July; that is no silence.',
        tool: 'decide_stage_change',
        with: {
          account: northwind.domain,
          decision: 'decline',
          reason: 'Her deputy says she is on leave until 1 July and means to go on then.',
        },
        expect: 'done',
        shows: { 'account/stage': 'SQL', 'closed/confirm_regression/role': 'cro' },
      },
      {
        says: 'Larkspur has bought a software house that sells through resellers.',
        tool: 'decide_stage_change',
        with: {
          account: larkspur.domain,
          decision: 'reinstate',
          reason: 'It took over a software house with a reseller programme on 5 June.',
        },
        expect: 'done',
        shows: { 'account/stage': 'PROSPECT' },
      },
      {
        says: 'Juniper, which the essay of May spoke of.',
        tool: 'advance_deal',
        with: { account: juniper.domain, event: 'briefing_scheduled', at: on('2026-06-16T11:00') },
        expect: 'recorded',
        shows: { 'account/stage': 'BRIEFING_READY' },
      },
    ],
  },
];
