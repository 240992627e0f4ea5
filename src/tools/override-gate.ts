import { z } from 'zod';
import { overrideGate } from '../rules/qualification/override-gate.ts';
import { gatesGlossed, glossGates } from '../rules/vocabulary/gates.ts';
import { AccountRef, OneRef, Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'override_gate',
  title: 'Override one failed gate',
  description:
    'Set aside the single gate that an account fails, with a justification of at least 40 characters and the ids of signals or facts that make up for it. Not for unknown gates, nor for two failures. Counted and audited weekly.',
  underPolicy: ({ gates }) => ({ input: [{ path: ['gate'], description: glossGates(gates) }] }),
  clauses: ['3.6'],
  callers: ['cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    gate: Ref(gatesGlossed),
    justification: Text('why, 40 characters or more'),
    compensating_signals: z.array(OneRef).max(20).describe('ids of signals or facts'),
    ...writeOptions,
  }),
  // A dry run overrides nothing that would have an id.
  output: Written.extend({ outcome: z.enum(['granted']), override: z.string().optional() }),
  handle: (args, session) => write(overrideGate, args, session, ({ extra }) => ({ override: extra.override })),
});
