import { label } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { mayTake } from '../ladder/arrows.ts';
import { type ArrowStep, isListedCompetitor } from '../moves/guards.ts';
import { move } from '../moves/move.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks, openTasks } from '../tasks/tasks.ts';
import { changeDone, hand, no, type Outcome, type ProposedChange } from './proposal.ts';

export function disqualify(
  draft: AccountDraft,
  { trigger, reason, evidence }: ProposedChange,
  world: World,
  context: Context,
): Outcome {
  const { state } = draft;
  if (!mayTake('disqualify', state))
    return no(
      'L11',
      `${label(state)} is ${state.stage}`,
      state.stage === 'WON' ? 'nothing moves a WON account here' : 'nothing: it is out already',
    );
  const proof = evidence === undefined ? {} : { evidence };
  if (trigger === 'no_ecosystem_motion') {
    return hand(
      draft,
      {
        change: 'disqualify',
        trigger,
        reason,
        ...proof,
        summary: `The CRO confirms that ${label(state)} has no ecosystem motion.`,
      },
      world,
      context,
    );
  }
  if (trigger === 'direct_competitor' && !isListedCompetitor(state, context) && !evidence) {
    return no(
      'L11',
      `${state.domain} is not on the list of direct competitors, and a competitor's customer is a valid account`,
      'give the evidence that the company itself competes, or leave it',
    );
  }
  draft.emit({
    type: 'change_decided',
    change: 'disqualify',
    decision: 'done',
    ...(trigger ? { trigger } : {}),
    reason,
    ...proof,
  });
  const said = { trigger, reason, evidence };
  leave(draft, { arrow: 'disqualify', because: `${trigger}: ${reason.slice(0, 200)}`, said }, world, context);
  return changeDone(
    draft,
    `${label(state)} is DISQUALIFIED (${trigger}). The CRO may reinstate it if the reason no longer holds.`,
    world,
    context,
  );
}

/** L11: review and override end, open tasks close. */
export function leave(
  draft: AccountDraft,
  step: Pick<ArrowStep, 'because' | 'said'> & { readonly arrow: 'disqualify' | 'disqualify_confirmed' },
  world: World,
  context: Context,
): void {
  const { override } = draft.state;
  if (override) draft.emit({ type: 'override_fell', override: override.id, because: 'the account was disqualified' });
  move(draft, { ...step, evidence: [] }, world, context);
  closeTasks(
    draft,
    openTasks(draft.state).map((task) => task.kind),
    overtaken('the account was disqualified'),
  );
}
