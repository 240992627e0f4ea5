import { z } from 'zod';
import { slotGrounds } from '../rules/aggregates/copy.ts';
import { draftTemplate } from '../rules/templates/draft-template.ts';
import { Ref, Written, writeOptions } from './support/schemas.ts';
import { TemplateOut } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'draft_template',
  title: 'Draft copy',
  description:
    'Write what a request asks for, anew after a rejection. Greeting, sign-off, footer, {{company}}, {{first_name}} are added.',
  clauses: ['5.1', '5.3', '5.4'],
  callers: ['category.positioning'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    request: Ref('its id'),
    subject: z.string().describe('line'),
    body: z.string().describe('4-7 sentences'),
    slots: z
      .array(
        z.strictObject({
          name: z.string().describe('word'),
          rests_on: z.enum(slotGrounds).describe('proof'),
        }),
      )
      .describe('or []'),
    submit: z.boolean().describe('to review'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['drafted', 'submitted']),
    template: TemplateOut,
    hours: z.looseObject({ week: z.string(), booked: z.number(), left: z.number() }).optional(),
  }),
  handle: (args, session) => write(draftTemplate, args, session, ({ extra }) => ({ ...extra })),
});
