import type { AccountState, Flag } from '../rules/account.ts';
import { isRefusal } from '../rules/refusal.ts';
import { openTasks } from '../rules/tasks.ts';
import { named, type Sweeping, type Topic, type Watch } from './sweep-line.ts';
import { unmatched } from './sweep-mining.ts';

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

export const ops: readonly Topic[] = [unmatched, (sweeping) => flagLines.flatMap((line) => flagged(line, sweeping))];
