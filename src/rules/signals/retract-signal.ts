import { label, type Signal } from '../aggregates/account.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { AccountDraft, Keys, World } from '../command/world.ts';
import { counts, standingOf } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { bringsBack } from '../criteria/withdrawal.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks, openTasks } from '../tasks/tasks.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { isBareLike, signalsOf } from './acts.ts';
import { deriveRepeat } from './derive-repeat.ts';
import { moveFirstTouch } from './first-touch.ts';
import { likesAround } from './likes.ts';
import { withdraw } from './reopen.ts';
import { takenUp } from './replace-introduction.ts';
import { isWaitingNote, type Retracted, retractWaiting } from './retract-waiting.ts';

export interface RetractArgs {
  readonly signal: string;
  readonly reason: string;
}

/** L14: a note filed in error counts no more, and what rested on it falls. Nothing is deleted. */
export const retractSignal: Command<RetractArgs, RetractArgs, Retracted> = {
  name: 'retract_signal',
  clause: '3.2.1',
  prepare(args, context) {
    const read = inputReader(context);
    const reason = read.required('reason', args.reason, 'quote');
    const signal = args.signal.trim();
    const keys: Keys = isWaitingNote(signal) ? { waiting: [{ id: signal }] } : { owned: signal };
    return read.refusal ?? { keys, input: { signal, reason } };
  },
  decide({ signal: id, reason }, world, context) {
    if (isWaitingNote(id)) return retractWaiting({ id, reason }, world, context);
    const draft = world.account;
    const signal = draft?.state.signals.find((each) => each.id === id);
    if (!draft || !signal)
      return refuse('NOT_FOUND', {
        clause: '3.2.1',
        found: 'no signal stands under that id',
        next: 'take the id from explain_account',
      });
    const refusal = mayRetract(signal, context);
    if (refusal) return refusal;
    const from = draft.pending.length;
    draft.emit({ type: 'signal_gone', signal: id, why: 'retracted', because: reason });
    if (isBareLike(signal) && signal.qualifies) recount(draft, signal, context);
    dropDependents(draft, signal, world, context);
    const fallen = draft.pending
      .slice(from + 1)
      .flatMap(({ event }) => (event.type === 'signal_gone' ? [event.signal] : []));
    moveFirstTouch(draft, world, context);
    closeIdleDuties(draft);
    const isWithdrawn = withdraw(draft, id, world, context);
    const anew = draft.pending.flatMap(({ event }) => (event.type === 'signal_recorded' ? [event.signal.id] : []));
    const more = [
      ...(fallen.length > 0 ? [` With it fell ${fallen.join(', ')}.`] : []),
      ...(anew.length > 0 ? [` On the acts that are left, the engine found ${anew.join(', ')}.`] : []),
    ].join('');
    return {
      outcome: 'retracted',
      summary: `${signal.type} (${id}) of ${label(draft.state)} counts no more.${more} ${isWithdrawn ? withdrawnText : `The account stays ${draft.state.stage}.`}`,
      checks: criteriaChecks(standingOf(draft, world), context),
      extra: { account: draft.state.id, fallen },
    };
  },
};

const withdrawnText = `The account is withdrawn: nothing else is on file. It is ARCHIVED; ${bringsBack}.`;

function mayRetract(signal: Signal, { role }: Context): Refusal | null {
  const no = (code: 'NOT_PERMITTED' | 'RULE_REFUSED' | 'CONFLICT', found: string, next: string) =>
    refuse(code, { clause: '3.2.1', ruling: 'L14', found, next });
  if (signal.type === 'E8') {
    return no(
      'RULE_REFUSED',
      'an E8 is derived and falls with an act that it rests on',
      `retract the wrong act among ${signal.rests_on.join(', ')}`,
    );
  }
  if (role !== 'sales.ops' && role !== signal.filed_by) {
    return no(
      'NOT_PERMITTED',
      `that note was filed by ${signal.filed_by}`,
      `let ${signal.filed_by} or sales.ops retract it`,
    );
  }
  if (signal.gone && signal.gone.why !== 'replaced')
    return no('CONFLICT', `that note is ${signal.gone.why} since ${signal.gone.at}`, 'nothing more is to do');
  return null;
}

/** Undoes what rested on the retracted act: an E8 or E9 falls, likes are counted anew, an E7 steps back in for its E10. */
function dropDependents(draft: AccountDraft, gone: Signal, world: World, context: Context): void {
  for (const other of draft.state.signals) {
    if (other.gone || !other.rests_on.includes(gone.id)) continue;
    if (isBareLike(other)) reweigh(draft, other, context);
    else
      draft.emit({
        type: 'signal_gone',
        signal: other.id,
        why: 'fallen',
        because: `${gone.id}, on which it rested, was retracted`,
      });
  }
  for (const e7 of draft.state.signals) {
    if (e7.gone?.why !== 'replaced' || !takenUp(e7, gone, context)) continue;
    if (draft.state.signals.some((other) => !other.gone && takenUp(e7, other, context))) continue;
    const because = `${gone.id}, which stood in its place, was retracted`;
    draft.emit({ type: 'signal_restored', signal: e7.id, because });
  }
  const contact = draft.state.contacts.find(({ id }) => id === gone.contact);
  if (!counts(contact, standingOf(draft, world), context)) return;
  for (const act of signalsOf(draft.state, gone.contact)) deriveRepeat(draft, act, context);
}

/** A4: the E1 went with the like that completed it; those that are left may be enough without it. */
function recount(draft: AccountDraft, gone: Signal, context: Context): void {
  const left = draft.state.signals.filter(
    (each) => each.contact === gone.contact && isBareLike(each) && !each.gone && !each.qualifies,
  );
  const last = left.findLast((like) => likesAround(draft.state, like, context).length > 0);
  if (last) reweigh(draft, last, context);
}

function reweigh(draft: AccountDraft, like: Signal, context: Context): void {
  // The E1 of likes is undone first, so that its likes are free to be counted anew.
  const signals = draft.state.signals.filter(({ id }) => id !== like.id);
  const burst = likesAround({ ...draft.state, signals }, like, context);
  const qualifies = burst.length > 0;
  const rests_on = qualifies ? burst.map((each) => each.id) : [like.id];
  const because = qualifies ? `${burst.length} likes on different posts` : 'too few likes are left to qualify';
  draft.emit({ type: 'signal_reweighed', signal: like.id, qualifies, because, rests_on });
}

function closeIdleDuties(draft: AccountDraft): void {
  const asked = draft.state.signals.some((each) => each.type === 'E4' && !each.gone);
  if (!asked) closeTasks(draft, ['answer_briefing_request'], overtaken('the request was retracted'));
  const acted = new Set(draft.state.signals.flatMap(({ contact, gone }) => (gone ? [] : [contact])));
  for (const { id, subject } of openTasks(draft.state, 'look_at_returned'))
    if (subject !== undefined && !acted.has(subject))
      draft.emit({ type: 'task_closed', task: id, ...overtaken('the note that they came back with was retracted') });
}
