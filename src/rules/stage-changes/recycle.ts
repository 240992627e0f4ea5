import { type AccountState, label } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { gateChecks } from '../criteria/gates.ts';
import { move } from '../moves/move.ts';
import { openTask } from '../tasks/tasks.ts';
import { type CalendarDate, days, daysBetween } from '../time/time.ts';
import { type Check, holds, openChecks } from '../vocabulary/check.ts';
import type { Refusal } from '../vocabulary/refusal.ts';
import { changeDone, no, type Outcome, type ProposedChange } from './proposal.ts';

/** L10: a lost deal goes back to nurture when its cool-down is over and its gates hold. */
export function recycle(draft: AccountDraft, { reason }: ProposedChange, world: World, context: Context): Outcome {
  const { state } = draft;
  const until = state.cooldown_until ?? context.today;
  const checks = gateChecks(state, context);
  const refusal = unready(state, until, checks, context);
  if (refusal) return refusal;
  draft.emit({ type: 'change_decided', change: 'recycle', decision: 'done', reason });
  move(
    draft,
    {
      arrow: 'recycle',
      because: `the cool-down ended on ${until}`,
      evidence: checks.flatMap((check) => check.evidence ?? []),
    },
    world,
    context,
  );
  openTask(draft, { kind: 'propose_re_engagement' }, context);
  return changeDone(
    draft,
    `${label(state)} is MQL again, under marketing's ownership; its contacts go to re-engagement.`,
    world,
    context,
  );
}

function unready(
  state: AccountState,
  until: CalendarDate,
  checks: readonly Check[],
  { today }: Context,
): Refusal | null {
  if (state.stage !== 'RECYCLED')
    return no(
      'L10',
      `${label(state)} is ${state.stage}; only RECYCLED is recycled`,
      'explain_account says what it may do',
    );
  if (state.review !== 'NONE')
    return no('L10', `${label(state)} is on a fast track (${state.review})`, 'let the review end first');
  const left = daysBetween(today, until);
  if (left > 0)
    return no(
      'L10',
      `${label(state)} cools down until ${until}, ${days(left)} more`,
      'wait, or file a new strong signal when one is seen',
    );
  if (holds(checks)) return null;
  const open = openChecks(checks);
  return no(
    'L10',
    `the gates of ${label(state)} do not hold: ${open.map((check) => `${check.rule}, ${check.because}`).join('; ')}`,
    'sales.ops records newer facts (save_account)',
    checks,
  );
}
