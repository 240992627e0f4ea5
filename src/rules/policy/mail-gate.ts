import { z } from 'zod';
import { source, texts, valued } from './source.ts';

/** How a tool of somebody else's server is taken, and where a mail stands in its input. */
const MailTool = z.strictObject({
  profile: z.string().min(1),
  /** The part of the tool's name after the last `__`, in any case. */
  tool: z.string().min(1),
  class: z.enum(['send', 'never', 'free']),
  to: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  thread: z.string().optional(),
  /** Values that say no more than leaving the key out. */
  inert: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** A key of the answer, or a pattern whose first group is the message's id in an answer of text. */
  receipt: z.string().optional(),
  /** Patterns of errors after which nothing can have gone out. */
  definite_errors: z.array(z.string()).optional(),
  clause: source.clause.default('5.5'),
  ruling: source.ruling,
  basis: source.basis.default('ruling'),
  note: source.note,
});

export type MailToolRule = z.infer<typeof MailTool>;

export const mailTools = z.array(MailTool);

/** Calls of a tool that are held, whatever class it has: where this key holds something, or this value. */
const HeldWhere = z.strictObject({
  tool: z.string().min(1),
  key: z.string().min(1),
  value: z.union([z.string(), z.boolean()]).optional(),
});

/** The words by which a call is known to send that no profile describes. */
export const MailGate = z.strictObject({
  held_where: valued(z.array(HeldWhere)),
  routers: texts,
  verbs: texts,
  nouns: texts,
  reading: texts,
  handling: texts,
  action_keys: texts,
  argument_keys: texts,
  recipient_keys: texts,
  content_words: texts,
  redirect_keys: texts,
  automations: texts,
  shell_tools: texts,
  programs: texts,
  program_actions: texts,
  ports: texts,
  code: texts,
});

export type MailGateRule = z.infer<typeof MailGate>;
