// One table, read top to bottom: longer than a file should be, and clearer whole.
import type { Review, Role, Stage } from './roles.ts';

/** What must hold before an arrow is taken. */
export type Guard =
  | 'gates'
  | 'live_signal'
  | 'fresh_strong_signal'
  | 'fresh_briefing_request'
  | 'dossier_due'
  | 'three_buying_signals'
  | 'criteria_lapsed'
  | 'idle_or_lapsed'
  | 'proposed'
  | 'cooled_down'
  | 'briefing_held'
  | 'assessment_proposed'
  | 'reason'
  | 'evidence'
  | 'qualifying_signal';

/** One lawful move. `to: 'same'` keeps the stage and changes the review alone. */
export interface Arrow {
  readonly id: string;
  readonly command: string;
  readonly from: readonly Stage[];
  readonly reviews: readonly Review[];
  readonly to: Stage | 'same';
  readonly review: Review;
  readonly guards: readonly Guard[];
  readonly roles: readonly Role[];
  readonly clause: string;
  readonly says: string;
  /** Ends a fast track: the acts known so far open no other (L2). */
  readonly spends?: true;
  /** Acts known so far count for no new entry either (L9). */
  readonly resets?: true;
}

const below: readonly Stage[] = ['PROSPECT', 'MQL', 'RECYCLED'];
const disqualifiable: readonly Stage[] = [...below, 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'ARCHIVED'];
const anyReview: readonly Review[] = ['NONE', 'DOSSIER_DUE', 'PENDING_CRO'];

/** The ladder (§3): every arrow there is. A move that is not in this table cannot be made. */
export const arrows = [
  {
    id: 'mql',
    command: 'classify_mql',
    from: ['PROSPECT'],
    reviews: ['NONE'],
    to: 'MQL',
    review: 'DOSSIER_DUE',
    guards: ['gates', 'live_signal'],
    roles: ['sales.ops'],
    clause: '3.2',
    says: 'gates hold and a live signal stands: MQL, a dossier is due',
  },
  {
    id: 'fast_track',
    command: 'classify_mql',
    from: below,
    reviews: ['NONE'],
    to: 'same',
    review: 'DOSSIER_DUE',
    guards: ['gates', 'live_signal', 'fresh_strong_signal'],
    roles: ['sales.ops'],
    clause: '3.2.1',
    says: 'a fresh strong signal: the dossier is due at once',
  },
  {
    id: 'auto_sql',
    command: 'classify_mql',
    from: below,
    reviews: anyReview,
    to: 'SQL',
    review: 'NONE',
    guards: ['gates', 'live_signal', 'fresh_briefing_request'],
    roles: ['sales.ops'],
    clause: '3.2.1',
    says: 'a fresh Briefing request: SQL without dossier',
  },
  {
    id: 'pending_review',
    command: 'score_dossier',
    from: below,
    reviews: ['NONE', 'DOSSIER_DUE'],
    to: 'same',
    review: 'PENDING_CRO',
    guards: ['dossier_due', 'three_buying_signals'],
    roles: ['sales.ops'],
    clause: '4.3',
    says: 'three or more buying signals: the CRO reviews',
  },
  {
    id: 'falls_short',
    command: 'score_dossier',
    from: below,
    reviews: ['NONE', 'DOSSIER_DUE'],
    to: 'MQL',
    review: 'NONE',
    guards: ['dossier_due', 'gates', 'live_signal'],
    roles: ['sales.ops'],
    clause: '4.3',
    says: 'fewer than three buying signals: MQL and nurture',
    spends: true,
  },
  {
    id: 'falls_short_lapsed',
    command: 'score_dossier',
    from: ['PROSPECT', 'MQL'],
    reviews: ['NONE', 'DOSSIER_DUE'],
    to: 'PROSPECT',
    review: 'NONE',
    guards: ['dossier_due', 'criteria_lapsed'],
    roles: ['sales.ops'],
    clause: '3.5',
    says: 'fewer than three buying signals, and the MQL criteria lapsed: PROSPECT',
    spends: true,
  },
  {
    id: 'falls_short_recycled',
    command: 'score_dossier',
    from: ['RECYCLED'],
    reviews: ['NONE', 'DOSSIER_DUE'],
    to: 'same',
    review: 'NONE',
    guards: ['dossier_due', 'criteria_lapsed'],
    roles: ['sales.ops'],
    clause: '3.5',
    says: 'fewer than three buying signals, and the MQL criteria lapsed: RECYCLED as before',
    spends: true,
  },
  {
    id: 'confirm',
    command: 'cro_decide',
    from: below,
    reviews: ['PENDING_CRO'],
    to: 'SQL',
    review: 'NONE',
    guards: ['gates', 'live_signal', 'three_buying_signals'],
    roles: ['cro'],
    clause: '4.3',
    says: 'the CRO confirms: SQL',
  },
  {
    id: 'flag_immediate',
    command: 'cro_decide',
    from: below,
    reviews: ['PENDING_CRO'],
    to: 'SQL',
    review: 'NONE',
    guards: ['gates', 'live_signal', 'three_buying_signals'],
    roles: ['cro'],
    clause: '4.3',
    says: 'the CRO flags for immediate outreach: SQL with high priority',
  },
  {
    id: 'dispute',
    command: 'cro_decide',
    from: below,
    reviews: ['PENDING_CRO'],
    to: 'MQL',
    review: 'NONE',
    guards: ['gates', 'live_signal'],
    roles: ['cro'],
    clause: '4.3',
    says: 'the CRO disputes: MQL and nurture',
    spends: true,
  },
  {
    id: 'dispute_lapsed',
    command: 'cro_decide',
    from: ['PROSPECT', 'MQL'],
    reviews: ['PENDING_CRO'],
    to: 'PROSPECT',
    review: 'NONE',
    guards: ['criteria_lapsed'],
    roles: ['cro'],
    clause: '3.5',
    says: 'the CRO disputes, and the MQL criteria lapsed: PROSPECT',
    spends: true,
  },
  {
    id: 'dispute_recycled',
    command: 'cro_decide',
    from: ['RECYCLED'],
    reviews: ['PENDING_CRO'],
    to: 'same',
    review: 'NONE',
    guards: ['criteria_lapsed'],
    roles: ['cro'],
    clause: '3.5',
    says: 'the CRO disputes, and the MQL criteria lapsed: RECYCLED as before',
    spends: true,
  },
  {
    id: 'briefing_ready',
    command: 'advance_deal',
    from: ['SQL'],
    reviews: ['NONE'],
    to: 'BRIEFING_READY',
    review: 'NONE',
    guards: ['gates'],
    roles: ['cro'],
    clause: '3.3',
    says: 'the Briefing has a date',
  },
  {
    id: 'assessment_qualified',
    command: 'advance_deal',
    from: ['BRIEFING_READY'],
    reviews: ['NONE'],
    to: 'ASSESSMENT_QUALIFIED',
    review: 'NONE',
    guards: ['briefing_held', 'assessment_proposed'],
    roles: ['cro'],
    clause: '3',
    says: 'the prospect takes the Assessment up',
  },
  {
    id: 'won',
    command: 'advance_deal',
    from: ['ASSESSMENT_QUALIFIED'],
    reviews: ['NONE'],
    to: 'WON',
    review: 'NONE',
    guards: [],
    roles: ['cro'],
    clause: '3',
    says: 'the deal is won',
  },
  {
    id: 'lost',
    command: 'advance_deal',
    from: ['BRIEFING_READY', 'ASSESSMENT_QUALIFIED'],
    reviews: ['NONE'],
    to: 'RECYCLED',
    review: 'NONE',
    guards: ['reason'],
    roles: ['cro'],
    clause: '3.5',
    says: 'the deal is lost: a cool-down, then nurture',
    spends: true,
  },
  {
    id: 'request_to_sql',
    command: 'advance_deal',
    from: below,
    reviews: anyReview,
    to: 'SQL',
    review: 'NONE',
    guards: ['gates', 'live_signal', 'fresh_briefing_request'],
    roles: ['cro'],
    clause: '3.2.1',
    says: 'a Briefing was asked for and has a date: SQL first',
  },
  {
    id: 'regress_sql',
    command: 'decide_stage_change',
    from: ['SQL'],
    reviews: ['NONE'],
    to: 'MQL',
    review: 'NONE',
    guards: ['proposed', 'idle_or_lapsed'],
    roles: ['cro'],
    clause: '3.5',
    says: 'an idle SQL goes back to MQL and nurture',
    spends: true,
  },
  {
    id: 'regress_mql',
    command: 'propose_stage_change',
    from: ['MQL'],
    reviews: ['NONE', 'DOSSIER_DUE'],
    to: 'PROSPECT',
    review: 'NONE',
    guards: ['idle_or_lapsed'],
    roles: ['sales.ops'],
    clause: '3.5',
    says: 'an idle MQL is a PROSPECT again',
    spends: true,
    resets: true,
  },
  {
    id: 'recycle',
    command: 'propose_stage_change',
    from: ['RECYCLED'],
    reviews: ['NONE'],
    to: 'MQL',
    review: 'NONE',
    guards: ['cooled_down', 'gates'],
    roles: ['sales.ops'],
    clause: '3.5',
    says: 'the cool-down is over: MQL, for re-engagement',
  },
  {
    id: 'disqualify',
    command: 'propose_stage_change',
    from: disqualifiable,
    reviews: anyReview,
    to: 'DISQUALIFIED',
    review: 'NONE',
    guards: ['evidence'],
    roles: ['sales.ops'],
    clause: '3.5',
    says: 'the company ended, or is a direct competitor',
  },
  {
    id: 'disqualify_confirmed',
    command: 'decide_stage_change',
    from: disqualifiable,
    reviews: anyReview,
    to: 'DISQUALIFIED',
    review: 'NONE',
    guards: ['proposed', 'evidence'],
    roles: ['cro'],
    clause: '3.5',
    says: 'no ecosystem motion, found and confirmed',
  },
  {
    id: 'reinstate',
    command: 'decide_stage_change',
    from: ['DISQUALIFIED'],
    reviews: ['NONE'],
    to: 'PROSPECT',
    review: 'NONE',
    guards: ['reason'],
    roles: ['cro'],
    clause: '3.5',
    says: 'the reason no longer holds: PROSPECT again',
    spends: true,
  },
  {
    id: 'reopen',
    command: 'file_signal_note',
    from: ['ARCHIVED'],
    reviews: ['NONE'],
    to: 'PROSPECT',
    review: 'NONE',
    guards: ['qualifying_signal'],
    roles: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
    clause: '5.6',
    says: 'a qualifying signal reopens what silence archived',
  },
] as const satisfies readonly Arrow[];

export type ArrowId = (typeof arrows)[number]['id'];
