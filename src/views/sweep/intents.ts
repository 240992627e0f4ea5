import type { Reader } from '../../ledger/port/ledger.ts';
import type { IntentRecord } from '../../ledger/port/records.ts';
import { newestLike } from '../../rules/outbox/intent-owner.ts';
import { actionOf, lacksBoard } from '../../rules/outbox/outside-call.ts';
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

/** §4.4: intents to carry out, oldest first, but an item before the intents that need it; a taken one says so. */
export function intentLines({ reader, role, limit, context }: Sweeping): readonly IntentLine[] {
  const lines = reader.intents(role, limit).map((intent) => intentLine(intent, { reader, context }));
  const items = new Map(
    lines.flatMap((line) => (line.action === 'create_item' ? [[line.account, line] as const] : [])),
  );
  return [...new Set(lines.flatMap((line) => [items.get(line.account) ?? line, line]))];
}

function intentLine(intent: IntentRecord, { reader, context }: Pick<Sweeping, 'reader' | 'context'>): IntentLine {
  const { id, target, account, claimed, isUnknown } = intent;
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
  const action = doing(intent, { reader, context });
  return {
    id,
    target,
    action,
    summary: `${words({ ...intent, action })}${state}`,
    tool: isUnknown || isTaken || newer ? 'confirm_intent' : 'take_intent',
    ...(account ? { account: account.domain } : {}),
  };
}

/** A13: the stage of an account without an item is set by making it. */
function doing(
  { id, action, account }: IntentRecord,
  { reader, context }: Pick<Sweeping, 'reader' | 'context'>,
): string {
  if (action !== 'set_stage' || !account || lacksBoard(context).length > 0) return action;
  const state = reader.account(account.domain)?.state ?? null;
  const intent = state?.intents.find((each) => each.id === id);
  if (intent?.creates) return 'create_item';
  return intent && !intent.claimed ? actionOf(intent, state, context) : action;
}

/** The stage that took the place of one whose claim lapsed: that one can't be taken again. */
function newerStage({ id, action, account }: IntentRecord, reader: Reader): string | undefined {
  if (action === 'comment' || action === 'post' || !account) return undefined;
  const intents = reader.account(account.domain)?.state.intents ?? [];
  const own = intents.find((each) => each.id === id);
  const newest = own && newestLike(own, intents);
  return newest && newest.id !== id ? newest.id : undefined;
}

function words({
  action,
  gist,
  account,
}: Pick<IntentRecord, 'gist' | 'account'> & { readonly action: string }): string {
  const name = account?.name ?? account?.domain;
  if (name === undefined) return `post to #${gist}`;
  switch (action) {
    case 'set_stage':
      return `${name}: set the stage on the board to ${gist.replace(/ NONE$/, '')}`;
    case 'create_item':
      return `${name}: make its item on the board, at ${gist.replace(/ NONE$/, '')}`;
    case 'post':
      return `${name}: post to #${gist}`;
    case 'set_contact_stage':
      return `${name}: set the stage of one of its people in Apollo to ${gist}`;
    case 'stop_contact':
      return `${name}: stop the sequences of one of its people in Apollo`;
    default:
      return `${name}: comment on its item`;
  }
}
