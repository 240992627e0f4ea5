import type { Role } from '../vocabulary/roles.ts';
import type { Review, Stage } from '../vocabulary/stages.ts';

/** Conditions that an arrow may require. */
type Guard =
  | 'gates'
  | 'live_signal'
  | 'fresh_strong_signal'
  | 'fresh_briefing_request'
  | 'dossier_due'
  | 'three_buying_signals'
  | 'criteria_lapsed'
  | 'idle_or_lapsed'
  | 'regression_proposed'
  | 'disqualification_proposed'
  | 'cooled_down'
  | 'briefing_held'
  | 'assessment_proposed'
  | 'reason'
  | 'evidence'
  | 'ended_or_competitor'
  | 'qualifying_signal'
  | 'answered'
  | 'nothing_on_file'
  | 'withdrawn'
  | 'adoptable'
  | 'silence_over';

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
  /** Every signal on file is spent by the move: by each, or by one for idleness alone (L2). */
  readonly spends?: 'always' | 'when_idle';
  /** After idleness an entry anew takes an act later than the last one known (L9). */
  readonly resets?: true;
}

export const below: readonly Stage[] = ['PROSPECT', 'MQL', 'RECYCLED'];
export const anyReview: readonly Review[] = ['NONE', 'DOSSIER_DUE', 'PENDING_CRO'];
