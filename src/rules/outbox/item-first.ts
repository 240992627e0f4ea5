import { isOver } from '../aggregates/intent.ts';
import type { Context } from '../command/context.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { newestStage, type Owner } from './intent-owner.ts';
import { createsItem } from './outside-call.ts';

/** A13: of an account without an item on the board the item comes first, and comes once. */
export function lacksItem({ intent, account, name }: Owner, context: Context): Refusal | null {
  if (!account || intent.target !== 'monday' || account.state.external?.monday !== undefined) return null;
  const { intents } = account.state;
  const under = intents.find((each) => each.creates && !isOver(each) && each.id !== intent.id);
  if (under)
    return refuse('CONFLICT', {
      clause: '4.4',
      ruling: 'A13',
      found: `the item of ${name} is being made by ${under.id}, and its number isn't known yet`,
      next: `call confirm_intent with ${under.id} first: done with the item's number as \`reference\`, or failed`,
    });
  const stage = newestStage(intents);
  if (intent.action !== 'comment' || !stage || isOver(stage) || !createsItem(stage, account.state, context))
    return null;
  return refuse('RULE_REFUSED', {
    clause: '4.4',
    ruling: 'A13',
    found: `the board has no item of ${name} yet that a comment could stand on`,
    next: `sales.ops calls take_intent with ${stage.id}, which makes the item, and confirms it; then take this one`,
  });
}
