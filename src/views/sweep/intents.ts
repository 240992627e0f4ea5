import type { Reader } from '../../ledger/port/ledger.ts';
import type { IntentRecord } from '../../ledger/port/records.ts';
import { newestStage } from '../../rules/outbox/intent-owner.ts';
import { addHours } from '../../rules/time/time.ts';
import type { Sweeping } from './watch.ts';

export interface IntentLine {
  readonly id: string;
  readonly target: string;
  readonly action: string;
  readonly summary: string;
  readonly tool: 'take_intent' | 'confirm_intent';
  readonly account?: string;
}

/** §4.4: what is to be done outside, oldest first; what somebody has taken says so. */
export function intentLines({ reader, role, limit, context }: Sweeping): readonly IntentLine[] {
  return reader.intents(role, limit).map((intent) => {
    const { id, target, action, account, claimed, isUnknown } = intent;
    const until = claimed ? addHours(claimed.at, context.policy.claim_minutes.value / 60) : null;
    const isTaken = until !== null && until > context.now;
    const newer = claimed && !isTaken ? newerStage(intent, reader) : undefined;
    const state = isUnknown
      ? '; nobody knows whether it was done: look there'
      : isTaken
        ? `; taken by ${claimed?.by} until ${until}`
        : newer
          ? `; taken by ${claimed?.by}, then replaced by ${newer}: tell what came of it`
          : '';
    return {
      id,
      target,
      action,
      summary: `${words(intent)}${state}`,
      tool: isUnknown || isTaken || newer ? 'confirm_intent' : 'take_intent',
      ...(account ? { account: account.domain } : {}),
    };
  });
}

/** The stage that took the place of one whose claim lapsed: that one can't be taken again. */
function newerStage({ id, action, account }: IntentRecord, reader: Reader): string | undefined {
  if (action !== 'set_stage' || !account) return undefined;
  const newest = newestStage(reader.account(account.domain)?.state.intents ?? []);
  return newest && newest.id !== id ? newest.id : undefined;
}

function words({ action, gist, account }: IntentRecord): string {
  const name = account?.name ?? account?.domain ?? 'several accounts';
  switch (action) {
    case 'set_stage':
      return `${name}: set the stage on the board to ${gist}`;
    case 'post':
      return `${name}: post to #${gist}`;
    default:
      return `${name}: comment on its item`;
  }
}
