import type { Sitting } from '../story.ts';
import { bluefin, everest, harbor } from './cast.ts';
import { dossier, newswire, routine, seen } from './make.ts';

const ofLastWeek = [
  { route: 'gcp', date: '2026-03-18', shows: 'built on Google Cloud, partner badge' },
  { route: 'marketplace', date: '2026-03-18', shows: 'one listing' },
  { route: 'si_partner', date: '2026-03-18', shows: 'a regional integrator' },
] as const;

/** The man of the three likes comes back, and the fortnight is closed. */
export const may13: readonly Sitting[] = [
  {
    at: '2026-05-13T09:10',
    role: 'mining.mind',
    says: 'The man of the three likes has something to say after all.',
    steps: [
      {
        says: 'Tomás Rocha of Bluefin asks about the assessment itself.',
        tool: 'file_signal_note',
        with: {
          ...seen(bluefin, '2026-05-12T22:30', 'mailbox'),
          signal: {
            type: 'E3',
            channel: 'email',
            topic: 'assessment',
            quote: 'What would the assessment look at in a company of our size?',
          },
        },
        expect: 'recorded',
        shows: { 'derived/0/type': 'E8', 'opened/classify/role': 'sales.ops' },
      },
    ],
  },
  {
    at: '2026-05-13T10:00',
    role: 'sales.ops',
    says: "Bluefin, for the second time, and Harbor's papers.",
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'The dossier of last week, handed in again before anybody weighed the new signal.',
        tool: 'score_dossier',
        with: dossier({
          of: bluefin,
          S1: ['UNVERIFIED'],
          S2: ['NOT_PRESENT'],
          S3: ['LIKELY', ...ofLastWeek],
          S4: ['NOT_PRESENT'],
        }),
        refused: 'RULE_REFUSED',
        shows: { ruling: 'L2' },
      },
      {
        says: 'An MQL with a question like that goes on the fast track.',
        tool: 'classify_mql',
        with: { account: bluefin.domain },
        expect: 'fast_track',
        shows: { 'account/stage': 'MQL', 'account/review': 'DOSSIER_DUE' },
      },
      {
        says: 'Now with the annual report, which came out on Monday.',
        tool: 'score_dossier',
        with: dossier({
          of: bluefin,
          accessibility: 5,
          S1: [
            'CONFIRMED',
            { route: 'partners_section', date: '2026-05-11', shows: 'a chapter of its own on partners' },
          ],
          S2: ['LIKELY', { route: 'exec_hire', date: '2026-04-20', from: newswire, shows: 'a new head of sales' }],
          S3: ['LIKELY', ...ofLastWeek],
          S4: ['NOT_PRESENT'],
        }),
        expect: 'pending_review',
      },
      {
        says: 'Harbor: two signals, and a third that nobody could verify.',
        tool: 'score_dossier',
        with: dossier({
          of: harbor,
          S1: [
            'LIKELY',
            { route: 'partners_section', date: '2026-03-31', shows: 'a partners section in the yearly report' },
          ],
          S2: ['UNVERIFIED'],
          S3: ['NOT_PRESENT'],
          S4: [
            'CONFIRMED',
            { route: 'yoy_growth_pct', value: 4.2, date: '2026-03-31', shows: 'growth of 4.2 percent' },
          ],
        }),
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
    steps: [
      {
        says: 'Bluefin came back by itself.',
        tool: 'cro_decide',
        with: { account: bluefin.domain, decision: 'confirm' },
        expect: 'confirmed',
        shows: { 'account/stage': 'SQL' },
      },
    ],
  },
  {
    at: '2026-05-14T11:00',
    role: 'cro',
    says: 'Everest Pay has chosen a date.',
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Grace Adeyemi takes the later of the two afternoons.',
        tool: 'advance_deal',
        with: { account: everest.domain, event: 'briefing_scheduled', at: '2026-05-19T15:00:00-04:00' },
        expect: 'recorded',
        shows: { 'account/stage': 'BRIEFING_READY' },
      },
    ],
  },
  {
    at: '2026-05-15T09:30',
    role: 'cmo',
    says: 'Whom does nurture inherit?',
    steps: [
      {
        says: 'The pool, as it stands.',
        tool: 'find_accounts',
        with: { stage: 'MQL', review: 'NONE' },
        answers: true,
        shows: { 'accounts/length': 2 },
      },
    ],
  },
  {
    at: '2026-05-15T17:10',
    role: 'chief.staff',
    says: 'After hours, the second audit.',
    ...routine('Read the board with each role.'),
    steps: [],
  },
];
