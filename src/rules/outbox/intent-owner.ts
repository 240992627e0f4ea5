import { label } from '../aggregates/account.ts';
import { type Intent, isOver } from '../aggregates/intent.ts';
import type { Context, Moment } from '../command/context.ts';
import type { AccountDraft, DeskDraft, World } from '../command/world.ts';
import { addHours } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { onceAlong } from '../vocabulary/remembering.ts';

export interface Owner {
  readonly intent: Intent;
  readonly draft: AccountDraft | DeskDraft;
  readonly name: string;
  /** Null for an intent of the desk. */
  readonly account: AccountDraft | null;
}

/** An intent stands on an account or, for posts about several, on the desk. */
export function ownerOf(id: string, { owners, desk }: World): Owner | null {
  for (const account of owners) {
    const intent = account?.state.intents.find((each) => each.id === id);
    if (account && intent) return { intent, draft: account, name: label(account.state), account };
  }
  const onDesk = desk.state.intents.find((each) => each.id === id);
  return onDesk ? { intent: onDesk, draft: desk, name: 'the desk', account: null } : null;
}

export function noSuchIntent(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '4.4',
    found: 'no intent stands under that id',
    next: 'take the id from session_sweep',
  });
}

export function notTheirs({ role }: Intent, { role: caller }: Context): Refusal | null {
  if (role === caller) return null;
  return refuse('NOT_PERMITTED', {
    clause: '4.4',
    found: `that intent is ${role}'s`,
    next: `let ${role} carry it out`,
  });
}

/** A restored backup may list intents that were carried out after it was made: they wait until chief.staff confirms the copy. */
export function lockedCopy({ desk }: World): Refusal | null {
  const task = desk.state.tasks.find(({ kind, closed_at }) => kind === 'confirm_restored_ledger' && !closed_at);
  if (!task) return null;
  return refuse('RULE_REFUSED', {
    clause: '4.4',
    found: `sending is locked: this copy of the ledger lacks ${task.subject ?? 'what was signed last'}, so what it lists may be done already`,
    next: `chief.staff closes confirm_restored_ledger (${task.id}) if this copy is the one to go on with`,
  });
}

export function settledAlready({ settled }: Intent): Refusal | null {
  if (!settled || settled.result === 'unknown') return null;
  return refuse('CONFLICT', {
    clause: '4.4',
    found: `that intent is ${settled.result} since ${settled.at}`,
    next: 'nothing more is to do',
  });
}

/** The board's last word: the newest stage that is to be set or was. */
export const newestStage = onceAlong(
  undefined,
  (found: Intent | undefined, more: readonly Intent[]) =>
    more.findLast(({ action, settled }) => action === 'set_stage' && settled?.result !== 'withdrawn') ?? found,
);

/** The intent that replaced this one in the end: a withdrawn one keeps no words for an answer. */
function lastOf(intent: Intent, intents: readonly Intent[]): Intent {
  const { settled } = intent;
  const next =
    settled?.result === 'withdrawn'
      ? intents.find(({ id }) => id === settled.replaced_by && id !== intent.id)
      : undefined;
  return next ? lastOf(next, intents) : intent;
}

/** The newest that says of the same thing what this one says, so that one of the two is enough. */
export function newestLike({ action, payload }: Intent, intents: readonly Intent[]): Intent | undefined {
  if (action === 'set_stage') return newestStage(intents);
  if (action !== 'set_contact_stage' && action !== 'stop_contact') return undefined;
  return intents.findLast(
    (each) =>
      each.action === action &&
      each.payload.contact === payload.contact &&
      (action === 'set_contact_stage' ||
        each.payload.mode === 'remove' ||
        each.payload.sequence === payload.sequence) &&
      each.settled?.result !== 'withdrawn',
  );
}

export function replaceStage(draft: AccountDraft, intent: string, replaced_by: string): void {
  draft.emit({ type: 'intent_withdrawn', intent, because: 'a newer stage stands in its place', replaced_by });
}

/** A newer stage of the same account, while the older one may still be given out. */
export function replacedBy({ intent, account }: Pick<Owner, 'intent' | 'account'>): Intent | undefined {
  if (!account) return undefined;
  const { intents } = account.state;
  const newest = intent.action === 'set_stage' ? newestStage(intents) : newestLike(lastOf(intent, intents), intents);
  return newest && newest.id !== intent.id ? newest : undefined;
}

/** The refusal of an intent that is withdrawn: it names the one that took its place, where that goes on. */
export function withdrawnAlready(owner: Pick<Owner, 'intent' | 'account'>): Refusal | null {
  const newer = replacedBy(owner);
  const { settled } = owner.intent;
  if (settled?.result !== 'withdrawn' && (!newer || settled)) return null;
  const because = settled?.result === 'withdrawn' ? settled.because : 'a newer stage stands in its place';
  const since = settled?.at ?? newer?.raised_at;
  return refuse('CONFLICT', {
    clause: '4.4',
    found: `that intent is withdrawn since ${since}: ${because}${newer ? `, ${newer.id}` : ''}`,
    next: newer && !isOver(newer) ? `call take_intent with ${newer.id} in its place` : 'nothing more is to do',
  });
}

export function isClaimed({ claimed }: Intent, { policy, now }: Pick<Moment, 'policy' | 'now'>): boolean {
  return claimed !== undefined && addHours(claimed.at, policy.claim_minutes.value / 60) > now;
}
