import { type CopyRequest, templateKey } from '../aggregates/copy.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { DeskDraft } from '../command/world.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import type { Check } from '../vocabulary/check.ts';
import { invalid, type Refusal } from '../vocabulary/refusal.ts';
import { sequenceRule } from './flow.ts';
import { hoursLeft, inTurn, queueOf, weeklyHours } from './queue.ts';

export interface RequestArgs {
  readonly sequence: string;
  readonly touch: number;
  readonly purpose: string;
  readonly estimate_hours: number;
}

export interface Queued extends Pick<CopyRequest, 'id' | 'sequence' | 'touch' | 'estimate_hours'> {
  /** From 1 on. */
  readonly position: number;
}

/** §5.1, Q2: copy that is wanted for one touch; it queues for the hours of category.positioning. */
export const requestTemplate: Command<RequestArgs, RequestArgs, { request: Queued }> = {
  name: 'request_template',
  clause: '5.1',
  prepare(args, context) {
    const read = inputReader(context);
    const purpose = read.required('purpose', args.purpose, 'quote');
    const fault = read.refusal ?? misfit(args, context);
    return fault ?? { keys: {}, input: { ...args, sequence: args.sequence.trim(), purpose } };
  },
  decide({ sequence, touch, purpose, estimate_hours }, world, context) {
    const copy = world.copy();
    const id = `req_copy_${copy.state.requested + 1}`;
    const other = queueOf(copy.state).find((each) => each.sequence === sequence && each.touch === touch);
    copy.emit({ type: 'template_requested', request: { id, sequence, touch, purpose, estimate_hours } });
    const queue = queueOf(copy.state);
    const position = queue.findIndex((each) => each.id === id) + 1;
    const turn = inTurn(queue, hoursLeft(copy.state, context));
    const checks = ceiling(sequence, world.desk, context);
    const when =
      turn?.id === id
        ? 'It is in turn: category.positioning may draft it now.'
        : `It is number ${position} of the queue; the cmo orders it with order_requests.`;
    return {
      outcome: 'queued',
      summary: `Copy for ${templateKey({ sequence, touch })} is requested, ${estimate_hours} h. ${when}${other ? ` ${other.id} in the queue asks for it, too.` : ''}${checks.map(({ because }) => ` Mind: ${because}.`).join('')}`,
      checks,
      extra: { request: { id, sequence, touch, estimate_hours, position } },
    };
  },
};

function misfit({ sequence, touch, estimate_hours }: RequestArgs, context: Context): Refusal | null {
  const { types } = context.policy.sequences;
  const rule = sequenceRule(sequence.trim(), context);
  if (!rule) return invalid('sequence', sequence, `one of ${Object.keys(types).join(', ')}`);
  if (!Number.isInteger(touch) || touch < 1 || touch > rule.touches)
    return invalid(
      'touch',
      touch,
      rule.touches === 1 ? `1: ${sequence} has one touch` : `a touch of ${sequence}, 1 to ${rule.touches}`,
    );
  const [least, most] = [context.policy.authoring.estimate_min.value, weeklyHours(context)];
  return estimate_hours >= least && estimate_hours <= most
    ? null
    : invalid('estimate_hours', estimate_hours, `an estimate of ${least} to ${most} hours, what a week has for copy`);
}

/** Q1: a type beyond the ceiling warns, and from the policy's count on the capacity is reviewed. */
function ceiling(sequence: string, desk: DeskDraft, context: Context): readonly Check[] {
  const { types, ceiling: most, review_from } = context.policy.sequences;
  // The SOP's own types, by whose rules others are checked, come first; a policy on record keeps no order of its own.
  const isOwn = (name: string) => types[name]?.checked_as === name;
  const names = Object.keys(types);
  const nth = [...names.filter(isOwn), ...names.filter((name) => !isOwn(name))].indexOf(sequence) + 1;
  if (nth <= most.value) return [];
  const isReviewed = nth >= review_from.value;
  if (isReviewed) openDeskTask(desk, { kind: 'capacity_review', subject: `${nth} types of sequences` }, context);
  const { clause, basis } = most;
  return [
    {
      rule: 'sequences.ceiling',
      clause,
      ruling: 'Q1',
      verdict: 'warn',
      because: `${sequence} is type ${nth} of sequences, ${most.value} can be kept up${isReviewed ? '; chief.staff reviews the capacity' : ''}`,
      basis,
    },
  ];
}
