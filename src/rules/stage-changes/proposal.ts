import { type AccountState, label, type Proposal } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { openTask } from '../tasks/tasks.ts';
import type { Check } from '../vocabulary/check.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

/** A move down or out as sales.ops asks for it. */
export interface ProposedChange {
  readonly trigger: 'company_ended' | 'direct_competitor' | 'no_ecosystem_motion' | undefined;
  readonly reason: string;
  readonly evidence: string | undefined;
}

export type Outcome = Decided<{ account: string }> | Refusal;

export function no(ruling: string, found: string, next: string, checks?: readonly Check[]): Refusal {
  return refuse('RULE_REFUSED', { clause: '3.5', ruling, found, next, ...(checks ? { checks } : {}) });
}

export function waiting(state: AccountState): Refusal {
  return refuse('CONFLICT', {
    clause: '3.5',
    ruling: 'L11',
    found: `a proposal to ${state.proposal?.change} ${label(state)} waits since ${state.proposal?.at}`,
    next: 'cro decides on it with decide_stage_change first',
  });
}

export function changeDone(
  draft: AccountDraft,
  summary: string,
  world: World,
  context: Context,
): Decided<{ account: string }> {
  const checks = criteriaChecks(standingOf(draft, world), context);
  return { outcome: 'done', summary, checks, extra: { account: draft.state.id } };
}

/** The step by which the CRO decides on a proposal. */
export const confirming = { regress: 'confirm_regression', disqualify: 'confirm_disqualification' } as const;

export function hand(
  draft: AccountDraft,
  { summary, ...proposal }: Pick<Proposal, 'change' | 'trigger' | 'reason' | 'evidence'> & { readonly summary: string },
  world: World,
  context: Context,
): Outcome {
  draft.emit({ type: 'change_proposed', proposal: { id: mint(draft, 'prp'), ...proposal } });
  openTask(draft, { kind: confirming[proposal.change] }, context);
  return { ...changeDone(draft, summary, world, context), outcome: 'awaiting_cro' };
}
