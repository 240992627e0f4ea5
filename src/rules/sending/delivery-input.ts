import type { IncidentTold } from '../aggregates/desk.ts';
import type { DeliveryEvent } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import { emailAddress } from '../identity/email-address.ts';
import type { Instant } from '../time/time.ts';
import { faulty, invalid, isRefusal, type Refusal } from '../vocabulary/refusal.ts';

export interface DeliveryArgs {
  readonly permit?: string | undefined;
  readonly message_id?: string | undefined;
  readonly event: DeliveryEvent;
  readonly to?: string | undefined;
  readonly at: string;
}

/** The report on one mail, as read. */
export interface DeliveryTold {
  readonly permit?: string;
  readonly message_id?: string;
  readonly event: DeliveryEvent;
  readonly to?: string;
  readonly at: Instant;
}

export interface DeliveryRecorded {
  readonly outcome: 'recorded' | 'repeated';
  readonly delivery: DeliveryTold;
  readonly incident?: IncidentTold;
  /** The sentence on its effects beside the record. */
  readonly said?: string;
}

const outcomes: readonly DeliveryEvent[] = ['sent', 'failed', 'unknown'];

/** M2: how it went is told of a permit, or of a mail by its message id and whom it went to. */
export function readDelivery(args: DeliveryArgs, context: Context): DeliveryTold | Refusal {
  const read = inputReader(context);
  const at = read.past('at', args.at);
  const message_id = read.text('message_id', args.message_id, 'reference');
  if (read.refusal) return read.refusal;
  const to = args.to === undefined ? undefined : emailAddress(args.to);
  if (to && 'problem' in to) return faulty('to', to.problem);
  const permit = args.permit?.trim();
  const told = {
    event: args.event,
    at,
    ...(permit ? { permit } : {}),
    ...(message_id ? { message_id } : {}),
    ...(to ? { to: to.email } : {}),
  };
  return missing(told) ?? told;
}

function missing({ event, permit, message_id, to }: DeliveryTold): Refusal | null {
  if (event === 'sent' && !message_id)
    return invalid('message_id', undefined, 'the message id under which the mail went out');
  if (event === 'sent' && !permit && !to) return invalid('to', undefined, 'its `permit`, or the address it went to');
  if (outcomes.includes(event) && event !== 'sent' && !permit)
    return invalid('permit', undefined, 'the permit whose sending it tells of');
  if (!permit && !message_id && !to) return invalid('message_id', undefined, '`message_id`, `to` or `permit`');
  return null;
}

export function isTold(read: DeliveryTold | Refusal): read is DeliveryTold {
  return !isRefusal(read);
}
