import { z } from 'zod';
import { ratifyPolicyChange } from '../rules/policy-changes/ratify-policy-change.ts';
import { ChangeOut, changeLines } from './support/policy-input.ts';
import { InstantIn, Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'ratify_policy_change',
  title: 'Ratify a policy change',
  description:
    'Put a change that the other of cro and cmo proposed in force, now or from an instant on, or reject it with a reason; reject withdraws your own. It moves nobody; what was decided keeps its policy.',
  clauses: ['6.3'],
  callers: ['cro', 'cmo'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    change: Ref('its id'),
    decision: z.enum(['ratify', 'reject']).optional().describe('default ratify'),
    effective_at: InstantIn.describe('instant with offset, default now').optional(),
    reason: Text('needed to reject').optional(),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['ratified', 'rejected']),
    change: ChangeOut,
    effective_at: z.string().optional(),
  }),
  handle: (args, session) =>
    write(ratifyPolicyChange, args, session, ({ extra }) => ({ ...extra }), { tell: changeLines }),
});
