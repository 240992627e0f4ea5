import type { Sitting } from '../../story.ts';
import { foxglove, harbor } from '../cast.ts';
import { dossier, linkedin, newswire, on, post, registers, seen } from '../make.ts';
import { lenasProfile } from './people.ts';

/** From a like to a Briefing; one way round that is closed, and one "why not". */
export const climb: readonly Sitting[] = [
  {
    at: '2026-05-04T09:05',
    role: 'sales.ops',
    says: 'Two companies go on file, with the facts that the gates ask for.',
    steps: [
      registers(harbor, '2026-04-30', 'Harbor Metrics has 390 people and partners of its own.'),
      registers(foxglove, '2026-04-30', 'Foxglove Software has 180.'),
    ],
  },
  {
    at: '2026-05-04T09:40',
    role: 'mining.mind',
    says: 'Two people notice a post.',
    steps: [
      {
        says: 'Sofia Petrov of Harbor likes it.',
        tool: 'file_signal_note',
        with: {
          ...seen(harbor, '2026-05-04T08:50', linkedin),
          signal: { type: 'E1', interaction: 'like', object: post('two-axes') },
        },
        expect: 'insufficient',
      },
      {
        says: 'Lena Hoffmann of Foxglove writes below it.',
        tool: 'file_signal_note',
        with: {
          ...seen(foxglove, '2026-05-04T09:10', linkedin),
          contact: { name: foxglove.person.name, email: foxglove.person.email, linkedin_url: lenasProfile },
          signal: {
            type: 'E1',
            interaction: 'comment',
            object: post('two-axes'),
            quote: 'Our resellers would ask the same.',
          },
        },
        expect: 'recorded',
        shows: { 'signal/qualifies': true },
      },
    ],
  },
  {
    at: '2026-05-05T10:15',
    role: 'mining.mind',
    says: 'Sofia comes back, and asks something.',
    steps: [
      {
        says: 'A question by mail, on a topic that counts.',
        tool: 'file_signal_note',
        with: {
          ...seen(harbor, '2026-05-05T09:55', 'inbox'),
          signal: {
            type: 'E3',
            channel: 'email',
            topic: 'partner_monetization',
            quote: 'How do you tell what a partner earns us from what we would have earned anyway?',
          },
        },
        expect: 'recorded',
        shows: { 'signal/tier': 'strong', 'derived/E8/tier': 'strong' },
      },
    ],
  },
  {
    at: '2026-05-05T10:30',
    role: 'cro',
    says: 'The CRO has a good feeling and would book it at once.',
    steps: [
      {
        says: 'A shortcut: straight to a Briefing.',
        tool: 'advance_deal',
        with: { account: harbor.domain, event: 'briefing_scheduled', at: on('2026-05-08T11:00') },
        refused: 'RULE_REFUSED',
      },
    ],
  },
  {
    at: '2026-05-05T11:00',
    role: 'sales.ops',
    says: 'What was seen is classified, and the dossier written.',
    steps: [
      {
        says: 'Harbor.',
        tool: 'classify_mql',
        with: { account: harbor.domain },
        expect: 'fast_track',
        shows: { 'account/review': 'DOSSIER_DUE' },
      },
      { says: 'Foxglove.', tool: 'classify_mql', with: { account: foxglove.domain }, expect: 'stays_prospect' },
      {
        says: 'Why not? Anybody may ask.',
        tool: 'explain_account',
        with: { account: foxglove.domain },
        answers: true,
        shows: { 'checks/G1/verdict': 'fail', 'checks/engagement_signal/verdict': 'pass' },
        save: { headcount: 'facts/employees/id' },
      },
      {
        says: "Harbor's dossier: three buying signals, each with a dated source.",
        tool: 'score_dossier',
        with: dossier({
          of: harbor,
          S1: [
            'CONFIRMED',
            { route: 'partners_section', date: '2026-04-12', shows: 'a partner chapter of nine pages' },
          ],
          S2: [
            'CONFIRMED',
            { route: 'exec_hire', date: '2026-03-18', from: newswire, shows: 'a new VP of partnerships' },
          ],
          S3: ['NOT_PRESENT'],
          S4: [
            'LIKELY',
            { route: 'cost_program', date: '2026-04-02', from: newswire, shows: 'a public savings programme' },
          ],
        }),
        expect: 'pending_review',
      },
    ],
  },
  {
    at: '2026-05-05T15:00',
    role: 'cro',
    says: 'Now it is the CRO who decides.',
    steps: [
      {
        says: 'Harbor.',
        tool: 'cro_decide',
        with: { account: harbor.domain, decision: 'confirm' },
        expect: 'confirmed',
        shows: { 'account/stage': 'SQL' },
      },
      {
        says: 'And the same Briefing as this morning.',
        tool: 'advance_deal',
        with: { account: harbor.domain, event: 'briefing_scheduled', at: on('2026-05-08T11:00') },
        expect: 'recorded',
        shows: { 'account/stage': 'BRIEFING_READY' },
      },
    ],
  },
];
