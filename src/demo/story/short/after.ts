import type { Sitting } from '../../story.ts';
import { foxglove, harbor } from '../cast.ts';
import { linkedin, on, post } from '../make.ts';
import { lenasProfile } from './people.ts';

/** An opt-out that holds, and a deal that is won. */
export const after: readonly Sitting[] = [
  {
    at: '2026-05-06T09:20',
    role: 'sales.ops',
    says: 'Lena Hoffmann asks to hear no more.',
    steps: [
      {
        says: 'It is put down the same morning.',
        tool: 'suppress_contact',
        with: { contact: foxglove.person.email, reason: 'opt_out', note: 'asked by mail of 6 May' },
        expect: 'done',
      },
    ],
  },
  {
    at: '2026-05-07T10:00',
    role: 'mining.mind',
    says: 'A day later she turns up at another address.',
    steps: [
      {
        says: 'The same profile, a private mailbox, a comment.',
        tool: 'file_signal_note',
        with: {
          account: foxglove.domain,
          contact: { name: foxglove.person.name, email: 'lena.hoffmann@posthaus.example', linkedin_url: lenasProfile },
          observed_at: on('2026-05-07T09:30'),
          source: linkedin,
          signal: { type: 'E1', interaction: 'comment', object: post('what-partners-earn') },
        },
        expect: 'recorded',
      },
    ],
  },
  {
    at: '2026-05-07T10:20',
    role: 'sales.ops',
    says: 'Does that reopen anything?',
    steps: [
      {
        says: 'One of the nurture mails for her.',
        tool: 'render_sequence_email',
        with: {
          template: 'nurture_1',
          contact: foxglove.person.email,
          slots: { insight: 'Foxglove Software employs 180 people.' },
          insight_fact: { $: 'headcount' },
        },
        refused: 'SUPPRESSED',
      },
    ],
  },
  {
    at: '2026-05-11T09:30',
    role: 'cro',
    says: 'The Briefing was on Friday.',
    steps: [
      {
        says: 'It was held.',
        tool: 'advance_deal',
        with: { account: harbor.domain, event: 'briefing_held', at: on('2026-05-08T11:00') },
        expect: 'recorded',
      },
      {
        says: 'The Assessment is offered.',
        tool: 'advance_deal',
        with: { account: harbor.domain, event: 'assessment_proposed', at: on('2026-05-11T09:30') },
        expect: 'recorded',
      },
    ],
  },
  {
    at: '2026-05-26T14:00',
    role: 'cro',
    says: 'Two weeks on.',
    steps: [
      {
        says: 'Harbor wants it.',
        tool: 'advance_deal',
        with: { account: harbor.domain, event: 'assessment_qualified', at: on('2026-05-22T16:00') },
        expect: 'recorded',
      },
      {
        says: 'And signs.',
        tool: 'advance_deal',
        with: { account: harbor.domain, event: 'won', at: on('2026-05-26T13:30') },
        expect: 'recorded',
        shows: { 'account/stage': 'WON' },
      },
    ],
  },
];
