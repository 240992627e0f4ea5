import type { RefusedMail } from '../vocabulary/refusal.ts';
import type { BuyingSignal, Score } from '../vocabulary/signal-types.ts';
import type { DealEvent } from './account-events.ts';

/** A call that was refused, by codes and ids alone. */
export interface RefusedCall {
  readonly type: 'refused';
  readonly tool: string;
  readonly code: string;
  readonly clause?: string;
  readonly ruling?: string;
  readonly rules?: readonly string[];
  /** How many mails it kept back, each an event of its own that follows. */
  readonly mails?: number;
  /** P4: of a decision on an account, the account's id and what was asked of it. */
  readonly account?: string;
  readonly asked?: RefusedAsk;
}

/** A mail that got no permit, in a call that was refused or that let others out. */
export interface MailRefused extends RefusedMail {
  readonly type: 'mail_refused';
}

/** A finding without its words; `again`: its place among those of the last dossier, where it was one of them. */
export interface AskedFinding {
  readonly route: string;
  readonly value?: number;
  readonly date: string;
  readonly again?: number;
}

/** Arguments of a refused decision: enough to take it again (P4), without personal data. */
export type RefusedAsk =
  | { readonly tool: 'classify_mql' }
  | {
      readonly tool: 'score_dossier';
      readonly scores: readonly {
        readonly signal: BuyingSignal;
        readonly score: Score;
        readonly findings: readonly AskedFinding[];
      }[];
      readonly accessibility?: number;
    }
  | {
      readonly tool: 'cro_decide';
      readonly decision: 'confirm' | 'dispute' | 'flag_immediate';
      readonly reason_code?: 'icp' | 'timing' | 'evidence' | 'duplicate' | 'other';
    }
  /** `justification`: how long it was. */
  | {
      readonly tool: 'override_gate';
      readonly gate: string;
      readonly justification: number;
      readonly compensating: readonly string[];
    }
  | { readonly tool: 'dispute_mql'; readonly criterion: string }
  | { readonly tool: 'advance_deal'; readonly event: DealEvent; readonly on: string }
  | {
      readonly tool: 'propose_stage_change';
      readonly change: 'regress' | 'recycle' | 'disqualify';
      readonly trigger?: 'company_ended' | 'direct_competitor' | 'no_ecosystem_motion';
    }
  | { readonly tool: 'decide_stage_change'; readonly decision: 'confirm' | 'decline' | 'reinstate' };
