import { z } from 'zod';
import { deliveryEvents } from '../rules/aggregates/permit.ts';
import { recordDelivery } from '../rules/sending/record-delivery.ts';
import { DeliveryOut, IncidentOut } from './support/mail-input.ts';
import { InstantIn, Ref, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

const event = z.enum(deliveryEvents).describe('what became of it');
const one = {
  permit: Ref('its permit').optional(),
  message_id: z.string().max(500).optional().describe('its message id'),
  to: z.string().max(300).optional().describe('address it went to'),
};

export default tool({
  name: 'record_delivery',
  title: 'Report a mail',
  description:
    'Say what became of a mail: sent with its message_id, failed, unknown; later bounces, complaints, opens. Report mail without a permit too.',
  clauses: ['5.5', '7'],
  callers: ['sales.ops', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    ...one,
    event: event.optional(),
    at: InstantIn.optional(),
    deliveries: z
      .array(z.strictObject({ ...one, event, at: InstantIn }))
      .max(25)
      .optional()
      .describe('or several'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['recorded', 'repeated']),
    delivery: DeliveryOut.optional(),
    incident: IncidentOut.optional(),
    deliveries: z
      .array(z.looseObject({ outcome: z.string(), delivery: DeliveryOut, incident: IncidentOut.optional() }))
      .optional(),
    refused: z.array(z.looseObject({ index: z.int(), code: z.string(), because: z.string() })).optional(),
  }),
  handle: (args, session) => write(recordDelivery, args, session, ({ extra }) => ({ ...extra })),
});
