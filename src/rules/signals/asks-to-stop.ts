import type { Contact } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { asksToStop } from '../language/asks-to-stop.ts';
import { openTask } from '../tasks/tasks.ts';

/** A9: who asks to stop in their own words is written to by nobody until somebody has looked. */
export function openStop(
  draft: AccountDraft,
  { id }: Contact,
  { quote }: Readonly<Record<string, string>>,
  { suppressed }: World,
  context: Context,
): void {
  if (quote === undefined || suppressed.has(id) || asksToStop(quote, context.policy.stopping) === null) return;
  openTask(draft, { kind: 'look_at_stop', subject: id }, context);
}
