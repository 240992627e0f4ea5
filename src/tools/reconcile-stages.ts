import { z } from 'zod';
import { reconcileStages } from '../rules/sending/reconcile-stages.ts';
import { OneRef, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

const reported = z
  .array(
    z.strictObject({ contact: OneRef.describe('id or e-mail'), stage: z.string().min(1).max(100).describe('as told') }),
  )
  .max(500)
  .optional()
  .describe('what it reports');

export default tool({
  name: 'reconcile_stages',
  title: 'Compare stages',
  description:
    'Each business day: the stages that Apollo and Monday report. Tells where they differ from the ladder, which stands; closes its duty.',
  clauses: ['5.5'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({ apollo: reported, monday: reported, ...writeOptions }),
  output: Written.extend({
    outcome: z.literal('done'),
    discrepancies: z.array(
      z.looseObject({
        contact: z.string(),
        account: z.string(),
        ladder: z.string(),
        apollo: z.string().optional(),
        monday: z.string().optional(),
      }),
    ),
    unknown: z.array(z.looseObject({ contact: z.string().optional(), stage: z.string().optional() })),
  }),
  handle: (args, session) => write(reconcileStages, args, session, ({ extra }) => ({ ...extra })),
});
