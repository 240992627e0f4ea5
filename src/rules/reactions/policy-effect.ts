import type { Applied } from '../aggregates/event-stamp.ts';
import type { PolicyLook } from '../aggregates/policy-change.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, DeskDraft, PolicyChangesDraft } from '../command/world.ts';
import { criteriaChecks, gatesAmong } from '../criteria/mql-criteria.ts';
import { policyChange } from '../policy-changes/policy-on-record.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { holds } from '../vocabulary/check.ts';
import type { Stage } from '../vocabulary/stages.ts';
import { setTimer } from './account-timers.ts';
import { needsSignal, raiseFlags, restsOnCriteria } from './flags.ts';

/** P2: the accounts whose criteria must hold, by the keys under which they are found: at a stage, or in a review on the way. */
export const lookedAt = [
  ...(['MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED'] as const).map((key) => ({
    kind: 'stage' as const,
    key,
  })),
  ...(['DOSSIER_DUE', 'PENDING_CRO'] as const).map((key) => ({ kind: 'review' as const, key })),
] as const;

/** Whether an account is looked at under this key: one in a review at a stage that is looked at comes up twice. */
export function isFoundBy({ kind }: (typeof lookedAt)[number], stage: Stage): boolean {
  return kind === 'stage' || !lookedAt.some(({ key }) => key === stage);
}

/** T6: ratified changes whose instant has come are in force, each from its own. */
export function takeEffect(changes: PolicyChangesDraft, { now }: Context): readonly Applied[] {
  const due = changes.state.ratified
    .filter(({ took_effect, effective_at }) => !took_effect && effective_at <= now)
    .sort((a, b) => (a.effective_at < b.effective_at ? -1 : a.effective_at > b.effective_at ? 1 : 0));
  return due.map(({ id, effective_at }) => {
    changes.emit({ type: 'policy_change_took_effect', change: id }, effective_at);
    return { kind: 'policy_change_took_effect', due_at: effective_at, noticed_at: now };
  });
}

interface Looking {
  readonly look: PolicyLook;
  /** As it would be under the policy before. */
  readonly before: Context;
  readonly context: Context;
}

/** P2, L13b, L14: flags what holds no longer, and sets the next timer by the new policy; whether the account met the criteria before and doesn't now. */
export function lookAt(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  { look, before, context }: Looking,
): boolean {
  if (draft.state.absorbed_into !== undefined) return false;
  const isLapsed = meets(draft, suppressed, before) && !meets(draft, suppressed, context);
  raiseFlags(draft, suppressed, context, isLapsed ? look.at : undefined);
  setTimer(draft, suppressed, context);
  return isLapsed;
}

function meets({ state }: AccountDraft, suppressed: ReadonlySet<string>, context: Context): boolean {
  if (!restsOnCriteria(state)) return true;
  const checks = criteriaChecks({ state, suppressed }, context);
  return holds(needsSignal(state) ? checks : gatesAmong(checks));
}

/** P2: tells chief.staff the outcome. */
export function endLook(
  changes: PolicyChangesDraft,
  desk: DeskDraft,
  { changes: ids, at, lapsed }: PolicyLook,
  context: Context,
): void {
  changes.emit({ type: 'accounts_looked_through' });
  const since = (id: string) => changes.state.ratified.find((each) => each.id === id)?.effective_at ?? at;
  const inForce = [...new Set(ids.map(since))].map(
    (instant) => `${ids.filter((id) => since(id) === instant).join(', ')} in force since ${instant}`,
  );
  const accounts = lapsed === 1 ? '1 account meets' : `${lapsed} accounts meet`;
  const subject = `${inForce.join(', ')}, ${context.policy.version} rules: ${accounts} the criteria no longer`;
  openDeskTask(desk, { kind: policyChange, subject, from: at }, context);
}
