import { type AccountState, label } from '../aggregates/account.ts';
import { type AccountRef, noSuchAccount } from '../command/account-ref.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { onAccount } from '../command/on-account.ts';
import type { World } from '../command/world.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { quarterOf } from '../time/time.ts';
import { invalid, refuse } from '../vocabulary/refusal.ts';

export interface DisputeArgs {
  readonly account: AccountRef;
  readonly criterion: string;
  readonly claim: string;
}

type DisputeInput = Pick<DisputeArgs, 'criterion' | 'claim'>;

/** §7, §3.4, P1: answers a dispute of a criterion from the facts, at once; opinions on the classification count for nothing. */
export const disputeMql: Command<DisputeArgs, DisputeInput, { account: string; disputes: number }> = {
  name: 'dispute_mql',
  clause: '7',
  prepare: (args, context) =>
    onAccount(args.account, context, (read) => {
      const criteria = [...context.policy.gates.map(({ id }) => id), 'engagement_signal'];
      if (!criteria.includes(args.criterion))
        read.fault(invalid('criterion', args.criterion, `one of ${criteria.join(', ')}`));
      const claim = read.required('claim', args.claim, 'quote');
      return { criterion: args.criterion, claim };
    }),
  decide({ criterion, claim }, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const { state } = draft;
    if (!isDisputable(state)) {
      return refuse('RULE_REFUSED', {
        clause: '7',
        ruling: 'P1',
        found: `${label(state)} is ${state.stage}, under no review; only an MQL or an account under review is disputed`,
        next: 'explain_account says why it stands there',
      });
    }
    const checks = criteriaChecks({ state, suppressed: world.suppressed }, context);
    const check = checks.find((each) => each.rule === criterion);
    const outcome = check?.verdict === 'pass' || check?.verdict === 'warn' ? 'stands' : 'not_met';
    const quarter = quarterOf(context.today);
    const isFirst = state.disputed?.[criterion] !== quarter;
    draft.emit({ type: 'mql_disputed', criterion, outcome, claim, ...(isFirst ? { quarter } : {}) });
    if (isFirst) count({ criterion, quarter }, world, context);
    const disputes = world.desk.state.disputes[`${quarter} ${criterion}`] ?? 0;
    const needed = context.policy.alerts.disputes_needed.value;
    const again =
      disputes >= needed
        ? ` ${criterion} was disputed at ${disputes} accounts this quarter: chief.staff has the definition amended.`
        : '';
    const verdict =
      outcome === 'stands' ? `${criterion} of ${label(state)} is met` : `${criterion} of ${label(state)} is not met`;
    return {
      outcome,
      summary: `${verdict}: ${check?.because ?? 'it is no criterion'}.${again}`,
      checks,
      extra: { account: state.id, disputes },
    };
  },
  asked: ({ criterion }) => ({ tool: 'dispute_mql', criterion }),
};

/** P1: an MQL, or what is under review on its way there. */
function isDisputable({ stage, review }: AccountState): boolean {
  return stage === 'MQL' || (review !== 'NONE' && (stage === 'PROSPECT' || stage === 'RECYCLED'));
}

/** P1: the same criterion disputed at account after account in a quarter is a matter of its definition. */
function count(dispute: { criterion: string; quarter: string }, { desk }: World, context: Context): void {
  desk.emit({ type: 'dispute_counted', ...dispute });
  const { criterion, quarter } = dispute;
  if (desk.state.disputes[`${quarter} ${criterion}`] === context.policy.alerts.disputes_needed.value)
    openDeskTask(desk, { kind: 'amend_definition', subject: `${criterion} (${quarter})` }, context);
}
