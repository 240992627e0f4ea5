import type { Sitting } from '../story.ts';
import { bluefin, delphi, everest, harbor, kestrel } from './cast.ts';
import { dossier, newswire, registers, routine, seen } from './make.ts';

const webinar = 'webinar-measuring-partners-2026-05-06';

const twelvePercent = {
  route: 'partner_influenced_pct',
  value: 12,
  date: '2026-03-30',
  shows: 'twelve percent of bookings came through partners',
};
const delphiPapers = {
  of: delphi,
  accessibility: 3,
  S2: [
    'CONFIRMED',
    { route: 'restructure', date: '2026-03-09', from: newswire, shows: 'the overlay sales team was dissolved' },
  ],
  S3: [
    'LIKELY',
    { route: 'aws', date: '2026-01-15', shows: 'AWS competency' },
    { route: 'co_sell', date: '2026-01-15', shows: 'joint campaigns' },
    { route: 'marketplace', date: '2026-01-15', shows: 'three listings' },
  ],
  S4: ['LIKELY', { route: 'yoy_growth_pct', value: 2, date: '2026-04-15', shows: 'two percent growth over the year' }],
} as const;

/** Numbers are held against their source, and a Briefing is asked for. */
export const may7: readonly Sitting[] = [
  {
    at: '2026-05-07T09:00',
    role: 'sales.ops',
    says: 'Two dossiers before the coffee is cold. One of them flatters.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'Bluefin: much goodwill, little paper.',
        tool: 'score_dossier',
        with: dossier({
          of: bluefin,
          S1: ['UNVERIFIED'],
          S2: ['NOT_PRESENT'],
          S3: [
            'LIKELY',
            { route: 'gcp', date: '2026-03-18', shows: 'built on Google Cloud, partner badge' },
            { route: 'marketplace', date: '2026-03-18', shows: 'one listing' },
            { route: 'si_partner', date: '2026-03-18', shows: 'a regional integrator' },
          ],
          S4: ['NOT_PRESENT'],
        }),
        expect: 'falls_short',
        shows: { 'account/stage': 'MQL', 'account/review': 'NONE', 'opened/propose_nurture/role': 'sales.ops' },
      },
      {
        says: 'Delphi: twelve percent through partners, and somebody writes "confirmed" beside it.',
        tool: 'score_dossier',
        with: dossier({ ...delphiPapers, S1: ['CONFIRMED', twelvePercent] }),
        refused: 'RULE_REFUSED',
        shows: { clause: '3.3', 'checks/S1/verdict': 'fail', 'checks/S2/verdict': 'pass' },
      },
      {
        says: 'The same papers, scored as they are.',
        tool: 'score_dossier',
        with: dossier({ ...delphiPapers, S1: ['UNVERIFIED', twelvePercent] }),
        expect: 'pending_review',
      },
    ],
  },
  {
    at: '2026-05-07T10:15',
    role: 'mining.mind',
    says: 'The webinar list is in, and a board member made an introduction.',
    steps: [
      {
        says: 'Marcus Bell of Kestrel stayed at the webinar and asked about attribution.',
        tool: 'file_signal_note',
        with: {
          ...seen(kestrel, '2026-05-06T16:20', 'webinar list'),
          signal: { type: 'E6', object: webinar, kind: 'webinar', attended: true, engagement: 'asked_question' },
        },
        expect: 'recorded',
        shows: { 'opened/complete_account/role': 'sales.ops' },
      },
      {
        says: 'Sofia Petrov of Harbor was introduced by mail. She has not said a word yet.',
        tool: 'file_signal_note',
        with: {
          ...seen(harbor, '2026-05-06T18:05', 'mailbox'),
          signal: {
            type: 'E7',
            referrer: 'Elena Fischer',
            relationship: 'sits on her board',
            context: 'thinks Harbor counts partners twice',
            response: 'none',
          },
        },
        expect: 'insufficient',
        shows: { 'signal/qualifies': false },
      },
    ],
  },
  {
    at: '2026-05-07T10:50',
    role: 'sales.ops',
    says: 'sales.ops reads the same webinar list an hour later.',
    steps: [
      {
        says: 'Marcus Bell again: same seminar, same question, another colleague who saw it.',
        tool: 'file_signal_note',
        with: {
          ...seen(kestrel, '2026-05-06T16:25', 'event tool'),
          signal: { type: 'E6', object: webinar, kind: 'webinar', attended: true, engagement: 'asked_question' },
        },
        expect: 'duplicate',
      },
      { ...registers(kestrel, '2026-05-07', 'Kestrel gets its name and its facts.'), expect: 'updated' },
      {
        says: 'A question asked in person, so to speak.',
        tool: 'classify_mql',
        with: { account: kestrel.domain },
        expect: 'fast_track',
      },
      { ...registers(harbor, '2026-05-07', "Harbor's file is completed as well, for later."), expect: 'updated' },
    ],
  },
  {
    at: '2026-05-07T13:00',
    role: 'cro',
    says: "A mail lands in the CRO's own inbox.",
    steps: [
      {
        says: 'Grace Adeyemi of Everest Pay asks for the Briefing, in so many words.',
        tool: 'file_signal_note',
        with: {
          ...seen(everest, '2026-05-07T12:41', 'CRO inbox'),
          signal: {
            type: 'E4',
            channel: 'email',
            quote: 'Could we have the Briefing you wrote about, some time this month?',
          },
        },
        expect: 'recorded',
        shows: { 'opened/answer_briefing_request/due_at': '2026-05-07T21:00:00.000Z' },
        save: { request: 'opened/answer_briefing_request/id' },
      },
    ],
  },
  {
    at: '2026-05-07T13:20',
    role: 'sales.ops',
    says: 'Everest Pay, straight away.',
    steps: [
      {
        says: 'No dossier is asked of somebody who asks for us.',
        tool: 'classify_mql',
        with: { account: everest.domain },
        expect: 'auto_sql',
        shows: { 'account/stage': 'SQL', 'account/review': 'NONE' },
      },
    ],
  },
  {
    at: '2026-05-07T16:10',
    role: 'cro',
    says: 'Before the day closes, two answers.',
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Grace Adeyemi is offered two dates.',
        tool: 'complete_task',
        with: { task: { $: 'request' }, note: 'Offered 14 and 19 May, three in the afternoon.' },
        expect: 'done',
      },
      {
        says: "Delphi's dossier reads well, but the dissolved team was rebuilt in April.",
        tool: 'cro_decide',
        with: {
          account: delphi.domain,
          decision: 'dispute',
          reason_code: 'evidence',
          reason: 'The overlay team was rebuilt in April under another name.',
        },
        expect: 'disputed',
        shows: { 'account/stage': 'MQL', 'opened/propose_nurture/role': 'sales.ops' },
        save: { delphiNurture: 'opened/propose_nurture/id' },
      },
    ],
  },
];
