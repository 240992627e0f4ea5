import { label } from '../aggregates/account.ts';
import type { EvidenceVerdict, Task } from '../aggregates/task.ts';
import { waitingNotes } from '../aggregates/unmatched-person.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { Keys, WaitingDraft } from '../command/world.ts';
import { requestIn } from '../language/asks-to-stop.ts';
import { fold } from '../language/normalise.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { done } from './closing.ts';
import { duty } from './duties.ts';
import { judge } from './evidence-sample.ts';
import { isOpen } from './tasks.ts';

export interface CompleteArgs {
  readonly task: string;
  readonly note: string;
  /** S-7: the verdict of the source. */
  readonly verdict?: EvidenceVerdict | undefined;
}

/** S-1: closes by hand, with a note, a task that is done elsewhere; one that an act closes is refused. */
export const completeTask: Command<CompleteArgs, CompleteArgs, { task: string }> = {
  name: 'complete_task',
  clause: '4.3',
  prepare(args, context) {
    const read = inputReader(context);
    const note = read.required('note', args.note, 'quote');
    const task = args.task.trim();
    const keys: Keys = task.startsWith('wtg_') ? { waiting: [{ id: task }] } : { owned: task };
    return read.refusal ?? { keys, input: { task, note, verdict: args.verdict } };
  },
  decide({ task: id, note, verdict }, { account, desk, waiting, mailbox }, context) {
    if (id.startsWith('wtg_')) {
      const done = dismissWait(waiting, { id, note }, context);
      return typeof done === 'string' ? { outcome: 'done', summary: done, checks: [], extra: { task: id } } : done;
    }
    const onAccount = account?.state.tasks.find((each) => each.id === id);
    const task = onAccount ?? desk.state.tasks.find((each) => each.id === id);
    if (!task)
      return refuse('NOT_FOUND', {
        clause: '4.3',
        ruling: 'S-1',
        found: 'no open task stands under that id',
        next: 'take the id from session_sweep',
      });
    const refusal = overruling(task, note, context) ?? notByHand(task, context) ?? verdictFault(task, verdict);
    if (refusal) return refusal;
    const event = { type: 'task_closed', task: id, ...done(note) } as const;
    if (account && onAccount) account.emit({ ...event, ...(verdict ? { verdict } : {}) });
    else desk.emit(event);
    // M7: the stop goes with the task that it opened.
    if (task.kind === liftStopDuty && mailbox().state.stopped) mailbox().emit({ type: 'stop_lifted', because: note });
    if (account && verdict) judge({ account, desk }, task, verdict, context);
    const { do: what } = duty(task.kind, context);
    return {
      outcome: 'done',
      summary: `${account ? `${label(account.state)}: ` : ''}${verdict ? `looked up at its source, ${verdict}` : `done, ${what}`}.`,
      checks: [],
      extra: { task: id },
    };
  },
};

/** M7: the kind of chief.staff's task while all sending is stopped. */
export const liftStopDuty = 'lift_stop';

/** S-7: a sample is answered by what its source said, and nothing else is. */
function verdictFault({ kind }: Task, verdict: EvidenceVerdict | undefined): Refusal | null {
  const isSample = kind === 'evidence_sample';
  if (isSample === (verdict !== undefined)) return null;
  const wanted = isSample
    ? 'held, false or unverifiable: what its source said when you looked it up'
    : 'no `verdict`: it answers tasks of the kind evidence_sample alone';
  return invalid('verdict', verdict, wanted);
}

/** A9: the words stand in the note, and why they don't ask to stop. */
function overruling(task: Task, note: string, context: Context): Refusal | null {
  if (!mayOverrule(task, context)) return null;
  const { stopping } = context.policy;
  const plain = fold(note);
  const words = requestIn(plain, stopping);
  const why = plain.replace(words ?? '', '').match(/\p{L}/gu)?.length ?? 0;
  if (words && why >= stopping.why_letters.value) return null;
  const wanted = `the words that ask to stop as they were said, and in at least ${stopping.why_letters.value} letters why they don't`;
  return invalid('note', note, wanted);
}

function mayOverrule(task: Task, context: Context): boolean {
  return isOpen(task) && duty(task.kind, context).overruled_by === context.role;
}

function notByHand(task: Task, context: Context): Refusal | null {
  if (mayOverrule(task, context)) return null;
  const no = (code: 'NOT_PERMITTED' | 'CONFLICT' | 'RULE_REFUSED', found: string, next: string) =>
    refuse(code, { clause: task.clause, ruling: 'S-1', found, next });
  if (task.role !== context.role)
    return no('NOT_PERMITTED', `the task \`${task.kind}\` is ${task.role}'s`, `let ${task.role} close it`);
  if (!isOpen(task))
    return no(
      'CONFLICT',
      `the task \`${task.kind}\` was closed at ${task.closed_at} by ${task.closed_by}`,
      'nothing more is to do',
    );
  const { tool } = duty(task.kind, context);
  // A report bears the name of the duty that it closes.
  const call = tool === 'pipeline_report' ? `${tool} with kind ${task.kind}` : tool;
  return call
    ? no('RULE_REFUSED', `the task \`${task.kind}\` is closed by its act, not by hand`, `call ${call}`)
    : null;
}

/** S-1, A2: sales.ops dismisses who waits, or one of their notes, where no company is to be found. */
function dismissWait(
  waiting: WaitingDraft | null,
  { id, note }: { readonly id: string; readonly note: string },
  { role }: Context,
): string | Refusal {
  const no = (code: 'NOT_FOUND' | 'NOT_PERMITTED' | 'CONFLICT', found: string, next: string) =>
    refuse(code, { clause: '3.1', ruling: 'A2', found, next });
  if (!waiting?.before) return no('NOT_FOUND', 'nobody waits under that id', 'take the id from session_sweep');
  if (role !== 'sales.ops') return no('NOT_PERMITTED', "unmatched people are sales.ops's", 'let sales.ops close it');
  const { ended } = waiting.before;
  if (ended) return no('CONFLICT', `that wait ended at ${ended.at}: ${ended.why}`, 'nothing more is to do');
  const open = waitingNotes(waiting.before);
  const isAll = id === waiting.before.id;
  const gone = open.filter((each) => isAll || each.id === id);
  if (!isAll && gone.length === 0) return no('CONFLICT', 'that note waits no more', 'nothing more is to do');
  for (const each of gone) waiting.emit({ type: 'note_wait_ended', note: each.id, why: 'dismissed', because: note });
  if (!isAll && gone.length < open.length)
    return 'The waiting note is dismissed; what else the person did still waits.';
  waiting.emit({ type: 'wait_ended', why: 'dismissed', note });
  return 'The unmatched person is dismissed; a later import does not bring them back.';
}
