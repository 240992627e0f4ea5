import { type AccountState, label } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { isNewlyAdopted } from '../criteria/adoption.ts';
import { countedActs, newestOf, type Standing } from '../criteria/engagement.ts';
import { idleDays } from '../criteria/idleness.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { mayTake } from '../ladder/arrows.ts';
import type { ArrowStep } from '../moves/guards.ts';
import { move } from '../moves/move.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks } from '../tasks/tasks.ts';
import { days } from '../time/time.ts';
import { type Check, holds, openRules } from '../vocabulary/check.ts';
import type { Refusal } from '../vocabulary/refusal.ts';
import { changeDone, hand, no, type Outcome, type ProposedChange } from './proposal.ts';

/** L9, L14: an idle account regresses, and one whose criteria lapsed without waiting. */
export function regressable(standing: Standing, checks: readonly Check[], context: Context): Refusal | null {
  const { state } = standing;
  const { sql_idle_days, mql_idle_days } = context.policy.regression;
  const needed = state.stage === 'SQL' ? sql_idle_days.value : mql_idle_days.value;
  const idle = idleDays(standing, context);
  if (state.stage !== 'SQL' && state.stage !== 'MQL') {
    return no(
      'L9',
      `${label(state)} is ${state.stage}; only SQL and MQL regress`,
      'beyond SQL record the loss with advance_deal, below MQL there is nothing to take back',
    );
  }
  if (state.stage === 'MQL' && !mayTake('regress_mql', state))
    return no('L9', `${label(state)} is with the CRO for review`, 'cro disputes the dossier first (cro_decide)');
  if (hasLapsed(state, checks, context)) return null;
  if (state.stage === 'MQL' && state.review !== 'NONE')
    return no('L9', `${label(state)} is under review (${state.review})`, 'score the dossier first (score_dossier)');
  if (idle >= needed) return null;
  return no(
    'L9',
    `${label(state)} has been idle for ${idle} days, wanted at least ${needed}`,
    `wait for ${days(needed - idle)} more without engagement`,
  );
}

function hasLapsed(state: AccountState, checks: readonly Check[], context: Context): boolean {
  return state.flags.includes('criteria_lapsed') && !holds(checks) && !isNewlyAdopted(state, context);
}

/** The ground on which it may regress, in words that follow the account's name. */
export function regressGround(standing: Standing, checks: readonly Check[], context: Context): string {
  if (!hasLapsed(standing.state, checks, context)) return `idle for ${days(idleDays(standing, context))}`;
  return `without its MQL criteria (${openRules(checks)})`;
}

/** L2, L9: after idleness all on file is spent, and to enter anew takes an act later than the newest known; after a lapse neither. */
export function idleGround(standing: Standing, checks: readonly Check[], context: Context): Pick<ArrowStep, 'idle'> {
  if (hasLapsed(standing.state, checks, context)) return {};
  return { idle: { lastAct: newestOf(countedActs(standing, context))?.at ?? null } };
}

export function regress(draft: AccountDraft, { reason }: ProposedChange, world: World, context: Context): Outcome {
  const { state } = draft;
  const standing = { state, suppressed: world.suppressed };
  const checks = criteriaChecks(standing, context);
  const refusal = regressable(standing, checks, context);
  if (refusal) return refusal;
  const ground = regressGround(standing, checks, context);
  if (state.stage === 'SQL') {
    return hand(
      draft,
      {
        change: 'regress',
        reason,
        summary: `${label(state)} is ${ground}; the CRO confirms its return to MQL.`,
      },
      world,
      context,
    );
  }
  draft.emit({ type: 'change_decided', change: 'regress', decision: 'done', reason });
  move(
    draft,
    {
      arrow: 'regress_mql',
      ...idleGround(standing, checks, context),
      because: `${ground}: ${reason.slice(0, 200)}`,
      evidence: checks.flatMap((check) => check.evidence ?? []),
    },
    world,
    context,
  );
  closeTasks(draft, ['dossier', 'classify', 'propose_nurture', 'mend_criteria'], overtaken('it is a PROSPECT again'));
  return changeDone(
    draft,
    `${label(state)} is a PROSPECT again; to enter anew it takes ${hasLapsed(state, checks, context) ? 'its criteria' : 'a later act'}.`,
    world,
    context,
  );
}
