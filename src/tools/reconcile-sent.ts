import { z } from 'zod';
import { reconcileSent } from '../rules/sending/reconcile-sent.ts';
import { IncidentOut } from './support/mail-input.ts';
import { InstantIn, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

const Found = z.looseObject({ message_id: z.string(), to: z.string() });

export default tool({
  name: 'reconcile_sent',
  title: 'Compare the sent folder',
  description:
    'Each business day: give the mails of the sent folder since the last time, hand-written ones too. Finds what no permit covers; closes take_in_replies.',
  clauses: ['5.5', '5.6'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    messages: z
      .array(
        z.strictObject({
          message_id: z.string().max(500).describe('its message id'),
          to: z.array(z.string().max(300)).max(50).describe('all recipients'),
          at: InstantIn,
          subject: z.string().max(1000).describe('as sent'),
          text: z.string().max(100_000).optional().describe('as sent'),
          thread: z.string().max(300).optional().describe('thread id'),
        }),
      )
      .max(200)
      .describe('none: []'),
    until: InstantIn,
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.literal('done'),
    matched: z.array(Found),
    direct: z.array(Found),
    unmatched: z.array(Found),
    incident: IncidentOut.optional(),
    incidents: z.array(IncidentOut).optional(),
    missing: z.array(z.looseObject({ permit: z.string(), to: z.string().optional() })),
  }),
  handle: (args, session) => write(reconcileSent, args, session, ({ extra }) => ({ ...extra })),
});
