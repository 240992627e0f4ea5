import type { CopyState } from '../aggregates/copy.ts';
import type { Command } from '../command/command.ts';
import { faulty, refuse } from '../vocabulary/refusal.ts';
import { queueOf } from './queue.ts';
import type { Queued } from './request-template.ts';
import { answeredRequest, isRequestOf } from './requests.ts';

export interface OrderArgs {
  readonly requests: readonly string[];
}

/** §5.1, Q2: the cmo's order of the queue; what is not named comes behind, by age. */
export const orderRequests: Command<OrderArgs, OrderArgs, { queue: readonly Queued[] }> = {
  name: 'order_requests',
  clause: '5.1',
  prepare(args) {
    const requests = args.requests.map((each) => each.trim());
    const twice = requests.find((each, nth) => requests.indexOf(each) !== nth);
    if (twice !== undefined) return faulty('requests', `${twice} is named twice`);
    return { keys: {}, input: { requests } };
  },
  decide({ requests }, world) {
    const copy = world.copy();
    const queued = queueOf(copy.state);
    for (const id of requests) {
      if (queued.some((each) => each.id === id)) continue;
      if (isRequestOf(copy.state, id)) return answeredRequest(copy.state, id);
      return refuse('NOT_FOUND', {
        clause: '5.1',
        ruling: 'Q2',
        found: `no request stands under \`${id}\``,
        next: `name requests of the queue${queued.length > 0 ? `: ${firstOf(queued.map((each) => each.id))}` : '; it is empty now'}`,
      });
    }
    if (copy.state.order.join(' ') !== requests.join(' ')) copy.emit({ type: 'requests_ordered', order: requests });
    const queue = placed(copy.state);
    const told = queue.map(({ position, sequence, touch }) => `${position}. ${sequence}_${touch}`);
    return {
      outcome: 'done',
      summary: queue.length === 0 ? 'Nothing is queued.' : `The queue stands in this order: ${firstOf(told)}.`,
      checks: [],
      extra: { queue },
    };
  },
};

/** Requests that one sentence names. */
const named = 20;

function firstOf(all: readonly string[]): string {
  const more = all.length > named ? `, and ${all.length - named} more behind them` : '';
  return `${all.slice(0, named).join(', ')}${more}`;
}

/** The queue as an answer lists it. */
function placed(state: CopyState): readonly Queued[] {
  return queueOf(state).map(({ id, sequence, touch, estimate_hours }, nth) => ({
    id,
    sequence,
    touch,
    estimate_hours,
    position: nth + 1,
  }));
}
