import type { Sitting } from '../story.ts';
import { delphi, everest, foxglove, larkspur } from './cast.ts';
import { dossier, on, routine } from './make.ts';

/** A deal is lost, a gate is set aside, and somebody wants to be left alone. */
export const may20: readonly Sitting[] = [
  {
    at: '2026-05-20T09:30',
    role: 'cro',
    says: 'The morning after the Briefing at Everest Pay, and a company that is twenty heads too small.',
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Grace Adeyemi brought her whole team.',
        tool: 'advance_deal',
        with: { account: everest.domain, event: 'briefing_held', at: on('2026-05-19T15:00') },
        expect: 'recorded',
        shows: { 'account/stage': 'BRIEFING_READY' },
      },
      {
        says: 'And wrote in the evening that they build it themselves.',
        tool: 'advance_deal',
        with: {
          account: everest.domain,
          event: 'lost',
          at: on('2026-05-19T19:30'),
          reason: 'Their own data team builds the report first; she asks to be called in autumn.',
        },
        expect: 'recorded',
        shows: { 'account/stage': 'RECYCLED' },
      },
      {
        says: 'Foxglove misses one gate by a hair. A word ought to do.',
        tool: 'override_gate',
        with: {
          account: foxglove.domain,
          gate: 'G1',
          justification: 'Close enough.',
          compensating_signals: [{ $: 'foxgloveComment' }],
        },
        refused: 'INVALID_INPUT',
      },
      {
        says: 'The hospital group, while we are at it: it misses two.',
        tool: 'override_gate',
        with: {
          account: larkspur.domain,
          gate: 'G4',
          justification: 'Hospital groups buy through distributors, which is a partner motion of a kind.',
          compensating_signals: [{ $: 'larkspurSubscription' }],
        },
        refused: 'RULE_REFUSED',
        shows: { clause: '3.6', 'checks/G2/verdict': 'fail', 'checks/G4/verdict': 'fail' },
      },
      {
        says: 'Foxglove again, with a reason that will be read on Friday.',
        tool: 'override_gate',
        with: {
          account: foxglove.domain,
          gate: 'G1',
          justification: 'Sixty open positions, half of them in channel sales: past the line before the year is out.',
          compensating_signals: [{ $: 'foxgloveComment' }],
        },
        expect: 'granted',
        shows: { 'checks/G1/verdict': 'warn', 'opened/classify/role': 'sales.ops' },
      },
    ],
  },
  {
    at: '2026-05-20T10:30',
    role: 'sales.ops',
    says: 'An hour later, with a rude mail in the inbox.',
    sweep: { 'tasks/classify/account': foxglove.domain },
    save: { post: 'intents/0/id' },
    ...routine('Inbox and boards read; what was promised to nurture is on its list.', 'propose_nurture'),
    steps: [
      {
        says: 'The first note of the fortnight is still to be told in the channel outside. It is taken, so that nobody tells it twice.',
        tool: 'take_intent',
        with: { intent: { $: 'post' } },
        expect: 'done',
        shows: { target: 'slack', action: 'post' },
      },
      {
        says: 'Told, with the link to it.',
        tool: 'confirm_intent',
        with: { intent: { $: 'post' }, result: 'done', reference: 'https://chat.example/agent-handoffs/p1' },
        expect: 'done',
      },
      {
        says: 'Foxglove, with its gate set aside.',
        tool: 'classify_mql',
        with: { account: foxglove.domain },
        expect: 'mql',
        shows: { 'account/stage': 'MQL', 'checks/G1/verdict': 'warn' },
      },
      {
        says: 'Its papers are quickly read: a small firm with one large partner.',
        tool: 'score_dossier',
        with: dossier({
          of: foxglove,
          S1: ['UNVERIFIED'],
          S2: ['NOT_PRESENT'],
          S3: [
            'CONFIRMED',
            { route: 'aws', date: '2026-04-14', shows: 'built with AWS from the first day' },
            { route: 'marketplace', date: '2026-04-14', shows: 'two listings' },
            { route: 'co_sell', date: '2026-04-14', shows: 'sold jointly in three countries' },
          ],
          S4: ['NOT_PRESENT'],
        }),
        expect: 'falls_short',
        shows: { 'account/stage': 'MQL', 'account/review': 'NONE' },
      },
      {
        says: 'Owen Marsh of Delphi answers in capitals. He gets his wish.',
        tool: 'suppress_contact',
        with: { contact: delphi.person.email, reason: 'hostile', note: 'TAKE ME OFF YOUR LIST, ALL OF YOU.' },
        expect: 'done',
        shows: { 'opened/remove_everywhere/role': 'category.positioning' },
      },
      {
        says: 'The next mail of the round was half written already, on a fact that is looked up.',
        tool: 'explain_account',
        with: { account: delphi.domain },
        answers: true,
        save: { overlay: 'facts/employees/id' },
      },
      {
        says: 'It is rendered as if nothing had been said.',
        tool: 'render_sequence_email',
        with: {
          template: 'nurture_1',
          contact: delphi.person.email,
          slots: { insight: 'Delphi Security rebuilt its overlay team in April.' },
          insight_fact: { $: 'overlay' },
        },
        refused: 'SUPPRESSED',
        shows: { clause: '3.5' },
      },
      {
        says: 'His was the only voice that Delphi was an MQL by. It goes back where it came from.',
        tool: 'propose_stage_change',
        with: {
          account: delphi.domain,
          change: 'regress',
          reason: 'The one engaged contact wants nothing more to do with us.',
        },
        expect: 'done',
        shows: { 'account/stage': 'PROSPECT', 'closed/mend_criteria/role': 'sales.ops' },
      },
      {
        says: 'Another name from the partner page, for better days.',
        tool: 'save_account',
        with: {
          domain: delphi.domain,
          contacts: [{ name: 'Ines Brandt', email: 'ines.brandt@delphi.example', title: 'VP Alliances' }],
        },
        expect: 'updated',
        shows: { 'closed/find_contact/role': 'sales.ops' },
      },
      {
        says: 'A week of asking around at Larkspur: distributors, yes; partners, no.',
        tool: 'propose_stage_change',
        with: {
          account: larkspur.domain,
          change: 'disqualify',
          trigger: 'no_ecosystem_motion',
          reason: 'They buy through distributors and sell through nobody.',
          evidence:
            'Supplier handbook of 2026 and a call with procurement on 18 May: no partner programme, none planned.',
        },
        expect: 'awaiting_cro',
        shows: { 'opened/confirm_disqualification/role': 'cro' },
      },
    ],
  },
  {
    at: '2026-05-20T14:30',
    role: 'category.positioning',
    says: 'Somebody has to come off every list today. And what is this about 180 people?',
    ...routine('Off the Substack, the webinar list and the print run.', 'remove_everywhere'),
    sweep: { 'tasks/remove_everywhere/account': delphi.domain },
    steps: [
      {
        says: 'Foxglove is an MQL by grace, as the content side sees it.',
        tool: 'dispute_mql',
        with: {
          account: foxglove.domain,
          criterion: 'G1',
          claim: '180 people are too few for anything we write about.',
        },
        expect: 'stands',
        shows: { disputes: 2 },
      },
    ],
  },
];
