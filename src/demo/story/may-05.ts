import type { Sitting } from '../story.ts';
import { bluefin, castor, gannet, larkspur, northwind } from './cast.ts';
import { dossier, factsOf, linkedin, newswire, post, routine, seen } from './make.ts';

/** The first dossier is confirmed; somebody turns up for the second time. */
export const may5: readonly Sitting[] = [
  {
    at: '2026-05-05T09:05',
    role: 'sales.ops',
    says: "Northwind's dossier is due at half past ten; the newcomer needs a file as well.",
    sweep: { 'applied/classifications_posted/due_at': '2026-05-04T21:00:00.000Z' },
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'Three of the four buying signals stand on paper.',
        tool: 'score_dossier',
        with: dossier({
          of: northwind,
          accessibility: 4,
          S1: [
            'CONFIRMED',
            {
              route: 'partner_influenced_pct',
              value: 34,
              date: '2026-03-12',
              shows: 'a third of new business is influenced by partners',
            },
          ],
          S2: [
            'LIKELY',
            {
              route: 'exec_hire',
              date: '2026-02-16',
              from: newswire,
              shows: 'a new chief revenue officer started in February',
            },
          ],
          S3: [
            'CONFIRMED',
            { route: 'aws', date: '2026-01-20', shows: 'advanced tier with AWS' },
            { route: 'marketplace', date: '2026-01-20', shows: 'two marketplace listings' },
            { route: 'si_partner', date: '2026-03-02', shows: 'an integrator delivers its roll-outs' },
          ],
          S4: ['NOT_PRESENT'],
        }),
        expect: 'pending_review',
        shows: { 'account/review': 'PENDING_CRO', 'opened/cro_review/role': 'cro' },
      },
      {
        says: 'The hospital group gets its name and its facts.',
        tool: 'save_account',
        with: { domain: larkspur.domain, name: larkspur.name, facts: factsOf(larkspur, '2026-05-05') },
        expect: 'updated',
        shows: { 'closed/complete_account/role': 'sales.ops' },
      },
      {
        says: 'Is that anything for us?',
        tool: 'classify_mql',
        with: { account: larkspur.domain },
        expect: 'stays_prospect',
        shows: { 'checks/G4/verdict': 'fail', 'checks/G2/verdict': 'fail' },
      },
    ],
  },
  {
    at: '2026-05-05T09:50',
    role: 'mining.mind',
    says: 'Two familiar names turn up again, and one new one.',
    steps: [
      {
        says: 'Priya Raman of Castor, who downloaded the report yesterday, comments on a post today.',
        tool: 'file_signal_note',
        with: {
          ...seen(castor, '2026-05-05T09:15', linkedin),
          signal: { type: 'E1', interaction: 'comment', object: post('two-axes') },
        },
        expect: 'recorded',
        shows: { 'derived/0/type': 'E8', 'derived/0/tier': 'strong' },
      },
      {
        says: 'Tomás Rocha of Bluefin likes another post.',
        tool: 'file_signal_note',
        with: {
          ...seen(bluefin, '2026-05-05T08:40', linkedin),
          signal: { type: 'E1', interaction: 'like', object: post('two-axes') },
        },
        expect: 'insufficient',
      },
      {
        says: 'Kofi Mensah of Gannet shares it with his team.',
        tool: 'file_signal_note',
        with: {
          ...seen(gannet, '2026-05-05T09:30', linkedin),
          signal: { type: 'E1', interaction: 'share', object: post('two-axes') },
        },
        expect: 'recorded',
      },
    ],
  },
  {
    at: '2026-05-05T11:00',
    role: 'sales.ops',
    says: 'Two signals wait for their classification.',
    steps: [
      {
        says: 'Castor came twice, in two ways.',
        tool: 'classify_mql',
        with: { account: castor.domain },
        expect: 'fast_track',
        shows: { 'account/stage': 'PROSPECT', 'account/review': 'DOSSIER_DUE' },
      },
      {
        says: 'Gannet, with a hole in its file.',
        tool: 'classify_mql',
        with: { account: gannet.domain },
        expect: 'stays_prospect',
        shows: { 'checks/G3/verdict': 'unknown', 'opened/research_gates/role': 'sales.ops' },
      },
    ],
  },
  {
    at: '2026-05-05T13:30',
    role: 'cro',
    says: 'The CRO reads the first dossier of the fortnight, and would like to skip another.',
    sweep: { 'tasks/cro_review/account': northwind.domain },
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Castor is famous. Can it be waved through?',
        tool: 'cro_decide',
        with: { account: castor.domain, decision: 'confirm' },
        refused: 'RULE_REFUSED',
      },
      {
        says: 'Back to Northwind: everything at a glance before the decision.',
        tool: 'explain_account',
        with: { account: northwind.domain },
        answers: true,
        shows: { 'account/review': 'PENDING_CRO', 'checks/S4/verdict': 'fail' },
      },
      {
        says: 'Three of four, all dated, all fresh.',
        tool: 'cro_decide',
        with: { account: northwind.domain, decision: 'confirm' },
        expect: 'confirmed',
        shows: { 'account/stage': 'SQL', 'closed/cro_review/role': 'cro' },
      },
    ],
  },
];
