/** The stop of all sending, and its lifting (M7). */

import type { Command } from '../command/command.ts';
import { inputReader } from '../command/input-reader.ts';
import { done } from '../tasks/closing.ts';
import { liftStopDuty } from '../tasks/complete-task.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import type { Instant } from '../time/time.ts';
import { refuse } from '../vocabulary/refusal.ts';
import type { Role } from '../vocabulary/roles.ts';

export interface StopArgs {
  readonly why?: string | undefined;
}

interface StopInput {
  readonly why: string | undefined;
}

/** M7: every permit is withheld from now on. Anybody may: there is no role that it asks for. */
export const stopSending: Command<StopArgs, StopInput, { readonly at: Instant; readonly why: string }> = {
  name: 'stop_sending',
  clause: '5.5',
  prepare({ why }, context) {
    const read = inputReader(context);
    const text = read.text('why', why, 'quote');
    return read.refusal ?? { keys: {}, input: { why: text === '' ? undefined : text } };
  },
  decide({ why = 'nobody said why' }, { mailbox, desk }, context) {
    const { stopped } = mailbox().state;
    if (stopped)
      return {
        outcome: 'stopped',
        summary: `All sending is stopped already, since ${stopped.at}: ${stopped.why}. chief.staff or the cro lifts it.`,
        checks: [],
        extra: stopped,
      };
    mailbox().emit({ type: 'sending_stopped', why });
    openDeskTask(desk, { kind: liftStopDuty }, context);
    return {
      outcome: 'stopped',
      summary: `All sending is stopped: no permit lets a mail out from now on (${why}). chief.staff or the cro lifts it.`,
      checks: [],
      extra: { at: context.now, why },
    };
  },
};

const lifters: readonly Role[] = ['chief.staff', 'cro'];

/** M7: mails may go out again; who said so is on record. */
export const liftStop: Command<StopArgs, StopInput, object> = {
  name: 'lift_stop',
  clause: '5.5',
  prepare(args, context) {
    if (!lifters.includes(context.role))
      return refuse('NOT_PERMITTED', {
        clause: '5.5',
        ruling: 'M7',
        found: `the stop of all sending is not ${context.role}'s to lift`,
        next: 'let chief.staff or cro lift it: `ladder stop --lift --as ROLE`',
      });
    return stopSending.prepare(args, context);
  },
  decide({ why }, { mailbox, desk }, { role }) {
    if (!mailbox().state.stopped)
      return refuse('CONFLICT', {
        clause: '5.5',
        ruling: 'M7',
        found: 'sending is not stopped',
        next: 'nothing is to lift',
      });
    mailbox().emit({ type: 'stop_lifted', because: why ?? `lifted by ${role}` });
    for (const { id, kind, closed_at } of desk.state.tasks)
      if (kind === liftStopDuty && closed_at === undefined)
        desk.emit({ type: 'task_closed', task: id, ...done(`lifted by ${role}`) });
    return {
      outcome: 'lifted',
      summary: 'The stop is lifted: mails may go out again, each by its permit.',
      checks: [],
      extra: {},
    };
  },
};
