import { z } from 'zod';
import { orderRequests } from '../rules/templates/order-requests.ts';
import { OneRef, Written, writeOptions } from './support/schemas.ts';
import { RequestOut } from './support/template-input.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'order_requests',
  title: 'Order the queue of copy',
  description:
    'Say which requests for copy come first; those not named follow by age. It moves no hours and drafts nothing.',
  clauses: ['5.1'],
  callers: ['cmo'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    requests: z.array(OneRef).max(200).describe('ids, first to last'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.literal('done'), queue: z.array(RequestOut) }),
  handle: (args, session) => write(orderRequests, args, session, ({ extra }) => ({ ...extra })),
});
