import { label } from '../aggregates/account.ts';
import type { Intent } from '../aggregates/intent.ts';
import type { Command } from '../command/command.ts';
import type { Context, Moment } from '../command/context.ts';
import { reading } from '../command/input-reader.ts';
import type { AccountDraft, DeskDraft, World } from '../command/world.ts';
import { addHours } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

export interface TakeArgs {
  readonly intent: string;
}

interface Taken {
  readonly target: string;
  readonly action: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly claim: string;
}

type Owner = { readonly intent: Intent; readonly draft: AccountDraft | DeskDraft; readonly name: string };

/** An intent stands on an account or, for posts about several, on the desk. */
function ownerOf(id: string, { account, desk }: World): Owner | null {
  const onAccount = account?.state.intents.find((each) => each.id === id);
  if (account && onAccount) return { intent: onAccount, draft: account, name: label(account.state) };
  const onDesk = desk.state.intents.find((each) => each.id === id);
  return onDesk ? { intent: onDesk, draft: desk, name: 'the desk' } : null;
}

function noSuchIntent(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '4.4',
    found: 'no intent stands under that id',
    next: 'take the id from session_sweep',
  });
}

function notTheirs({ role }: Intent, { role: caller }: Context): Refusal | null {
  if (role === caller) return null;
  return refuse('NOT_PERMITTED', {
    clause: '4.4',
    found: `that intent is ${role}'s`,
    next: `let ${role} carry it out`,
  });
}

/** A copy that was put back may list what the lost events say is done. */
function lockedCopy({ desk }: World): Refusal | null {
  const task = desk.state.tasks.find(({ kind, closed_at }) => kind === 'confirm_restored_ledger' && !closed_at);
  if (!task) return null;
  return refuse('RULE_REFUSED', {
    clause: '4.4',
    found: `sending is locked: this copy of the ledger lacks ${task.subject ?? 'what was signed last'}, so what it lists may be done already`,
    next: `chief.staff closes confirm_restored_ledger (${task.id}) if this copy is the one to go on with`,
  });
}

function settledAlready({ settled }: Intent): Refusal | null {
  if (!settled || settled.result === 'unknown') return null;
  return refuse('CONFLICT', {
    clause: '4.4',
    found: `that intent is ${settled.result} since ${settled.at}`,
    next: 'nothing more is to do',
  });
}

export function isClaimed({ claimed }: Intent, { policy, now }: Pick<Moment, 'policy' | 'now'>): boolean {
  return claimed !== undefined && addHours(claimed.at, policy.claim_minutes.value / 60) > now;
}

/** §4.4: takes one thing to do outside, so that nobody else does it too. A claim lapses after a while. */
export const takeIntent: Command<TakeArgs, TakeArgs, Taken> = {
  name: 'take_intent',
  clause: '4.4',
  prepare: ({ intent }) => ({ keys: { owned: intent.trim() }, input: { intent: intent.trim() } }),
  decide({ intent: id }, world, context) {
    const owner = ownerOf(id, world);
    if (!owner) return noSuchIntent();
    const { intent, draft, name } = owner;
    const refusal = notTheirs(intent, context) ?? settledAlready(intent) ?? lockedCopy(world);
    if (refusal) return refusal;
    if (intent.settled || isClaimed(intent, context)) {
      const since = intent.settled?.at ?? intent.claimed?.at;
      return refuse('CONFLICT', {
        clause: '4.4',
        found: `that intent is ${intent.settled ? 'of unknown outcome' : 'taken'} since ${since}`,
        next: intent.settled
          ? 'look whether it was done outside, then confirm_intent'
          : 'let whoever took it confirm it, or wait for the claim to lapse',
      });
    }
    const claim = `${id}@${context.now}`;
    draft.emit({ type: 'intent_claimed', intent: id, claim });
    const { target, action, payload } = intent;
    return {
      outcome: 'done',
      summary: `${action} for ${name} on ${target}: do it, then confirm_intent.`,
      checks: [],
      extra: { target, action, payload, claim },
    };
  },
};

export interface ConfirmArgs {
  readonly intent: string;
  readonly result: 'done' | 'failed' | 'unknown';
  readonly reference?: string | undefined;
}

/** §4.4: what came of it; a failure stands open again, an unknown outcome waits for a better word. */
export const confirmIntent: Command<ConfirmArgs, ConfirmArgs, { intent: string }> = {
  name: 'confirm_intent',
  clause: '4.4',
  prepare(args, context) {
    const read = reading(context);
    const reference = read.text('reference', args.reference, 'reference');
    const intent = args.intent.trim();
    return read.refusal ?? { keys: { owned: intent }, input: { intent, result: args.result, reference } };
  },
  decide({ intent: id, result, reference }, world, context) {
    const owner = ownerOf(id, world);
    if (!owner) return noSuchIntent();
    const { intent, draft, name } = owner;
    const refusal = notTheirs(intent, context) ?? settledAlready(intent);
    if (refusal) return refusal;
    if (!intent.claimed && !intent.settled)
      return refuse('RULE_REFUSED', {
        clause: '4.4',
        found: 'nobody has taken that intent',
        next: 'call take_intent before you act, so that it is done once',
      });
    draft.emit({ type: 'intent_settled', intent: id, result, ...(reference ? { reference } : {}) });
    const after = {
      done: 'done',
      failed: 'failed; it stands open again',
      unknown: 'of unknown outcome; look outside and confirm again',
    }[result];
    return { outcome: 'done', summary: `${intent.action} for ${name}: ${after}.`, checks: [], extra: { intent: id } };
  },
};
