import { z } from 'zod';
import { authorizeSend } from '../rules/sending/authorize-send.ts';
import { fittingPayloads, PayloadOut, PermitOut } from './support/mail-input.ts';
import { ContactRef, OneRef, Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'authorize_send',
  title: 'Permit a mail',
  description:
    'Ask for the one-time permit that lets a rendered mail, several, or direct mail (cro) out. Send exactly the payload within 30 minutes, then record_delivery. Sends nothing itself.',
  clauses: ['5.5', '5.6'],
  callers: ['sales.ops', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    email: Ref('id of a rendered mail').optional(),
    emails: z.array(OneRef).max(25).optional().describe('or ids'),
    direct: z
      .strictObject({
        contact: ContactRef,
        subject: Text('as sent'),
        text: Text('whole body, as sent'),
        in_reply_to: z.string().max(500).optional().describe('message id answered'),
      })
      .optional()
      .describe('or free mail'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.literal('granted'),
    permit: PermitOut.optional(),
    payload: PayloadOut.optional(),
    permits: z.array(PermitOut.extend({ email: z.string(), payload: PayloadOut.optional() })).optional(),
    refused: z.array(z.looseObject({ email: z.string(), code: z.string(), because: z.string() })).optional(),
  }),
  handle: (args, session) => write(authorizeSend, args, session, ({ extra }) => fittingPayloads({ ...extra })),
});
