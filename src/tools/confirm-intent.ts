import { z } from 'zod';
import { confirmIntent } from '../rules/outbox/confirm-intent.ts';
import { Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'confirm_intent',
  title: 'Tell what came of an intent',
  description:
    'After take_intent, not before: done (with a reference), failed (it stands open again) or unknown (look outside, then confirm once more).',
  clauses: ['4.4'],
  callers: ['sales.ops', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    intent: z.string().min(1).max(100).describe('its id'),
    result: z.enum(['done', 'failed', 'unknown']).describe('what came of it'),
    reference: Text('link or id outside').optional(),
    ...writeOptions,
  }),
  output: Written,
  handle: (args, session) => write(confirmIntent, args, session),
});
