import type { Sitting } from '../story.ts';
import { gannet, harbor, juniper, marlow } from './cast.ts';
import { dossier, factsOf, linkedin, newswire, post, routine, seen } from './make.ts';

/** An introduction is answered, and a note is taken back. */
export const may12: readonly Sitting[] = [
  {
    at: '2026-05-12T09:20',
    role: 'mining.mind',
    says: 'The introduction of last week is answered, and a stranger speaks up.',
    steps: [
      {
        says: 'Sofia Petrov of Harbor writes back and asks for a call.',
        tool: 'file_signal_note',
        with: {
          ...seen(harbor, '2026-05-11T20:15', 'mailbox'),
          signal: {
            type: 'E10',
            referrer: 'Elena Fischer',
            relationship: 'sits on her board',
            context: 'thinks Harbor counts partners twice',
            response: 'requested_call',
            evidence: 'her mail of Monday evening asks for a call on Thursday',
          },
        },
        expect: 'recorded',
        shows: { 'signal/tier': 'strong' },
      },
      {
        says: 'Yusuf Demir of Marlow Grid, a company that nobody has on file, comments.',
        tool: 'file_signal_note',
        with: {
          ...seen(marlow, '2026-05-12T08:45', linkedin),
          signal: { type: 'E1', interaction: 'comment', object: post('channel-myths') },
        },
        expect: 'recorded',
        shows: { 'opened/complete_account/role': 'sales.ops' },
        save: { wrong: 'signal/id' },
      },
    ],
  },
  {
    at: '2026-05-12T10:15',
    role: 'sales.ops',
    says: "Two newcomers, one of them with an excellent reference, and the dossier of the essay's heroine.",
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'Harbor asked for a call.',
        tool: 'classify_mql',
        with: { account: harbor.domain },
        expect: 'fast_track',
      },
      {
        says: 'Marlow Grid gets its name and its facts.',
        tool: 'save_account',
        with: { domain: marlow.domain, name: marlow.name, facts: factsOf(marlow, '2026-05-12') },
        expect: 'updated',
        shows: { 'closed/complete_account/role': 'sales.ops' },
      },
      {
        says: 'Juniper, with a year of papers.',
        tool: 'score_dossier',
        with: dossier({
          of: juniper,
          accessibility: 4,
          S1: [
            'CONFIRMED',
            { route: 'earnings_disclosure', date: '2026-03-05', shows: 'partner revenue has a line of its own' },
          ],
          S2: [
            'LIKELY',
            { route: 'restructure', date: '2026-02-24', from: newswire, shows: 'regional sales teams were merged' },
          ],
          S3: [
            'CONFIRMED',
            { route: 'azure', date: '2026-04-09', shows: 'Azure partner of the year' },
            { route: 'co_sell', date: '2026-04-09', shows: 'co-sell ready' },
            { route: 'marketplace', date: '2026-04-09', shows: 'four listings' },
          ],
          S4: ['UNVERIFIED'],
        }),
        expect: 'pending_review',
      },
    ],
  },
  {
    at: '2026-05-12T10:40',
    role: 'cro',
    says: "Yesterday's dossier falls due at eleven, and a fresh one lies beside it.",
    sweep: { 'tasks/cro_review/account': gannet.domain, 'tasks/cro_review/overdue': false },
    steps: [
      {
        says: 'Gannet: late at sales.ops, sound in itself.',
        tool: 'cro_decide',
        with: { account: gannet.domain, decision: 'confirm' },
        expect: 'confirmed',
      },
      {
        says: 'Juniper: the essay weighs in.',
        tool: 'cro_decide',
        with: { account: juniper.domain, decision: 'confirm' },
        expect: 'confirmed',
        shows: { 'account/flags/0': 'cro_weight' },
      },
    ],
  },
  {
    at: '2026-05-12T15:00',
    role: 'mining.mind',
    says: 'A second look at the comment of this morning.',
    steps: [
      {
        says: 'It was another Yusuf Demir, of another Marlow. The note is taken back.',
        tool: 'retract_signal',
        with: { signal: { $: 'wrong' }, reason: 'The profile belongs to a namesake at another company.' },
        expect: 'retracted',
      },
    ],
  },
];
