import { z } from 'zod';
import { voidSuppression } from '../rules/suppression/void-suppression.ts';
import { ContactRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'void_suppression',
  title: 'Void a mistaken suppression',
  description:
    'Lift a suppression that was entered for the wrong person, with the evidence of the mistake, however old it is: what is named, and what was suppressed with it. Never because somebody changed their mind.',
  clauses: ['3.5'],
  callers: ['legal.exec'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    contact: ContactRef,
    evidence: Text('what shows the mistake'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['done']), accounts: z.array(z.string()) }),
  handle: (args, session) => write(voidSuppression, args, session, ({ extra }) => ({ accounts: extra.accounts })),
});
