import { type AccountState, label, type Proposal } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import { type AccountRef, noSuchAccount } from '../command/account-ref.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { onAccount } from '../command/on-account.ts';
import { separation, warned } from '../command/separation.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { criteriaChecks, owesClassification } from '../criteria/mql-criteria.ts';
import { move } from '../moves/move.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import { invalid, refuse } from '../vocabulary/refusal.ts';
import { leave } from './disqualify.ts';
import { changeDone, confirming, no, type Outcome } from './proposal.ts';
import { idleGround, regressable, regressGround } from './regress.ts';

export interface DecideChangeArgs {
  readonly account: AccountRef;
  readonly decision: 'confirm' | 'decline' | 'reinstate';
  readonly reason?: string | undefined;
}

type StageDecisionInput = Pick<DecideChangeArgs, 'decision' | 'reason'>;

/** §3.5, L9, L11: the CRO's word on a regression or a disqualification, and the way back. */
export const decideStageChange: Command<DecideChangeArgs, StageDecisionInput, { account: string }> = {
  name: 'decide_stage_change',
  clause: '3.5',
  prepare: (args, context) =>
    onAccount(args.account, context, (read) => {
      const reason = read.text('reason', args.reason, 'quote');
      if (args.decision !== 'confirm' && !reason)
        read.fault(invalid('reason', args.reason, `why you ${args.decision}`));
      return { decision: args.decision, reason };
    }),
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    if (input.decision === 'reinstate') return reinstate(draft, input, world, context);
    const { proposal } = draft.state;
    if (!proposal)
      return no('L9', `no proposal waits for ${label(draft.state)}`, 'sales.ops proposes with propose_stage_change');
    const { change, principal } = proposal;
    const did = `proposed to ${change} ${label(draft.state)}`;
    const both = separation('propose_confirm', { did, principal }, context);
    if ('refused' in both) return both;
    const decided = (input.decision === 'decline' ? decline : confirm)(draft, { proposal, ...input }, world, context);
    if ('refused' in decided) return decided;
    return { ...decided, summary: `${decided.summary}${warned(both)}`, checks: [...both, ...decided.checks] };
  },
  asked: ({ decision }) => ({ tool: 'decide_stage_change', decision }),
};

interface Deciding extends Pick<StageDecisionInput, 'reason'> {
  readonly proposal: Proposal;
}

function decline(
  draft: AccountDraft,
  { proposal: { change }, reason }: Deciding,
  world: World,
  context: Context,
): Outcome {
  draft.emit({ type: 'change_decided', change, decision: 'declined', ...(reason ? { reason } : {}) });
  closeTasks(draft, [confirming[change]]);
  const anew = change === 'regress' ? ' Its idle days count anew from today.' : '';
  return changeDone(draft, `${label(draft.state)} stays ${draft.state.stage}.${anew}`, world, context);
}

function confirm(draft: AccountDraft, { proposal, reason }: Deciding, world: World, context: Context): Outcome {
  const { state } = draft;
  const { change, trigger, evidence } = proposal;
  const said = { ...(reason ? { reason } : {}), ...(evidence ? { evidence } : {}), ...(trigger ? { trigger } : {}) };
  if (change === 'disqualify') {
    draft.emit({ type: 'change_decided', change, decision: 'confirmed', ...said });
    noEcosystem(draft, proposal, context);
    const because = `no ecosystem motion, confirmed: ${proposal.reason.slice(0, 200)}`;
    leave(draft, { arrow: 'disqualify_confirmed', because, said: proposal }, world, context);
    return changeDone(draft, `${label(state)} is DISQUALIFIED: no ecosystem motion.`, world, context);
  }
  const standing = { state, suppressed: world.suppressed };
  const checks = criteriaChecks(standing, context);
  const refusal = regressable(standing, checks, context);
  if (refusal) return { ...refusal, next: `${refusal.next}; or decline the proposal` };
  draft.emit({ type: 'change_decided', change, decision: 'confirmed', ...said });
  move(
    draft,
    {
      arrow: 'regress_sql',
      ...idleGround(standing, checks, context),
      because: `${regressGround(standing, checks, context)}, confirmed by the CRO: ${proposal.reason.slice(0, 200)}`,
      evidence: [proposal.id],
    },
    world,
    context,
  );
  closeTasks(
    draft,
    [confirming.regress, 'immediate_outreach', 'answer_briefing_request'],
    overtaken('it is MQL again'),
  );
  openTask(draft, { kind: 'propose_nurture' }, context);
  return changeDone(draft, `${label(state)} is MQL again and enters nurture.`, world, context);
}

/** L11: records the finding of the investigation, which fails G2 until a newer fact is on file. */
function noEcosystem(draft: AccountDraft, { id, evidence }: Proposal, context: Context): void {
  const gate = context.policy.gates.find((each) => each.id === 'G2');
  if (!gate) return;
  draft.emit({
    type: 'fact_recorded',
    fact: {
      id: mint(draft, 'fct'),
      fact: gate.fact,
      value: false,
      source: `investigation confirmed by the CRO (${id})`,
      evidence: evidence ?? '',
      as_of: context.today,
    },
  });
}

function reinstate(draft: AccountDraft, { reason = '' }: StageDecisionInput, world: World, context: Context): Outcome {
  const { state }: { readonly state: AccountState } = draft;
  if (state.stage !== 'DISQUALIFIED')
    return refuse('RULE_REFUSED', {
      clause: '3.5',
      ruling: 'L11',
      found: `${label(state)} is ${state.stage}, and only DISQUALIFIED is reinstated`,
      next: 'explain_account says what it may do',
    });
  draft.emit({ type: 'change_decided', change: 'reinstate', decision: 'done', reason });
  move(
    draft,
    { arrow: 'reinstate', because: `reinstated by the CRO: ${reason.slice(0, 200)}`, evidence: [], said: { reason } },
    world,
    context,
  );
  const owed = owesClassification(standingOf(draft, world), context);
  if (owed) openTask(draft, { kind: 'classify' }, context);
  return changeDone(
    draft,
    `${label(state)} is a PROSPECT again. No suppression is lifted.${owed ? ' What is on file is to be classified.' : ''}`,
    world,
    context,
  );
}
