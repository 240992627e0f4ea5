import { z } from 'zod';
import { decideStageChange } from '../rules/stage-changes/decide-stage-change.ts';
import { AccountRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'decide_stage_change',
  title: 'Decide on a proposed move',
  description:
    'Confirm or decline the regression or disqualification that sales.ops proposed, or reinstate a disqualified account. Declining and reinstating take a reason. A regression is refused once the account engaged again. Not for dossiers: cro_decide.',
  clauses: ['3.5'],
  callers: ['cro'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    decision: z.enum(['confirm', 'decline', 'reinstate']).describe('your word'),
    reason: Text('needed to decline or reinstate').optional(),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['done']) }),
  handle: (args, session) => write(decideStageChange, args, session),
});
