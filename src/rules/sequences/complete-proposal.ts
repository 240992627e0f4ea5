import { templateKey } from '../aggregates/copy.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { type CompleteArgs, completeTask } from '../tasks/complete-task.ts';
import { isOpen } from '../tasks/tasks.ts';
import { sequenceRule } from '../templates/flow.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { entryObstacles } from './eligibility.ts';
import { proposalDuties } from './lists.ts';

/** S-1, C3: a duty closed by hand; one to propose people only while no copy is live for them, or none of them may be enrolled. */
export const completeDuty: Command<CompleteArgs, CompleteArgs, { task: string }> = {
  ...completeTask,
  decide: (input, world, context) => mustPropose(input, world, context) ?? completeTask.decide(input, world, context),
};

function mustPropose({ task: id }: CompleteArgs, world: World, context: Context): Refusal | null {
  const { account, suppressed } = world;
  const task = account?.state.tasks.find((each) => each.id === id);
  const isTheirs = task && isOpen(task) && task.role === context.role;
  const sequence = Object.keys(proposalDuties).find((each) => isTheirs && proposalDuties[each] === task.kind);
  if (!account || sequence === undefined || !isLive(sequence, world, context)) return null;
  const standing = { state: account.state, suppressed };
  const eligible = account.state.contacts.filter(
    (each) => entryObstacles(sequence, standing, each.id, context).length === 0,
  );
  if (eligible.length === 0) return null;
  return refuse('RULE_REFUSED', {
    clause: '5.2',
    ruling: 'C3',
    found: `${sequence} is live, and ${eligible.length} at ${account.state.domain} may be enrolled: ${eligible.map((each) => each.id).join(', ')}`,
    next: `propose them with propose_recipients (template ${templateKey({ sequence, touch: 1 })})`,
  });
}

/** Whether every touch has a live version. */
function isLive(sequence: string, world: World, context: Context): boolean {
  const { keys } = world.copy().state;
  const touches = sequenceRule(sequence, context)?.touches ?? 0;
  const hasLive = (touch: number) =>
    keys[templateKey({ sequence, touch })]?.held.some(({ state }) => state === 'live') === true;
  return touches > 0 && Array.from({ length: touches }, (_, n) => n + 1).every(hasLive);
}
