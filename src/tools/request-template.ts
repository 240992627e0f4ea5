import { z } from 'zod';
import { requestTemplate } from '../rules/templates/request-template.ts';
import { Written, writeOptions } from './support/schemas.ts';
import { RequestOut } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'request_template',
  title: 'Request copy',
  description: 'Queue copy for one touch; it is drafted in its turn.',
  clauses: ['5.1', '5.2'],
  callers: ['sales.ops', 'cro', 'cmo', 'category.positioning'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    sequence: z.string().describe('such as nurture'),
    touch: z.int().describe('from 1'),
    purpose: z.string().describe('what for'),
    estimate_hours: z.number().describe('0.25-6'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.literal('queued'), request: RequestOut }),
  handle: (args, session) => write(requestTemplate, args, session, ({ extra }) => ({ ...extra })),
});
