import { z } from 'zod';
import { takeIntent } from '../rules/outbox/take-intent.ts';
import { Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'take_intent',
  title: 'Take something to do outside',
  description:
    'Claim one intent that session_sweep lists (a board comment, a stage, a post), then do it with your own tools and tell the result with confirm_intent. The claim keeps others from doing it twice; it lapses after half an hour. Not for mails.',
  clauses: ['4.4'],
  callers: ['sales.ops', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({ intent: z.string().min(1).max(100).describe('its id'), ...writeOptions }),
  output: Written.extend({
    target: z.string(),
    action: z.string(),
    payload: z.record(z.string(), z.string()),
    claim: z.string(),
  }),
  handle: (args, session) => write(takeIntent, args, session, ({ extra }) => ({ ...extra })),
});
