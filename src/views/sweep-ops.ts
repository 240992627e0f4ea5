import type { AccountState, Flag } from '../rules/account.ts';
import { holds } from '../rules/check.ts';
import { idleDays } from '../rules/engagement.ts';
import { gateChecks } from '../rules/gates.ts';
import { isRefusal } from '../rules/refusal.ts';
import { openTasks } from '../rules/tasks.ts';
import { idleFor, named, type Sweeping, type Topic, type Watch } from './sweep-line.ts';
import { unmatched } from './sweep-mining.ts';

/** L9: what stood idle long enough to go back; what waits for the CRO's word already is left out. */
function idle(stage: 'SQL' | 'MQL', { reader, context, limit }: Sweeping): readonly Watch[] {
  const { sql_idle_days, mql_idle_days } = context.policy.regression;
  const days = stage === 'SQL' ? sql_idle_days.value : mql_idle_days.value;
  const found = reader.idle({ stage, before: idleFor(days, context), limit: limit * 2 });
  const free = found.filter((state) => state.proposal === null && openTasks(state, 'mend_criteria').length === 0);
  return free.map((state) => {
    const { account, name } = named(state);
    const then = stage === 'SQL' ? 'propose its return to MQL; the CRO confirms' : 'take it back to PROSPECT';
    return {
      kind: `idle_${stage.toLowerCase()}`,
      clause: '3.5',
      summary: `${name}: ${stage} without engagement for ${idleDays(state, context)} days (${days} are enough); ${then}`,
      account,
      tool: 'propose_stage_change',
      call: { account, change: 'regress' },
    };
  });
}

/** L10: lost deals whose cool-down is over. */
const ripe: Topic = ({ reader, context, limit }) =>
  reader.cooledDown(context.today, limit).map((state) => {
    const { account, name } = named(state);
    const open = gateChecks(state, context).filter((check) => !holds([check]));
    const head = `${name}: the cool-down ended on ${state.cooldown_until}`;
    const line = { kind: 'recycling_ripe', clause: '3.5', account };
    if (open.length === 0) {
      const call = { account, change: 'recycle' };
      return { ...line, summary: `${head}; recycle it to MQL`, tool: 'propose_stage_change', call };
    }
    const rules = open.map((check) => check.rule).join(', ');
    const call = { domain: account };
    return { ...line, summary: `${head}, but ${rules} must hold first: newer facts`, tool: 'save_account', call };
  });

interface FlagLine {
  readonly flag: Flag;
  readonly clause: string;
  readonly duty: string;
  readonly says: string;
  readonly tool: string;
}

const flagLines: readonly FlagLine[] = [
  {
    flag: 'criteria_lapsed',
    clause: '3.5',
    duty: 'mend_criteria',
    says: 'its MQL criteria lapsed',
    tool: 'explain_account',
  },
  { flag: 'gates_failing', clause: '3.2', duty: 'mend_gates', says: 'its gates do not hold', tool: 'save_account' },
  {
    flag: 'needs_contact',
    clause: '3.5',
    duty: 'find_contact',
    says: 'nobody is left who may be written to',
    tool: 'save_account',
  },
];

/** L11, L13b, L14: what is flagged and has no duty that says so. */
function flagged({ flag, clause, duty, says, tool }: FlagLine, { reader, limit }: Sweeping): readonly Watch[] {
  const listed = reader.findAccounts({ flag, limit });
  const states: readonly AccountState[] = isRefusal(listed) ? [] : listed.items;
  return states
    .filter((state) => openTasks(state, duty).length === 0)
    .map((state) => {
      const { account, name } = named(state);
      const call = tool === 'save_account' ? { domain: account } : { account };
      return { kind: flag, clause, summary: `${name} (${state.stage}): ${says}`, account, tool, call };
    });
}

export const ops: readonly Topic[] = [
  (sweeping) => idle('SQL', sweeping),
  ripe,
  (sweeping) => idle('MQL', sweeping),
  unmatched,
  (sweeping) => flagLines.flatMap((line) => flagged(line, sweeping)),
];
