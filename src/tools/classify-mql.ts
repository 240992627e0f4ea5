import { z } from 'zod';
import { classifyMql } from '../rules/qualification/classify-mql.ts';
import { spentPart } from '../views/signals.ts';
import { AccountRef, SpentOut, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'classify_mql',
  title: 'Classify an account',
  description:
    'Decide from gates and live signals whether an account is MQL, on the fast track, or SQL; within one business day of a note. Says what is missing. Not to move one down.',
  clauses: ['3.2', '4.2'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({ account: AccountRef, ...writeOptions }),
  output: Written.extend({
    outcome: z.enum(['mql', 'fast_track', 'auto_sql', 'stays_prospect', 'unchanged']),
    spent: SpentOut.optional(),
  }),
  handle: (args, session) =>
    write(
      classifyMql,
      args,
      session,
      ({ outcome, account }, _, viewing) => (outcome === 'unchanged' ? spentPart(account, viewing) : {}),
      { checks: 'all' },
    ),
});
