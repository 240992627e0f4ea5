import { z } from 'zod';
import { confirmIntent } from '../rules/outbox/confirm-intent.ts';
import { IntentRef, IntentRefs, RefusedIntents, refusedLines, Text, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

const Answered = z.looseObject({
  intent: z.string().optional(),
  confirmed: z.array(z.string()).optional(),
  refused: RefusedIntents.optional(),
});

export default tool({
  name: 'confirm_intent',
  title: 'Tell what came of an intent',
  description: 'After take_intent: done, failed (open again) or unknown (look outside, confirm again).',
  clauses: ['4.4'],
  callers: ['sales.ops', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    intent: IntentRef,
    intents: IntentRefs,
    result: z.enum(['done', 'failed', 'unknown']).describe('what came of it'),
    reference: Text('link or id').optional(),
    references: z.array(z.string()).max(100).optional().describe('one an intent'),
    ...writeOptions,
  }),
  output: Written.extend(Answered.shape),
  handle: (args, session) =>
    write(
      confirmIntent,
      args,
      session,
      ({ extra: { confirmed, refused } }) =>
        args.intent === undefined
          ? { confirmed, ...(refused.length > 0 ? { refused } : {}) }
          : { intent: confirmed[0] },
      { tell: textOf },
    ),
});

function textOf(data: unknown): readonly string[] {
  const { intent, confirmed = [], refused = [] } = Answered.parse(data);
  return [`- told: ${intent ?? confirmed.join(', ')}`, ...refusedLines(refused)];
}
