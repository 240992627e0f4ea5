import { z } from 'zod';
import { reviewRecipients } from '../rules/sequences/review-recipients.ts';
import { recipientsView, withName } from '../views/recipients.ts';
import { ListOut, ListRef, RecipientRows } from './support/list-input.ts';
import { Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'review_recipients',
  title: 'Approve or reject a recipient list',
  description:
    'Say whether these are the right recipients; who fails since the proposal is dropped and named. With `dry_run` it only names who is on it.',
  clauses: ['5.4'],
  callers: ['cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    list: ListRef,
    decision: z.enum(['approve', 'reject']).describe('on it'),
    reason: Text('why').optional(),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['approved', 'rejected']), list: ListOut, recipients: RecipientRows }),
  handle: (args, session) =>
    write(reviewRecipients, args, session, ({ extra: { list } }, reader) => ({
      list: { ...list, refused: list.refused.map((row) => withName(row, reader)) },
      recipients: recipientsView(list.contacts, reader),
    })),
});
