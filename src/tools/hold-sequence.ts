import { z } from 'zod';
import { holdSequence } from '../rules/sequences/hold-sequence.ts';
import { recipientsView } from '../views/recipients.ts';
import { RecipientRows } from './support/list-input.ts';
import { ContactRef, DateIn, Scalar, Text, Written, writeOptions } from './support/schemas.ts';
import { TemplateRef } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'hold_sequence',
  title: 'Pause, resume or end',
  description:
    'Pause, resume or end the sequences of one contact, those bound to one template, or pause the mailbox. What a reply, a review or a flag holds goes on when that is closed.',
  clauses: ['5.5'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    contact: ContactRef.optional(),
    template: TemplateRef.optional(),
    mailbox: Scalar.optional().describe('true, or its address'),
    action: z.enum(['pause', 'resume', 'end']).describe('what to do'),
    reason: Text('why'),
    until: DateIn.optional(),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['paused', 'resumed', 'ended']),
    contacts: z.array(z.string()),
    recipients: RecipientRows,
    until: z.string().optional(),
  }),
  handle: (args, session) =>
    write(holdSequence, args, session, ({ extra }, reader) => ({
      ...extra,
      recipients: recipientsView(extra.contacts, reader),
    })),
});
