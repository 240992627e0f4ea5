import { z } from 'zod';
import { stages } from '../vocabulary/stages.ts';
import { count, valued } from './source.ts';

/** A13: the ladder's stages on a board outside; those that a deployment hasn't named are missing. */
const Monday = z.strictObject({
  board: z.int().min(1),
  stage_column: z.string().min(1),
  labels: z.partialRecord(z.enum(stages), z.string().min(1)),
});

/** How Apollo calls the ladder's stages and sequences: ids of its contact stages and of its sequences. */
const Apollo = z.strictObject({
  stages: z.partialRecord(z.enum(stages), z.string().min(1)),
  sequences: z.record(z.string(), z.string().min(1)),
});

export const Boards = z.strictObject({
  monday: valued(Monday.partial().nullable()),
  /** Older policies lack it. */
  apollo: valued(Apollo.partial().nullable()).optional(),
  comment_characters: count,
  /** People of one account whose stage is set in Apollo at once. */
  apollo_contacts: count.optional(),
});
