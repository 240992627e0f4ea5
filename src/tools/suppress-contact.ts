import { z } from 'zod';
import { suppressContact } from '../rules/suppression/suppress-contact.ts';
import { ContactRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'suppress_contact',
  title: 'Suppress a person',
  description:
    'Never write to this person again, from any account: after an opt-out, hostility or a complaint, the same day. Unknown addresses and opt-out tokens too; the account stays. legal.exec lifts it.',
  clauses: ['3.5'],
  callers: ['sales.ops', 'cro', 'mining.mind', 'category.positioning'],
  effect: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({
    contact: ContactRef,
    reason: z.enum(['opt_out', 'hostile', 'complaint', 'other']).describe('why'),
    note: Text('their words, or a remark').optional(),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['done']), accounts: z.array(z.string()) }),
  handle: (args, session) => write(suppressContact, args, session, ({ extra }) => ({ accounts: extra.accounts })),
});
