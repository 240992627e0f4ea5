import { z } from 'zod';
import { takeIntent } from '../rules/outbox/take-intent.ts';
import { IntentRef, IntentRefs, RefusedIntents, refusedLines, Written, writeOptions } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

const TakenOut = z.looseObject({
  intent: z.string(),
  target: z.string(),
  action: z.string(),
  payload: z.looseObject({ tool: z.string(), arguments: z.looseObject({}) }),
  /** The claim; a dry run has none. */
  claim: z.string().optional(),
});
const Answered = z.looseObject({
  ...TakenOut.partial().shape,
  taken: z.array(TakenOut).optional(),
  refused: RefusedIntents.optional(),
  left: z.array(z.string()).optional(),
});

export default tool({
  name: 'take_intent',
  title: 'Take something to do outside',
  description:
    'Claim intents of session_sweep, do them with your own tools within half an hour, then confirm_intent. Not for mails.',
  clauses: ['4.4'],
  callers: ['sales.ops', 'cro'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({ intent: IntentRef, intents: IntentRefs, ...writeOptions }),
  output: Written.extend(Answered.shape),
  handle: (args, session) =>
    write(
      takeIntent,
      args,
      session,
      ({ extra: { taken, refused, left } }) => {
        const rest = { ...(refused.length > 0 ? { refused } : {}), ...(left.length > 0 ? { left } : {}) };
        return args.intent === undefined ? { taken, ...rest } : { ...taken[0] };
      },
      { tell: textOf },
    ),
});

/** The intents to carry out, for those who are shown the text alone. */
function textOf(data: unknown): readonly string[] {
  const { taken, refused = [], left = [], ...one } = Answered.parse(data);
  const all = taken ?? [TakenOut.parse(one)];
  return [
    ...all.map(
      ({ intent, target, action, payload, claim }) =>
        `- ${intent}: ${action} on ${target}, ${JSON.stringify(payload)}${claim ? `; claim ${claim}` : ''}`,
    ),
    ...refusedLines(refused),
    ...(left.length > 0 ? [`- left for a further call: ${left.join(', ')}`] : []),
  ];
}
