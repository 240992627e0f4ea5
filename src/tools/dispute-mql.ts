import { z } from 'zod';
import { disputeMql } from '../rules/qualification/dispute-mql.ts';
import { everyCriterion, gateFacts, gatesGlossed, glossGates } from '../rules/vocabulary/gates.ts';
import { AccountRef, Text, Written, writeOptions } from './support/schemas.ts';
import { shown } from './support/shown-enum.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'dispute_mql',
  title: 'Dispute an MQL criterion',
  description:
    'Ask whether an MQL criterion is met. Answered at once from facts and signals: stands, or not_met. Nothing moves.',
  underPolicy({ gates }) {
    const criteria = [...gates.map(({ id }) => id), 'engagement_signal'];
    return { input: [{ path: ['criterion'], enum: criteria, description: glossGates(gates) }] };
  },
  clauses: ['3.4', '7'],
  callers: ['sales.ops', 'cro', 'cmo', 'category.positioning'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    criterion: shown(everyCriterion, [...Object.keys(gateFacts), 'engagement_signal']).describe(gatesGlossed),
    claim: Text('what you hold'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['stands', 'not_met']), disputes: z.number() }),
  handle: (args, session) => write(disputeMql, args, session, ({ extra }) => ({ disputes: extra.disputes })),
});
