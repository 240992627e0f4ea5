import { z } from 'zod';
import { most } from '../../views/bounds.ts';

/** A permit as its tool names it; without its id in a dry run. */
export const PermitOut = z.looseObject({
  id: z.string().optional(),
  expires_at: z.string(),
  to: z.string(),
  hash: z.string(),
});

export const PayloadOut = z.looseObject({
  to: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
  in_reply_to: z.string().optional(),
  headers: z.record(z.string(), z.string()),
});

/** Characters left for the rest of an answer beside its permits. */
const spare = 3000;

/** All permits are named; where their bytes don't fit, the last ones stand without: they are those of the rendered mail. */
export function fittingPayloads<
  Data extends { readonly permits?: readonly { readonly payload?: unknown; readonly email: string }[] },
>(data: Data) {
  const { permits } = data;
  if (!permits) return data;
  let left = most - spare - JSON.stringify(permits.map(({ payload: _, ...rest }) => rest)).length;
  const rows = permits.map((row) => {
    left -= JSON.stringify(row.payload).length + 12;
    if (left >= 0) return row;
    const { payload: _, ...rest } = row;
    return rest;
  });
  const without = rows.filter((row) => !('payload' in row)).length;
  const note = `the bytes of the last ${without} are those that render_sequence_email answered under the mail's id`;
  return { ...data, permits: rows, ...(without > 0 ? { payloads_left_out: note } : {}) };
}

export const DeliveryOut = z.looseObject({
  permit: z.string().optional(),
  event: z.string(),
  message_id: z.string().optional(),
  to: z.string().optional(),
  at: z.string(),
});

export const IncidentOut = z.looseObject({
  id: z.string().optional(),
  severity: z.enum(['SEV2', 'SEV3']),
  state: z.enum(['opened', 'investigated', 'closed']),
});
