import { z } from 'zod';
import { proposeStageChange } from '../rules/stage-changes/propose-stage-change.ts';
import { AccountRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'propose_stage_change',
  title: 'Move an account down or out',
  description:
    'Regress an idle MQL or SQL, recycle a lost deal after its cool-down, or disqualify; where needed it waits for the CRO. Not for steps up.',
  clauses: ['3.5'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    change: z.enum(['regress', 'recycle', 'disqualify']).describe('which'),
    trigger: z
      .enum(['company_ended', 'direct_competitor', 'no_ecosystem_motion'])
      .optional()
      .describe('for disqualify'),
    reason: Text('why'),
    evidence: Text('what was researched').optional(),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['done', 'awaiting_cro']) }),
  handle: (args, session) => write(proposeStageChange, args, session),
});
