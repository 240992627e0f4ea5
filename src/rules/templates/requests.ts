import { type CopyRequest, type CopyState, templateKey } from '../aggregates/copy.ts';
import type { Context } from '../command/context.ts';
import { weekOf } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { hoursLeft, inTurn, queueOf, weeklyHours, weekWithRoom } from './queue.ts';

/** Q2: a first draft is written in turn and within the hours. */
export function early(request: CopyRequest, state: CopyState, context: Context): Refusal | null {
  const queue = queueOf(state);
  const left = hoursLeft(state, context);
  const turn = inTurn(queue, left);
  const at = (id: string) => queue.findIndex((each) => each.id === id);
  if (turn && at(turn.id) < at(request.id))
    return refuse('RULE_REFUSED', {
      clause: '5.1',
      ruling: 'Q2',
      found: `${request.id} is number ${at(request.id) + 1} of the queue; in turn is ${turn.id} (${templateKey(turn)}, ${turn.estimate_hours} h of ${left} h left)`,
      next: `draft ${turn.id} first, or let cmo order the queue with order_requests`,
    });
  if (request.estimate_hours <= left) return null;
  const week = weekWithRoom(queue, request.id, context);
  return refuse('CAP_REACHED', {
    clause: '5.1',
    ruling: 'Q2',
    found: `${request.id} is estimated at ${request.estimate_hours} h, and ${weekOf(context.today)} has ${left} of ${weeklyHours(context)} h left; it stays queued`,
    next: `draft it in ${week}, which has room${turn ? `; in turn now is ${turn.id} (${turn.estimate_hours} h)` : ''}`,
  });
}

export function noSuchRequest(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '5.1',
    ruling: 'Q2',
    found: 'no request stands under that id',
    next: 'put one in the queue with request_template, or take the id from session_sweep',
  });
}

export function typeGone({ id, sequence }: CopyRequest): Refusal {
  return refuse('NOT_CONFIGURED', {
    clause: '5.1',
    ruling: 'Q1',
    found: `${id} is for ${sequence}, and the policy has no such type of sequence any more`,
    next: `let the cmo and the cro put sequences.types.${sequence} back, or request another touch with request_template`,
  });
}

/** Whether a request was given that id, answered or not. */
export function isRequestOf({ requested }: Pick<CopyState, 'requested'>, id: string): boolean {
  const nth = /^req_copy_([1-9]\d*)$/.exec(id)?.[1];
  return nth !== undefined && Number(nth) <= requested;
}

/** A request that left the queue. */
export function answeredRequest({ requests }: Pick<CopyState, 'requests'>, id: string): Refusal {
  const template = requests.find((each) => each.id === id)?.template;
  return refuse('CONFLICT', {
    clause: '5.1',
    ruling: 'Q2',
    found: template
      ? `${id} left the queue: ${template} was drafted for it`
      : `${id} is answered: a version of it was approved`,
    next: template ? `go on with ${template}` : 'ask for a new version with request_template',
  });
}
