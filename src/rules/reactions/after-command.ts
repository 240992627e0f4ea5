/** The effects of every command and of timers (T6, S-3 to S-5). */

import type { Context } from '../command/context.ts';
import type { AccountDraft, StreamsBeside } from '../command/world.ts';
import { gateChecks } from '../criteria/gates.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { raiseIntents } from '../outbox/raise-intents.ts';
import { followReplies } from '../replies/follow-replies.ts';
import { dropAgreed } from '../sending/reconcile-stages.ts';
import { revokePermits } from '../sending/revoke-permits.ts';
import { followLadder } from '../sequences/follow-ladder.ts';
import { closeUnsilent } from '../sequences/silence-timers.ts';
import { regressable } from '../stage-changes/regress.ts';
import { setTimer } from './account-timers.ts';
import { countFigures } from './figures.ts';
import { raiseFlags } from './flags.ts';
import { updateIdleTasks } from './idle-tasks.ts';
import { closeGroundless } from './stale-tasks.ts';

/**
 * Runs once per unit of work on each account it touched: drops an override whose fact changed, raises and clears flags,
 * closes tasks without ground, ends, pauses and resumes enrolments, counts weekly and monthly figures, raises intents, sets the next timer.
 */
export function afterCommand(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  beside: StreamsBeside,
  context: Context,
): void {
  if (draft.pending.length === 0 || draft.state.absorbed_into !== undefined) return;
  dropOverride(draft, context);
  raiseFlags(draft, suppressed, context);
  endOvertaken(draft, suppressed, context);
  closeGroundless(draft, suppressed, context);
  followReplies(draft, suppressed);
  followLadder(draft, suppressed, context);
  closeUnsilent(draft, suppressed, context);
  updateIdleTasks(draft, suppressed, context);
  revokePermits(draft, suppressed, beside, context);
  dropAgreed(draft, beside.desk);
  countFigures(draft, beside.desk, context);
  raiseIntents(draft, suppressed, beside, context);
  setTimer(draft, suppressed, context);
}

/** L9, L14: a regression that waits for the CRO ends when somebody engages, or the criteria hold again. */
function endOvertaken(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  if (draft.state.proposal?.change !== 'regress') return;
  const standing = { state: draft.state, suppressed };
  if (!regressable(standing, criteriaChecks(standing, context), context)) return;
  const reason = 'what it rested on is gone: somebody engaged, or the criteria hold again';
  draft.emit({ type: 'change_decided', change: 'regress', decision: 'ended', reason });
}

/** G-4: an override falls when the fact that failed its gate changes, and when another gate fails. */
function dropOverride(draft: AccountDraft, context: Context): void {
  const { override } = draft.state;
  if (!override) return;
  const checks = gateChecks(draft.state, context);
  const own = checks.find((check) => check.rule === override.gate);
  const other = checks.find((check) => check.verdict === 'fail' && check.rule !== override.gate);
  if (own?.verdict !== 'warn')
    draft.emit({ type: 'override_fell', override: override.id, because: `a newer fact answers ${override.gate}` });
  else if (other) draft.emit({ type: 'override_fell', override: override.id, because: `${other.rule} fails as well` });
}
