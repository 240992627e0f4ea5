import { z } from 'zod';
import { advanceDeal } from '../rules/deals/advance-deal.ts';
import { AccountRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'advance_deal',
  title: 'Record a step beyond SQL',
  description:
    'Record what happened beyond SQL, step by step: Briefing scheduled (with its date; again moves it), held, Assessment proposed, qualified, won, or lost with a reason. No step is skipped. A fresh Briefing request below SQL becomes SQL first. Not for the word on a dossier: cro_decide.',
  clauses: ['3', '3.5'],
  callers: ['cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    event: z
      .enum(['briefing_scheduled', 'briefing_held', 'assessment_proposed', 'assessment_qualified', 'won', 'lost'])
      .describe('what happened'),
    at: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('instant with offset; default now, required for briefing_scheduled'),
    reference: Text('link or document').optional(),
    reason: Text('required for lost').optional(),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['recorded']) }),
  handle: (args, session) => write(advanceDeal, args, session),
});
