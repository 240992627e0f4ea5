import { z } from 'zod';
import { readReply } from '../exchange/reply/raw-message.ts';
import { recordResponse } from '../rules/replies/record-response.ts';
import { ContactRef, InstantIn, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

/** Length of a raw message with its attachments. */
const mostText = 200_000;

export default tool({
  name: 'record_response',
  title: 'Record a reply',
  description:
    'Record what a person answered, by type: 1 hot, 2 warm, 3 later, 4 referral, 5 wrong person, 6 objection, 7 hostile, 8 opt-out, 9 out of office. Opens the answer, pauses or ends sequences.',
  clauses: ['5.6'],
  callers: ['sales.ops', 'cro'],
  effect: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({
    contact: ContactRef,
    type: z.number().describe('1-10'),
    received_at: InstantIn,
    text: z.string().max(mostText).describe('their words, or the raw message'),
    details: z
      .strictObject({
        return_date: z.string().max(60).optional().describe('9: first day back'),
        timeline: z.string().max(60).optional().describe('3: date or 2026-Q3'),
        referred: z
          .strictObject({ name: Text('who'), email: z.string().max(320).optional().describe('theirs') })
          .optional()
          .describe('4'),
        objection: Text('6: its kind').optional(),
        overrules: z
          .strictObject({ words: Text('quoted'), why: Text('why not') })
          .optional()
          .describe('cro'),
      })
      .optional()
      .describe('by type'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['recorded', 'duplicate', 'waiting']),
    reply: z.looseObject({ id: z.string().optional(), type: z.number() }).optional(),
    waiting: z.looseObject({ id: z.string().optional(), because: z.string() }).optional(),
    paused: z.array(z.looseObject({ contact: z.string(), until: z.string().optional() })),
    ended: z.array(z.looseObject({ contact: z.string(), because: z.string() })),
    resumes_on: z.string().optional(),
    suggested: z
      .looseObject({ type: z.number().nullable(), kind: z.string().nullable(), words: z.string().nullable() })
      .optional(),
  }),
  async handle(args, session) {
    const mail = await readReply(args.text);
    return write(recordResponse, { ...args, mail }, session, ({ extra }) => ({ ...extra }));
  },
});
