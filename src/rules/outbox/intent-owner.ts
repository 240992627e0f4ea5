import { label } from '../aggregates/account.ts';
import type { Intent } from '../aggregates/intent.ts';
import type { Context, Moment } from '../command/context.ts';
import type { AccountDraft, DeskDraft, World } from '../command/world.ts';
import { addHours } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

type Owner = { readonly intent: Intent; readonly draft: AccountDraft | DeskDraft; readonly name: string };

/** An intent stands on an account or, for posts about several, on the desk. */
export function ownerOf(id: string, { account, desk }: World): Owner | null {
  const onAccount = account?.state.intents.find((each) => each.id === id);
  if (account && onAccount) return { intent: onAccount, draft: account, name: label(account.state) };
  const onDesk = desk.state.intents.find((each) => each.id === id);
  return onDesk ? { intent: onDesk, draft: desk, name: 'the desk' } : null;
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

export function isClaimed({ claimed }: Intent, { policy, now }: Pick<Moment, 'policy' | 'now'>): boolean {
  return claimed !== undefined && addHours(claimed.at, policy.claim_minutes.value / 60) > now;
}
