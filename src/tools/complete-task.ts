import { z } from 'zod';
import { completeDuty } from '../rules/sequences/complete-proposal.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'complete_task',
  title: 'Close a task by hand',
  description: 'Close a task of yours that was done outside, with a note. Not one that an act closes: call its tool.',
  clauses: ['4.3'],
  callers: roles.filter((role) => role !== 'viewer'),
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    task: Ref('its id'),
    note: Text('what was done'),
    verdict: z
      .enum(['held', 'false', 'unverifiable'])
      .optional()
      .describe('of an evidence_sample: what its source says'),
    ...writeOptions,
  }),
  output: Written,
  handle: (args, session) => write(completeDuty, args, session),
});
