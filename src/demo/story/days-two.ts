import type { Session } from '../story.ts';
import { bluefin, castor, delphi, everest, foxglove, gannet, harbor, kestrel } from './cast.ts';
import { registers, routine, scored, seen } from './make.ts';

const linkedin = 'LinkedIn, company page';
const post = (slug: string) => `https://linkedin.example/posts/${slug}`;
const webinar = 'webinar-measuring-partners-2026-05-06';

/** Wednesday to Friday of the first week: a gap is closed, numbers are held against their source, a Briefing is asked for. */
export const daysTwo: readonly Session[] = [
  {
    at: '2026-05-06T09:10',
    role: 'mining.mind',
    says: 'A busy night on LinkedIn.',
    steps: [
      {
        says: 'Tomás Rocha of Bluefin likes a third post within three days.',
        tool: 'file_signal_note',
        with: { ...seen(bluefin, '2026-05-06T07:55', linkedin), signal: { type: 'E1', interaction: 'like', object: post('channel-myths') } },
        expect: 'recorded',
        shows: { 'signal/qualifies': true, 'derived/length': 0 },
      },
      {
        says: 'Lena Hoffmann of little Foxglove writes three thoughtful lines.',
        tool: 'file_signal_note',
        with: { ...seen(foxglove, '2026-05-05T21:40', linkedin), signal: { type: 'E1', interaction: 'comment', object: post('two-axes') } },
        expect: 'recorded',
      },
      {
        says: 'Owen Marsh of Delphi asks a question in a direct message.',
        tool: 'file_signal_note',
        with: { ...seen(delphi, '2026-05-06T08:20', 'LinkedIn message'), signal: { type: 'E3', channel: 'linkedin_dm', topic: 'partner_monetization', quote: 'How do you put a number on what our partners bring in?' } },
        expect: 'recorded',
        shows: { 'signal/tier': 'strong' },
      },
    ],
  },
  {
    at: '2026-05-06T10:00',
    role: 'sales.ops',
    says: 'Three classifications and one piece of research.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      { says: 'Bluefin: three likes, one signal.', tool: 'classify_mql', with: { account: bluefin.domain }, expect: 'mql' },
      { says: 'Foxglove: liked by everybody, but what do the gates say?', tool: 'classify_mql', with: { account: foxglove.domain }, expect: 'stays_prospect', shows: { 'checks/G1/verdict': 'fail', 'checks/engagement_signal/verdict': 'pass' } },
      { says: 'Delphi: a direct question weighs more than a comment.', tool: 'classify_mql', with: { account: delphi.domain }, expect: 'fast_track', shows: { 'account/stage': 'PROSPECT' } },
      {
        says: 'Gannet: its bond prospectus names the revenue that was missing.',
        tool: 'save_account',
        with: { domain: gannet.domain, facts: [{ fact: 'arr_usd', value: 58_500_000, source: 'bond prospectus', evidence: 'page 31, recurring revenue', as_of: '2026-05-06' }] },
        expect: 'updated',
        shows: { 'checks/G3/verdict': 'pass', 'closed/research_gates/role': 'sales.ops', 'opened/classify/role': 'sales.ops' },
      },
      { says: 'With the gap closed, once more.', tool: 'classify_mql', with: { account: gannet.domain }, expect: 'mql' },
    ],
  },
  {
    at: '2026-05-06T10:40',
    role: 'sales.ops',
    says: 'Castor\'s dossier, a thick one.',
    steps: [
      {
        says: 'All four signals, each with its paper.',
        tool: 'score_dossier',
        with: {
          account: castor.domain,
          scores: [
            scored('S1', 'CONFIRMED', { route: 'earnings_disclosure', date: '2026-04-23', from: 'castor.example', shows: 'the earnings call breaks out partner-sourced bookings' }),
            scored('S2', 'CONFIRMED', { route: 'partner_realignment', date: '2026-04-02', from: 'newswire.example', shows: 'two partner organisations were merged into one' }),
            scored('S3', 'CONFIRMED', { route: 'aws', date: '2026-02-11', from: 'castor.example', shows: 'strategic agreement with AWS' }, { route: 'azure', date: '2026-02-11', from: 'castor.example', shows: 'listed with Azure' }, { route: 'co_sell', date: '2026-02-11', from: 'castor.example', shows: 'co-sell desk with forty people' }),
            scored('S4', 'LIKELY', { route: 'guidance_miss_pct', value: 7, date: '2026-04-23', from: 'castor.example', shows: 'revenue came in seven percent under guidance' }),
          ],
          accessibility: 5,
        },
        expect: 'pending_review',
        shows: { 'opened/cro_review/due_at': '2026-05-06T21:00:00.000Z' },
      },
    ],
  },
  {
    at: '2026-05-06T15:30',
    role: 'cro',
    says: 'A repeat engager is due before the day closes.',
    sweep: { 'tasks/cro_review/account': castor.domain },
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      { says: 'Castor is not to wait for the mail queue.', tool: 'cro_decide', with: { account: castor.domain, decision: 'flag_immediate' }, expect: 'flagged', shows: { 'account/priority': 'high', 'opened/immediate_outreach/role': 'cro' }, save: { outreach: 'opened/immediate_outreach/id' } },
    ],
  },
  {
    at: '2026-05-06T16:35',
    role: 'cro',
    says: 'Two calls later.',
    steps: [{ says: 'Priya Raman picked up; the duty is closed by hand, with a note.', tool: 'complete_task', with: { task: { $: 'outreach' }, note: 'Spoke with Priya Raman for ten minutes; she wants two dates.' }, expect: 'done' }],
  },
  {
    at: '2026-05-07T09:00',
    role: 'sales.ops',
    says: 'Two dossiers before the coffee is cold. One of them flatters.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'Bluefin: much goodwill, little paper.',
        tool: 'score_dossier',
        with: {
          account: bluefin.domain,
          scores: [
            scored('S1', 'UNVERIFIED'),
            scored('S2', 'NOT_PRESENT'),
            scored('S3', 'LIKELY', { route: 'gcp', date: '2026-03-18', from: 'bluefin.example', shows: 'built on Google Cloud, partner badge' }, { route: 'marketplace', date: '2026-03-18', from: 'bluefin.example', shows: 'one listing' }, { route: 'si_partner', date: '2026-03-18', from: 'bluefin.example', shows: 'a regional integrator' }),
            scored('S4', 'NOT_PRESENT'),
          ],
        },
        expect: 'falls_short',
        shows: { 'account/stage': 'MQL', 'account/review': 'NONE', 'opened/propose_nurture/role': 'sales.ops' },
      },
      {
        says: 'Delphi: twelve percent through partners, and somebody writes "confirmed" beside it.',
        tool: 'score_dossier',
        with: {
          account: delphi.domain,
          scores: [
            scored('S1', 'CONFIRMED', { route: 'partner_influenced_pct', value: 12, date: '2026-03-30', from: 'delphi.example', shows: 'twelve percent of bookings came through partners' }),
            scored('S2', 'CONFIRMED', { route: 'restructure', date: '2026-03-09', from: 'newswire.example', shows: 'the overlay sales team was dissolved' }),
            scored('S3', 'LIKELY', { route: 'aws', date: '2026-01-15', from: 'delphi.example', shows: 'AWS competency' }, { route: 'co_sell', date: '2026-01-15', from: 'delphi.example', shows: 'joint campaigns' }, { route: 'marketplace', date: '2026-01-15', from: 'delphi.example', shows: 'three listings' }),
            scored('S4', 'LIKELY', { route: 'yoy_growth_pct', value: 2, date: '2026-04-15', from: 'delphi.example', shows: 'two percent growth over the year' }),
          ],
        },
        refused: 'RULE_REFUSED',
        shows: { clause: '3.3', 'checks/S1/verdict': 'fail', 'checks/S2/verdict': 'pass' },
      },
      {
        says: 'The same papers, scored as they are.',
        tool: 'score_dossier',
        with: {
          account: delphi.domain,
          scores: [
            scored('S1', 'UNVERIFIED', { route: 'partner_influenced_pct', value: 12, date: '2026-03-30', from: 'delphi.example', shows: 'twelve percent of bookings came through partners' }),
            scored('S2', 'CONFIRMED', { route: 'restructure', date: '2026-03-09', from: 'newswire.example', shows: 'the overlay sales team was dissolved' }),
            scored('S3', 'LIKELY', { route: 'aws', date: '2026-01-15', from: 'delphi.example', shows: 'AWS competency' }, { route: 'co_sell', date: '2026-01-15', from: 'delphi.example', shows: 'joint campaigns' }, { route: 'marketplace', date: '2026-01-15', from: 'delphi.example', shows: 'three listings' }),
            scored('S4', 'LIKELY', { route: 'yoy_growth_pct', value: 2, date: '2026-04-15', from: 'delphi.example', shows: 'two percent growth over the year' }),
          ],
          accessibility: 3,
        },
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
        with: { ...seen(kestrel, '2026-05-06T16:20', 'webinar list'), signal: { type: 'E6', object: webinar, kind: 'webinar', attended: true, engagement: 'asked_question' } },
        expect: 'recorded',
        shows: { 'opened/complete_account/role': 'sales.ops' },
      },
      {
        says: 'Sofia Petrov of Harbor was introduced by mail. She has not said a word yet.',
        tool: 'file_signal_note',
        with: { ...seen(harbor, '2026-05-06T18:05', 'mailbox'), signal: { type: 'E7', referrer: 'Elena Fischer', relationship: 'sits on her board', context: 'thinks Harbor counts partners twice', response: 'none' } },
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
        with: { ...seen(kestrel, '2026-05-06T16:25', 'event tool'), signal: { type: 'E6', object: webinar, kind: 'webinar', attended: true, engagement: 'asked_question' } },
        expect: 'duplicate',
      },
      { ...registers(kestrel, '2026-05-07', 'Kestrel gets its name and its facts.'), expect: 'updated' },
      { says: 'A question asked in person, so to speak.', tool: 'classify_mql', with: { account: kestrel.domain }, expect: 'fast_track' },
      { ...registers(harbor, '2026-05-07', 'Harbor\'s file is completed as well, for later.'), expect: 'updated' },
    ],
  },
  {
    at: '2026-05-07T13:00',
    role: 'cro',
    says: 'A mail lands in the CRO\'s own inbox.',
    steps: [
      {
        says: 'Grace Adeyemi of Everest Pay asks for the Briefing, in so many words.',
        tool: 'file_signal_note',
        with: { ...seen(everest, '2026-05-07T12:41', 'CRO inbox'), signal: { type: 'E4', channel: 'email', quote: 'Could we have the Briefing you wrote about, some time this month?' } },
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
    steps: [{ says: 'No dossier is asked of somebody who asks for us.', tool: 'classify_mql', with: { account: everest.domain }, expect: 'auto_sql', shows: { 'account/stage': 'SQL', 'account/review': 'NONE' } }],
  },
  {
    at: '2026-05-07T16:10',
    role: 'cro',
    says: 'Before the day closes, two answers.',
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      { says: 'Grace Adeyemi is offered two dates.', tool: 'complete_task', with: { task: { $: 'request' }, note: 'Offered 14 and 19 May, three in the afternoon.' }, expect: 'done' },
      {
        says: 'Delphi\'s dossier reads well, but the dissolved team was rebuilt in April.',
        tool: 'cro_decide',
        with: { account: delphi.domain, decision: 'dispute', reason_code: 'evidence', reason: 'The overlay team was rebuilt in April under another name.' },
        expect: 'disputed',
        shows: { 'account/stage': 'MQL', 'opened/propose_nurture/role': 'sales.ops' },
        save: { delphiNurture: 'opened/propose_nurture/id' },
      },
    ],
  },
];
