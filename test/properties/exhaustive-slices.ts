import type { Slice } from './exhaustive.ts';

const gatesTurn = ['all gates pass', 'G1 fails', 'classify'];
const dossiers = [
  'dossier with three',
  'dossier with two',
  'dossier with three, one finding new',
  'dossier with two, one finding new',
];
const decisions = ['confirm', 'dispute', 'flag_immediate'];
const deals = ['briefing_scheduled', 'briefing_held', 'assessment_proposed', 'assessment_qualified', 'won', 'lost'];
const out = [
  'disqualify: company ended',
  'propose to disqualify: no ecosystem',
  'confirm the change',
  'decline the change',
  'reinstate the change',
];
const down = ['propose to regress', 'confirm the change', 'decline the change'];

/** Each slice is searched to its end: a part of the alphabet, so that what can be reached stays countable. */
export const slices: readonly Slice[] = [
  // The review from end to end, with gates that turn and signals that age.
  {
    name: 'review',
    from: 'registered',
    signals: 1,
    steps: ['1 day', '91 days', '181 days'],
    commands: ['comment of ana', 'E3 of ana', 'E4 of ana', ...gatesTurn, ...dossiers, ...decisions],
  },
  // Beyond SQL, the loss, the cool-down and the ways back.
  {
    name: 'deal',
    from: 'registered',
    signals: 1,
    steps: ['1 day', '91 days', '181 days'],
    commands: [
      'E4 of ana',
      'E3 of ana',
      'classify',
      ...deals,
      'propose to recycle',
      'dossier with three',
      'dossier with two, one finding new',
      'confirm',
      'dispute',
      'G1 fails',
      'all gates pass',
      'complete answer_briefing_request',
      'complete propose_re_engagement',
    ],
  },
  // Idleness and regression, with the word of the CRO.
  {
    name: 'down',
    from: 'registered',
    signals: 1,
    steps: ['1 day', '31 days', '91 days'],
    commands: [
      'comment of ana',
      'E4 of ana',
      'classify',
      'dossier with three',
      'dossier with two, one finding new',
      'confirm',
      'dispute',
      ...down,
      'complete propose_nurture',
    ],
  },
  // Disqualification from everywhere, and reinstatement.
  {
    name: 'out',
    from: 'registered',
    signals: 1,
    steps: ['31 days', '181 days'],
    commands: [
      'comment of ana',
      'E4 of ana',
      'all gates pass',
      'classify',
      'dossier with three',
      'confirm',
      'briefing_scheduled',
      'lost',
      'propose to regress',
      ...out,
    ],
  },
  // A single failed gate set aside.
  {
    name: 'override',
    from: 'registered',
    signals: 1,
    steps: ['91 days'],
    commands: [
      'comment of ana',
      'E4 of ana',
      ...gatesTurn,
      'G1 and G5 fail',
      'override G1',
      'override G2',
      'propose to disqualify: no ecosystem',
      'confirm the change',
      'reinstate the change',
      'dossier with three',
      'confirm',
    ],
  },
  // Gates that nobody has answered yet.
  {
    name: 'unknown',
    from: 'unknown_gates',
    signals: 1,
    steps: ['1 day', '181 days'],
    commands: [
      'comment of ana',
      'E3 of ana',
      'E4 of ana',
      'override G1',
      ...gatesTurn,
      'briefing_scheduled',
      'dossier with three',
      'confirm',
      'dispute_mql of G1',
    ],
  },
  // Two contacts, who are suppressed and come back; notes that are retracted.
  {
    name: 'people',
    from: 'registered',
    signals: 2,
    steps: ['31 days'],
    commands: [
      'comment of ana',
      'E4 of ben',
      'classify',
      'propose to regress',
      'confirm the change',
      'dossier with two, one finding new',
      'suppress ana (hostile)',
      'suppress ben (opt_out)',
      'void the suppression of ana',
      'retract the newest note',
      'complete look_at_returned',
      'complete remove_everywhere',
    ],
  },
  // Introductions, referrals and likes: what replaces, completes and falls.
  {
    name: 'acts',
    from: 'registered',
    signals: 2,
    steps: ['1 day', '31 days'],
    commands: [
      'like of ana',
      'comment of ana',
      'E7 of ana',
      'E7ack of ana',
      'E10 of ana',
      'comment of ana 40 days ago',
      'E3 of ana 100 days ago',
      'dossier with two, one finding new',
      'classify',
      'retract the newest note',
      'retract the oldest note',
    ],
  },
  // What a note registered: withdrawn, brought back by a note or by hand, and then as any other.
  {
    name: 'noted',
    from: 'noted',
    signals: 2,
    steps: ['1 day', '181 days'],
    commands: [
      'comment of ana',
      'E4 of ben',
      'save_account names it',
      'save_account adds ben',
      'all gates pass',
      'classify',
      'suppress ana (opt_out)',
      'retract the newest note',
      'retract the oldest note',
      'complete look_at_returned',
      'briefing_scheduled',
      'override G1',
      'propose to disqualify: no ecosystem',
      'decline the change',
    ],
  },
  // What silence archived: put in by hand, for no command leads there yet.
  {
    name: 'archived',
    from: 'archived',
    signals: 1,
    steps: ['181 days'],
    commands: [
      'comment of ana',
      'E7 of ana',
      'E4 of ana',
      'suppress ana (opt_out)',
      'void the suppression of ana',
      'classify',
      'briefing_scheduled',
      'override G1',
      ...out,
      'propose to regress',
      'propose to recycle',
      'dispute_mql of G1',
    ],
  },
];
