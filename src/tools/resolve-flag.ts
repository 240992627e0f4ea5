import { z } from 'zod';
import { resolveFlag } from '../rules/templates/resolve-flag.ts';
import { IncidentOut } from './support/mail-input.ts';
import { Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'resolve_flag',
  title: 'Resolve a flag on copy',
  description:
    "Answer a flag within its 48 hours. category.positioning's text proposes the correction; the cmo decides: approve lets the version go on, reject retires it.",
  clauses: ['7'],
  callers: ['category.positioning', 'cmo'],
  effect: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input: z.strictObject({
    flag: Ref('its id'),
    resolution: Text('what is done about it'),
    decision: z.enum(['approve', 'reject']).optional().describe("the cmo's"),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['proposed', 'resolved', 'retired']),
    flag: z.looseObject({ id: z.string(), template: z.string(), state: z.string() }),
    incident: IncidentOut.optional(),
  }),
  handle: (args, session) => write(resolveFlag, args, session, ({ extra }) => ({ ...extra })),
});
