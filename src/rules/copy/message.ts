/** The copy checks and the rendering of mails (§5.3). */

import { z } from 'zod';

/** A rendered mail in its parts; only subject and body are the author's (ruling K1). */
export const CopyMessage = z.looseObject({
  subject: z.string(),
  greeting: z.string(),
  body: z.string(),
  signoff: z.string(),
  footer: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
});
export type CopyMessage = Readonly<z.infer<typeof CopyMessage>>;

const aliases = {
  nurture: 'nurture',
  nurture_mql: 'nurture',
  activation: 'activation',
  activation_sql: 'activation',
  re_engagement: 're_engagement',
  post_briefing: 'post_briefing',
} as const;

const Fixed = z.object({ subject: z.string(), body: z.string() });

/** What is known around a mail. Everything may be absent: a check then says what it lacks. Other checks add keys of their own. */
export const CopyContext = z.looseObject({
  seq: z.enum(['nurture', 'nurture_mql', 'activation', 'activation_sql', 're_engagement', 'post_briefing']).nullish(),
  touch: z.number().int().nullish(),
  /** The account's stage. */
  qualified: z.string().nullish(),
  threadHasPrior: z.boolean().nullish(),
  in_reply_to: z.string().nullish(),
  contact: z
    .looseObject({ first_name: z.string().nullish(), name: z.string().nullish(), email: z.string().nullish() })
    .nullish(),
  company: z.looseObject({ name: z.string().nullish(), aliases: z.array(z.string()).nullish() }).nullish(),
  sender: z
    .looseObject({ name: z.string().nullish(), email: z.string().nullish(), postal_address: z.string().nullish() })
    .nullish(),
  optout: z
    .looseObject({ mode: z.string().nullish(), token: z.string().nullish(), url: z.string().nullish() })
    .nullish(),
  /** The approved template, and what was put into its slots, the built-in ones included. */
  template: z.looseObject({ approved: Fixed, slots: z.record(z.string(), z.string()).nullish() }).nullish(),
  /** What the agent wrote into the declared slots. */
  slots: z.record(z.string(), z.string()).nullish(),
});
export type CopyContext = Readonly<z.infer<typeof CopyContext>>;

export type Sequence = (typeof aliases)[keyof typeof aliases];

export function sequenceOf(context: CopyContext): Sequence | undefined {
  return context.seq ? aliases[context.seq] : undefined;
}

/** All that a reader sees, in the order of reading. */
export function partsOf(message: CopyMessage): readonly string[] {
  return [message.subject, message.greeting, message.body, message.signoff, message.footer];
}
