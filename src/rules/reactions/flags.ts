import type { AccountState, Flag } from '../aggregates/account.ts';
import type { Context, Moment } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';
import { counts, type Standing } from '../criteria/engagement.ts';
import { gateChecks } from '../criteria/gates.ts';
import { criteriaChecks, gatesAmong } from '../criteria/mql-criteria.ts';
import { isWithdrawn } from '../criteria/withdrawal.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';
import { holds, openText } from '../vocabulary/check.ts';
import type { Stage } from '../vocabulary/stages.ts';
import { closeIdleTasks } from './idle-tasks.ts';

const qualified: readonly Stage[] = ['MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED'];

/** Whether the account stands where its MQL criteria must hold: from MQL until it is won, or in a review on the way there (L3, L14). */
export function restsOnCriteria({ stage, review }: AccountState): boolean {
  return qualified.includes(stage) || (review !== 'NONE' && (stage === 'PROSPECT' || stage === 'RECYCLED'));
}

/** A recycled account needs no live signal until its next review (L10). */
export function needsSignal({ entered_by, stage, review }: AccountState): boolean {
  return !(stage === 'MQL' && review === 'NONE' && entered_by === 'recycle');
}

interface Grounds {
  readonly holds: boolean;
  readonly because: string;
}

function flagGrounds(standing: Standing, context: Moment): Readonly<Record<Flag, Grounds>> {
  const { state } = standing;
  const criteria = criteriaChecks(standing, context);
  const gates = gatesAmong(criteria);
  const wanted = needsSignal(state) ? criteria : gates;
  const reachable = state.contacts.some(
    (contact) => !contact.left && !contact.erased && !contact.part_of && counts(contact, standing, context),
  );
  return {
    gates_failing: { holds: !restsOnCriteria(state) || holds(gates), because: openText(gates) },
    criteria_lapsed: { holds: !restsOnCriteria(state) || holds(wanted), because: openText(wanted) },
    needs_contact: {
      holds: state.contacts.length === 0 || reachable || state.stage === 'DISQUALIFIED' || isWithdrawn(state),
      because: 'nobody is left at the account who may be written to',
    },
  };
}

const duties: Readonly<Record<Flag, string>> = {
  gates_failing: 'mend_gates',
  criteria_lapsed: 'mend_criteria',
  needs_contact: 'find_contact',
};

/** L11, L13b, L14: nothing moves by itself; what no longer holds is flagged, with a duty, until it holds again. */
export function raiseFlags(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context, at?: Instant): void {
  const grounds = flagGrounds({ state: draft.state, suppressed }, context);
  for (const flag of ['gates_failing', 'criteria_lapsed', 'needs_contact'] as const) {
    const { holds: fine, because } = grounds[flag];
    const raised = draft.state.flags.includes(flag);
    if (!fine) {
      if (!raised) draft.emit({ type: 'flag_raised', flag, because }, at);
      if (wantsDuty(flag, draft.state, context)) {
        openTask(draft, { kind: duties[flag], ...(at ? { from: at } : {}) }, context);
        if (flag === 'criteria_lapsed') closeIdleTasks(draft, undefined, 'its lapsed criteria ask for the same', at);
      }
    } else if (raised) {
      draft.emit({ type: 'flag_lowered', flag, because: 'it holds again, or no longer matters' });
      closeTasks(draft, [duties[flag]], overtaken('it holds again, or no longer matters'));
    }
  }
}

/** A failed gate has its own task: lapsed criteria ask for another only where the signal is what lapsed, or where the account was adopted (A12). */
function wantsDuty(flag: Flag, state: AccountState, context: Moment): boolean {
  return flag !== 'criteria_lapsed' || state.adopted !== undefined || holds(gateChecks(state, context));
}
