import { type Contact, label, type Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { counts, liveSignals, standingOf } from '../criteria/engagement.ts';
import { hasNothingOnFile, isWithdrawn } from '../criteria/withdrawal.ts';
import { mayTake } from '../ladder/arrows.ts';
import type { ArrowStep } from '../moves/guards.ts';
import { move } from '../moves/move.ts';
import { lacksName } from '../people/register-account.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks, openTask, openTasks } from '../tasks/tasks.ts';

/** Signals of one contact that were just recorded. */
export interface OfContact {
  readonly contact: Contact;
  readonly signals: readonly Signal[];
}

/** A1, L12: new signals make a withdrawn account, or one that silence archived, PROSPECT again. */
export function reopen(draft: AccountDraft, { contact, signals }: OfContact, world: World, context: Context): void {
  if (isWithdrawn(draft.state)) {
    const because = `a further note, ${signals.map(({ type }) => type).join(', ')}`;
    bringBack(draft, { because, evidence: signals.map(({ id }) => id) }, world, context);
    return;
  }
  if (!counts(contact, standingOf(draft, world), context)) return;
  const opener = signals.find((signal) => signal.qualifies);
  if (opener) reopenBy(draft, opener, world, context);
}

/** L12, A1: live qualifying signals that came with another account reopen it as if they were filed now. */
export function reopenByTaken(draft: AccountDraft, taken: ReadonlySet<string>, world: World, context: Context): void {
  const live = liveSignals(standingOf(draft, world), context);
  const opener = live.find(({ id }) => taken.has(id));
  if (opener) reopenBy(draft, opener, world, context);
}

function reopenBy(draft: AccountDraft, { id, type, on }: Signal, world: World, context: Context): void {
  const arrow = context.command === 'save_account' ? 'reopen_saved' : 'reopen';
  if (mayTake(arrow, draft.state)) move(draft, { arrow, because: `${type} of ${on}`, evidence: [id] }, world, context);
}

/** A1: `save_account` names it, whose notes were all retracted. */
export function bringBackSaved(draft: AccountDraft, world: World, context: Context): void {
  const evidence = draft.state.signals.slice(-1).map(({ id }) => id);
  bringBack(draft, { because: 'save_account names it', evidence }, world, context);
}

/** The arrow back of each command but the note's. */
const returns: Readonly<Record<string, 'return_saved' | 'return_answered'>> = {
  save_account: 'return_saved',
  record_response: 'return_answered',
};

/** A1: PROSPECT again, with what it still lacks. */
function bringBack(draft: AccountDraft, grounds: Omit<ArrowStep, 'arrow'>, world: World, context: Context): void {
  move(draft, { arrow: returns[context.command ?? ''] ?? 'return_noted', ...grounds }, world, context);
  if (lacksName(draft.state, context)) openTask(draft, { kind: 'complete_account' }, context);
}

/** The sentence on a reopened account for the answer; empty where it was not ARCHIVED. */
export function backText({ before, state }: AccountDraft): string {
  if (before?.stage !== 'ARCHIVED' || state.stage !== 'PROSPECT') return '';
  return ` It was ${isWithdrawn(before) ? 'withdrawn' : 'ARCHIVED'} and is PROSPECT again.`;
}

/** A1: a company that a note registered in error, and of which nothing else is on file, leaves the board; whether it did. */
export function withdraw(draft: AccountDraft, retracted: string, world: World, context: Context): boolean {
  const { state } = draft;
  const waits = state.contacts.some(({ id }) => world.waitsOf(id, []).length > 0);
  if (waits || !mayTake('withdraw', state) || !hasNothingOnFile(state)) return false;
  const because = 'its notes are all retracted, and nothing else is on file';
  closeTasks(draft, [...new Set(openTasks(state).map(({ kind }) => kind))], overtaken(`${label(state)} is withdrawn`));
  move(draft, { arrow: 'withdraw', because, evidence: [retracted] }, world, context);
  return true;
}
