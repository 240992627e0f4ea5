import { z } from 'zod';
import { slotGrounds } from '../rules/aggregates/copy.ts';
import { draftTemplate } from '../rules/templates/draft-template.ts';
import { Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { TemplateOut } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'draft_template',
  title: 'Draft copy',
  description:
    'Write the copy that a request asks for, or redraft what was rejected. Text and {{slot}} alone, no greeting, sign-off or footer; {{company}} and {{first_name}} are filled in, every other slot is declared. Answers each copy check on a sample. With submit it goes to review and its bytes change no more.',
  clauses: ['5.1', '5.3', '5.4'],
  callers: ['category.positioning'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    request: Ref('its id'),
    subject: Text('one line'),
    body: Text('4-7 sentences'),
    slots: z
      .array(
        z.strictObject({
          name: z.string().max(40).describe('letters, _'),
          rests_on: z.enum(slotGrounds).describe('proof of it'),
        }),
      )
      .max(12)
      .describe('[] for none'),
    submit: z.boolean().describe('false: draft'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.enum(['drafted', 'submitted']),
    template: TemplateOut,
    hours: z.looseObject({ week: z.string(), booked: z.number(), left: z.number() }).optional(),
  }),
  handle: (args, session) => write(draftTemplate, args, session, ({ extra }) => ({ ...extra })),
});
