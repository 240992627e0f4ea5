import { z } from 'zod';
import { loadTemplate } from '../rules/templates/load-template.ts';
import { Written, writeOptions } from './support/schemas.ts';
import { TemplateOut, TemplateRef } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'load_template',
  title: 'Load approved copy',
  description: 'Make an approved version live; the one before it retires for new enrolments.',
  clauses: ['5.4'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({ template: TemplateRef, ...writeOptions }),
  output: Written.extend({
    outcome: z.literal('live'),
    template: TemplateOut,
    retired: z.string().optional(),
  }),
  handle: (args, session) => write(loadTemplate, args, session, ({ extra }) => ({ ...extra })),
});
