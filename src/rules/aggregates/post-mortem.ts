import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** The judgement of delivery on a signal or a gate behind a won account (§6.3). */
export interface Predictor {
  /** E1 to E10, S1 to S4, G1 to G5. */
  readonly signal: string;
  readonly verdict: 'predicted' | 'noise' | 'unclear';
  readonly note?: string;
}

/** How the Assessment of a client went, in the words of customer.success (§6.3). */
export interface PostMortem {
  readonly outcome: 'won' | 'delivered' | 'churned' | 'recommended';
  readonly learnings: string;
  readonly predictors: readonly Predictor[];
  readonly at: Instant;
  readonly by: Role;
}

export type PostMortemFiled = { readonly type: 'post_mortem_filed' } & Omit<PostMortem, 'at' | 'by'>;
