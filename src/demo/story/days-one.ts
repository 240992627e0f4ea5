import type { Session } from '../story.ts';
import { bluefin, castor, delphi, everest, foxglove, gannet, juniper, larkspur, northwind } from './cast.ts';
import { factsOf, registers, routine, scored, seen } from './make.ts';

const linkedin = 'LinkedIn, company page';
const post = (slug: string) => `https://linkedin.example/posts/${slug}`;

/** Monday and Tuesday: the list is laid out, the first acts come in, and the first dossier is confirmed. */
export const daysOne: readonly Session[] = [
  {
    at: '2026-05-04T09:05',
    role: 'sales.ops',
    says: 'A new quarter of target accounts goes on file, each with the facts that the gates ask for.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      registers(northwind, '2026-04-30', 'Northwind sells through four hundred resellers and says so.'),
      registers(bluefin, '2026-04-30', 'Bluefin is smaller, and everything about it is public.'),
      registers(castor, '2026-04-30', 'Castor is the largest of the list.'),
      registers(delphi, '2026-04-30', 'Delphi had a hard year.'),
      registers(everest, '2026-04-30', 'Everest moves payments for marketplaces.'),
      registers(foxglove, '2026-04-30', 'Foxglove looks promising, with 180 people on the payroll.'),
      { ...registers(gannet, '2026-04-30', 'Gannet publishes no revenue; that line stays empty for now.'), shows: { 'checks/G3/verdict': 'unknown' } },
      registers(juniper, '2026-04-30', 'Juniper is mentioned in the essay that goes out this morning.'),
    ],
  },
  {
    at: '2026-05-04T09:40',
    role: 'mining.mind',
    says: 'The LinkedIn watch starts its day with two people who noticed the weekend post.',
    steps: [
      {
        says: 'Maya Lindqvist of Northwind left a comment, a real one.',
        tool: 'file_signal_note',
        with: { ...seen(northwind, '2026-05-04T08:12', linkedin), note: 'She asks who owns the number.', signal: { type: 'E1', interaction: 'comment', object: post('partner-influence') } },
        expect: 'recorded',
        shows: { 'signal/qualifies': true, 'opened/classify/role': 'sales.ops' },
      },
      {
        says: 'Tomás Rocha of Bluefin pressed like, nothing more.',
        tool: 'file_signal_note',
        with: { ...seen(bluefin, '2026-05-04T08:30', linkedin), signal: { type: 'E1', interaction: 'like', object: post('partner-influence') } },
        expect: 'insufficient',
        shows: { 'signal/qualifies': false },
      },
      {
        says: 'Carried away by the comment, the watch tries to promote Northwind by itself.',
        tool: 'classify_mql',
        with: { account: northwind.domain },
        refused: 'NOT_PERMITTED',
      },
    ],
  },
  {
    at: '2026-05-04T10:30',
    role: 'sales.ops',
    says: 'One classification is on the desk. It is rehearsed before it is done.',
    sweep: { 'tasks/classify/account': northwind.domain },
    steps: [
      {
        says: 'First a dry run: what would happen to Northwind?',
        tool: 'classify_mql',
        with: { account: northwind.domain, dry_run: true },
        expect: 'mql',
        shows: { dry_run: true },
      },
      {
        says: 'The account itself has not moved an inch.',
        tool: 'explain_account',
        with: { account: northwind.domain },
        answers: true,
        shows: { 'account/stage': 'PROSPECT' },
      },
      { says: 'Now in earnest.', tool: 'classify_mql', with: { account: northwind.domain }, expect: 'mql', shows: { 'account/stage': 'MQL', 'opened/dossier/role': 'sales.ops' } },
    ],
  },
  {
    at: '2026-05-04T14:00',
    role: 'category.positioning',
    says: 'The essay is out, and the content side reads its own visitors.',
    steps: [
      {
        says: 'The essay takes Juniper as its example; that goes into the attribution log.',
        tool: 'log_attribution',
        with: { piece: 'partner-ledger-essay', title: 'The ledger nobody keeps', url: 'https://twinaxis.example/essays/ledger', published_at: '2026-05-04T08:00:00-04:00', references: [juniper.domain] },
        expect: 'recorded',
      },
      {
        says: 'Priya Raman of Castor gave her address for the benchmark report.',
        tool: 'file_signal_note',
        with: { ...seen(castor, '2026-05-04T13:20', 'download log'), signal: { type: 'E5', object: 'benchmark-report-2026', gated: true } },
        expect: 'recorded',
        shows: { 'signal/tier': 'standard' },
      },
      {
        says: 'Ruth Castellano, of a hospital group that nobody had listed, subscribed to the Substack.',
        tool: 'file_signal_note',
        with: { ...seen(larkspur, '2026-05-04T13:45', 'Substack'), signal: { type: 'E2' } },
        expect: 'recorded',
        shows: { 'opened/complete_account/role': 'sales.ops' },
      },
    ],
  },
  {
    at: '2026-05-05T09:05',
    role: 'sales.ops',
    says: 'Northwind\'s dossier is due at half past ten; the newcomer needs a file as well.',
    sweep: { 'applied/classifications_posted/due_at': '2026-05-04T21:00:00.000Z' },
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'Three of the four buying signals stand on paper.',
        tool: 'score_dossier',
        with: {
          account: northwind.domain,
          scores: [
            scored('S1', 'CONFIRMED', { route: 'partner_influenced_pct', value: 34, date: '2026-03-12', from: 'northwind.example', shows: 'a third of new business is influenced by partners' }),
            scored('S2', 'LIKELY', { route: 'exec_hire', date: '2026-02-16', from: 'newswire.example', shows: 'a new chief revenue officer started in February' }),
            scored('S3', 'CONFIRMED', { route: 'aws', date: '2026-01-20', from: 'northwind.example', shows: 'advanced tier with AWS' }, { route: 'marketplace', date: '2026-01-20', from: 'northwind.example', shows: 'two marketplace listings' }, { route: 'si_partner', date: '2026-03-02', from: 'northwind.example', shows: 'an integrator delivers its roll-outs' }),
            scored('S4', 'NOT_PRESENT'),
          ],
          accessibility: 4,
        },
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
      { says: 'Is that anything for us?', tool: 'classify_mql', with: { account: larkspur.domain }, expect: 'stays_prospect', shows: { 'checks/G4/verdict': 'fail', 'checks/G2/verdict': 'fail' } },
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
        with: { ...seen(castor, '2026-05-05T09:15', linkedin), signal: { type: 'E1', interaction: 'comment', object: post('two-axes') } },
        expect: 'recorded',
        shows: { 'derived/0/type': 'E8', 'derived/0/tier': 'strong' },
      },
      {
        says: 'Tomás Rocha of Bluefin likes another post.',
        tool: 'file_signal_note',
        with: { ...seen(bluefin, '2026-05-05T08:40', linkedin), signal: { type: 'E1', interaction: 'like', object: post('two-axes') } },
        expect: 'insufficient',
      },
      {
        says: 'Kofi Mensah of Gannet shares it with his team.',
        tool: 'file_signal_note',
        with: { ...seen(gannet, '2026-05-05T09:30', linkedin), signal: { type: 'E1', interaction: 'share', object: post('two-axes') } },
        expect: 'recorded',
      },
    ],
  },
  {
    at: '2026-05-05T11:00',
    role: 'sales.ops',
    says: 'Two signals wait for their classification.',
    steps: [
      { says: 'Castor came twice, in two ways.', tool: 'classify_mql', with: { account: castor.domain }, expect: 'fast_track', shows: { 'account/stage': 'PROSPECT', 'account/review': 'DOSSIER_DUE' } },
      { says: 'Gannet, with a hole in its file.', tool: 'classify_mql', with: { account: gannet.domain }, expect: 'stays_prospect', shows: { 'checks/G3/verdict': 'unknown', 'opened/research_gates/role': 'sales.ops' } },
    ],
  },
  {
    at: '2026-05-05T13:30',
    role: 'cro',
    says: 'The CRO reads the first dossier of the fortnight, and would like to skip another.',
    sweep: { 'tasks/cro_review/account': northwind.domain },
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      { says: 'Castor is famous. Can it be waved through?', tool: 'cro_decide', with: { account: castor.domain, decision: 'confirm' }, refused: 'RULE_REFUSED' },
      { says: 'Back to Northwind: everything at a glance before the decision.', tool: 'explain_account', with: { account: northwind.domain }, answers: true, shows: { 'account/review': 'PENDING_CRO', 'checks/S4/verdict': 'fail' } },
      { says: 'Three of four, all dated, all fresh.', tool: 'cro_decide', with: { account: northwind.domain, decision: 'confirm' }, expect: 'confirmed', shows: { 'account/stage': 'SQL', 'closed/cro_review/role': 'cro' } },
    ],
  },
];
