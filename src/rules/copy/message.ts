/** A mail, the facts that it is checked against, and the answer of a check (§5.3). */

import { z } from 'zod';
import { DAY, dayOfDate } from '../time/civil-date.ts';

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
const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

const Company = z.looseObject({ name: text, aliases: texts, domain: text });
const Person = z.union([
  z.string(),
  z.looseObject({ name: text, full_name: text, first_name: text, last_name: text, email: text }),
]);
/** Another account: its names, its domains, its people. */
const Other = z.union([
  z.string(),
  z.looseObject({
    company: z.union([z.string(), Company]).nullish(),
    name: text,
    aliases: texts,
    domain: text,
    domains: texts,
    full_name: text,
    first_name: text,
    last_name: text,
    email: text,
    people: z.array(Person).nullish(),
    contacts: z.array(Person).nullish(),
  }),
]);
/** Epoch milliseconds, an instant or a date. */
const when = z.union([z.number(), z.string()]).nullish();
/** `about`: words for the thing that a number of it measures. */
const Evidence = z.union([z.string(), z.looseObject({ id: text, text, about: text, observed_on: when })]);

/** Facts around a mail. All may be absent: a check then says which it lacks. Other checks add keys of their own. */
export const CopyContext = z.looseObject({
  now: when,
  seq: z.enum(['nurture', 'nurture_mql', 'activation', 'activation_sql', 're_engagement', 'post_briefing']).nullish(),
  touch: z.number().int().nullish(),
  /** The account's stage. */
  qualified: z.string().nullish(),
  threadHasPrior: z.boolean().nullish(),
  in_reply_to: z.string().nullish(),
  contact: z
    .looseObject({ first_name: z.string().nullish(), name: z.string().nullish(), email: z.string().nullish() })
    .nullish(),
  company: Company.nullish(),
  sender: z
    .looseObject({ name: z.string().nullish(), email: z.string().nullish(), postal_address: z.string().nullish() })
    .nullish(),
  optout: z
    .looseObject({ mode: z.string().nullish(), token: z.string().nullish(), url: z.string().nullish() })
    .nullish(),
  /** The approved template, and what was put into its slots, the built-in ones included. */
  template: z.looseObject({ approved: Fixed, slots: z.record(z.string(), z.string()).nullish() }).nullish(),
  others: z.array(Other).nullish(),
  /** The recorded facts of this account. */
  insight: z.looseObject({ evidence: z.array(Evidence).nullish() }).nullish(),
  /** Other texts on file of this account; a sentence may tell their numbers. */
  facts: z.array(Evidence).nullish(),
  /** The signal of this contact that the mail answers to. */
  trigger: z.looseObject({ id: text, type: text, text, observed_at: when, observed_on: when }).nullish(),
  /** A change in the market or at a competitor. */
  hook: z.looseObject({ kind: text, competitor: text, text, observed_at: when, observed_on: when }).nullish(),
  /** Mails to other accounts, in which no sentence of this one may stand. */
  emailsToOthers: z
    .array(z.looseObject({ company: z.union([z.string(), Company]).nullish(), subject: text, body: text }))
    .nullish(),
  /** Sentences of this mail that stand in a mail to another account, too. */
  saidToOthers: texts,
  /** Short forms that an earlier mail of the thread spelled out. */
  termsDefinedInThread: texts,
  /** Statements of the Briefing. */
  conversation: z.array(Evidence).nullish(),
  /** The agent's texts for the declared slots. */
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

/** The epoch day of epoch milliseconds, an instant or a date; undefined where it is none. */
export function dayOf(given: CopyContext['now']): number | undefined {
  if (typeof given === 'number') return Math.floor(given / DAY);
  return given && /^\d{4}-\d{2}-\d{2}/.test(given) ? dayOfDate(given.slice(0, 10)) : undefined;
}

/** `a nurture mail`, `an activation mail`. */
export function aMailOf(sequence: string | undefined): string {
  if (sequence === undefined) return 'a mail of no sequence';
  return `${/^[aeiou]/.test(sequence) ? 'an' : 'a'} ${sequence} mail`;
}
