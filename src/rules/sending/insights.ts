import type { AccountState } from '../aggregates/account.ts';
import type { Permit } from '../aggregates/permit.ts';
import type { World } from '../command/world.ts';
import type { Instant } from '../time/time.ts';
import { type Hindrance, no } from './hindrance.ts';

/** The insights of mails to this account's people that were sent, or for which a permit stands on file (K4). */
export function saidBy(state: AccountState): readonly string[] {
  return usedInsights(state, () => true);
}

/** K4: whether a mail to this account's people that was sent, or that a live permit lets out, says that. */
export function isSaidBy(state: AccountState, said: string, now: Instant): boolean {
  return usedInsights(state, (permit) => permit.state !== 'open' || permit.expires_at > now).includes(said);
}

function usedInsights(
  { insights = [], permits = [] }: AccountState,
  isLive: (permit: Permit) => boolean,
): readonly string[] {
  const out = new Set(permits.filter(isLive).map(({ email }) => email));
  return insights.filter(({ email, sent }) => sent || out.has(email)).flatMap(({ said }) => said);
}

/** K4: another company's mail was let out with the same sentences since this one was rendered. */
export function ofInsights(
  email: string,
  state: AccountState,
  world: Pick<World, 'isSaidElsewhere'>,
): readonly Hindrance[] {
  const said = state.insights?.find((each) => each.email === email)?.said ?? [];
  if (said.length === 0 || !said.every((each) => world.isSaidElsewhere(each, state))) return [];
  const because = 'but for the names, the sentence on this company stands in a mail to another one';
  return [no('5.3.4', 'K4', because, 'render the mail anew with a sentence on this company alone')];
}
