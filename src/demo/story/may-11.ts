import type { Sitting } from '../story.ts';
import { delphi, gannet, ionia, juniper, kestrel } from './cast.ts';
import { dossier, linkedin, post, registers, routine, seen } from './make.ts';

/** An essay bears fruit; a late step is escalated. */
export const may11: readonly Sitting[] = [
  {
    at: '2026-05-11T09:15',
    chapter: 'The second week',
    role: 'mining.mind',
    says: 'Juniper has read the essay that was written about it.',
    steps: [
      {
        says: 'Hanna Weiss of Juniper comments under the essay.',
        tool: 'file_signal_note',
        with: {
          ...seen(juniper, '2026-05-10T19:30', linkedin),
          signal: { type: 'E1', interaction: 'comment', object: post('the-ledger-nobody-keeps') },
        },
        expect: 'recorded',
        save: { comment: 'signal/id' },
      },
    ],
  },
  {
    at: '2026-05-11T10:00',
    role: 'category.positioning',
    says: "Cause and effect is the content side's to claim, and to prove.",
    steps: [
      {
        says: 'She came because of the essay: the piece, the later act, and why.',
        tool: 'file_signal_note',
        with: {
          ...seen(juniper, '2026-05-11T09:50', 'attribution log'),
          signal: {
            type: 'E9',
            piece: 'partner-ledger-essay',
            engagement_signal: { $: 'comment' },
            why_causal: 'She quotes the paragraph about Juniper and corrects one figure in it.',
          },
        },
        expect: 'recorded',
      },
      {
        says: 'And Delphi: are 640 people 640 people?',
        tool: 'dispute_mql',
        with: { account: delphi.domain, criterion: 'G1', claim: 'Most of the 640 are guards.' },
        expect: 'stands',
        shows: { disputes: 1 },
      },
      {
        says: 'Daniel Okafor of Ionia took the open one-pager; no address was asked for.',
        tool: 'file_signal_note',
        with: {
          ...seen(ionia, '2026-05-10T22:10', 'download log'),
          signal: { type: 'E5', object: 'one-pager', gated: false },
        },
        expect: 'insufficient',
      },
    ],
  },
  {
    at: '2026-05-11T11:00',
    role: 'sales.ops',
    says: "Monday is for what Friday's audit found.",
    sweep: { 'tasks/dossier/account': gannet.domain, 'tasks/dossier/overdue': true },
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: "Gannet's dossier, two days late.",
        tool: 'score_dossier',
        with: dossier({
          of: gannet,
          accessibility: 2,
          S1: [
            'CONFIRMED',
            {
              route: 'partner_influenced_pct',
              value: 21,
              date: '2026-05-04',
              shows: 'twenty-one percent, on page 40 of the prospectus',
            },
          ],
          S2: ['NOT_PRESENT'],
          S3: [
            'CONFIRMED',
            { route: 'azure', date: '2026-04-14', shows: 'Azure solutions partner' },
            { route: 'co_sell', date: '2026-04-14', shows: 'co-sell ready' },
            { route: 'si_partner', date: '2026-04-14', shows: 'two integrators' },
          ],
          S4: [
            'CONFIRMED',
            { route: 'operating_loss', value: 2, date: '2026-05-04', shows: 'a loss in both half-years' },
          ],
        }),
        expect: 'pending_review',
      },
      {
        says: 'Juniper, with the essay behind it.',
        tool: 'classify_mql',
        with: { account: juniper.domain },
        expect: 'mql',
      },
      { ...registers(ionia, '2026-05-11', 'Ionia gets its file; it may come back.'), expect: 'updated' },
    ],
  },
  {
    at: '2026-05-11T12:00',
    role: 'chief.staff',
    says: 'Nobody rang the bell, and yet it rang: Kestrel has waited over the weekend.',
    sweep: { 'tasks/escalated_step/account': kestrel.domain },
    ...routine('Spoke with the CRO about Kestrel.'),
    steps: [],
  },
  {
    at: '2026-05-11T14:00',
    role: 'cro',
    says: 'After a word with the chief of staff.',
    sweep: { 'tasks/cro_review/account': kestrel.domain, 'tasks/cro_review/overdue': true },
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Late, but a yes.',
        tool: 'cro_decide',
        with: { account: kestrel.domain, decision: 'confirm' },
        expect: 'confirmed',
      },
    ],
  },
];
