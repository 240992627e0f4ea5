import type { Session } from '../story.ts';
import { bluefin, harbor } from './cast.ts';
import { routine, scored, seen } from './make.ts';

const same = [
  { route: 'gcp', date: '2026-03-18', from: 'bluefin.example', shows: 'built on Google Cloud, partner badge' },
  { route: 'marketplace', date: '2026-03-18', from: 'bluefin.example', shows: 'one listing' },
  { route: 'si_partner', date: '2026-03-18', from: 'bluefin.example', shows: 'a regional integrator' },
] as const;

/** The second half of the second week: the story of Bluefin comes to its end, and the week is closed. */
export const daysFour: readonly Session[] = [
  {
    at: '2026-05-13T09:10',
    role: 'mining.mind',
    says: 'The man of the three likes has something to say after all.',
    steps: [
      {
        says: 'Tomás Rocha of Bluefin asks about the assessment itself.',
        tool: 'file_signal_note',
        with: { ...seen(bluefin, '2026-05-12T22:30', 'mailbox'), signal: { type: 'E3', channel: 'email', topic: 'assessment', quote: 'What would the assessment look at in a company of our size?' } },
        expect: 'recorded',
        shows: { 'derived/0/type': 'E8', 'opened/classify/role': 'sales.ops' },
      },
    ],
  },
  {
    at: '2026-05-13T10:00',
    role: 'sales.ops',
    says: 'Bluefin, for the second time, and Harbor\'s papers.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      { says: 'An MQL with a question like that goes on the fast track.', tool: 'classify_mql', with: { account: bluefin.domain }, expect: 'fast_track', shows: { 'account/stage': 'MQL', 'account/review': 'DOSSIER_DUE' } },
      {
        says: 'The dossier of last week, handed in again unchanged.',
        tool: 'score_dossier',
        with: { account: bluefin.domain, scores: [scored('S1', 'UNVERIFIED'), scored('S2', 'NOT_PRESENT'), scored('S3', 'LIKELY', ...same), scored('S4', 'NOT_PRESENT')] },
        refused: 'RULE_REFUSED',
        shows: { ruling: 'L4' },
      },
      {
        says: 'Now with the annual report, which came out on Monday.',
        tool: 'score_dossier',
        with: {
          account: bluefin.domain,
          scores: [
            scored('S1', 'CONFIRMED', { route: 'partners_section', date: '2026-05-11', from: 'bluefin.example', shows: 'a chapter of its own on partners' }),
            scored('S2', 'LIKELY', { route: 'exec_hire', date: '2026-04-20', from: 'newswire.example', shows: 'a new head of sales' }),
            scored('S3', 'LIKELY', ...same),
            scored('S4', 'NOT_PRESENT'),
          ],
          accessibility: 5,
        },
        expect: 'pending_review',
      },
      {
        says: 'Harbor: two signals, and a third that nobody could verify.',
        tool: 'score_dossier',
        with: {
          account: harbor.domain,
          scores: [
            scored('S1', 'LIKELY', { route: 'partners_section', date: '2026-03-31', from: 'harbor.example', shows: 'a partners section in the yearly report' }),
            scored('S2', 'UNVERIFIED'),
            scored('S3', 'NOT_PRESENT'),
            scored('S4', 'CONFIRMED', { route: 'yoy_growth_pct', value: 4.2, date: '2026-03-31', from: 'harbor.example', shows: 'growth of 4.2 percent' }),
          ],
        },
        expect: 'falls_short',
        shows: { 'account/stage': 'MQL' },
      },
    ],
  },
  {
    at: '2026-05-13T15:00',
    role: 'cro',
    says: 'A repeat engager again; the answer is due today.',
    sweep: { 'tasks/cro_review/account': bluefin.domain, 'tasks/cro_review/due_at': '2026-05-13T21:00:00.000Z' },
    ...routine('Went through the late items with sales.ops.'),
    steps: [{ says: 'Bluefin came back by itself.', tool: 'cro_decide', with: { account: bluefin.domain, decision: 'confirm' }, expect: 'confirmed', shows: { 'account/stage': 'SQL' } }],
  },
  {
    at: '2026-05-15T09:30',
    role: 'cmo',
    says: 'Whom does nurture inherit?',
    steps: [{ says: 'The pool, as it stands.', tool: 'find_accounts', with: { stage: 'MQL', review: 'NONE' }, answers: true, shows: { 'accounts/length': 2 } }],
  },
  {
    at: '2026-05-15T17:10',
    role: 'chief.staff',
    says: 'After hours, the second audit; the day\'s post has gone out.',
    ...routine('Read the board with each role.'),
    steps: [],
  },
];
