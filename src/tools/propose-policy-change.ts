import { z } from 'zod';
import { proposePolicyChange } from '../rules/policy-changes/propose-policy-change.ts';
import { AnyJson, ChangeOut, changeLines, EffectOut } from './support/policy-input.ts';
import { Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'propose_policy_change',
  title: 'Propose a policy change',
  description:
    'Propose values for the policy, each by its path as `ladder://policy` names it, in one change; the answer shows the smallest account whose outcome each changes. The other of cro and cmo ratifies.',
  clauses: ['6.3'],
  callers: ['cro', 'cmo'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    changes: z
      .record(z.string().max(200), AnyJson)
      .describe('{"gates.G1.value": 250}, null unsets; {value, basis, note} sets the source too'),
    why: Text('the reason'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.literal('proposed'), change: ChangeOut, effect: EffectOut }),
  handle: (args, session) =>
    write(proposePolicyChange, args, session, ({ extra }) => ({ ...extra }), { tell: changeLines }),
});
