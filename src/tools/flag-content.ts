import { z } from 'zod';
import { flagKinds } from '../rules/aggregates/copy.ts';
import { flagContent } from '../rules/templates/flag-content.ts';
import { IncidentOut } from './support/mail-input.ts';
import { Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { TemplateRef } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'flag_content',
  title: 'Flag copy',
  description:
    'Hold approved or live copy that misses the brand voice or drifts from the parallel axis. It pauses for 48 hours and retires if nobody resolves it. sales.ops flags drift alone.',
  clauses: ['7'],
  callers: ['category.positioning', 'cmo', 'sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    template: TemplateRef.optional(),
    email: Ref('a mail sent').optional(),
    kind: z.enum(flagKinds).describe('what is amiss'),
    why: Text('the words, and why'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.literal('flagged'),
    flag: z.looseObject({ id: z.string().optional(), template: z.string(), kind: z.string(), until: z.string() }),
    incident: IncidentOut.optional(),
  }),
  handle: (args, session) => write(flagContent, args, session, ({ extra }) => ({ ...extra })),
});
