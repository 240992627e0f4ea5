import { takeExternal } from '../accounts/outside-ids.ts';
import type { External } from '../aggregates/account.ts';
import type { Intent } from '../aggregates/intent.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { World } from '../command/world.ts';
import { itemNumber } from '../identity/item-number.ts';
import { faulty, isRefusal, type Refusal, refuse } from '../vocabulary/refusal.ts';
import {
  noSuchIntent,
  notTheirs,
  ownerOf,
  replacedBy,
  replaceStage,
  settledAlready,
  withdrawnAlready,
} from './intent-owner.ts';
import { askedFor, type Many, noneOf, type RefusedIntent, refusedOf } from './many-intents.ts';

export interface ConfirmArgs extends Many {
  readonly result: 'done' | 'failed' | 'unknown';
  readonly reference?: string | undefined;
  readonly references?: readonly string[] | undefined;
}

interface Confirming {
  readonly ids: readonly string[];
  readonly result: ConfirmArgs['result'];
  /** By intent; empty where the outside gave none. */
  readonly references: ReadonlyMap<string, string>;
}

interface Confirmed {
  readonly confirmed: readonly string[];
  readonly refused: readonly RefusedIntent[];
}

/** §4.4: records the outcome of an intent; a failure opens it again, an unknown outcome waits for a later report. */
export const confirmIntent: Command<ConfirmArgs, Confirming, Confirmed> = {
  name: 'confirm_intent',
  clause: '4.4',
  prepare(args, context) {
    const ids = askedFor(args);
    if ('refused' in ids) return ids;
    const references = referencesOf(args, ids, context);
    if ('refused' in references) return references;
    const keys = { ...(args.intent === undefined ? {} : { owned: ids.join() }), owners: ids };
    return { keys, input: { ids, result: args.result, references } };
  },
  decide(told, world, context) {
    const confirmed: { readonly id: string; readonly what: string }[] = [];
    const refusals: (readonly [string, Refusal])[] = [];
    for (const id of told.ids) {
      const one = confirm(id, told, world, context);
      if (isRefusal(one)) refusals.push([id, one]);
      else confirmed.push({ id, what: one.what });
    }
    const none = confirmed.length === 0 ? noneOf(refusals) : null;
    if (none) return none;
    const [one] = confirmed;
    const what =
      confirmed.length === 1 && one ? one.what : `${confirmed.length} intents: each ${outcomes[told.result]}.`;
    return {
      outcome: 'done',
      summary: `${what}${refusals.length > 0 ? ` ${refusals.length} refused.` : ''}`,
      checks: [],
      extra: {
        confirmed: confirmed.map(({ id }) => id),
        refused: refusals.map(([id, refusal]) => refusedOf(id, refusal)),
      },
    };
  },
};

const outcomes = {
  done: 'done',
  failed: 'failed; it stands open again',
  unknown: 'of unknown outcome; look outside and confirm again',
} as const;

/** One reference for all, or one for each in the order of the ids. */
function referencesOf(args: ConfirmArgs, ids: readonly string[], context: Context): Confirming['references'] | Refusal {
  const { reference, references = [] } = args;
  if (reference !== undefined && references.length > 0)
    return faulty('references', 'it stands beside `reference`; one of the two is wanted');
  const given = (args.intents ?? ids).length;
  if (references.length > 0 && references.length !== given)
    return faulty(
      'references',
      `it holds ${references.length}, and ${given} intents are named; one for each is wanted`,
    );
  const read = inputReader(context);
  const field = references.length > 0 ? 'references' : 'reference';
  const words = ids.map((id, n) => [id, read.text(field, references[n] ?? reference, 'reference') ?? ''] as const);
  return read.refusal ?? new Map(words);
}

function confirm(
  id: string,
  { result, references }: Confirming,
  world: World,
  context: Context,
): { readonly what: string } | Refusal {
  const owner = ownerOf(id, world);
  if (!owner) return noSuchIntent();
  const { intent, draft, name } = owner;
  const foreign = notTheirs(intent, context);
  if (foreign) return foreign;
  const reference = references.get(id);
  if (isToldAgain(intent, result, reference)) return { what: `${actionOf(intent)} for ${name}: done already.` };
  const isTaken = intent.claimed !== undefined && intent.settled?.result !== 'withdrawn';
  const refusal = (isTaken ? null : withdrawnAlready(owner)) ?? settledAlready(intent);
  if (refusal) return refusal;
  if (!intent.claimed && !intent.settled)
    return refuse('RULE_REFUSED', {
      clause: '4.4',
      found: 'nobody has taken that intent',
      next: 'call take_intent before you act, so that it is done once',
    });
  const { target } = intent;
  const action = actionOf(intent);
  if (result === 'done' && !reference && context.policy.intent_references.value.includes(`${target}.${action}`))
    return refuse('INVALID_INPUT', {
      clause: '4.4',
      found: `${id} (${action} on ${target}) is told done without a \`reference\``,
      next: `give the id or link that ${target} answered, with \`intents\` as \`references\` in their order`,
    });
  const made = intent.creates && result === 'done' ? madeItem(reference) : {};
  const other = owner.account && takeExternal(owner.account, made, world);
  if (other) return other;
  draft.emit({ type: 'intent_settled', intent: id, result, ...(reference ? { reference } : {}) });
  const newer = result === 'failed' ? replacedBy(owner) : undefined;
  if (owner.account && newer) replaceStage(owner.account, id, newer.id);
  const after = newer ? `failed, and ${newer.id} sets a newer stage` : outcomes[result];
  return { what: `${action} for ${name}: ${after}.` };
}

const actionOf = ({ creates, action }: Intent): string => (creates ? 'create_item' : action);

/** The same once more, from a client that had no answer. */
function isToldAgain({ settled }: Intent, result: ConfirmArgs['result'], reference: string | undefined): boolean {
  return settled?.result === 'done' && result === 'done' && (!reference || reference === settled.reference);
}

/** A13: the account's id on the board, from the board's answer for the new item. */
function madeItem(reference: string | undefined): External {
  if (!reference) return {};
  return { monday: String(itemNumber(reference) ?? reference) };
}
