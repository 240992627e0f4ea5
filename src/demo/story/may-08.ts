import type { Sitting } from '../story.ts';
import { bluefin, gannet, kestrel } from './cast.ts';
import { dossier, newswire, routine } from './make.ts';

/** A mail is written twice, and the week is audited. */
export const may8: readonly Sitting[] = [
  {
    at: '2026-05-08T09:30',
    role: 'sales.ops',
    says: 'Bluefin waits for nurture; a first mail is drafted and looked at.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'A fact to write about goes on file first.',
        tool: 'save_account',
        with: {
          domain: bluefin.domain,
          facts: [
            {
              fact: 'partner_listings',
              value: 3,
              source: 'marketplace page',
              evidence: 'three listings went up since March',
              as_of: '2026-05-08',
            },
          ],
        },
        expect: 'updated',
      },
      {
        says: 'Its id is looked up.',
        tool: 'explain_account',
        with: { account: bluefin.domain },
        answers: true,
        shows: { 'facts/partner_listings/value': 3 },
        save: { listings: 'facts/partner_listings/id' },
      },
      {
        says: 'First attempt, with the price in the opening sentence.',
        tool: 'render_sequence_email',
        with: {
          template: 'nurture_1',
          contact: bluefin.person.email,
          slots: {
            insight:
              'Bluefin Data put 3 listings on the marketplace since March, and our Assessment for $2,500 would size them.',
          },
          insight_fact: { $: 'listings' },
        },
        answers: true,
        shows: { 'checks/pricing.gate/verdict': 'fail', sendable: false },
      },
      {
        says: 'Second attempt: the fact alone.',
        tool: 'render_sequence_email',
        with: {
          template: 'nurture_1',
          contact: bluefin.person.email,
          slots: { insight: 'Bluefin Data put 3 listings on the marketplace since March.' },
          insight_fact: { $: 'listings' },
        },
        answers: true,
        shows: { 'passed/pricing.gate': 'pricing.gate', sendable: false },
      },
      {
        says: 'Delphi is proposed for the same sequence, by hand.',
        tool: 'complete_task',
        with: { task: { $: 'delphiNurture' }, note: 'Owen Marsh is on the list for the next nurture round.' },
        expect: 'done',
      },
    ],
  },
  {
    at: '2026-05-08T10:30',
    role: 'sales.ops',
    says: "Kestrel's dossier is due within twenty minutes.",
    steps: [
      {
        says: 'Three signals, one of them a cost programme.',
        tool: 'score_dossier',
        with: dossier({
          of: kestrel,
          accessibility: 4,
          S1: [
            'LIKELY',
            {
              route: 'channel_exec_titles',
              value: 760,
              date: '2026-04-28',
              shows: 'a chief channel officer and two vice presidents',
            },
          ],
          S2: [
            'LIKELY',
            { route: 'exec_hire', date: '2026-01-19', from: newswire, shows: 'a new chief revenue officer' },
          ],
          S3: ['UNVERIFIED'],
          S4: [
            'CONFIRMED',
            { route: 'cost_program', date: '2026-03-25', shows: 'a public programme to cut eight percent of costs' },
          ],
        }),
        expect: 'pending_review',
      },
    ],
  },
  {
    at: '2026-05-08T16:00',
    role: 'chief.staff',
    says: 'The Friday audit: who owes what?',
    sweep: { 'alerts/late/account': gannet.domain },
    ...routine('Read the board with each role; Gannet is promised for Monday.'),
    steps: [],
  },
];
