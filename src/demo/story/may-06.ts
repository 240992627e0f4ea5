import type { Sitting } from '../story.ts';
import { bluefin, castor, delphi, foxglove, gannet } from './cast.ts';
import { dossier, linkedin, newswire, post, routine, seen } from './make.ts';

/** Three likes make a signal, a gap in a file is closed, and a repeat engager is due the same day. */
export const may6: readonly Sitting[] = [
  {
    at: '2026-05-06T09:10',
    role: 'mining.mind',
    says: 'A busy night on LinkedIn.',
    steps: [
      {
        says: 'Tomás Rocha of Bluefin likes a third post within three days.',
        tool: 'file_signal_note',
        with: {
          ...seen(bluefin, '2026-05-06T07:55', linkedin),
          signal: { type: 'E1', interaction: 'like', object: post('channel-myths') },
        },
        expect: 'recorded',
        shows: { 'signal/qualifies': true, 'derived/length': 0 },
      },
      {
        says: 'Lena Hoffmann of little Foxglove writes three thoughtful lines.',
        tool: 'file_signal_note',
        with: {
          ...seen(foxglove, '2026-05-05T21:40', linkedin),
          signal: { type: 'E1', interaction: 'comment', object: post('two-axes') },
        },
        expect: 'recorded',
        save: { foxgloveComment: 'signal/id' },
      },
      {
        says: 'Owen Marsh of Delphi asks a question in a direct message.',
        tool: 'file_signal_note',
        with: {
          ...seen(delphi, '2026-05-06T08:20', 'LinkedIn message'),
          signal: {
            type: 'E3',
            channel: 'linkedin_dm',
            topic: 'partner_monetization',
            quote: 'How do you put a number on what our partners bring in?',
          },
        },
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
      {
        says: 'Bluefin: three likes, one signal.',
        tool: 'classify_mql',
        with: { account: bluefin.domain },
        expect: 'mql',
      },
      {
        says: 'Foxglove: liked by everybody, but what do the gates say?',
        tool: 'classify_mql',
        with: { account: foxglove.domain },
        expect: 'stays_prospect',
        shows: { 'checks/G1/verdict': 'fail', 'checks/engagement_signal/verdict': 'pass' },
      },
      {
        says: 'Delphi: a direct question weighs more than a comment.',
        tool: 'classify_mql',
        with: { account: delphi.domain },
        expect: 'fast_track',
        shows: { 'account/stage': 'PROSPECT' },
      },
      {
        says: 'Gannet: its bond prospectus names the revenue that was missing.',
        tool: 'save_account',
        with: {
          domain: gannet.domain,
          facts: [
            {
              fact: 'arr_usd',
              value: 58_500_000,
              source: 'bond prospectus',
              evidence: 'page 31, recurring revenue',
              as_of: '2026-05-06',
            },
          ],
        },
        expect: 'updated',
        shows: {
          'passed/G3': 'G3',
          'closed/research_gates/role': 'sales.ops',
          'opened/classify/role': 'sales.ops',
        },
      },
      {
        says: 'With the gap closed, once more.',
        tool: 'classify_mql',
        with: { account: gannet.domain },
        expect: 'mql',
      },
    ],
  },
  {
    at: '2026-05-06T10:40',
    role: 'sales.ops',
    says: "Castor's dossier, a thick one.",
    steps: [
      {
        says: 'All four signals, each with its paper.',
        tool: 'score_dossier',
        with: dossier({
          of: castor,
          accessibility: 5,
          S1: [
            'CONFIRMED',
            {
              route: 'earnings_disclosure',
              date: '2026-04-23',
              shows: 'the earnings call breaks out partner-sourced bookings',
            },
          ],
          S2: [
            'CONFIRMED',
            {
              route: 'partner_realignment',
              date: '2026-04-02',
              from: newswire,
              shows: 'two partner organisations were merged into one',
            },
          ],
          S3: [
            'CONFIRMED',
            { route: 'aws', date: '2026-02-11', shows: 'strategic agreement with AWS' },
            { route: 'azure', date: '2026-02-11', shows: 'listed with Azure' },
            { route: 'co_sell', date: '2026-02-11', shows: 'co-sell desk with forty people' },
          ],
          S4: [
            'LIKELY',
            {
              route: 'guidance_miss_pct',
              value: 7,
              date: '2026-04-23',
              shows: 'revenue came in seven percent under guidance',
            },
          ],
        }),
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
      {
        says: 'Castor is not to wait for the mail queue.',
        tool: 'cro_decide',
        with: { account: castor.domain, decision: 'flag_immediate' },
        expect: 'flagged',
        shows: { 'account/priority': 'high', 'opened/immediate_outreach/role': 'cro' },
        save: { outreach: 'opened/immediate_outreach/id' },
      },
    ],
  },
  {
    at: '2026-05-06T16:35',
    role: 'cro',
    says: 'Two calls later.',
    steps: [
      {
        says: 'Priya Raman picked up; the duty is closed by hand, with a note.',
        tool: 'complete_task',
        with: { task: { $: 'outreach' }, note: 'Spoke with Priya Raman for ten minutes; she wants two dates.' },
        expect: 'done',
      },
    ],
  },
];
