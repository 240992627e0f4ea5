import type { AccountState, Flag } from '../../rules/aggregates/account.ts';
import { explain } from '../../rules/explain/explain-account.ts';
import { openTasks } from '../../rules/tasks/tasks.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { copyFlags, listsWaiting } from './copy.ts';
import { unmatched } from './mining-mind.ts';
import { repliesWaiting, touchesAndCap, unknownSends } from './sends.ts';
import { named, type Sweeping, type Topic, type Watch } from './watch.ts';

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

/** L11, L13b, L14: flagged accounts without an open task about the flag. */
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

/** M5: accounts of which Apollo or Monday reported another stage, until a report agrees or the ladder came to it. */
const discrepancies: Topic = ({ reader, limit }) =>
  (reader.desk().discrepancies ?? [])
    .slice(0, limit)
    .flatMap(({ contact, account, apollo, monday }): readonly Watch[] => {
      const record = reader.account(account);
      if (!record) return [];
      const { stage } = record.state;
      const others = [
        ...(apollo && apollo !== stage ? [`Apollo ${apollo}`] : []),
        ...(monday && monday !== stage ? [`Monday ${monday}`] : []),
      ];
      if (others.length === 0) return [];
      const { account: domain, name } = named(record.state);
      const summary = `${name}: the ladder says ${stage}, ${others.join(', ')} (${contact}); set it right there, then reconcile_stages`;
      return [{ kind: 'discrepancy', clause: '5.5', summary, account: domain, contact, tool: 'reconcile_stages' }];
    });

/** §4.2: prospects whose live signal would make them MQL, but for failing gates that no task asks for. */
const heldBack: Topic = ({ reader, context, limit }) => {
  const gates = context.policy.gates.map(({ id }) => id);
  const held = new Set(gates.flatMap((gate) => reader.held(gate, limit)).map(({ id }) => id));
  return [...held].flatMap((id): readonly Watch[] => {
    const record = reader.account(id);
    if (!record || openTasks(record.state).some(({ kind }) => kind === 'classify' || kind === 'research_gates'))
      return [];
    const { checks, next } = explain(record, context);
    const failing = checks.filter(({ rule, verdict }) => verdict === 'fail' && gates.includes(rule));
    const live = checks.some(({ rule, verdict }) => rule === 'engagement_signal' && verdict === 'pass');
    if (failing.length === 0 || !live) return [];
    const { account, name } = named(record.state);
    const found = failing.map(({ rule, because }) => `${rule}: ${because}`).join('; ');
    const summary = `${name} has a live signal and stays PROSPECT: ${found}. ${next.text}`;
    return [{ kind: 'gates_failing', clause: '4.2', summary, account, tool: 'explain_account', call: { account } }];
  });
};

export const ops: readonly Topic[] = [
  copyFlags,
  listsWaiting,
  unknownSends,
  touchesAndCap,
  repliesWaiting,
  unmatched,
  discrepancies,
  heldBack,
  (sweeping) => flagLines.flatMap((line) => flagged(line, sweeping)),
];
