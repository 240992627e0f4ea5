import { z } from 'zod';
import { count, source, valued } from './source.ts';

/** One type of sequence: how many touches it has, and who approves its copy, in that order (5.4, Q3). */
const SequenceType = z.strictObject({
  touches: z.int().min(1).max(20),
  approved_by: z.array(z.enum(['cmo', 'cro'])).min(1),
  /** The type whose rules its copy is checked by. */
  checked_as: z.enum(['nurture', 'activation', 're_engagement', 'post_briefing']),
  /** The nominal day of each touch; day 1 is the business day of enrolment (5.2, C1). None: nobody is enrolled from a list. */
  days: valued(z.array(z.int().min(1)).min(1)).optional(),
  /** 5.4.1: a recipient list may bind versions that are still under review (Q4). */
  beside_review: z.literal(true).optional(),
  ...source,
});

/** Rules on enrolment: of whom, when and how many at once (5.2, Q4, Q5, C3, C5). */
const Enrolling = z.strictObject({
  /** How many contacts one list may name. */
  list_contacts: count,
  /** For how many business days an approved list may be started. */
  approval_days: count,
  /** How many contacts of one account are written to at once. */
  account_contacts: count,
  /** From so many days without engagement on an MQL may be re-engaged. */
  idle_days: count,
  /** So long after a sequence that nobody answered re-engagement may begin, and so long after that the account is archived. */
  silence_days: count,
  /** A regressed SQL that completed nurture within so many days isn't nurtured anew. */
  renurture_days: count,
});

export const Sequences = z.strictObject({
  types: z.record(z.string().regex(/^[a-z][a-z_]{1,29}$/, 'a name such as nurture'), SequenceType),
  /** How many types can be kept up; one more warns. */
  ceiling: count,
  /** From so many types on the capacity is reviewed. */
  review_from: count,
  enrolling: Enrolling,
});

/** I1: how long a flag holds copy. */
export const ContentFlags = z.strictObject({ hours: valued(z.int().min(1)) });

const Sample = z.array(z.string().min(1)).min(2);

/** Q2: how much copy can be written in a week; and what stands in the slots of a draft while it is checked. */
export const Authoring = z.strictObject({
  week_hours: valued(z.number().positive()),
  share: valued(z.number().gt(0).max(1)),
  estimate_min: valued(z.number().positive()),
  sample: z.strictObject({
    company: valued(z.string().min(1)),
    first_name: valued(z.string().min(1)),
    sender: valued(
      z.strictObject({ address: z.string(), sender_name: z.string().min(1), postal_address: z.string().min(1) }),
    ),
    insight_fact: valued(Sample),
    trigger_signal: valued(Sample),
    hook: valued(Sample),
    conversation: valued(Sample),
  }),
});
