import { z } from 'zod';
import { stages } from '../vocabulary/stages.ts';
import { count, valued } from './source.ts';

/** A13: where the ladder's stages stand on a board outside; what a deployment hasn't said is missing. */
const Monday = z.strictObject({
  board: z.int().min(1),
  stage_column: z.string().min(1),
  labels: z.partialRecord(z.enum(stages), z.string().min(1)),
});

export const Boards = z.strictObject({
  monday: valued(Monday.partial().nullable()),
  comment_characters: count,
});
