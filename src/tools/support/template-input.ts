import { z } from 'zod';
import { Ref } from './schemas.ts';

export const TemplateRef = Ref('id or key');

/** The standing of a version, as every tool of the copy flow gives it; without its id in a dry run that would draft it. */
export const TemplateOut = z.looseObject({
  id: z.string().optional(),
  key: z.string(),
  version: z.int(),
  hash: z.string(),
  state: z.string(),
});

export const RequestOut = z.looseObject({
  id: z.string().optional(),
  sequence: z.string(),
  touch: z.int(),
  estimate_hours: z.number(),
  position: z.int(),
});
