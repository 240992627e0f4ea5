import type { AccountState } from './account.ts';
import type { AccountDraft } from './command.ts';
import type { Review, Role, Stage } from './roles.ts';

/** What must hold before an arrow is taken. */
export type Guard = 'gates' | 'live_signal' | 'fresh_strong_signal' | 'fresh_briefing_request' | 'three_buying_signals' | 'criteria_lapsed';

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
}

const below: readonly Stage[] = ['PROSPECT', 'MQL', 'RECYCLED'];
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
    guards: ['three_buying_signals'],
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
    guards: ['gates', 'live_signal'],
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
    guards: ['criteria_lapsed'],
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
    guards: ['criteria_lapsed'],
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
] as const satisfies readonly Arrow[];

export type ArrowId = (typeof arrows)[number]['id'];

const byId: ReadonlyMap<string, Arrow> = new Map(arrows.map((arrow) => [arrow.id, arrow]));

export function mayTake(id: ArrowId, { stage, review }: Pick<AccountState, 'stage' | 'review'>): boolean {
  const arrow = byId.get(id);
  return arrow?.from.includes(stage) === true && arrow.reviews.includes(review);
}

export interface Step {
  readonly because: string;
  readonly evidence: readonly string[];
}

/** Takes an arrow. One that is missing from the table, or does not start here, is a defect and not an answer. */
export function move(draft: AccountDraft, id: ArrowId, { because, evidence }: Step): void {
  const arrow = byId.get(id);
  const { stage } = draft.state;
  if (!arrow || !mayTake(id, draft.state)) throw new Error(`no arrow ${id} from ${stage}/${draft.state.review}`);
  const to = arrow.to === 'same' ? stage : arrow.to;
  draft.emit({ type: 'moved', arrow: id, from: stage, to, review: arrow.review, clause: arrow.clause, because, evidence, spends: arrow.spends === true });
}
