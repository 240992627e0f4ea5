import type { Intent } from '../aggregates/intent.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { room } from '../vocabulary/limits.ts';
import { isRefusal, type Refusal, refuse } from '../vocabulary/refusal.ts';
import {
  isClaimed,
  lockedCopy,
  noSuchIntent,
  notTheirs,
  ownerOf,
  settledAlready,
  withdrawnAlready,
} from './intent-owner.ts';
import { lacksItem } from './item-first.ts';
import { askedFor, type Many, noneOf, type RefusedIntent, refusedOf } from './many-intents.ts';
import { actionOf, outsideCall } from './outside-call.ts';
import type { OutsideCall } from './outside-tool.ts';

interface TakenIntent {
  readonly intent: string;
  readonly target: string;
  readonly action: string;
  readonly payload: OutsideCall;
  readonly claim: string;
}

interface TakenAll {
  readonly taken: readonly TakenIntent[];
  readonly refused: readonly RefusedIntent[];
  /** Intents not taken, lest the answer be too long to be read. */
  readonly left: readonly string[];
}

/** §4.4: takes what is to be done outside, so that nobody else does it too. A claim lapses after a while. */
export const takeIntent: Command<Many, readonly string[], TakenAll> = {
  name: 'take_intent',
  clause: '4.4',
  prepare(args) {
    const ids = askedFor(args);
    if ('refused' in ids) return ids;
    return { keys: { ...(args.intent === undefined ? {} : { owned: ids.join() }), owners: ids }, input: ids };
  },
  decide(ids, world, context) {
    const taken: (TakenIntent & { readonly name: string })[] = [];
    const refusals: (readonly [string, Refusal])[] = [];
    const left: string[] = [];
    let used = 0;
    for (const id of ids) {
      if (used > room.payloads) {
        left.push(id);
        continue;
      }
      const one = take(id, world, context);
      if (isRefusal(one)) refusals.push([id, one]);
      else {
        taken.push(one);
        used += JSON.stringify(one.payload).length;
      }
    }
    const none = taken.length === 0 ? noneOf(refusals) : null;
    if (none) return none;
    return {
      outcome: 'done',
      summary: summaryOf(taken, refusals.length, left.length),
      checks: [],
      extra: {
        taken: taken.map(({ name: _name, ...rest }) => rest),
        refused: refusals.map(([id, refusal]) => refusedOf(id, refusal)),
        left,
      },
    };
  },
};

function summaryOf(taken: readonly (TakenIntent & { readonly name: string })[], refused: number, left: number): string {
  const [one] = taken;
  const what =
    taken.length === 1 && one
      ? `${one.action} for ${one.name} on ${one.target}: do it, then confirm_intent.`
      : `${taken.length} taken: do each, then confirm_intent.`;
  return [
    what,
    ...(refused > 0 ? [`${refused} refused.`] : []),
    ...(left > 0 ? [`${left} left for a further call of take_intent.`] : []),
  ].join(' ');
}

function take(id: string, world: World, context: Context): (TakenIntent & { readonly name: string }) | Refusal {
  const owner = ownerOf(id, world);
  if (!owner) return noSuchIntent();
  const { intent, draft, name } = owner;
  const refusal =
    notTheirs(intent, context) ??
    withdrawnAlready(owner) ??
    settledAlready(intent) ??
    lockedCopy(world) ??
    heldAlready(intent, context) ??
    lacksItem(owner, context);
  if (refusal) return refusal;
  const account = owner.account?.state ?? null;
  const payload = outsideCall(intent, account, context, apolloIdIn(intent, world));
  if (isRefusal(payload)) return payload;
  const action = actionOf(intent, account, context);
  const claim = `${id}@${context.now}`;
  if (owner.account && action === 'create_item')
    owner.account.emit({ type: 'intent_claimed', intent: id, claim, creates: true });
  else draft.emit({ type: 'intent_claimed', intent: id, claim });
  return { intent: id, target: intent.target, action, payload, claim, name };
}

/** The id by which Apollo knows the person whom an intent concerns. */
function apolloIdIn({ target, payload }: Intent, world: World): string | undefined {
  const { contact } = payload;
  return target === 'apollo' && contact !== undefined ? world.apolloIdOf(contact) : undefined;
}

function heldAlready(intent: Parameters<typeof isClaimed>[0], context: Context): Refusal | null {
  const { settled, claimed } = intent;
  if (!settled && !isClaimed(intent, context)) return null;
  return refuse('CONFLICT', {
    clause: '4.4',
    found: `that intent is ${settled ? 'of unknown outcome' : 'taken'} since ${settled?.at ?? claimed?.at}`,
    next: settled
      ? 'look whether it was done outside, then confirm_intent'
      : 'let whoever took it confirm it, or wait for the claim to lapse',
  });
}
