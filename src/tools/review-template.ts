import { z } from 'zod';
import { reviewTemplate } from '../rules/templates/review-template.ts';
import { Text, Written, writeOptions } from './support/schemas.ts';
import { TemplateOut, TemplateRef } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'review_template',
  title: 'Approve or reject copy',
  description:
    'Approve exactly these bytes, or reject them with feedback. cmo answers first; for activation cro then says GO or NO-GO, and edits nothing.',
  clauses: ['5.1', '5.4.1', '5.4.2'],
  callers: ['cmo', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    template: TemplateRef,
    decision: z.enum(['approve', 'reject']).describe('on it'),
    feedback: Text('to reject').optional(),
    hash: z.string().max(100).describe('as read'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['approved', 'rejected']),
    template: TemplateOut,
    feedback: z.string().optional(),
  }),
  handle: (args, session) => write(reviewTemplate, args, session, ({ extra }) => ({ ...extra })),
});
