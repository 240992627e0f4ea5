import type { Session } from '../story.ts';
import { bluefin, gannet, harbor, ionia, juniper, kestrel, marlow } from './cast.ts';
import { factsOf, registers, routine, scored, seen } from './make.ts';

const linkedin = 'LinkedIn, company page';
const post = (slug: string) => `https://linkedin.example/posts/${slug}`;

/** Friday of the first week, and the second: a mail is written, an essay bears fruit, the likes come back as a question. */
export const daysThree: readonly Session[] = [
  {
    at: '2026-05-08T09:30',
    role: 'sales.ops',
    says: 'Bluefin waits for nurture; a first mail is drafted and looked at.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'A fact to write about goes on file first.',
        tool: 'save_account',
        with: { domain: bluefin.domain, facts: [{ fact: 'partner_listings', value: 3, source: 'marketplace page', evidence: 'three listings went up since March', as_of: '2026-05-08' }] },
        expect: 'updated',
      },
      { says: 'Its id is looked up.', tool: 'explain_account', with: { account: bluefin.domain }, answers: true, shows: { 'facts/partner_listings/value': 3 }, save: { listings: 'facts/partner_listings/id' } },
      {
        says: 'First attempt, with the price in the opening sentence.',
        tool: 'render_sequence_email',
        with: { template: 'nurture_1', contact: bluefin.person.email, slots: { insight: 'Bluefin Data put 3 listings on the marketplace since March, and our Assessment for $2,500 would size them.' }, insight_fact: { $: 'listings' } },
        answers: true,
        shows: { 'checks/pricing.gate/verdict': 'fail', sendable: false },
      },
      {
        says: 'Second attempt: the fact alone.',
        tool: 'render_sequence_email',
        with: { template: 'nurture_1', contact: bluefin.person.email, slots: { insight: 'Bluefin Data put 3 listings on the marketplace since March.' }, insight_fact: { $: 'listings' } },
        answers: true,
        shows: { 'checks/pricing.gate/verdict': 'pass', sendable: false },
      },
      { says: 'Delphi is proposed for the same sequence, by hand.', tool: 'complete_task', with: { task: { $: 'delphiNurture' }, note: 'Owen Marsh is on the list for the next nurture round.' }, expect: 'done' },
    ],
  },
  {
    at: '2026-05-08T10:30',
    role: 'sales.ops',
    says: 'Kestrel\'s dossier is due within the quarter of an hour.',
    steps: [
      {
        says: 'Three signals, one of them a cost programme.',
        tool: 'score_dossier',
        with: {
          account: kestrel.domain,
          scores: [
            scored('S1', 'LIKELY', { route: 'channel_exec_titles', value: 760, date: '2026-04-28', from: 'kestrel.example', shows: 'a chief channel officer and two vice presidents' }),
            scored('S2', 'LIKELY', { route: 'exec_hire', date: '2026-01-19', from: 'newswire.example', shows: 'a new chief revenue officer' }),
            scored('S3', 'UNVERIFIED'),
            scored('S4', 'CONFIRMED', { route: 'cost_program', date: '2026-03-25', from: 'kestrel.example', shows: 'a public programme to cut eight percent of costs' }),
          ],
          accessibility: 4,
        },
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
  {
    at: '2026-05-11T09:15',
    role: 'mining.mind',
    says: 'Juniper has read the essay that was written about it.',
    steps: [
      {
        says: 'Hanna Weiss of Juniper comments under the essay.',
        tool: 'file_signal_note',
        with: { ...seen(juniper, '2026-05-10T19:30', linkedin), signal: { type: 'E1', interaction: 'comment', object: post('the-ledger-nobody-keeps') } },
        expect: 'recorded',
        save: { comment: 'signal/id' },
      },
    ],
  },
  {
    at: '2026-05-11T10:00',
    role: 'category.positioning',
    says: 'Cause and effect is the content side\'s to claim, and to prove.',
    steps: [
      {
        says: 'She came because of the essay: the piece, the later act, and why.',
        tool: 'file_signal_note',
        with: { ...seen(juniper, '2026-05-11T09:50', 'attribution log'), signal: { type: 'E9', piece: 'partner-ledger-essay', engagement_signal: { $: 'comment' }, why_causal: 'She quotes the paragraph about Juniper and corrects one figure in it.' } },
        expect: 'recorded',
        shows: { 'account/flags/0': 'cro_weight' },
      },
      {
        says: 'Daniel Okafor of Ionia took the open one-pager; no address was asked for.',
        tool: 'file_signal_note',
        with: { ...seen(ionia, '2026-05-10T22:10', 'download log'), signal: { type: 'E5', object: 'one-pager', gated: false } },
        expect: 'insufficient',
      },
    ],
  },
  {
    at: '2026-05-11T11:00',
    role: 'sales.ops',
    says: 'Monday is for what Friday\'s audit found.',
    sweep: { 'tasks/dossier/account': gannet.domain, 'tasks/dossier/overdue': true },
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      {
        says: 'Gannet\'s dossier, two days late.',
        tool: 'score_dossier',
        with: {
          account: gannet.domain,
          scores: [
            scored('S1', 'CONFIRMED', { route: 'partner_influenced_pct', value: 21, date: '2026-05-04', from: 'gannet.example', shows: 'twenty-one percent, on page 40 of the prospectus' }),
            scored('S2', 'NOT_PRESENT'),
            scored('S3', 'CONFIRMED', { route: 'azure', date: '2026-04-14', from: 'gannet.example', shows: 'Azure solutions partner' }, { route: 'co_sell', date: '2026-04-14', from: 'gannet.example', shows: 'co-sell ready' }, { route: 'si_partner', date: '2026-04-14', from: 'gannet.example', shows: 'two integrators' }),
            scored('S4', 'CONFIRMED', { route: 'operating_loss', value: 2, date: '2026-05-04', from: 'gannet.example', shows: 'a loss in both half-years' }),
          ],
          accessibility: 2,
        },
        expect: 'pending_review',
      },
      { says: 'Juniper, with the essay behind it.', tool: 'classify_mql', with: { account: juniper.domain }, expect: 'mql' },
      { ...registers(ionia, '2026-05-11', 'Ionia gets its file; it may come back.'), expect: 'updated' },
    ],
  },
  {
    at: '2026-05-11T14:00',
    role: 'cro',
    says: 'Kestrel was due this morning; the engine has told the chief of staff already.',
    sweep: { 'tasks/cro_review/account': kestrel.domain, 'tasks/cro_review/overdue': true },
    ...routine('Went through the late items with sales.ops.'),
    steps: [{ says: 'Late, but a yes.', tool: 'cro_decide', with: { account: kestrel.domain, decision: 'confirm' }, expect: 'confirmed' }],
  },
  {
    at: '2026-05-12T09:20',
    role: 'mining.mind',
    says: 'The introduction of last week is answered, and a stranger speaks up.',
    steps: [
      {
        says: 'Sofia Petrov of Harbor writes back and asks for a call.',
        tool: 'file_signal_note',
        with: { ...seen(harbor, '2026-05-11T20:15', 'mailbox'), signal: { type: 'E10', referrer: 'Elena Fischer', relationship: 'sits on her board', context: 'thinks Harbor counts partners twice', response: 'requested_call', evidence: 'her mail of Monday evening asks for a call on Thursday' } },
        expect: 'recorded',
        shows: { 'signal/tier': 'strong' },
      },
      {
        says: 'Yusuf Demir of Marlow Grid, a company that nobody has on file, comments.',
        tool: 'file_signal_note',
        with: { ...seen(marlow, '2026-05-12T08:45', linkedin), signal: { type: 'E1', interaction: 'comment', object: post('channel-myths') } },
        expect: 'recorded',
        shows: { 'opened/complete_account/role': 'sales.ops' },
        save: { wrong: 'signal/id' },
      },
    ],
  },
  {
    at: '2026-05-12T10:15',
    role: 'sales.ops',
    says: 'Two newcomers, one of them with an excellent reference, and the dossier of the essay\'s heroine.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      { says: 'Harbor asked for a call.', tool: 'classify_mql', with: { account: harbor.domain }, expect: 'fast_track' },
      { says: 'Marlow Grid gets its name and its facts.', tool: 'save_account', with: { domain: marlow.domain, name: marlow.name, facts: factsOf(marlow, '2026-05-12') }, expect: 'updated', shows: { 'closed/complete_account/role': 'sales.ops' } },
      {
        says: 'Juniper, with a year of papers.',
        tool: 'score_dossier',
        with: {
          account: juniper.domain,
          scores: [
            scored('S1', 'CONFIRMED', { route: 'earnings_disclosure', date: '2026-03-05', from: 'juniperstack.example', shows: 'partner revenue has a line of its own' }),
            scored('S2', 'LIKELY', { route: 'restructure', date: '2026-02-24', from: 'newswire.example', shows: 'regional sales teams were merged' }),
            scored('S3', 'CONFIRMED', { route: 'azure', date: '2026-04-09', from: 'juniperstack.example', shows: 'Azure partner of the year' }, { route: 'co_sell', date: '2026-04-09', from: 'juniperstack.example', shows: 'co-sell ready' }, { route: 'marketplace', date: '2026-04-09', from: 'juniperstack.example', shows: 'four listings' }),
            scored('S4', 'UNVERIFIED'),
          ],
          accessibility: 4,
        },
        expect: 'pending_review',
      },
    ],
  },
  {
    at: '2026-05-12T10:40',
    role: 'cro',
    says: 'Yesterday\'s dossier falls due at eleven, and a fresh one lies beside it.',
    sweep: { 'tasks/cro_review/account': gannet.domain, 'tasks/cro_review/overdue': false },
    steps: [
      { says: 'Gannet: late at sales.ops, sound in itself.', tool: 'cro_decide', with: { account: gannet.domain, decision: 'confirm' }, expect: 'confirmed' },
      { says: 'Juniper: the essay weighs in.', tool: 'cro_decide', with: { account: juniper.domain, decision: 'confirm' }, expect: 'confirmed', shows: { 'account/flags/0': 'cro_weight' } },
    ],
  },
  {
    at: '2026-05-12T12:00',
    role: 'chief.staff',
    says: 'What was escalated yesterday?',
    sweep: { 'tasks/escalated_step/account': kestrel.domain },
    ...routine('The CRO had confirmed Kestrel by the afternoon.', 'escalated_step'),
    steps: [],
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
