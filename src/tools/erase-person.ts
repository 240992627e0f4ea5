import { z } from 'zod';
import { erasedText, erasePerson } from '../rules/suppression/erase-person.ts';
import { ContactRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

const count = z.int().min(0);

export default tool({
  name: 'erase_person',
  title: 'Erase a person',
  description:
    'Make name, addresses and words of a person unreadable for ever, on a legal basis, at every account where they stand or stood. Decisions and their proof stay, and a suppression survives. It cannot be undone: try dry_run first. Not for opt-outs: suppress_contact.',
  clauses: ['3.5'],
  callers: ['legal.exec'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    contact: ContactRef,
    basis: Text('the request or rule it rests on'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['done']),
    accounts: z.array(z.string()),
    erased: z.looseObject({ records: count, notes: count, kept_answers: count, copies: count }).optional(),
  }),
  handle: (args, session) =>
    write(erasePerson, args, session, ({ extra: { accounts, erased } }) => ({
      accounts,
      erased,
      ...(args.dry_run ? { summary: erasedText(erased, accounts.length, true) } : {}),
    })),
});
