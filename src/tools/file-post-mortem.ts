import { z } from 'zod';
import { filePostMortem } from '../rules/calibration/file-post-mortem.ts';
import { signalTypes } from '../rules/vocabulary/signal-types.ts';
import { AccountRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'file_post_mortem',
  title: 'File what delivery taught',
  description:
    'File how the Assessment of a client went and which signals and gates had predicted it. Calibration waits for one of each WON account. Write of the company, not of persons. Another one later replaces it; the first stays in the history. Not for accounts below WON.',
  clauses: ['6.3'],
  callers: ['customer.success'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    outcome: z.enum(['won', 'delivered', 'churned', 'recommended']).describe('how far it went, or how it ended'),
    learnings: Text('what was learnt, of the company alone'),
    predictors: z
      .array(
        z.strictObject({
          signal: z
            .string()
            .max(20)
            .describe(`${signalTypes[0]} to ${signalTypes.at(-1)}, S1 to S4 or G1 to G5`),
          verdict: z.enum(['predicted', 'noise', 'unclear']).describe('what it was worth'),
          note: Text('why').optional(),
        }),
      )
      .max(30)
      .optional()
      .describe('each signal or gate once'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['recorded']) }),
  handle: (args, session) => write(filePostMortem, args, session),
});
