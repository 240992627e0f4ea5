import { z } from 'zod';
import { proposeRecipients } from '../rules/sequences/propose-recipients.ts';
import { recipientsView } from '../views/recipients.ts';
import { ListOut, RecipientRows } from './support/list-input.ts';
import { OneRef, Written, writeOptions } from './support/schemas.ts';
import { TemplateRef } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'propose_recipients',
  title: 'Propose a recipient list',
  description:
    'Name contacts, of any accounts, for a sequence (its touch 1); who may not be enrolled comes back with the reason. The cro approves.',
  clauses: ['5.4'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    template: TemplateRef,
    contacts: z.array(OneRef).describe('ids or e-mails'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.literal('done'), list: ListOut, recipients: RecipientRows }),
  handle: (args, session) =>
    write(proposeRecipients, args, session, ({ extra }, reader) => ({
      ...extra,
      recipients: recipientsView(extra.list.contacts, reader),
    })),
});
