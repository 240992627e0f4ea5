import { z } from 'zod';
import { count, source, valued } from './source.ts';

/** One type of sequence: how many touches it has, and who approves its copy, in that order (5.4, Q3). */
const SequenceType = z.strictObject({
  touches: z.int().min(1).max(20),
  approved_by: z.array(z.enum(['cmo', 'cro'])).min(1),
  /** The type whose rules its copy is checked by. */
  checked_as: z.enum(['nurture', 'activation', 're_engagement', 'post_briefing']),
  ...source,
});

export const Sequences = z.strictObject({
  types: z.record(z.string().regex(/^[a-z][a-z_]{1,29}$/, 'a name such as nurture'), SequenceType),
  /** How many types can be kept up; one more warns. */
  ceiling: count,
  /** From so many types on the capacity is reviewed. */
  review_from: count,
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
