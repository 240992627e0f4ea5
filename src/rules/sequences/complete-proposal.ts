import { type CopyState, templateKey } from '../aggregates/copy.ts';
import type { Command } from '../command/command.ts';
import type { Context, PolicyDay } from '../command/context.ts';
import type { World } from '../command/world.ts';
import type { Standing } from '../criteria/engagement.ts';
import { type CompleteArgs, completeTask } from '../tasks/complete-task.ts';
import { isOpen } from '../tasks/tasks.ts';
import { sequenceRule } from '../templates/flow.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { activeContacts, entryObstacles } from './eligibility.ts';
import { proposalTasks } from './lists.ts';

/** S-1, C3: a task closed by hand; one to propose people only while no copy is live for them, or none of them may be enrolled. */
export const completeDuty: Command<CompleteArgs, CompleteArgs, { task: string }> = {
  ...completeTask,
  decide: (input, world, context) => mustPropose(input, world, context) ?? completeTask.decide(input, world, context),
};

function mustPropose({ task: id }: CompleteArgs, world: World, context: Context): Refusal | null {
  const { account, suppressed } = world;
  const task = account?.state.tasks.find((each) => each.id === id);
  if (!account || !task || !isOpen(task) || task.role !== context.role) return null;
  const due = toPropose(task.kind, { state: account.state, suppressed }, world.copy().state, context);
  if (!due) return null;
  const { sequence, template, contacts } = due;
  return refuse('RULE_REFUSED', {
    clause: '5.2',
    ruling: 'C3',
    found: `${sequence} is live, and ${contacts.length} at ${account.state.domain} may be enrolled: ${contacts.join(', ')}`,
    next: `propose them with propose_recipients (template ${template})`,
  });
}

export function isProposal(kind: string): boolean {
  return Object.values(proposalTasks).includes(kind);
}

/** C3, Q5: contacts whom a task to propose is about, once copy is live for them; null where it is to be closed by hand. */
export function toPropose(
  kind: string,
  standing: Standing,
  copy: CopyState,
  context: PolicyDay,
): { readonly sequence: string; readonly template: string; readonly contacts: readonly string[] } | null {
  const sequence = Object.keys(proposalTasks).find((each) => proposalTasks[each] === kind);
  if (sequence === undefined || !isLive(sequence, copy, context)) return null;
  const { contacts } = standing.state;
  const room = context.policy.sequences.enrolling.account_contacts.value - activeContacts(standing.state).size;
  const eligible = contacts.filter((each) => entryObstacles(sequence, standing, each.id, context).length === 0);
  const named = eligible.slice(0, Math.max(0, room)).map(({ id }) => id);
  return named.length === 0 ? null : { sequence, template: templateKey({ sequence, touch: 1 }), contacts: named };
}

/** Whether every touch has a live version. */
function isLive(sequence: string, { keys }: CopyState, context: PolicyDay): boolean {
  const touches = sequenceRule(sequence, context)?.touches ?? 0;
  const hasLive = (touch: number) =>
    keys[templateKey({ sequence, touch })]?.held.some(({ state }) => state === 'live') === true;
  return touches > 0 && Array.from({ length: touches }, (_, n) => n + 1).every(hasLive);
}
