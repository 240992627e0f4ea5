import { z } from 'zod';
import { croDecide } from '../rules/qualification/cro-decide.ts';
import { AccountRef, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'cro_decide',
  title: 'Decide on a dossier',
  description:
    'The CRO confirms a pending dossier (SQL), flags it for immediate outreach (SQL, high priority, engage today) or disputes it (MQL, with a reason kept for calibration). Read explain_account first. Only for accounts whose review is PENDING_CRO.',
  clauses: ['4.3'],
  callers: ['cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    decision: z.enum(['confirm', 'dispute', 'flag_immediate']).describe('on the dossier'),
    reason_code: z.enum(['icp', 'timing', 'evidence', 'duplicate', 'other']).optional().describe('for a dispute'),
    reason: Text('for a dispute').optional(),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['confirmed', 'disputed', 'flagged']) }),
  handle: (args, session) => write(croDecide, args, session, () => ({}), { checks: 'all' }),
});
